"""Which articles are linked to which entities: what lists count and related articles share.

Only ids are kept, eight bytes for each link: they are read again after a change, not for each page.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from articles.models import Article, Entity, Mention, Policy
from articles.models.links.evidence import Basis
from articles.models.postgres.content_versions import remembered

#: What it is read from.
LINKED_TABLES = (Policy, Article, Entity, Mention)
#: The bases of a link that the article has itself.
OWN = (Basis.NAMED, Basis.EDITORIAL)


@dataclass(frozen=True)
class LinkedArticles:
    """The ids of the public articles with a published link to each public entity, by basis."""

    kinds: Mapping[int, str]
    by_basis: Mapping[str, Mapping[int, array[int]]]

    def of(self, entity: int, *bases: Basis) -> set[int]:
        """The articles linked to an entity on one of these bases; on any if none is given."""
        return set().union(*(self.by_basis[basis].get(entity, ()) for basis in bases or Basis))

    def own_counts(self, articles: set[int]) -> Counter[int]:
        """How many of these articles have a link of their own to each entity."""
        shared: dict[int, set[int]] = defaultdict(set)
        for basis in OWN:
            for entity, ids in self.by_basis[basis].items():
                shared[entity].update(articles.intersection(ids))
        return Counter({entity: len(ids) for entity, ids in shared.items() if ids})


@remembered(*LINKED_TABLES)
def linked_articles() -> LinkedArticles:
    """All published links of articles, by ids."""
    kinds: dict[int, str] = {}
    by_basis: dict[str, dict[int, array[int]]] = {basis: {} for basis in Basis}
    for entity, kind, basis, articles in Mention.objects.published().ids_of_linked_articles():
        kinds[entity] = kind
        by_basis[basis][entity] = array("q", articles)
    return LinkedArticles(kinds, by_basis)
