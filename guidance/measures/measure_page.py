"""The page of one measure: everything that is known of it, and what its document does not state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404
from django.utils.http import urlencode

from articles.models import Policy
from articles.reading.citation_forms import CitationLine, citation_lines
from articles.text.wording.comparison.marked_spans import Excerpt, Mark, excerpts
from guidance.matching.measure import Measure, MeasureCriterion, policies_of
from guidance.matching.measure_choices import Aspect, Role, labels_of
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.models import MeasureStatus, SupportMeasure
from guidance.models.catalogue import public_clauses

_GONE: dict[str, str] = {
    MeasureStatus.STALE: "这项支持措施所引的条文已经修改，正在复核，暂不展示。",
    MeasureStatus.WITHDRAWN: "这项支持措施已经撤下。",
}


@dataclass(frozen=True)
class CriterionInWords:
    """One criterion in words, with the words of the article that set it; `value` is its code."""

    label: str
    quote: str
    value: str = ""
    help: str = ""


@dataclass(frozen=True)
class MeasurePage:
    """`related` are the others of its article, `family` those of higher and lower levels (配套)."""

    measure: Measure
    related: tuple[Measure, ...]
    citations: tuple[CitationLine, ...]
    family: tuple[Measure, ...] = ()

    @cached_property
    def excerpts(self) -> list[Excerpt]:
        """The sentences of the article that hold the operative words, these marked."""
        marks = [
            Mark(quote.start, quote.end, quote)
            for quote in self.measure.quotes
            if quote.start is not None and quote.end is not None
        ]
        return excerpts(self.measure.article.text, marks)

    @cached_property
    def beneficiaries(self) -> list[CriterionInWords]:
        return self._criteria_in_words(Role.BENEFICIARY, ApplicantKind)

    @cached_property
    def activities(self) -> list[CriterionInWords]:
        return self._criteria_in_words(Role.ACTIVITY, Activity)

    @cached_property
    def conditions(self) -> list[CriterionInWords]:
        return [
            CriterionInWords(_condition(criterion), criterion.quote, help=criterion.help)
            for criterion in self.measure.of_role(Role.CONDITION)
        ]

    @property
    def policies(self) -> tuple[Policy, ...]:
        return policies_of([self.measure])

    @property
    def finder_query(self) -> str:
        """Parameters of the finder that describe an applicant this measure may apply to."""
        kinds = [criterion.value for criterion in self.beneficiaries]
        kind = ApplicantKind.ENTERPRISE.value if ApplicantKind.ENTERPRISE in kinds or not kinds else kinds[0]
        return urlencode([("kind", kind), *(("needs", criterion.value) for criterion in self.activities)])

    def _criteria_in_words(
        self, role: Role, vocabulary: type[ApplicantKind] | type[Activity]
    ) -> list[CriterionInWords]:
        return [
            CriterionInWords(str(vocabulary(value).label), criterion.quote, value)
            for criterion in self.measure.of_role(role)
            for value in criterion.values
        ]


def measure_page(slug: str, *, site: Callable[[str], str], at: date) -> MeasurePage:
    """Gather the page of a measure or limit; `site` makes a path of the portal a whole address.

    Raises Http404, which says in Chinese what became of it.
    """
    measures = {measure.slug: measure for measure in public_clauses()}
    measure = measures.pop(slug, None)
    if measure is None:
        raise Http404(_why_missing(slug))
    others = (other for other in measures.values() if other.article.pk == measure.article.pk)
    citations = citation_lines(measure.article, url=site(measure.permalink), cited_on=at)
    return MeasurePage(measure, tuple(others), citations, _family(measure, measures.values()))


def _family(measure: Measure, others: Iterable[Measure]) -> tuple[Measure, ...]:
    """What the measure carries out, and what carries it out."""
    above = [other for other in others if other.slug == measure.implements]
    below = [other for other in others if other.implements == measure.slug]
    return (*above, *below)


def _why_missing(slug: str) -> str:
    measure = SupportMeasure.objects.with_slugs([slug]).select_related("article").first()
    if measure and measure.article.is_withdrawn:
        return "这项支持措施所在的条文已经撤下。"
    return _GONE.get(measure.status, "没有这项支持措施。") if measure else "没有这项支持措施。"


def _condition(criterion: MeasureCriterion) -> str:
    if criterion.fact:
        return criterion.question
    if criterion.aspect == Aspect.MULTINATIONAL:
        return "跨国公司" if criterion.values == ("yes",) else "不是跨国公司"
    labels = labels_of(criterion.aspect)
    return f"{criterion.aspect.label}：{'、'.join(labels.get(value, value) for value in criterion.values)}"
