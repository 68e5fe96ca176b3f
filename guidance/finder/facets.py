"""Facets of the finder's results: instruments, operative force, ministries, over the measures on offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from articles.reading.facets import Facet, FacetGroup, FacetSet, FacetValue
from guidance.finder.origins import ORIGINS, of_force
from guidance.finder.parameters import FinderQuery
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure


def narrowed(judged: Iterable[Match], query: FinderQuery) -> list[Match]:
    """Those that the filters leave; one measure alone where the address names it."""
    remaining = FACETS.keep(judged, query.chosen)
    named_slugs = {value.value for value in query.chosen.get("measure", ())}
    return [match for match in remaining if not named_slugs or match.measure.slug in named_slugs]


def facets_of(judged: Iterable[Match], query: FinderQuery) -> tuple[FacetGroup, ...]:
    """The facets of the measures on offer."""
    offered = [match for match in judged if match.is_offered]
    return tuple(group for group in FACETS.groups(offered, query.chosen, query.params) if group.narrows)


def _instruments(match: Match) -> Iterator[FacetValue]:
    for instrument in match.measure.instruments:
        for level, step in enumerate(instrument.lineage):
            order = tuple((above.position, above.name) for above in instrument.lineage[: level + 1])
            yield FacetValue(step.slug, step.name, level, order)


def _ministries(match: Match) -> Iterator[FacetValue]:
    for ministry in match.ministries:
        yield FacetValue(ministry.slug, ministry.name, order=(ministry.position, ministry.name))


def _measure_values(
    values: Callable[[Measure], Iterable[FacetValue]],
) -> Callable[[Match], Iterable[FacetValue]]:
    return lambda match: values(match.measure)


FACETS = FacetSet(
    (
        Facet("instrument", "政策工具", _instruments, is_ordered=True),
        Facet("force", "效力性质", _measure_values(of_force), is_ordered=True),
        Facet("ministry", "主管部委", _ministries, is_ordered=True),
        *(
            Facet(name, label, _measure_values(values), is_ordered=name in ("level", "status", "benefit"))
            for name, label, values in ORIGINS
        ),
    )
)
