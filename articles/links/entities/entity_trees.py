"""The entities of a kind: as trees with article counts, as a list for readers, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from articles.links.linked_articles import LINKED_TABLES, linked_articles
from articles.models import Entity, Succession
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import remembered
from articles.models.postgres.trees import by_parent

#: A sentence on each kind, for its list page.
INTRODUCTIONS = {
    EntityKind.MINISTRY: "国家机关与条文的关系：原文写明、发文机关，或编辑判断，逐条写明依据。",
    EntityKind.GOAL: "条文想要达到的结果，按《国家产业技术政策》第一章的三项发展目标和政策共有的领域归类。",
    EntityKind.INSTRUMENT: "政策用来达到目标的手段，按 Rothwell 与 Zegveld 的分类：供给型、环境型、需求型。",
    EntityKind.DOCUMENT: "条文引用的法律、规划与其他文件。",
    EntityKind.ACTOR: "条文所说的行动者、受益者和对象。",
    EntityKind.FORCE: "条文用什么动词说话：刚性、导向，还是国家自身的任务。",
}


@dataclass(frozen=True)
class KindCount:
    """A kind of entities with the number of those that articles are linked to."""

    value: str
    label: str
    introduction: str
    count: int


@remembered(*LINKED_TABLES)
def kinds_with_counts() -> list[KindCount]:
    """Return all kinds, to link to their lists."""
    counts = Counter(linked_articles().kinds.values())
    return [KindCount(kind.value, kind.label, INTRODUCTIONS[kind], counts[kind]) for kind in EntityKind]


@dataclass(frozen=True)
class Branch:
    """An entity of a tree with the number of articles linked to it or to anything below it."""

    entity: Entity
    own: frozenset[int]
    children: tuple[Branch, ...]

    @cached_property
    def articles(self) -> frozenset[int]:
        return self.own.union(*(child.articles for child in self.children))

    @property
    def count(self) -> int:
        return len(self.articles)


@remembered(*LINKED_TABLES, most=len(EntityKind))
def tree_of(kind: str) -> tuple[Branch, ...]:
    """The published entities of a kind as trees. They are shared: do not change them."""
    children = by_parent(Entity.objects.published().of_kind(kind).in_order())
    linked = linked_articles()

    def branches(parent: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(entity, frozenset(linked.of(entity.pk)), branches(entity.pk))
            for entity in children[parent]
        )

    return branches(None)


@dataclass(frozen=True)
class EntityTrees:
    """The entities of a kind: trees of those with articles; the others, former bodies apart."""

    branches: tuple[Branch, ...]
    others: tuple[Entity, ...]
    former: tuple[Entity, ...]


@remembered(*LINKED_TABLES, Succession, most=len(EntityKind))
def entity_list_of(kind: str) -> EntityTrees:
    """The entities of a kind as their list page shows them."""
    branches = tree_of(kind)
    without = [branch.entity for branch in all_branches(branches) if not branch.count]
    ended = Succession.objects.public().ended_bodies()
    return EntityTrees(
        _with_articles(branches),
        others=tuple(entity for entity in without if entity.pk not in ended),
        former=tuple(entity for entity in without if entity.pk in ended),
    )


def _with_articles(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    return tuple(
        replace(branch, children=_with_articles(branch.children)) for branch in branches if branch.count
    )


def all_branches(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from all_branches(branch.children)
