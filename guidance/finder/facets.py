"""Narrowing a list of judged measures, and how many each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from guidance.finder.parameters import Asked
from guidance.matching.codes import Force
from guidance.matching.matcher import Match


@dataclass(frozen=True)
class FacetLine:
    """A choice; `query` is the address that makes it, or takes it back where it is chosen."""

    label: str
    count: int
    query: str
    is_chosen: bool
    level: int = 0


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    lines: tuple[FacetLine, ...]
    hint: str = ""


def narrowed(found: Iterable[Match], asked: Asked, *, but: str = "") -> list[Match]:
    """Those that the filters leave; `but` is a filter that is not obeyed."""
    wanted = {one.name: one.value for one in asked.narrowed if one.name != but}
    return [one for one in found if all(value in _NAMED[name](one) for name, value in wanted.items())]


def facets_of(found: Iterable[Match], asked: Asked) -> tuple[Facet, ...]:
    """Each facet counts the measures on offer without its own choice."""
    offered = [one for one in found if one.is_offered]
    facets = (_facet(name, label, offered, asked) for name, label in _LABELS.items())
    return tuple(facet for facet in facets if facet.lines)


def _facet(name: str, label: str, offered: list[Match], asked: Asked) -> Facet:
    left = narrowed(offered, asked, but=name)
    counts = Counter(value for one in left for value in _NAMED[name](one))
    chosen = {one.name: one for one in asked.narrowed}.get(name)
    named = {value: line for one in left for value, line in _NAMED[name](one).items()}
    if chosen:
        named.setdefault(chosen.value, ((), chosen.value_label, 0))
    lines = (
        FacetLine(
            words,
            counts[value],
            asked.query_without(name) if chosen and chosen.value == value else asked.query_with(name, value),
            bool(chosen and chosen.value == value),
            level,
        )
        for value, (_, words, level) in sorted(named.items(), key=lambda item: item[1][0])
    )
    return Facet(name, label, tuple(lines))


#: (where it stands in order, name, depth)
_Named = Mapping[str, tuple[tuple, str, int]]


def _instruments(judged: Match) -> _Named:
    named = {}
    for instrument in judged.measure.instruments:
        for level, step in enumerate(instrument.lineage):
            place = tuple((above.position, above.name) for above in instrument.lineage[: level + 1])
            named[step.slug] = (place, step.name, level)
    return named


def _ministries(judged: Match) -> _Named:
    return {row.slug: ((row.position, row.name), row.name, 0) for row in judged.measure.ministries}


def _force(judged: Match) -> _Named:
    force = judged.measure.force
    return {force.value: ((list(Force).index(force),), force.label, 0)}


_LABELS = {"instrument": "政策工具", "force": "效力性质", "ministry": "主管部委"}
_NAMED: Mapping[str, Callable[[Match], _Named]] = {
    "instrument": _instruments,
    "force": _force,
    "ministry": _ministries,
}
