"""The headings of units: 「一、总体要求」, 「（一）购置补助。对……」, captions, questions, boxes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from articles.text.parsing.units.captions import captions
from articles.text.parsing.units.unit_labels import is_box

_LONGEST_LINE, _LONGEST_SENTENCE, _LONGEST_CLAUSES = 60, 40, 20  # characters
_LEAD = re.compile(
    rf"(?P<heading>[^。！？；!?;：:，,\n\t]{{2,{_LONGEST_SENTENCE}}}|[^。！？；!?;：:\n\t]{{2,{_LONGEST_CLAUSES}}})。"
)
_OPEN_END = re.compile(r"[。！？；!?;：:，,、]$")
_STYLE_SHARE = 0.5  # of the units of a kind must open so before a short first sentence is taken for a heading
#: Kinds whose first line stands alone as a heading even where nothing follows (一、总体要求).
_HEADED = frozenset({"point", "decimal"})
#: Kinds whose short first sentence is a heading where only units stand below it.
_PARTS = _HEADED | {"subpoint"}


class _Unit(Protocol):
    @property
    def unit(self) -> str: ...

    @property
    def parent(self) -> int | None: ...

    @property
    def text(self) -> str: ...


def headings_of(units: Sequence[_Unit]) -> list[str]:
    """The heading of each unit, a prefix of its text without the full stop, or ""."""
    headings = [""] * len(units)
    articles = [index for index, unit in enumerate(units) if unit.unit == "article"]
    for index, caption in zip(articles, captions([units[index].text for index in articles]), strict=True):
        headings[index] = caption
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if unit.unit not in ("article", "paragraph"):
            kinds[unit.unit].append(index)
        elif unit.unit == "paragraph" and is_box(first_line := unit.text.partition("\n")[0]):
            headings[index] = first_line
    parents = {unit.parent for unit in units}
    for indices in kinds.values():
        leads = {index: _lead_sentence(units[index], has_units=index in parents) for index in indices}
        is_style = sum(map(bool, leads.values())) >= _STYLE_SHARE * len(leads)
        for index in indices:
            has_more = "\n" in units[index].text or index in parents
            headings[index] = _heading_line(units[index], has_more=has_more) or (
                leads[index] if is_style else ""
            )
    return headings


def _heading_line(unit: _Unit, *, has_more: bool) -> str:
    """A whole first line that ends no sentence, or the question that is asked."""
    first_line = unit.text.partition("\n")[0]
    if unit.unit == "question":
        return first_line[:200] if has_more else ""
    if (
        len(first_line) > _LONGEST_LINE
        or _OPEN_END.search(first_line)
        or "。" in first_line
        or "\t" in first_line
    ):
        return ""
    return first_line if has_more or unit.unit in _HEADED else ""


def _lead_sentence(unit: _Unit, *, has_units: bool) -> str:
    """A short first sentence, where more follows: words, or below a part the units in it."""
    match = _LEAD.match(unit.text)
    is_followed = match and (match.end() < len(unit.text) or (has_units and unit.unit in _PARTS))
    return match["heading"] if match and is_followed else ""
