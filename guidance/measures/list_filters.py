"""The facets of the list of measures: what each can be, over the measures on offer.

A few dozen measures are read whole and kept (`guidance.models.catalogue`), so that nothing here asks the
database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from articles.reading.facets import Chosen, Facet, FacetSet, FacetValue
from guidance.finder.origins import of_force, of_policy
from guidance.matching.measure import Measure
from guidance.matching.profile_choices import IMPLIED_KINDS, Activity, ApplicantKind


@dataclass(frozen=True)
class ChosenFilters:
    """The filters chosen; `mistakes` say in Chinese which values mean nothing."""

    values: Chosen
    mistakes: tuple[str, ...] = ()


def read_chosen(params: QueryDict, measures: Collection[Measure]) -> ChosenFilters:
    """Read the filters of an address; a value that no measure on offer has is a mistake."""
    values, mistakes = {}, []
    for facet in FACETS.facets:
        typed = list(filter(None, dict.fromkeys(params.getlist(facet.name))))
        known_values = {value.value: value for measure in measures for value in facet.values_of(measure)}
        if chosen := [known_values[code] for code in typed if code in known_values]:
            values[facet.name] = chosen
        if unknown := [code for code in typed if code not in known_values]:
            excerpt = unknown[0].replace("\0", "�")[:20]
            mistakes.append(f"{facet.label}没有“{excerpt}”这一项，或没有这一项的措施。")
    return ChosenFilters(values, tuple(mistakes))


def having(measures: Iterable[Measure], wanted: Mapping[str, str]) -> list[Measure]:
    """The measures that have each value asked for; a value is named by its facet."""
    names = (facet.name for facet in FACETS.facets if wanted.get(facet.name))
    return FACETS.keep(measures, {name: [FacetValue(wanted[name], "")] for name in names})


def list_parameters(params: QueryDict) -> QueryDict:
    """The parameters that the list reads, without the page number."""
    parameters = QueryDict(mutable=True)
    for name in ("q", *(facet.name for facet in FACETS.facets)):
        if values := list(filter(None, params.getlist(name))):
            parameters.setlist(name, values)
    return parameters


def _instruments(measure: Measure) -> Iterator[FacetValue]:
    """The instruments below their sub-class and class; what is deeper is not offered."""
    for instrument in measure.instruments:
        for level, step in enumerate(instrument.lineage):
            order = tuple(higher.slug for higher in instrument.lineage[: level + 1])
            yield FacetValue(step.slug, step.name, level, order, is_minor=level > 1)


def _kinds(measure: Measure) -> Iterator[FacetValue]:
    addressed = measure.kinds
    for kind in ApplicantKind:
        if not addressed or kind in addressed or IMPLIED_KINDS.get(kind) in addressed:
            yield FacetValue(kind.value, kind.label)


def _activities(measure: Measure) -> Iterator[FacetValue]:
    return (
        FacetValue(activity.value, activity.label) for activity in Activity if activity in measure.activities
    )


def _ministries(measure: Measure) -> Iterator[FacetValue]:
    return (FacetValue(ministry.slug, ministry.name) for ministry in measure.ministries)


def _chapters(measure: Measure) -> Iterator[FacetValue]:
    policy, chapter = measure.article.policy, measure.article.chapter
    if chapter:
        value = f"{policy.slug}/{chapter.address}"
        yield FacetValue(value, chapter.heading, order=(policy.pk, chapter.position))


FACETS = FacetSet(
    (
        Facet("instrument", "政策工具", _instruments, is_ordered=True),
        Facet("force", "效力性质", of_force),
        Facet("kind", "受益主体", _kinds, hint="条文没有点名主体的措施，各类主体都计入。"),
        Facet("activity", "涉及的活动", _activities),
        Facet("ministry", "主管部委", _ministries),
        Facet("chapter", "章", _chapters, is_ordered=True),
        Facet("policy", "政策", of_policy),
    ),
    takes_several=True,
)
