"""What articles belong to, as arrays: facets count them, filters are masks over them.

A process keeps them while nothing that they are made of has changed, so that neither asks the database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from articles.models import Division, Entity, Issuer, Mention, Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.facets import FacetValue
from articles.search.results.filters.choices import ENTITY_FILTERS, chapter_value, entity_value
from articles.search.results.result_sources import POLICY_FACETS, values_of_policy
from articles.search.scoring.bm25f import Ranking

#: The number of policies whose chapters a process caches.
_MOST_CHAPTERED = 256

#: The ids of the objects that have each value of a facet.
Holders = Mapping[FacetValue, set[int]]
#: By policy (id) its values of each of `POLICY_FACETS`.
ValuesByPolicy = Mapping[int, tuple[tuple[FacetValue, ...], ...]]


class FacetColumn:
    """The values of one facet. `key` says what carries a value: the article, its policy or its division."""

    def __init__(self, key: str, holders: Holders) -> None:
        self._key = key
        self.values = list(holders)
        places = np.repeat(np.arange(len(holders)), [len(ids) for ids in holders.values()])
        ids = np.array([pk for ids in holders.values() for pk in ids], "i8")
        ascending = np.argsort(ids, kind="stable")  # what is looked up in order is looked up twice as fast
        self._places, self._holders = places[ascending], ids[ascending]

    def counts(self, articles: Ranking) -> Counter[FacetValue]:
        """The number of articles with each value."""
        article_counts = articles.numbers(self._key, self._holders)
        nonzero = np.flatnonzero(article_counts)
        totals = np.bincount(self._places[nonzero], article_counts[nonzero], minlength=len(self.values))
        return Counter({self.values[place]: int(totals[place]) for place in np.flatnonzero(totals).tolist()})

    def holding(self, articles: Ranking, values: Collection[FacetValue]) -> np.ndarray:
        """Which of the articles have one of some values."""
        places = [place for place, value in enumerate(self.values) if value in values]
        return np.isin(getattr(articles, self._key), self._holders[np.isin(self._places, places)])


class ArticleColumns:
    """A column for each facet. They do not check visibility: a ranking holds only what the reader may see."""

    def __init__(self) -> None:
        policies = list(Policy.objects.for_facets())
        self._slugs = {policy.pk: policy.slug for policy in policies}
        self._values = _values_by_policy(policies)
        by_policy = _holders_by_facet(self._values)
        self._columns = {facet: FacetColumn("policies", holders) for facet, holders in by_policy}
        self._columns |= _entity_columns()

    def counts(self, facet: str, articles: Ranking) -> Counter[FacetValue]:
        """Chapters are counted within one policy: their numbers cannot be compared across policies."""
        if facet != "chapter":
            return self._columns[facet].counts(articles)
        slugs = {self._slugs.get(pk, "") for pk in articles.counts("policies")[0].tolist()}
        return _chapter_column(*slugs).counts(articles) if len(slugs) == 1 else Counter()

    def values_of(self, policy: Policy) -> Mapping[str, Sequence[FacetValue]]:
        """What a hit belongs to that is this policy, as `values_of_policy` says."""
        values = self._values.get(policy.pk)
        return dict(zip(POLICY_FACETS, values, strict=True)) if values else values_of_policy(policy)

    def has(self, facet: str, value: str) -> bool:
        """Whether some document has this value of a facet."""
        return FacetValue(value, value) in self._columns[facet].values

    def holding(self, facet: str, articles: Ranking, values: Sequence[FacetValue]) -> np.ndarray:
        """Which of the articles have one of some values; chapters are those of one policy."""
        column = _chapter_column(values[0].within) if facet == "chapter" else self._columns[facet]
        return column.holding(articles, values)


@remembered(Policy, Issuer, Division, Entity, Mention)
def article_columns() -> ArticleColumns:
    """The columns of the content that this query sees."""
    return ArticleColumns()


def _values_by_policy(policies: Iterable[Policy]) -> ValuesByPolicy:
    shared: dict[tuple[str, tuple[FacetValue, ...]], tuple[FacetValue, ...]] = {}

    def once(facet: str, values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
        """One tuple for all equal values of a facet, as few differ. Those of two facets may be equal and yet
        have different orders, which are not compared (未载明 of levels and of years)."""
        as_tuple = tuple(values)
        return shared.setdefault((facet, as_tuple), as_tuple)

    by_policy = {}
    for policy in policies:
        values = values_of_policy(policy)
        by_policy[policy.pk] = tuple(once(facet, values[facet]) for facet in POLICY_FACETS)
    return by_policy


def _holders_by_facet(values_by_policy: ValuesByPolicy) -> Iterator[tuple[str, Holders]]:
    holders: dict[str, Holders] = {facet: defaultdict(set) for facet in POLICY_FACETS}
    for policy, values_of_facets in values_by_policy.items():
        for facet, values in zip(POLICY_FACETS, values_of_facets, strict=True):
            for value in values:
                holders[facet][value].add(policy)
    yield from holders.items()


@remembered(Entity, Mention)
def _entity_columns() -> Mapping[str, FacetColumn]:
    """By the kind of entities; a change of texts leaves them as they are."""
    return {kind: FacetColumn("articles", holders) for kind, holders in _entities_by_kind()}


def _entities_by_kind() -> Iterator[tuple[str, Holders]]:
    """An entity also counts the articles linked to the entities below it."""
    entities = {entity.pk: entity for entity in Entity.objects.published().of_kinds(ENTITY_FILTERS)}
    holders: dict[str, Holders] = {kind.value: defaultdict(set) for kind in ENTITY_FILTERS}
    for pk, articles in Mention.objects.linked_articles(entities):
        for entity in _lineage(pk, entities):
            holders[entity.kind][entity_value(entity)].update(articles)
    yield from holders.items()


def _lineage(pk: int | None, entities: Mapping[int, Entity]) -> list[Entity]:
    """An entity and those above it; an entity that is not public ends the line."""
    lineage: list[Entity] = []
    while pk and (entity := entities.get(pk)) and entity not in lineage:  # stops at a cycle of parents
        lineage.append(entity)
        pk = entity.parent_id
    return lineage


@remembered(Policy, Division, most=_MOST_CHAPTERED)
def _chapter_column(policy: str) -> FacetColumn:
    holders = defaultdict(set)
    for division in Division.objects.of_policies(Policy.objects.with_slugs([policy])).with_parents():
        if chapter := division.chapter:
            holders[chapter_value(chapter, policy=policy)].add(division.pk)
    return FacetColumn("divisions", holders)
