"""Texts that are broken at a fixed width, as old web pages and terminals print them: which lines go on.

A line that is as wide as the text and ends no sentence goes on in the next one, unless that has a label or
an indent of its own. A text is taken to be so only where nearly all its lines fit one width and the pieces
put together end as sentences do: a list of names of one length is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from articles.text.parsing.lines import Repair, RepairKind, SourceLine
from articles.text.parsing.outlining.labels import match_article, match_division, match_unspaced_article
from articles.text.parsing.units.listed_labels import listed_label_of
from articles.text.parsing.units.unit_labels import decimal_label_of, unit_label_of

#: Widths in half characters: what a line may lack to the full width, and between what the full width lies.
_RAGGED, _NARROWEST, _WIDEST = 4, 28, 120
_FEWEST_BREAKS = 3
_SHARE_OF_LINES, _SHARE_ENDED, _MOST_LOOSE = 0.2, 0.8, 0.5
_MOST_WIDER = 0.02  # lines that may be wider: addresses, a title
_ENDS = re.compile(r"[。；：！？;:!?…][”’）)》]*$")
_LABELS = (
    match_article,
    match_division,
    match_unspaced_article,
    unit_label_of,
    listed_label_of,
    decimal_label_of,
)


def unwrapped(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Repair]]:
    """The lines of a source, those that go on with the one before marked so, and the repair that says it."""
    breaks = _breaks(lines)
    if not breaks:
        return list(lines), []
    marked = [replace(line, goes_on=index in breaks) for index, line in enumerate(lines)]
    first = lines[min(breaks)].number
    return marked, [Repair(first, RepairKind.LINES_JOINED, f"固定宽度的{len(breaks)}处换行", "接成整段")]


def _breaks(lines: Sequence[SourceLine]) -> set[int]:
    """The lines that go on with the one before; none where the text is not broken at a width."""
    printed = [line for line in lines if not (line.is_noise or line.is_row)]
    widths = sorted(map(_width, printed))
    full = widths[-1 - int(len(widths) * _MOST_WIDER)] if widths else 0
    if not _NARROWEST <= full <= _WIDEST:
        return set()
    has_indents = any(line.indent for line in printed)
    follow = [index for index in range(1, len(lines)) if _follows(lines[index - 1], lines[index])]
    reached = {index for index in follow if _width(lines[index - 1]) >= full - _RAGGED}
    going_on = {index for index in reached if has_indents or not _ENDS.search(lines[index - 1].text)}
    loose = [index for index in follow if index not in reached and not _ENDS.search(lines[index - 1].text)]
    last = [index for index in going_on if index + 1 not in going_on]
    ended = sum(bool(_ENDS.search(lines[index].text)) for index in last)
    is_wrapped = (
        len(going_on) >= max(_FEWEST_BREAKS, _SHARE_OF_LINES * len(printed))
        and len(loose) <= _MOST_LOOSE * len(going_on)
        and ended >= _SHARE_ENDED * len(last)
    )
    return going_on if is_wrapped else set()


def _follows(line: SourceLine, below: SourceLine) -> bool:
    """Whether nothing but the break stands between two lines: no blank line, no label, no indent."""
    if line.is_noise or line.is_row or below.is_noise or below.is_row or below.indent:
        return False
    return not any(label_of(below.text) for label_of in _LABELS)


def _width(line: SourceLine) -> int:
    """In half characters, with the indent."""
    return sum(1 + (east_asian_width(sign) in "WFA") for sign in line.indent + line.text)
