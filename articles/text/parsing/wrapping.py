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
from articles.text.parsing.units.listed_labels import possible_label_of
from articles.text.parsing.units.unit_labels import decimal_label_of, unit_label_of

#: Widths in half characters: what a line may lack to the full width, and between what the full width lies.
_RAGGED, _NARROWEST, _WIDEST = 4, 28, 120
_FEWEST_BREAKS = 3
#: The least share of lines that go on, of pieces put together that end as sentences do; and, for each line
#: that goes on, the most lines that stop short in the middle of a sentence, as those of a list or verse.
_SHARE_OF_LINES, _SHARE_ENDED, _MOST_BROKEN_SHORT = 0.2, 0.8, 0.5
_MOST_WIDER = 0.02  # lines that may be wider: addresses, a title
_ENDS = re.compile(r"[。；：！？;:!?…][”’）)》]*$")
_LABELS = (
    match_article,
    match_division,
    match_unspaced_article,
    unit_label_of,
    possible_label_of,
    decimal_label_of,
)


def unwrapped(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Repair]]:
    """The lines of a source, those that go on with the one before marked so, and the repair that says it."""
    continuations = _continuation_lines(lines)
    if not continuations:
        return list(lines), []
    marked = [replace(line, goes_on=index in continuations) for index, line in enumerate(lines)]
    first = lines[min(continuations)].number
    return marked, [
        Repair(first, RepairKind.LINES_JOINED, f"固定宽度的{len(continuations)}处换行", "接成整段")
    ]


def _continuation_lines(lines: Sequence[SourceLine]) -> set[int]:
    """The lines that go on with the one before; none where the text is not broken at a width."""
    text_lines = [line for line in lines if not (line.is_noise or line.is_row)]
    widths = sorted(map(_width, text_lines))
    full_width = widths[-1 - int(len(widths) * _MOST_WIDER)] if widths else 0
    if not _NARROWEST <= full_width <= _WIDEST:
        return set()
    following = [index for index in range(1, len(lines)) if _follows_directly(lines[index - 1], lines[index])]
    behind_full = {index for index in following if _width(lines[index - 1]) >= full_width - _RAGGED}
    behind_end = {index for index in following if _ENDS.search(lines[index - 1].text)}
    # Where paragraphs have indents, a line without one goes on whatever stands before it; without them a full
    # line that ends a sentence may end its paragraph too.
    has_indents = any(line.indent for line in text_lines)
    continuations = behind_full if has_indents else behind_full - behind_end
    broken_short = [index for index in following if index not in behind_full | behind_end]
    piece_ends = [index for index in continuations if index + 1 not in continuations]
    ended = sum(bool(_ENDS.search(lines[index].text)) for index in piece_ends)
    is_wrapped = (
        len(continuations) >= max(_FEWEST_BREAKS, _SHARE_OF_LINES * len(text_lines))
        and len(broken_short) <= _MOST_BROKEN_SHORT * len(continuations)
        and ended >= _SHARE_ENDED * len(piece_ends)
    )
    return continuations if is_wrapped else set()


def _follows_directly(line: SourceLine, below: SourceLine) -> bool:
    """Whether nothing but the break stands between two lines: no blank line, no label, no indent."""
    if line.is_noise or line.is_row or below.is_noise or below.is_row or below.indent:
        return False
    return not any(label_of(below.text) for label_of in _LABELS)


def _width(line: SourceLine) -> int:
    """In half characters, with the indent."""
    return sum(1 + (east_asian_width(sign) in "WFA") for sign in line.indent + line.text)
