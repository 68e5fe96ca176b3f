"""Facets: what a list can be narrowed by. Search, the finder and the list of measures share this mechanism.

A facet is declared once; an item says itself which of its values it has. Several values of one facet may be
chosen: an item has to have one of them. Each facet is counted without its own choice: a number says how many
items choosing that value alone would leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

Item = TypeVar("Item")

#: Values of a facet that are shown at once; a facet with more than `LONG` has a box to find one in.
SHOWN_AT_ONCE, LONG = 6, 12


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet; `within` is the value of the outer facet that it belongs to.

    `order` places it in a facet that keeps an order, `level` in a tree (0 is the top). `is_minor` is not
    offered; an address may choose it all the same.
    """

    value: str
    label: str = field(compare=False)
    level: int = field(default=0, compare=False)
    order: tuple = field(default=(), compare=False)
    within: str = ""
    is_minor: bool = field(default=False, compare=False)


#: The values that are chosen, by the name of their facet: at least one of each that is named.
Chosen = Mapping[str, Sequence[FacetValue]]


@dataclass(frozen=True)
class Facet(Generic[Item]):
    """A property that a list is narrowed by; `name` is its parameter in addresses.

    `is_ordered` values keep their order, others come the most frequent first. No more than `most` are shown;
    a chosen one always is. `within` names the facet that its values belong to, as chapters belong to a
    policy: choosing one chooses that as well, and goes when that changes.
    """

    name: str
    label: str
    values_of: Callable[[Item], Iterable[FacetValue]]
    is_ordered: bool = False
    most: int = 1_000
    within: str = ""
    hint: str = ""

    def ranked(self, counts: Counter[FacetValue], chosen: Collection[FacetValue]) -> list[FacetValue]:
        """All values in the order in which they are shown, before `most` cuts the list."""
        offered = [(value, count) for value, count in counts.items() if not value.is_minor or value in chosen]
        if self.is_ordered:
            offered.sort(key=lambda counted: counted[0].order)
        else:
            offered.sort(key=lambda counted: (-counted[1], counted[0].label))
        return [value for value, _ in offered]


@dataclass(frozen=True)
class FilterLink:
    """A link to the same page with another choice: `query` is its address after the question mark.

    `count` is the number of items there; `is_more` says that there are more. `beside` is the query that adds
    this value to the chosen ones of its facet, "" where none is chosen.
    """

    label: str
    query: str
    count: int | None = None
    is_chosen: bool = False
    level: int = 0
    value: str = ""
    within: str = ""
    is_more: bool = False
    beside: str = ""


@dataclass(frozen=True)
class FacetGroup:
    """The values of one facet to choose from; `left_out` is the number of those that are not shown."""

    name: str
    label: str
    links: tuple[FilterLink, ...]
    hint: str = ""
    left_out: int = 0

    @property
    def links_shown(self) -> tuple[FilterLink, ...]:
        """The values that are shown at once: a few, and what is chosen."""
        chosen_later = (link for link in self.links[SHOWN_AT_ONCE:] if link.is_chosen)
        return (*self.links[:SHOWN_AT_ONCE], *chosen_later)

    @property
    def links_folded(self) -> tuple[FilterLink, ...]:
        return tuple(link for link in self.links[SHOWN_AT_ONCE:] if not link.is_chosen)

    @property
    def is_long(self) -> bool:
        """Whether it is worth a box to find a value in."""
        return len(self.links) > LONG

    @property
    def is_chosen(self) -> bool:
        return any(link.is_chosen for link in self.links)

    @property
    def narrows(self) -> bool:
        """Whether there is a choice: one value that all items have leaves all of them."""
        return len(self.links) > 1 or any(link.is_chosen for link in self.links)


