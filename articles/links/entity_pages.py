"""Entity pages: the tree of a kind with article counts, and one entity with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from articles.links.display import in_context
from articles.links.linked_articles import LINKED_TABLES, OWN, linked_articles
from articles.models import Article, Entity, Mention, Policy
from articles.models.content_versions import remembered
from articles.models.entity import EntityKind
from articles.models.evidence import Basis, Passage
from articles.models.trees import by_parent
from articles.text.wording.marked_spans import Excerpt

PAGE_SIZE = 20
CO_OCCURRING = 12

#: A sentence on each kind, for its list page.
INTRODUCTIONS = {
    EntityKind.MINISTRY: "国家机关与条文的关系：原文写明、发文机关，或编辑判断，逐条写明依据。",
    EntityKind.GOAL: "条文想要达到的结果，按第一章的三项发展目标归类。",
    EntityKind.INSTRUMENT: "政策用来达到目标的手段，按 Rothwell 与 Zegveld 的分类：供给型、环境型、需求型。",
    EntityKind.DOCUMENT: "条文引用的法律、规划与其他文件。",
    EntityKind.ACTOR: "条文所说的行动者、受益者和对象。",
    EntityKind.FORCE: "条文用什么动词说话：刚性、导向，还是国家自身的任务。",
}


@dataclass(frozen=True)
class KindCount:
    """A kind of entities with the number of its published entities, groups excluded."""

    value: str
    label: str
    introduction: str
    count: int


@remembered(Entity)
def kinds_with_counts() -> list[KindCount]:
    """Return all kinds, to link to their lists."""
    counts = dict(Entity.objects.published().counts_by_kind())
    return [
        KindCount(kind.value, kind.label, INTRODUCTIONS[kind], counts.get(kind, 0)) for kind in EntityKind
    ]


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
class ArticleEvidence:
    """The evidence that links an article to an entity."""

    article: Article
    excerpts: list[Excerpt[Mention]]
    editorial: list[Mention]


@dataclass(frozen=True)
class PassageEvidence:
    """The same for a policy's text outside its articles."""

    policy: Policy
    passage: Passage
    excerpts: list[Excerpt[Mention]]


@dataclass(frozen=True)
class CoOccurring:
    entity: Entity
    count: int


@dataclass(frozen=True)
class EntityPage:
    """An entity with a page of its articles, other passages, inherited links and co-occurring entities."""

    entity: Entity
    page: Page
    evidence: list[ArticleEvidence]
    passages: list[PassageEvidence]
    inherited: list[Article]
    children: tuple[Branch, ...]
    co_occurring: list[CoOccurring]


def entity_page(entity: Entity, *, page: str | int = 1) -> EntityPage:
    """Read all that an entity's page shows. Articles are in document order."""
    linked = linked_articles()
    own, inherited = linked.of(entity.pk, *OWN), linked.of(entity.pk, Basis.INHERITED)
    shown = Paginator(Article.objects.with_ids(own).for_reading().in_order(), PAGE_SIZE).get_page(page)
    articles = list(shown.object_list)
    mentions = Mention.objects.published().of_entity(entity)
    outside = mentions.outside_articles().with_basis(Basis.NAMED).with_policies().in_text_order()
    return EntityPage(
        entity=entity,
        page=shown,
        evidence=_evidence(articles, mentions.own().of_articles(articles).by_start()),
        passages=_passages(outside),
        inherited=list(Article.objects.with_ids(inherited).for_links().in_order()),
        children=_children(entity),
        co_occurring=_co_occurring(entity, own),
    )


def _evidence(articles: list[Article], mentions: Iterable[Mention]) -> list[ArticleEvidence]:
    by_article = defaultdict(list)
    articles_by_id: dict[int | None, Article] = {article.pk: article for article in articles}
    for mention in mentions:
        mention.article = articles_by_id[mention.article_id]
        by_article[mention.article_id].append(mention)
    return [
        ArticleEvidence(
            article,
            excerpts=in_context(
                [mention for mention in by_article[article.pk] if mention.basis == Basis.NAMED]
            ),
            editorial=[mention for mention in by_article[article.pk] if mention.basis == Basis.EDITORIAL],
        )
        for article in articles
    ]


def _passages(mentions: Iterable[Mention]) -> list[PassageEvidence]:
    by_place = defaultdict(list)
    for mention in mentions:
        by_place[mention.policy, mention.passage].append(mention)
    return [
        PassageEvidence(policy, Passage(passage), in_context(rows))
        for (policy, passage), rows in by_place.items()
    ]


def _children(entity: Entity) -> tuple[Branch, ...]:
    branches = _all_branches(tree_of(entity.kind))
    return next((branch.children for branch in branches if branch.entity.pk == entity.pk), ())


def _all_branches(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all_branches(branch.children)


def _co_occurring(entity: Entity, own: set[int]) -> list[CoOccurring]:
    """The entities most often linked to the same articles, inherited links and operative forces excluded."""
    linked = linked_articles()
    counts = linked.own_counts(own)
    others = [pk for pk in counts if pk != entity.pk and linked.kinds[pk] != EntityKind.FORCE]
    most = sorted(others, key=lambda pk: (-counts[pk], pk))[:CO_OCCURRING]
    entities = Entity.objects.in_bulk(most)
    return [CoOccurring(entities[pk], counts[pk]) for pk in most]
