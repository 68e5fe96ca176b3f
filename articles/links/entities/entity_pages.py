"""Entity pages: the tree of a kind with article counts, and one entity with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices

from articles.links.display import in_context
from articles.links.entities.entity_trees import Branch, all_branches, tree_of
from articles.links.linked_articles import OWN, linked_articles
from articles.models import Article, Entity, Mention, Policy, Succession
from articles.models.articles.article_queries import ArticleQuerySet
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, Passage
from articles.text.wording.comparison.marked_spans import Excerpt

PAGE_SIZE = 20
CO_OCCURRING = 12
#: Rows of the card above the results of a search.
ON_A_CARD = 3


class LinkedBy(TextChoices):
    """How articles are linked to an entity; the values stand in addresses."""

    OWN = "own", "具体有关"
    NAMED = Basis.NAMED.value, Basis.NAMED.label
    EDITORIAL = Basis.EDITORIAL.value, Basis.EDITORIAL.label
    INHERITED = Basis.INHERITED.value, Basis.INHERITED.label

    @property
    def bases(self) -> tuple[Basis, ...]:
        return OWN if self == LinkedBy.OWN else (Basis(self.value),)


@dataclass(frozen=True)
class BasisChoice:
    """A way to be linked, with how many articles are."""

    value: LinkedBy
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class EntityRow:
    """An article and the evidence that links it to an entity or to what is below it.

    `through` are the entities below that it is linked to.
    """

    article: Article
    excerpts: list[Excerpt[Mention]]
    is_named: bool
    editorial: list[Mention]
    through: list[Entity]


@dataclass(frozen=True)
class PassageEvidence:
    """The same for a policy's text outside its articles."""

    policy: Policy
    passage: Passage
    excerpts: list[Excerpt[Mention]]
    editorial: list[Mention]


@dataclass(frozen=True)
class CoOccurring:
    entity: Entity
    count: int


@dataclass(frozen=True)
class LinkedTo:
    """The ids of the articles linked to an entity or to anything below it, by basis."""

    entity: Entity
    entities: tuple[Entity, ...]
    by_basis: dict[Basis, frozenset[int]]

    def article_ids(self, way: LinkedBy) -> frozenset[int]:
        return frozenset().union(*(self.by_basis[basis] for basis in way.bases))

    @property
    def entity_ids(self) -> list[int]:
        return [entity.pk for entity in self.entities]

    @cached_property
    def ways(self) -> list[LinkedBy]:
        """How articles are linked to it, the first to be shown first; `OWN` where it joins two others."""
        ways: list[LinkedBy] = [way for way in LinkedBy if way != LinkedBy.OWN and self.article_ids(way)]
        joins = LinkedBy.NAMED in ways and LinkedBy.EDITORIAL in ways
        return [LinkedBy.OWN, *ways] if joins or not ways else ways

    def way(self, value: str) -> LinkedBy:
        """The way that an address names; the first for any other value."""
        return LinkedBy(value) if value in LinkedBy.values else self.ways[0]

    def basis_choices(self, chosen: LinkedBy) -> list[BasisChoice]:
        return [BasisChoice(way, len(self.article_ids(way)), way == chosen) for way in self.ways]

    @property
    def own_count(self) -> int:
        return len(self.article_ids(LinkedBy.OWN))

    @property
    def inherited_count(self) -> int:
        return len(self.article_ids(LinkedBy.INHERITED))


def linked_to(entity: Entity) -> LinkedTo:
    """The articles linked to an entity. Asks the database only once after a change."""
    below = next((branch for branch in all_branches(tree_of(entity.kind)) if branch.entity == entity), None)
    entities = (entity, *(branch.entity for branch in all_branches(below.children if below else ())))
    linked = linked_articles()
    by_basis = {
        basis: frozenset().union(*(linked.of(entity.pk, basis) for entity in entities)) for basis in Basis
    }
    return LinkedTo(entity, entities, by_basis)


@dataclass(frozen=True)
class EntityPage:
    """An entity with a page of its articles, other passages, what is below it and co-occurring entities."""

    linked: LinkedTo
    chosen: LinkedBy
    page: Page
    rows: list[EntityRow]
    passages: list[PassageEvidence]
    children: tuple[Branch, ...]
    co_occurring: list[CoOccurring]
    was: list[Succession]
    became: list[Succession]

    @property
    def basis_choices(self) -> list[BasisChoice]:
        return self.linked.basis_choices(self.chosen)

    @property
    def query(self) -> str:
        """What the address of its file adds."""
        return f"basis={self.chosen.value}"


