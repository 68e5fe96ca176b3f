"""The facets of the finder's results: instrument, force and competent ministry of a judged measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.models.trees import lineage
from articles.reading.facets import Facet, FacetGroup, FacetSet, FacetValue
from guidance.finder.parameters import Asked
from guidance.matching.codes import Force
from guidance.matching.matcher import Match
from guidance.models import SupportMeasure


def narrowed(found: Iterable[Match[SupportMeasure]], asked: Asked) -> list[Match]:
    """Those that the filters leave."""
    return FACETS.keep(found, asked.chosen)


def facets_of(found: Iterable[Match[SupportMeasure]], asked: Asked) -> tuple[FacetGroup, ...]:
    """The facets of the measures on offer."""
    offered = [one for one in found if one.is_offered]
    return tuple(group for group in FACETS.groups(offered, asked.chosen, asked.params) if group.links)


def _instruments(match: Match[SupportMeasure]) -> Iterator[FacetValue]:
    for row in match.measure.measure_instruments.all():
        path = lineage(row.instrument, above="shown_parent")
        for level, entity in enumerate(path):
            order = tuple((step.position, step.name) for step in path[: level + 1])
            yield FacetValue(entity.slug, entity.name, level, order)


def _forces(match: Match[SupportMeasure]) -> Iterator[FacetValue]:
    force = Force(match.measure.force)
    yield FacetValue(force.value, force.label, order=(list(Force).index(force),))


def _ministries(match: Match[SupportMeasure]) -> Iterator[FacetValue]:
    for row in match.measure.competent.all():
        entity = row.ministry
        yield FacetValue(entity.slug, entity.name, order=(entity.position, entity.name))


FACETS = FacetSet(
    (
        Facet("instrument", "政策工具", _instruments, is_ordered=True),
        Facet("force", "效力性质", _forces, is_ordered=True),
        Facet("ministry", "主管部委", _ministries, is_ordered=True),
    )
)
