"""Dimensions by which articles are grouped: the rows and columns of a matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models

from articles.models import Entity, Mention, Policy
from articles.models.articles.division import DivisionKind
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis
from articles.models.links.mention import MentionQuerySet
from articles.models.postgres.trees import by_parent
from articles.reading.contents import Contents, ContentsEntry, contents_of

#: Key, in addresses, of the line for articles outside chapters; no chapter's address has letters.
LOOSE = "none"


class Dimension(models.TextChoices):
    INSTRUMENT = EntityKind.INSTRUMENT.value, EntityKind.INSTRUMENT.label
    GOAL = EntityKind.GOAL.value, EntityKind.GOAL.label
    CHAPTER = "chapter", "章"
    MINISTRY = EntityKind.MINISTRY.value, EntityKind.MINISTRY.label
    FORCE = EntityKind.FORCE.value, EntityKind.FORCE.label
    ACTOR = EntityKind.ACTOR.value, EntityKind.ACTOR.label
    DOCUMENT = EntityKind.DOCUMENT.value, EntityKind.DOCUMENT.label


#: Lines without articles are hidden here; the other dimensions are closed lists, whose gaps matter.
OPEN_DIMENSIONS = (Dimension.MINISTRY, Dimension.GOAL, Dimension.ACTOR, Dimension.DOCUMENT)


class BasisScope(models.TextChoices):
    """Which links count (依据)."""

    ALL = "all", "全部依据"
    OWN = "own", "原文写明与编辑判断"
    NAMED = "named", "仅原文写明"


def links_within(policy: Policy, scope: BasisScope | str) -> MentionQuerySet:
    """The published links of the articles of `policy` within `scope`."""
    links = Mention.objects.published().of_policy(policy).in_articles()
    match BasisScope(scope):
        case BasisScope.ALL:
            return links
        case BasisScope.OWN:
            return links.own()
        case BasisScope.NAMED:
            return links.with_basis(Basis.NAMED)


@dataclass(frozen=True)
class AxisLine:
    """A row or column: its label and the articles that belong to it.

    `key` is used in addresses, `title` is a chapter's title without its label, `path` the names above.
    A parent line includes the articles and entities of all lines below it.
    """

    key: str
    label: str
    title: str
    url: str
    path: tuple[str, ...]
    is_group: bool
    article_ids: frozenset[int]
    entity_ids: frozenset[int]

    @property
    def depth(self) -> int:
        """0 at the top of the tree."""
        return len(self.path)

    @property
    def full_label(self) -> str:
        """供给型 › 教育培训, 第一章 发展目标"""
        return " › ".join((*self.path, f"{self.label} {self.title}".strip()))


class NoSuchLine(ValueError):
    """A dimension of this policy has no such line; the message says so in Chinese."""


@dataclass(frozen=True)
class Axis:
    """All lines of a dimension in tree order; `unlisted` is the number of those without any article."""

    dimension: Dimension
    lines: tuple[AxisLine, ...]
    unlisted: int = 0

    @property
    def article_ids(self) -> frozenset[int]:
        return frozenset().union(*(line.article_ids for line in self.lines))

    @property
    def entity_ids(self) -> frozenset[int]:
        return frozenset().union(*(line.entity_ids for line in self.lines))

    def down_to(self, level: int | None) -> tuple[AxisLine, ...]:
        """The lines of the first `level` levels of the tree; all of them for None."""
        return tuple(line for line in self.lines if level is None or line.depth < level)

    def line(self, key: str) -> AxisLine:
        for line in self.lines:
            if line.key == key:
                return line
        raise NoSuchLine(f"{self.dimension.label}中没有标识为“{key}”的一项，或它与这件政策无关。")


def axes_of(policy: Policy, dimensions: Iterable[Dimension], *, scope: BasisScope | str) -> tuple[Axis, ...]:
    """Return the axis of each dimension, in at most four queries for all of them."""
    dimensions = tuple(dimensions)
    kinds = [dimension for dimension in dimensions if dimension != Dimension.CHAPTER]
    entities = _published_entities(kinds) if kinds else {}
    article_ids_by_entity = (
        _article_ids_by_entity(links_within(policy, scope).of_kinds(kinds)) if kinds else {}
    )
    return tuple(
        _chapter_axis(contents_of(policy.slug))
        if dimension == Dimension.CHAPTER
        else _entity_axis(dimension, entities, article_ids_by_entity)
        for dimension in dimensions
    )


def _published_entities(kinds: Iterable[str]) -> dict[str, list[Entity]]:
    by_kind = defaultdict(list)
    for entity in Entity.objects.published().of_kinds(kinds).in_order():
        by_kind[entity.kind].append(entity)
    return by_kind


def _article_ids_by_entity(links: MentionQuerySet) -> dict[int, set[int]]:
    article_ids_of = defaultdict(set)
    for entity, article in links.order_by().values_list("entity", "article").distinct():
        article_ids_of[entity].add(article)
    return article_ids_of


def _entity_axis(
    dimension: Dimension, entities: dict[str, list[Entity]], article_ids_by_entity: dict[int, set[int]]
) -> Axis:
    """The tree of a kind; an entity whose parent is not public is at the top."""
    of_kind = entities.get(dimension.value, [])
    children = by_parent(of_kind)

    def lines(parent: int | None, path: tuple[str, ...]) -> Iterator[AxisLine]:
        for entity in children[parent]:
            below = tuple(lines(entity.pk, (*path, entity.name)))
            yield AxisLine(
                key=entity.slug,
                label=entity.name,
                title="",
                url=entity.get_absolute_url(),
                path=path,
                is_group=bool(below),
                article_ids=frozenset(article_ids_by_entity.get(entity.pk, ())).union(
                    *(line.article_ids for line in below)
                ),
                entity_ids=frozenset({entity.pk}).union(*(line.entity_ids for line in below)),
            )
            yield from below

    all_lines = tuple(lines(None, ()))
    shows_groups = dimension not in OPEN_DIMENSIONS
    listed = tuple(line for line in all_lines if line.article_ids or (line.is_group and shows_groups))
    return Axis(dimension, listed, unlisted=len(all_lines) - len(listed))


def _chapter_axis(contents: Contents) -> Axis:
    """The chapters below their parts, then a line for articles outside chapters."""
    lines = tuple(line for entry in contents.entries for line in _chapter_lines(entry, ()))
    all_article_ids = {article.pk for entry in contents.entries for article in entry.all_articles}
    all_article_ids.update(article.pk for article in contents.loose)
    loose_ids = all_article_ids.difference(*(line.article_ids for line in lines))
    if loose_ids:
        outside = AxisLine(LOOSE, "不属于任何一章", "", "", (), False, frozenset(loose_ids), frozenset())
        lines = (*lines, outside)
    return Axis(Dimension.CHAPTER, lines)


def _chapter_lines(entry: ContentsEntry, path: tuple[str, ...]) -> Iterator[AxisLine]:
    division = entry.division
    is_chapter = division.kind == DivisionKind.CHAPTER
    below: tuple[AxisLine, ...] = ()
    if not is_chapter:
        inner = (*path, division.label)
        below = tuple(line for child in entry.children for line in _chapter_lines(child, inner))
        if not below:
            return
    article_ids_in_chapters = (article.pk for article in entry.all_articles)
    yield AxisLine(
        key=division.address if is_chapter else division.eid,
        label=division.label,
        title=division.title,
        url=division.get_absolute_url(),
        path=path,
        is_group=bool(below),
        article_ids=frozenset(article_ids_in_chapters if is_chapter else ()).union(
            *(line.article_ids for line in below)
        ),
        entity_ids=frozenset(),
    )
    yield from below


def policies_with_links() -> list[Policy]:
    """The published policies that have published links, for readers to choose from."""
    linked = Mention.objects.published().in_articles().policy_ids()
    return list(Policy.objects.published().with_ids(linked).in_list_order())
