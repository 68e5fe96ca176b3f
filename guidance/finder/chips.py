"""The answers given so far, as chips that can be removed one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from articles.reading.facets import FilterLink
from guidance.finder.parameters import NO_ACTIVITY, Asked
from guidance.matching.codes import Activity, ApplicantKind, OpenAnswer, Ownership, Size, Topic, sectors
from guidance.matching.figures import NO_FIGURES
from guidance.models import Fact

#: What is shown elsewhere on the page.
_NO_CHIP = ("ignore", "against")


def chips_of(asked: Asked, facts: Mapping[str, Fact]) -> tuple[FilterLink, ...]:
    figures = {name for name, _ in asked.figures.pairs}
    chips = [
        FilterLink(_label(name, value, asked, facts), asked.query_without(name, value))
        for name, value in asked.pairs
        if name not in figures and name not in _NO_CHIP
    ]
    return (*chips, *_of_figures(asked))


def _of_figures(asked: Asked) -> list[FilterLink]:
    """One chip for all figures: a single figure does not give a size."""
    figures = asked.figures
    if figures.is_empty:
        return []
    basis = "，".join([figures.row.name if figures.row else "未选行业", *figures.used])
    return [FilterLink(f"推算规模：{basis}", replace(asked, figures=NO_FIGURES).query)]


def _label(name: str, value: str, asked: Asked, facts: Mapping[str, Fact]) -> str:
    if name.startswith("fact_"):
        return f"{facts[name.removeprefix('fact_')].question.removesuffix('？')}：{OpenAnswer(value).label}"
    narrowed = {
        narrowing.name: f"只看{narrowing.label}：{narrowing.value_label}" for narrowing in asked.narrowed
    }
    return narrowed[name] if name in narrowed else _WORDS[name](value)


_WORDS = {
    "q": lambda value: f"问题：{value}",
    "kind": lambda value: ApplicantKind(value).label,
    "size": lambda value: f"规模：{Size(value).label}",
    "ownership": lambda value: Ownership(value).label,
    "multinational": lambda value: f"跨国公司：{OpenAnswer(value).label}",
    "sector": lambda value: f"行业：{sectors()[value]}",
    "topic": lambda value: f"想办的事：{Topic(value).label}",
    "does": lambda value: "没有所列的活动" if value == NO_ACTIVITY else f"开展：{Activity(value).label}",
    "needs": lambda value: f"寻求支持：{Activity(value).label}",
}
