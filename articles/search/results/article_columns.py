"""What articles belong to, as arrays: facets count them, filters are masks over them.

A process keeps them while nothing that they are made of has changed, so that neither asks the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Protocol

import numpy as np

from articles.models import Division, Entity, Mention, Policy
from articles.models.policy import DocumentKind, PolicyStatus
from articles.reading.facets import FacetValue
from articles.search.results.choices import ENTITY_FILTERS, chapter_value, entity_value
from articles.search.scoring.bm25f import Ranking
from articles.search.settings.content_versions import versions

#: Policies of which a process keeps the chapters.
_MOST_CHAPTERED = 256


class Column(Protocol):
    """The values of one facet that articles have."""

    def counts(self, articles: Ranking) -> Counter[FacetValue]:
        """The number of articles with each value."""

    def holding(self, articles: Ranking, value: FacetValue) -> np.ndarray:
        """Which of the articles have a value."""


class KeyColumn:
    """At most one value an article: that of its policy or of its division, the `key`."""

    def __init__(self, key: str, values: Mapping[int, FacetValue]) -> None:
        self._key_of = attrgetter(key)
        self._values = list(dict.fromkeys(values.values()))
        places = {value: place for place, value in enumerate(self._values)}
        self._keys = np.array(sorted(values), "i8")
        self._places = np.array([places[values[key]] for key in sorted(values)], "i8")

    def counts(self, articles: Ranking) -> Counter[FacetValue]:
        places = self._places_of(articles)
        return _counted(self._values, places[places >= 0])

    def holding(self, articles: Ranking, value: FacetValue) -> np.ndarray:
        if value not in self._values:
            return np.zeros(len(articles), bool)
        return self._places_of(articles) == self._values.index(value)

    def _places_of(self, articles: Ranking) -> np.ndarray:
        """The place of each article's value, -1 for none."""
        keys = self._key_of(articles)
        if not len(self._keys):
            return np.full(len(keys), -1)
        nearest = np.searchsorted(self._keys, keys).clip(max=len(self._keys) - 1)
        return np.where(self._keys[nearest] == keys, self._places[nearest], -1)


class LinkColumn:
    """Any number of values an article: the entities that it is linked to, and all that these stand below."""

    def __init__(self, linked: Mapping[FacetValue, np.ndarray]) -> None:
        self._values = list(linked)
        sizes = [len(articles) for articles in linked.values()]
        self._places = np.repeat(np.arange(len(linked)), sizes)
        self._articles = np.concatenate([np.array([], "i8"), *linked.values()])

    def counts(self, articles: Ranking) -> Counter[FacetValue]:
        return _counted(self._values, self._places[np.isin(self._articles, articles.articles)])

    def holding(self, articles: Ranking, value: FacetValue) -> np.ndarray:
        linked = self._values.index(value) if value in self._values else -1
        return np.isin(articles.articles, self._articles[self._places == linked])


class ArticleColumns:
    """A column for each facet. Who may read an article is no matter of these: a ranking holds no others."""

    def __init__(self) -> None:
        rows = list(Policy.objects.values_list("pk", "slug", "title", "kind", "status"))
        self._slugs = {pk: slug for pk, slug, *_ in rows}
        self._chapters = lru_cache(_MOST_CHAPTERED)(self._chapters_of)
        policies = {pk: FacetValue(slug, title) for pk, slug, title, *_ in rows}
        kinds = {pk: FacetValue(kind, DocumentKind(kind).label) for pk, *_, kind, _ in rows}
        status = {pk: FacetValue(status, PolicyStatus(status).label) for pk, *_, status in rows}
        self._columns: dict[str, Column] = {
            "policy": KeyColumn("policies", policies),
            "kind": KeyColumn("policies", kinds),
            "status": KeyColumn("policies", status),
            **dict(_link_columns()),
        }

    def counts(self, facet: str, articles: Ranking) -> Counter[FacetValue]:
        """Chapters are those of one policy: across policies their numbers mean nothing."""
        if facet != "chapter":
            return self._columns[facet].counts(articles)
        policies = np.unique(articles.policies).tolist()
        slugs = [self._slugs[pk] for pk in policies if pk in self._slugs]
        return self._chapters(slugs[0]).counts(articles) if len(policies) == len(slugs) == 1 else Counter()

    def holding(self, facet: str, articles: Ranking, value: FacetValue) -> np.ndarray:
        if facet != "chapter":
            return self._columns[facet].holding(articles, value)
        return self._chapters(value.within).holding(articles, value)

    def _chapters_of(self, policy: str) -> KeyColumn:
        divisions = Division.objects.of_policies(Policy.objects.slugged([policy])).with_parents()
        chapters = {division.pk: division.chapter for division in divisions}
        values = {pk: chapter_value(chapter, policy=policy) for pk, chapter in chapters.items() if chapter}
        return KeyColumn("divisions", values)


def article_columns() -> ArticleColumns:
    """The columns of the content that this query sees."""
    return _columns_of(versions().facets)


@lru_cache(maxsize=2)
def _columns_of(version: tuple[int, ...]) -> ArticleColumns:
    return ArticleColumns()


def _counted(values: list[FacetValue], places: np.ndarray) -> Counter[FacetValue]:
    numbers = np.bincount(places, minlength=len(values))
    return Counter({values[place]: int(numbers[place]) for place in np.flatnonzero(numbers)})


def _link_columns() -> Iterator[tuple[str, LinkColumn]]:
    """For each kind of entities its links; those to what stands below an entity are its own as well."""
    entities = {entity.pk: entity for entity in Entity.objects.published().of_kinds(ENTITY_FILTERS)}
    gathered: dict[int, list[int]] = {pk: [] for pk in entities}
    for pk, articles in Mention.objects.linked_articles(entities):
        for above in _lineage(pk, entities):
            gathered[above] += articles
    linked = {pk: np.unique(np.array(articles, "i8")) for pk, articles in gathered.items()}
    for kind in ENTITY_FILTERS:
        of_kind = (entity for entity in entities.values() if entity.kind == kind)
        yield kind.value, LinkColumn({entity_value(entity): linked[entity.pk] for entity in of_kind})


def _lineage(pk: int | None, entities: Mapping[int, Entity]) -> Iterable[int]:
    """An entity and those above it; an entity that is not public ends the line."""
    seen: list[int] = []  # a circle of parents must not hold up a search
    while pk in entities and pk not in seen:
        seen.append(pk)
        pk = entities[pk].parent_id
    return seen