def entity_page(entity: Entity, *, basis: str = "", page: str | int = 1) -> EntityPage:
    """All that an entity's page shows. Articles are in document order; an unknown `basis` is the first."""
    linked = linked_to(entity)
    chosen = linked.way(basis)
    paginated = Paginator(listed_articles(linked, chosen), PAGE_SIZE).get_page(page)
    own = linked_articles().of(entity.pk, *OWN)
    mentions = Mention.objects.published().of_entities(linked.entity_ids)
    outside = mentions.outside_articles().own().with_texts().in_text_order()
    return EntityPage(
        linked=linked,
        chosen=chosen,
        page=paginated,
        rows=_rows(linked, chosen, list(paginated.object_list)),
        passages=_passage_evidence(outside),
        children=_children(entity),
        co_occurring=_co_occurring(entity, own),
        **_history(entity),
    )


def _history(entity: Entity) -> dict[str, list[Succession]]:
    """What a body was and what it became; only bodies have a history."""
    if entity.kind != EntityKind.MINISTRY:
        return {"was": [], "became": []}
    public = Succession.objects.public()
    return {"was": list(public.before(entity)), "became": list(public.after(entity))}


def listed_articles(linked: LinkedTo, way: LinkedBy) -> ArticleQuerySet:
    return Article.objects.with_ids(linked.article_ids(way)).for_reading().in_order()


@dataclass(frozen=True)
class EntityCard:
    """The answer to a search for a name: the entity, its numbers and the first of its articles."""

    linked: LinkedTo
    chosen: LinkedBy
    rows: list[EntityRow]

    @property
    def count(self) -> int:
        return len(self.linked.article_ids(self.chosen))

    @property
    def basis_choices(self) -> list[BasisChoice]:
        return self.linked.basis_choices(self.chosen)


def entity_card(kind: str, pk: int) -> EntityCard | None:
    """The card of a public entity; two or three statements."""
    entity = next((branch.entity for branch in all_branches(tree_of(kind)) if branch.entity.pk == pk), None)
    if entity is None:
        return None
    linked = linked_to(entity)
    chosen = linked.ways[0]
    return EntityCard(
        linked, chosen, _rows(linked, chosen, list(listed_articles(linked, chosen)[:ON_A_CARD]))
    )


def _rows(linked: LinkedTo, chosen: LinkedBy, articles: list[Article]) -> list[EntityRow]:
    mentions = Mention.objects.approved().of_entities(linked.entity_ids).of_articles(articles)
    by_article: defaultdict[int | None, list[Mention]] = defaultdict(list)
    articles_by_id: dict[int | None, Article] = {article.pk: article for article in articles}
    for mention in mentions.with_entities().by_start():
        if mention.basis in chosen.bases:
            mention.article = articles_by_id[mention.article_id]
            by_article[mention.article_id].append(mention)
    return [_row(article, by_article[article.pk], linked.entity) for article in articles]


def _row(article: Article, mentions: list[Mention], entity: Entity) -> EntityRow:
    quoting = [mention for mention in mentions if mention.start is not None]
    below = {mention.entity_id: mention.entity for mention in mentions if mention.entity_id != entity.pk}
    return EntityRow(
        article,
        excerpts=in_context(quoting),
        is_named=any(mention.basis == Basis.NAMED for mention in mentions),
        editorial=[mention for mention in mentions if mention.basis == Basis.EDITORIAL],
        through=list(below.values()),
    )


def _passage_evidence(mentions: Iterable[Mention]) -> list[PassageEvidence]:
    mentions_by_place = defaultdict(list)
    for mention in mentions:
        mentions_by_place[mention.policy, mention.passage].append(mention)
    return [
        PassageEvidence(
            policy,
            Passage(passage),
            excerpts=in_context([mention for mention in in_place if mention.start is not None]),
            editorial=[mention for mention in in_place if mention.basis == Basis.EDITORIAL],
        )
        for (policy, passage), in_place in mentions_by_place.items()
    ]


def _children(entity: Entity) -> tuple[Branch, ...]:
    branches = all_branches(tree_of(entity.kind))
    return next((branch.children for branch in branches if branch.entity.pk == entity.pk), ())


def _co_occurring(entity: Entity, own: set[int]) -> list[CoOccurring]:
    """The entities most often linked to the same articles, inherited links and operative forces excluded."""
    linked = linked_articles()
    counts = linked.own_counts(own)
    others = [pk for pk in counts if pk != entity.pk and linked.kinds[pk] != EntityKind.FORCE]
    most = sorted(others, key=lambda pk: (-counts[pk], pk))[:CO_OCCURRING]
    entities = Entity.objects.in_bulk(most)
    return [CoOccurring(entities[pk], counts[pk]) for pk in most]
