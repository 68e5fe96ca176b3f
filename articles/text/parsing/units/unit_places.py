"""Within what a unit's number is unique, and how units that bear the same number are told apart."""

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
    annexes = [_enclosing_annex(index, divisions) for index in range(len(divisions))]
    in_annexes = [
        replace(unit, numbered_in=None if unit.division is None else annexes[unit.division]) for unit in units
    ]
    anew = _areas_numbered_anew(in_annexes)
    return [
        replace(unit, numbered_in=unit.division)
        if unit.numbered_in in anew and _may_count_anew(unit)
        else unit
        for unit in in_annexes
    ]


def _enclosing_annex(index: int, divisions: Sequence[ParsedDivision]) -> int | None:
    outermost: int = index
    while (parent := divisions[outermost].parent) is not None:
        outermost = parent
    return outermost if divisions[outermost].kind == "annex" else None


def _may_count_anew(unit: ParsedArticle) -> bool:
    return unit.parent is None and unit.unit not in ("article", "paragraph") and unit.division is not None


def _areas_numbered_anew(units: Sequence[ParsedArticle]) -> set[int | None]:
    """The main text (None) and annexes in which two chapters have a unit of the same number, or one of
    several chapters has all units."""
    holders: dict[tuple[int | None, int], set[int | None]] = defaultdict(set)
    for unit in units:
        if _may_count_anew(unit):
            holders[unit.numbered_in, unit.number].add(unit.division)
    anew = {numbered_in for (numbered_in, _), divisions in holders.items() if len(divisions) > 1}
    return anew | _areas_numbered_in_one_chapter(units)


def _areas_numbered_in_one_chapter(units: Sequence[ParsedArticle]) -> set[int | None]:
    """The main text and annexes of several chapters of which a single one, not the first, has numbers."""
    chapters: dict[int | None, list[int]] = defaultdict(list)
    numbered_chapters: dict[int | None, set[int]] = defaultdict(set)
    for unit in units:
        if unit.division is not None and unit.division != unit.numbered_in:
            chapters[unit.numbered_in].append(unit.division)
            if _may_count_anew(unit):
                numbered_chapters[unit.numbered_in].add(unit.division)
    return {
        area
        for area, divisions in numbered_chapters.items()
        if len(divisions) == 1 and chapters[area][0] not in divisions
    }


def with_distinct_suffixes(units: Sequence[ParsedArticle]) -> list[ParsedArticle]:
    """Give the second unit of a number in the same place the suffix 2, and so on; articles keep theirs."""
    counts: dict[tuple[object, ...], int] = defaultdict(int)
    distinct_units = []
    for unit in units:
        key = (unit.parent, unit.numbered_in, _SORTS.get(unit.unit), unit.number)
        counts[key] += unit.unit != "article"
        distinct_units.append(replace(unit, suffix=counts[key]) if counts[key] > 1 else unit)
    return distinct_units
