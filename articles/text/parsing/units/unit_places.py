"""Within what a unit's number counts, and how units that bear the same number are told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.text.parsing.parsed import ParsedArticle, ParsedDivision

#: Units that count apart from the numbered ones.
_SORTS = {"paragraph": "p", "question": "q"}


def numbered_by(units: Sequence[ParsedArticle], divisions: Sequence[ParsedDivision]) -> list[ParsedArticle]:
    """Set `numbered_in`: the annex for what stands in one, the chapter where chapters number anew."""
    annexes = [_annex_of(index, divisions) for index in range(len(divisions))]
    placed = [
        replace(unit, numbered_in=None if unit.division is None else annexes[unit.division]) for unit in units
    ]
    anew = _numbered_anew(placed)
    return [
        replace(unit, numbered_in=unit.division)
        if unit.numbered_in in anew and _may_count_anew(unit)
        else unit
        for unit in placed
    ]


def _annex_of(index: int, divisions: Sequence[ParsedDivision]) -> int | None:
    outermost: int = index
    while (parent := divisions[outermost].parent) is not None:
        outermost = parent
    return outermost if divisions[outermost].kind == "annex" else None


def _may_count_anew(unit: ParsedArticle) -> bool:
    return unit.parent is None and unit.unit not in ("article", "paragraph") and unit.division is not None


def _numbered_anew(units: Sequence[ParsedArticle]) -> set[int | None]:
    """The main text (None) and annexes in which two chapters have a unit of the same number, or one of
    several chapters has all units."""
    holders: dict[tuple[int | None, int], set[int | None]] = defaultdict(set)
    for unit in units:
        if _may_count_anew(unit):
            holders[unit.numbered_in, unit.number].add(unit.division)
    anew = {numbered_in for (numbered_in, _), found in holders.items() if len(found) > 1}
    return anew | _numbered_in_one(units)


def _numbered_in_one(units: Sequence[ParsedArticle]) -> set[int | None]:
    """The main text and annexes of several chapters of which a single one, not the first, has numbers."""
    chapters: dict[int | None, list[int]] = defaultdict(list)
    numbered: dict[int | None, set[int]] = defaultdict(set)
    for unit in units:
        if unit.division is not None and unit.division != unit.numbered_in:
            chapters[unit.numbered_in].append(unit.division)
            if _may_count_anew(unit):
                numbered[unit.numbered_in].add(unit.division)
    return {where for where, found in numbered.items() if len(found) == 1 and chapters[where][0] not in found}


def told_apart(units: Sequence[ParsedArticle]) -> list[ParsedArticle]:
    """Give the second unit of a number in the same place the suffix 2, and so on; articles keep theirs."""
    taken: dict[tuple[object, ...], int] = defaultdict(int)
    apart = []
    for unit in units:
        key = (unit.parent, unit.numbered_in, _SORTS.get(unit.unit), unit.number)
        taken[key] += unit.unit != "article"
        apart.append(replace(unit, suffix=taken[key]) if taken[key] > 1 else unit)
    return apart
