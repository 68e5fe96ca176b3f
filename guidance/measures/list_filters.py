"""The filters of the list of measures: what each can be, counted over the measures on offer.

Each facet is counted without its own filter. A few dozen measures are read whole and kept
(`guidance.models.catalogue`), so that nothing here asks the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict

from guidance.finder.facets import Facet, FacetLine
from guidance.matching.codes import IMPLIED_KINDS, Activity, Kind
from guidance.matching.measure import Measure

#: Of a tree of values the classes and what is right below them are offered.
_DEEPEST = 1


class Belonging(NamedTuple):
    """A value of a filter that a measure has; `order` places it where the order is not by number."""

    value: str
    label: str
    level: int = 0
    order: tuple = ()


@dataclass(frozen=True)
class Filter:
    """`of` gives a measure's values; `is_ordered` facets keep their order, others go by number."""

    name: str
    label: str
    of: Callable[[Measure], Iterable[Belonging]]
    is_ordered: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Chip:
    label: str
    query: str


@dataclass(frozen=True)
class Chosen:
    """The filters chosen, by name; `mistakes` say in Chinese which values mean nothing."""

    values: Mapping[str, Belonging]
    mistakes: tuple[str, ...] = ()

    def keep(self, measures: Iterable[Measure], *, without: str = "") -> list[Measure]:
        wanted = [(one, self.values[one.name].value) for one in FILTERS if one.name in self.values]
        return [
            measure
            for measure in measures
            if all(
                one.name == without or value in {belonging.value for belonging in one.of(measure)}
                for one, value in wanted
            )
        ]


def read_chosen(params: QueryDict, measures: Collection[Measure]) -> Chosen:
    """Read the filters of an address; a value that no measure on offer has is a mistake."""
    values, mistakes = {}, []
    for one in FILTERS:
        written = params.get(one.name, "")
        known = {belonging.value: belonging for measure in measures for belonging in one.of(measure)}
        if written in known:
            values[one.name] = known[written]
        elif written:
            shown = written.replace("\0", "�")[:20]
            mistakes.append(f"{one.label}没有“{shown}”这一项，或没有这一项的措施。")
    return Chosen(values, tuple(mistakes))


def facets(chosen: Chosen, measures: Collection[Measure], params: QueryDict) -> tuple[Facet, ...]:
    """All facets with a choice in them, each counted without itself, over those that the words leave."""
    counted = (_facet(one, chosen, chosen.keep(measures, without=one.name), params) for one in FILTERS)
    return tuple(facet for facet in counted if len(facet.lines) > 1 or any(x.is_chosen for x in facet.lines))


def chips(chosen: Chosen, params: QueryDict) -> tuple[Chip, ...]:
    words = params.get("q", "").strip()
    said = [Chip(f"检索：{words[:30]}", _address(params, "q", None))] if words else []
    return (
        *said,
        *(
            Chip(f"{one.label}：{chosen.values[one.name].label}", _address(params, one.name, None))
            for one in FILTERS
            if one.name in chosen.values
        ),
    )


def _facet(one: Filter, chosen: Chosen, left: Iterable[Measure], params: QueryDict) -> Facet:
    counts = Counter(belonging for measure in left for belonging in set(one.of(measure)))
    taken = chosen.values.get(one.name)
    found = {each for each in counts if each.level <= _DEEPEST} | ({taken} if taken else set())
    ranked = sorted(found, key=(lambda x: x.order) if one.is_ordered else (lambda x: (-counts[x], x.label)))
    lines = (
        FacetLine(
            each.label,
            counts[each],
            _address(params, one.name, None if each == taken else each.value),
            each == taken,
            each.level,
        )
        for each in ranked
    )
    return Facet(one.name, one.label, tuple(lines), one.hint)


def _address(params: QueryDict, name: str, value: str | None) -> str:
    """The same address with one filter changed, at the first page; only what the list reads stays."""
    kept = QueryDict(mutable=True)
    for each in ("q", *(one.name for one in FILTERS)):
        if params.get(each) and each != name:
            kept[each] = params[each]
    if value is not None:
        kept[name] = value
    return f"?{kept.urlencode()}"


def _instruments(measure: Measure) -> Iterator[Belonging]:
    """The instruments below their sub-class and class."""
    for one in measure.instruments:
        for level, each in enumerate(one.lineage):
            order = tuple(higher.slug for higher in one.lineage[: level + 1])
            yield Belonging(each.slug, each.name, level, order)


def _kinds(measure: Measure) -> Iterator[Belonging]:
    addressed = measure.kinds
    for kind in Kind:
        if not addressed or kind in addressed or IMPLIED_KINDS.get(kind) in addressed:
            yield Belonging(kind.value, kind.label)


def _activities(measure: Measure) -> Iterator[Belonging]:
    return (Belonging(one.value, one.label) for one in Activity if one in measure.activities)


def _chapters(measure: Measure) -> Iterator[Belonging]:
    policy, chapter = measure.article.policy, measure.article.chapter
    if chapter:
        value = f"{policy.slug}/{chapter.address}"
        yield Belonging(value, str(chapter), order=(policy.pk, chapter.position))


def _policies(measure: Measure) -> Iterator[Belonging]:
    yield Belonging(measure.article.policy.slug, measure.article.policy.title)


FILTERS = (
    Filter("instrument", "政策工具", _instruments, is_ordered=True),
    Filter("force", "效力性质", lambda one: [Belonging(one.force.value, one.force.label)]),
    Filter("kind", "受益主体", _kinds, hint="条文没有点名主体的措施，各类主体都计入。"),
    Filter("activity", "涉及的活动", _activities),
    Filter("ministry", "主管部委", lambda one: [Belonging(each.slug, each.name) for each in one.ministries]),
    Filter("chapter", "章", _chapters, is_ordered=True),
    Filter("policy", "政策", _policies),
)