@dataclass(frozen=True)
class FacetSet(Generic[Item]):
    """The facets of a list, in the order of its page; `takes_several` values of each, where its addresses
    may choose several."""

    facets: tuple[Facet[Item], ...]
    takes_several: bool = False

    def keep(self, items: Iterable[Item], chosen: Chosen, *, without: Collection[str] = ()) -> list[Item]:
        """The items that have a chosen value of every facet; those named in `without` do not count."""
        wanted = [
            (facet, chosen[facet.name])
            for facet in self.facets
            if facet.name in chosen and facet.name not in without
        ]
        return [
            item
            for item in items
            if all(any(value in values for value in facet.values_of(item)) for facet, values in wanted)
        ]

    def counts(self, facet: Facet[Item], items: Iterable[Item], chosen: Chosen) -> Counter[FacetValue]:
        """The number of items that each value of a facet would leave."""
        left = self.keep(items, chosen, without=self.freed_by(facet))
        return Counter(value for item in left for value in dict.fromkeys(facet.values_of(item)))

    def groups(self, items: Collection[Item], chosen: Chosen, params: QueryDict) -> Iterator[FacetGroup]:
        """All facets of `items`; `params` is what the links keep of the present address."""
        for facet in self.facets:
            counts = self.counts(facet, items, chosen)
            for value in chosen.get(facet.name, ()):
                counts[value] += 0  # a chosen value is shown even when its count is 0
            yield self.group(facet, counts, chosen, params)

    def group(
        self, facet: Facet[Item], counts: Counter[FacetValue], chosen: Chosen, params: QueryDict
    ) -> FacetGroup:
        """The counted values as links; of many those that `facet` shows, and the chosen ones."""
        chosen_values = chosen.get(facet.name, ())
        ranked = facet.ranked(counts, chosen_values)
        shown_values = [
            value for place, value in enumerate(ranked) if value in chosen_values or place < facet.most
        ]
        links = tuple(
            FilterLink(
                value.label,
                query_string(params, **self._changes_by_toggling(facet, value, chosen_values)),
                counts[value],
                value in chosen_values,
                value.level,
                value.value,
                value.within,
                beside=self._query_beside(facet, value, chosen_values, params),
            )
            for value in shown_values
        )
        return FacetGroup(facet.name, facet.label, links, facet.hint, len(ranked) - len(shown_values))

    def chips(self, chosen: Chosen, params: QueryDict) -> Iterator[FilterLink]:
        """What is chosen; each link takes it away."""
        for facet in self.facets:
            values = chosen.get(facet.name, ())
            for value in values:
                query = query_string(params, **self._changes_by_toggling(facet, value, values))
                yield FilterLink(f"{facet.label}：{value.label}", query)

    def address_without(self, params: QueryDict) -> str:
        """The address with nothing chosen."""
        return query_string(params, **{facet.name: None for facet in self.facets})

    def freed_by(self, facet: Facet[Item]) -> set[str]:
        """The facets whose choice does not count where `facet` may change: itself and those within it."""
        return {facet.name, *(inner.name for inner in self.facets if inner.within == facet.name)}

    def _changes_by_toggling(
        self, facet: Facet[Item], value: FacetValue, chosen: Sequence[FacetValue]
    ) -> dict[str, list[str]]:
        """The parameters with this value removed if it is chosen, else chosen instead of the others."""
        others = [other for other in chosen if other != value]
        return self._changes_choosing(facet, others if value in chosen else [value])

    def _query_beside(
        self, facet: Facet[Item], value: FacetValue, chosen: Sequence[FacetValue], params: QueryDict
    ) -> str:
        if not self.takes_several or not chosen or value in chosen:
            return ""
        return query_string(params, **self._changes_choosing(facet, [*chosen, value]))

    def _changes_choosing(self, facet: Facet[Item], values: Sequence[FacetValue]) -> dict[str, list[str]]:
        changes: dict[str, list[str]] = {name: [] for name in self.freed_by(facet)}
        changes[facet.name] = [value.value for value in values]
        if values and facet.within:
            changes[facet.within] = list(dict.fromkeys(value.within for value in values))
        return changes


def query_string(params: QueryDict, **changes: str | Sequence[str] | None) -> str:
    """The query string of the first page with some parameters set, each in its place, or left out (None)."""
    values = dict(params.lists())  # a copy of a QueryDict takes most of the time, and a page has a hundred
    for name, value in {"page": None, **changes}.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = [value] if isinstance(value, str) else list(value)
    return "&".join(_encode_parameter(name, tuple(strings)) for name, strings in values.items() if strings)


@lru_cache(maxsize=512)
def _encode_parameter(name: str, values: tuple[str, ...]) -> str:
    """Cached, as the query strings of a page differ in one parameter and repeat the others."""
    return urlencode({name: values}, doseq=True)
