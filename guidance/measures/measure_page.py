"""The page of one measure: everything that is known of it, and what its document does not state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404
from django.utils.http import urlencode

from articles.reading.citation_forms import (
    CitationLine,
    PermanentIdentifiers,
    citation_lines,
    permanent_identifiers,
)
from articles.text.wording.marked_spans import Excerpt, Mark, excerpts
from guidance.exports.pack import NOT_STATED
from guidance.matching.codes import Activity, Force, Kind, Ownership, Size, sectors
from guidance.matching.matcher import Aspect, Role
from guidance.models import Criterion, MeasureStatus, StatedName, SupportMeasure

_GONE: dict[str, str] = {
    MeasureStatus.STALE: "这项支持措施所引的条文已经修改，正在复核，暂不展示。",
    MeasureStatus.WITHDRAWN: "这项支持措施已经撤下。",
}


@dataclass(frozen=True)
class Told:
    """One criterion in words, with the words of the article that set it; `value` is its code."""

    label: str
    quote: str
    value: str = ""
    help: str = ""


@dataclass(frozen=True)
class Stated:
    """What applicants ask of every measure; `source` is empty where the document does not state it."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class MeasurePage:
    measure: SupportMeasure
    related: tuple[SupportMeasure, ...]
    citations: tuple[CitationLine, ...]
    permanent: PermanentIdentifiers

    @property
    def force(self) -> Force:
        return Force(self.measure.force)

    @cached_property
    def excerpts(self) -> list[Excerpt]:
        """The sentences of the article that hold the operative words, these marked."""
        marks = [Mark(row.start, row.end, row) for row in self.measure.quotes.all()]
        return excerpts(self.measure.article.text, marks)

    @cached_property
    def beneficiaries(self) -> list[Told]:
        return [
            Told(Kind(value).label, row.quote, value)
            for row in self._rows(Role.BENEFICIARY)
            for value in row.values
        ]

    @cached_property
    def activities(self) -> list[Told]:
        return [
            Told(Activity(value).label, row.quote, value)
            for row in self._rows(Role.ACTIVITY)
            for value in row.values
        ]

    @cached_property
    def conditions(self) -> list[Told]:
        return [
            Told(_condition(row), row.quote, help=row.fact.help if row.fact else "")
            for row in self._rows(Role.CONDITION)
        ]

    @cached_property
    def stated(self) -> list[Stated]:
        told = {row.name: row for row in self.measure.stated_values.all()}
        return [
            Stated(name.label, told[name].value, told[name].source)
            if name in told
            else Stated(name.label, NOT_STATED)
            for name in StatedName
        ]

    @property
    def finder_query(self) -> str:
        """The finder's parameters for one whom this measure may be for."""
        kinds = [one.value for one in self.beneficiaries]
        kind = next((one for one in kinds if one == Kind.ENTERPRISE), kinds[0] if kinds else Kind.ENTERPRISE)
        return urlencode([("kind", kind), *(("needs", one.value) for one in self.activities)])

    def _rows(self, role: Role) -> list[Criterion]:
        return [row for row in self.measure.criteria.all() if row.role == role]


def measure_page(slug: str, *, site: Callable[[str], str], at: date) -> MeasurePage:
    """Gather the page of a measure on offer. Raises Http404, which says in Chinese what became of it."""
    offered = SupportMeasure.objects.published()
    measure = offered.for_matching().with_issuers().slugged([slug]).first()
    if measure is None:
        raise Http404(_why_missing(slug))
    permanent = permanent_identifiers(measure.article)
    return MeasurePage(
        measure=measure,
        related=tuple(offered.beside(measure).in_order()),
        citations=citation_lines(measure.article, url=site(permanent.eli), cited_on=at),
        permanent=permanent,
    )


def _why_missing(slug: str) -> str:
    measure = SupportMeasure.objects.slugged([slug]).select_related("article").first()
    if measure and measure.article.is_withdrawn:
        return "这项支持措施所在的条文已经撤下。"
    return _GONE.get(measure.status, "没有这项支持措施。") if measure else "没有这项支持措施。"


def _condition(row: Criterion) -> str:
    if row.fact:
        return row.fact.question
    if row.aspect == Aspect.MULTINATIONAL:
        return "跨国公司" if row.values == ["yes"] else "不是跨国公司"
    names = {
        Aspect.SIZE: Size,
        Aspect.OWNERSHIP: Ownership,
        Aspect.ACTIVITY: Activity,
        Aspect.KIND: Kind,
    }.get(Aspect(row.aspect))
    labels = [names(value).label if names else sectors().get(value, value) for value in row.values]
    return f"{row.get_aspect_display()}：{'、'.join(labels)}"
