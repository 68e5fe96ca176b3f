"""The answers given so far, as chips that can be removed one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from articles.reading.facets import FilterLink
from guidance.finder.parameters import FACT, NO_ACTIVITY, FinderQuery
from guidance.matching.figures import NO_FIGURES
from guidance.matching.profile_choices import (
    PROFILE_QUESTIONS,
    OpenAnswer,
    Topic,
    sectors,
)
from guidance.models.catalogue import facts_by_code

#: What is shown elsewhere on the page.
_NO_CHIP = ("ignore", "against")


def chips_of(query: FinderQuery) -> tuple[FilterLink, ...]:
    figures = {name for name, _ in query.figures.pairs}
    chips = [
        FilterLink(_label(name, value, query), query.query_without(name, value))
        for name, value in query.pairs
        if name not in figures and name not in _NO_CHIP
    ]
    return (*chips, *_figure_chips(query))


def _figure_chips(query: FinderQuery) -> list[FilterLink]:
    """One chip for all figures: a single figure does not give a size."""
    figures = query.figures
    if figures.is_empty:
        return []
    basis = "，".join([figures.row.name if figures.row else "未选行业", *figures.used])
    return [FilterLink(f"推算规模：{basis}", replace(query, figures=NO_FIGURES).encoded)]


def _label(name: str, value: str, query: FinderQuery) -> str:
    if name.startswith(FACT):
        question = facts_by_code()[name.removeprefix(FACT)].question
        return f"{question.removesuffix('？')}：{OpenAnswer(value).label}"
    filter_labels = {
        narrowing.name: f"只看{narrowing.label}：{narrowing.value_label}" for narrowing in query.narrowed
    }
    if name in filter_labels:
        return filter_labels[name]
    if (name, value) == ("does", NO_ACTIVITY):
        return "没有所列的活动"
    return _CHIP_TEXTS[name](value)


_CHIP_TEXTS: dict[str, Callable[[str], str]] = {
    "q": lambda value: f"问题：{value}",
    "sector": lambda value: f"行业：{sectors()[value]}",
    "topic": lambda value: f"想办的事：{Topic(value).label}",
    **{question.parameter: question.in_short for question in PROFILE_QUESTIONS},
}
