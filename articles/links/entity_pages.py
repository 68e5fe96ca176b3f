"""Entity pages: the tree of a kind with article counts, and one entity with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from articles.links.display import in_context
from articles.models import Article, Entity, Mention, Policy
from articles.models.content_versions import remembered
from articles.models.entity import EntityKind
from articles.models.evidence import Basis, MentionQuerySet, Passage
from articles.models.trees import by_parent
from articles.text.wording.marked_spans import Excerpt

PAGE_SIZE = 20
CO_OCCURRING = 12

#: A sentence on each kind, for its list page.
INTRODUCTIONS = {
    EntityKind.MINISTRY: "国家机关与条文的关系：原文写明、承自发文机关，或编辑判断，逐条写明依据。",
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


@dataclass
class Branch:
    """An entity of a tree with the number of articles linked to it or to anything below it."""

    entity: Entity
    own: set[int]
    children: list[Branch] = field(default_factory=list)

    @property
    def articles(self) -> set[int]:
        return self.own.union(*(child.articles for child in self.children))

    @property
    def count(self) -> int:
        return len(self.articles)


def tree_of(kind: str) -> list[Branch]:
    """Return the published entities of a kind as trees, in two queries."""
    entities = list(Entity.objects.published().of_kind(kind).in_order())
    spread = Mention.objects.published().in_articles().articles_by_entity(entity.pk for entity in entities)
    children = by_parent(entities)

    def branches(parent: int | None) -> list[Branch]:
        return [
            Branch(entity, spread.get(entity.pk, set()), branches(entity.pk)) for entity in children[parent]
        ]

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
    editorial_count: int
    inherited: list[Article]
    children: list[Branch]
    co_occurring: list[CoOccurring]


def entity_page(entity: Entity, *, page: str | int = 1) -> EntityPage:
    """Read all that an entity's page shows. Articles are in document order."""
    mentions = Mention.objects.published().of_entity(entity)
    own = mentions.own().in_articles()
    shown = Paginator(
        Article.objects.with_ids(own.article_ids()).for_reading().in_order(), PAGE_SIZE
    ).get_page(page)
    articles = list(shown.object_list)
    outside = mentions.outside_articles().with_basis(Basis.NAMED).for_display().in_text_order()
    inherited = mentions.with_basis(Basis.INHERITED).article_ids()
    return EntityPage(
        entity=entity,
        page=shown,
        evidence=_evidence(articles, own.of_articles(articles).for_display().in_text_order()),
        passages=_passages(outside),
        editorial_count=own.with_basis(Basis.EDITORIAL).count(),
        inherited=list(Article.objects.with_ids(inherited).for_reading().in_order()),
        children=_children(entity),
        co_occurring=_co_occurring(entity, own),
    )


def _evidence(articles: list[Article], mentions: Iterable[Mention]) -> list[ArticleEvidence]:
    by_article = defaultdict(list)
    for mention in mentions:
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


def _children(entity: Entity) -> list[Branch]:
    return next(
        (branch.children for branch in _all_branches(tree_of(entity.kind)) if branch.entity == entity), []
    )


def _all_branches(branches: list[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all_branches(branch.children)


def _co_occurring(entity: Entity, own: MentionQuerySet) -> list[CoOccurring]:
    """The entities most often linked to the same articles, inherited links excluded."""
    kinds = [kind for kind in EntityKind if kind != EntityKind.FORCE]
    counts = Mention.objects.published().own().of_kinds(kinds).in_same_articles(own).shared_counts(entity)
    rows = list(counts[:CO_OCCURRING])
    entities = Entity.objects.in_bulk([pk for pk, _ in rows])
    return [CoOccurring(entities[pk], count) for pk, count in rows]
