"""The articles that filters leave; each filter is a mask, so that a facet can be counted without its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import numpy as np

from articles.models import Division, Entity, Mention, Policy
from articles.search.results.choices import ENTITY_FILTERS, Choices
from articles.search.scoring.bm25f import Ranking


class EntityTree:
    """The public entities that are filters, with those they stand below."""

    def __init__(self) -> None:
        rows = Entity.objects.published().of_kinds(ENTITY_FILTERS).in_order()
        self.entities: Mapping[int, Entity] = {entity.pk: entity for entity in rows}

    def lineage(self, pk: int | None) -> Iterator[int]:
        """An entity and those above it; an entity that is not public ends the line."""
        seen: set[int] = set()  # a circle of parents must not hold up a search
        while pk is not None and pk in self.entities and pk not in seen:
            seen.add(pk)
            yield pk
            pk = self.entities[pk].parent_id

    def below(self, entity: Entity) -> list[int]:
        """The entity and all that stand below it."""
        return [pk for pk in self.entities if entity.pk in self.lineage(pk)]


class Narrowed:
    """A ranking, and what the filters of `choices` leave of it; the type is no filter of articles."""

    def __init__(self, everywhere: Ranking, choices: Choices) -> None:
        self.everywhere, self.choices = everywhere, choices
        self._masks = dict(self._made_masks())

    @cached_property
    def entities(self) -> EntityTree:
        return EntityTree()

    @cached_property
    def found(self) -> Ranking:
        """What all filters leave."""
        return self.without(())

    def without(self, names: Collection[str]) -> Ranking:
        """What the filters leave when those named do not count."""
        counted = [mask for name, mask in self._masks.items() if name not in names]
        return self.everywhere.only(np.logical_and.reduce(counted)) if counted else self.everywhere

    def _made_masks(self) -> Iterator[tuple[str, np.ndarray]]:
        ranking, choices = self.everywhere, self.choices
        if choices.policy:
            yield "policy", ranking.policies == choices.policy.pk
        if choices.chapter:
            inside = Division.objects.within([choices.chapter.pk]).values_list("pk", flat=True)
            yield "chapter", np.isin(ranking.divisions, list(inside))
        for entity in choices.entities:
            linked = Mention.objects.published().of_entities(self.entities.below(entity)).article_ids()
            yield entity.kind, np.isin(ranking.articles, list(linked))
        published = Policy.objects.published()
        for name, policies in (
            ("status", published.of_status(choices.status) if choices.status else None),
            ("kind", published.of_kinds([choices.kind]) if choices.kind else None),
        ):
            if policies is not None:
                yield name, np.isin(ranking.policies, list(policies.values_list("pk", flat=True)))
