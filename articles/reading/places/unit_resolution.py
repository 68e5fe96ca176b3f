"""Finds the unit that a citation leads to (第二部分第（六）项, （六）, 附件1第三条), else the nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.models import Article, Division
from articles.models.articles.article_unit import ArticleUnit
from articles.models.articles.division import DivisionKind, LabelForm
from articles.reading.contents import Contents
from articles.text.citing.places.article_citations import place_key
from articles.text.citing.places.unit_citations import StepKind, UnitStep, decimal_path, decimal_step
from articles.text.citing.places.unit_names import cited_label
from articles.text.numbers.numerals import numeral_or_none

_UNITS = {
    StepKind.PART: {ArticleUnit.POINT},
    StepKind.ITEM: {ArticleUnit.SUBPOINT},
    StepKind.ENTRY: {ArticleUnit.ITEM},
    StepKind.SUBENTRY: {ArticleUnit.SUBITEM, ArticleUnit.CIRCLED},
    StepKind.DECIMAL: {ArticleUnit.DECIMAL},
    StepKind.ARTICLE: {ArticleUnit.ARTICLE},
    StepKind.PARAGRAPH: {ArticleUnit.PARAGRAPH},
    StepKind.QUESTION: {ArticleUnit.QUESTION},
}

#: Levels that citations mix up, and the units they mean.
_LEVELS = (StepKind.PART, StepKind.ITEM, StepKind.ENTRY, StepKind.SUBENTRY, StepKind.DECIMAL)
_NUMBERED = {unit for kind in _LEVELS for unit in _UNITS[kind]}
_BOX = re.compile(r"专\s*栏\s*(?P<number>[一二三四五六七八九十\d]{1,3})")


def units_at(steps: Sequence[UnitStep], contents: Contents) -> list[Article | Division]:
    """The places that the steps may mean, the best first; outer steps may be left out (第（六）项).

    Where several units fit, those of the main text are meant, of these the ones that the steps name wholly.
    """
    *outer, last = steps
    if last.kind is StepKind.ANNEX:
        return [annex for annex in contents.annexes if _is_annex(annex, last)]
    chains_by_unit = {
        unit.pk: (*contents.above(unit), unit) for unit in contents.articles if _is_unit_of_step(last, unit)
    }
    matches = [chain for chain in chains_by_unit.values() if _are_steps_met(outer, chain[:-1], chain[-1])]
    matches = matches or _chains_by_number(steps, contents)
    matches = [chain for chain in matches if not annex_of(chain[-1])] or matches
    depth = sum(step.kind is not StepKind.ANNEX for step in steps)
    whole = [chain for chain in matches if len(chain) == depth]
    units: list[Article | Division] = [chain[-1] for chain in whole or matches]
    return units or _point_headings(last, contents)


def places_called(words: str, contents: Contents) -> list[Article | Division]:
    """The places whose citation is `words` (`place_key`): more than one where the text numbers them alike."""
    units = [unit for unit in contents.articles if place_key(unit.label) == words]
    divisions = [division for division in contents.divisions if place_key(division.cited_label) == words]
    return [*units, *divisions]


def run_on_units(path: Sequence[int], contents: Contents) -> list[Article | Division]:
    """What 附件1.1.1 may mean: 1.1 of 附件1, and 1.1.1 of it or of the only annex."""
    number, *rest = path
    whole = [annex for annex in contents.annexes if annex.number == number] or contents.annexes[:1]
    is_one = len(whole) == 1 and (whole[0].number == number or len(contents.annexes) == 1)
    within = UnitStep(StepKind.ANNEX, number)
    readings = [(within, decimal_step(rest) if len(rest) > 1 else UnitStep(StepKind.ENTRY, rest[0]))]
    if is_one:
        annex = UnitStep(StepKind.ANNEX, whole[0].number, suffix=whole[0].suffix)
        readings.append((annex, decimal_step(path)))
    units = [unit for steps in readings for unit in units_at(steps, contents)]
    return list(dict.fromkeys(units))


def chapters_of_annex(annex: UnitStep, number: int, contents: Contents) -> list[Division]:
    """The chapters of this number in an annex."""
    chapters = [division for division in contents.divisions if division.kind == DivisionKind.CHAPTER]
    with_annex = ((chapter, annex_of(chapter)) for chapter in chapters if chapter.number == number)
    return [chapter for chapter, whole in with_annex if whole is not None and _is_annex(whole, annex)]


def deepest_places_reached(steps: Sequence[UnitStep], contents: Contents) -> list[Article | Division]:
    """The places that the longest beginning of the steps leads to; the cited unit would stand in them."""
    reached = (units_at(shorter, contents) for shorter in _shorter_steps(steps))
    return next((units for units in reached if units), [])


def neighbour_of(steps: Sequence[UnitStep], contents: Contents) -> list[Article | Division]:
    """The place before where one of this number would stand at the top."""
    first = steps[0]
    if first.kind is StepKind.ANNEX:
        return list(contents.annexes[-1:])
    top = [unit for unit in contents.articles if unit.unit in _UNITS.get(first.kind, ())]
    top = [unit for unit in top if not contents.above(unit) and not annex_of(unit)]
    before = [unit for unit in top if unit.number <= first.number]
    return list(before[-1:] or top[:1])


def _shorter_steps(steps: Sequence[UnitStep]) -> Iterator[Sequence[UnitStep]]:
    """The steps without the last ones; 2.1 for 2.1.9."""
    *outer, last = steps
    for end in range(len(last.path) - 1, 0, -1):
        yield [*outer, replace(last, number=last.path[end - 1], path=last.path[:end])]
    for end in range(len(outer), 0, -1):
        yield steps[:end]


def nearest_article(number: int, suffix: int, contents: Contents) -> list[Article]:
    """The article, or point at the top, that stands before where one of this number would."""
    top = [article for article in contents.articles if not contents.above(article) and not annex_of(article)]
    before = [article for article in top if (article.number, article.suffix) <= (number, suffix)]
    return before[-1:] or top[:1]


def _chains_by_number(steps: Sequence[UnitStep], contents: Contents) -> list[tuple[Article, ...]]:
    """Units whose numbers alone lead there: 第三项 of a reply that has 一、二、三、 only."""
    is_in_annex = steps[0].kind is StepKind.ANNEX
    numbers = [number for step in steps[is_in_annex:] for number in step.path or (step.number,) if number]
    if not all(step.kind in _LEVELS for step in steps[is_in_annex:]):
        return []
    chains = [(*contents.above(unit), unit) for unit in contents.articles]
    matches = [chain for chain in chains if [unit.number for unit in chain] == numbers]
    numbered = [chain for chain in matches if all(unit.unit in _NUMBERED for unit in chain)]
    return [chain for chain in numbered if not is_in_annex or _are_steps_met(steps[:1], (), chain[-1])]


def _is_unit_of_step(step: UnitStep, unit: Article) -> bool:
    if step.kind is StepKind.BOX:
        return unit.is_paragraph and step.number == _number_of_box(unit.heading)
    if unit.unit == ArticleUnit.DECIMAL:
        is_meant = step.kind in (StepKind.DECIMAL, StepKind.ITEM, StepKind.ENTRY)
        label = cited_label(unit.unit, unit.own_label, 0)
        return is_meant and decimal_path(label.replace("．", ".")) == (step.path or (step.number,))
    is_numbered = unit.number == step.number and (unit.suffix == step.suffix or not unit.is_article)
    return is_numbered and unit.unit in _UNITS.get(step.kind, ())


def _number_of_box(heading: str) -> int | None:
    """The number of 专栏3 重点工程, None for another heading."""
    match = _BOX.match(heading)
    return numeral_or_none(match["number"]) if match else None


def _are_steps_met(outer: Sequence[UnitStep], above: Sequence[Article], unit: Article) -> bool:
    """Whether the outer steps are met, in order, by the annex and the units above."""
    steps = list(outer)
    if steps and steps[0].kind is StepKind.ANNEX:
        annex = annex_of(unit)
        if annex is None or not _is_annex(annex, steps.pop(0)):
            return False
    for ancestor in above:
        if steps and _is_unit_of_step(steps[0], ancestor):
            steps.pop(0)
    return not steps


def annex_of(unit: Article | Division) -> Division | None:
    """The annex that a place stands in."""
    division = unit if isinstance(unit, Division) else unit.division
    return division.annex if division else None


def _is_annex(annex: Division, step: UnitStep) -> bool:
    return (annex.number, annex.suffix) == (step.number, step.suffix)


def _point_headings(step: UnitStep, contents: Contents) -> list[Article | Division]:
    """The heading 二、 above articles, where 第二部分 is no unit."""
    if step.kind is not StepKind.PART:
        return []
    points = [division for division in contents.divisions if division.label_form == LabelForm.POINT]
    return [division for division in points if division.number == step.number]
