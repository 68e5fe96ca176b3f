"""What a reader chose beside the words: filters, a type of results, an order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

from articles.models import Division, Entity, Policy
from articles.models.entity import EntityKind

#: The kinds of entities that are filters; the parameter of each is its name.
ENTITY_FILTERS = (EntityKind.INSTRUMENT, EntityKind.MINISTRY, EntityKind.GOAL, EntityKind.ACTOR)


class Sort(TextChoices):
    RELEVANCE = "relevance", "相关度"
    ORDER = "order", "条文次序"
    CHANGED = "changed", "最近修订"


@dataclass(frozen=True)
class Choices:
    """`chapter` is one of `policy`; `entities` has at most one of each kind; "" and None choose nothing.

    `status` and `kind` are those of the policy, `type` a ResultType.
    """

    type: str = ""
    policy: Policy | None = None
    chapter: Division | None = None
    entities: tuple[Entity, ...] = ()
    status: str = ""
    kind: str = ""
    sort: str = Sort.RELEVANCE

    @property
    def values(self) -> dict[str, str]:
        """The value of each filter chosen, by its parameter; the type is none of them."""
        chosen = {
            "policy": self.policy.slug if self.policy else "",
            "chapter": self.chapter.address if self.chapter else "",
            **{entity.kind: entity.slug for entity in self.entities},
            "status": self.status,
            "kind": self.kind,
        }
        return {name: value for name, value in chosen.items() if value}


NO_CHOICES = Choices()
