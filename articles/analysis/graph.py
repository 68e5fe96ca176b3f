"""Articles and entities of a policy as a graph: as elements to draw, and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.http import urlencode

from articles.analysis.dimensions import BasisScope, links_within
from articles.models import Article, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis

#: A larger graph is unreadable, and its layout blocks the browser for seconds.
MOST_NODES = 300
MOST_EDGES = 1500
#: With the actors as well, the names in a first picture of some 35 articles are too small to read.
DRAWN_FIRST = (EntityKind.GOAL, EntityKind.INSTRUMENT, EntityKind.DOCUMENT)
#: Longer lists of articles are collapsed after this many.
ARTICLES_A_ROW = 40


@dataclass(frozen=True)
class Edge:
    """A link between an article and an entity; `basis` is the strongest one."""

    article: Article
    basis: Basis


@dataclass(frozen=True)
class LinkedEntity:
    entity: Entity
    links: tuple[Edge, ...]

    @property
    def count(self) -> int:
        return len(self.links)

    @property
    def shown(self) -> tuple[Edge, ...]:
        return self.links[:ARTICLES_A_ROW]

    @property
    def folded(self) -> tuple[Edge, ...]:
        return self.links[ARTICLES_A_ROW:]


@dataclass(frozen=True)
class Graph:
    """The entities in the order of their kinds, each with its articles in printed order."""

    policy: Policy
    kinds: tuple[EntityKind, ...]
    scope: BasisScope
    entities: tuple[LinkedEntity, ...]

    @property
    def query(self) -> str:
        """The query string of this graph."""
        chosen = [("policy", self.policy.slug), ("basis", self.scope.value)]
        return urlencode([*chosen, *(("kinds", kind.value) for kind in self.kinds)])

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The linked articles, each once, in printed order."""
        by_id = {link.article.pk: link.article for linked in self.entities for link in linked.links}
        return tuple(sorted(by_id.values(), key=lambda article: article.position))

    @property
    def node_count(self) -> int:
        return len(self.articles) + len(self.entities)

    @property
    def edge_count(self) -> int:
        return sum(linked.count for linked in self.entities)

    @property
    def is_too_large(self) -> bool:
        return self.node_count > MOST_NODES or self.edge_count > MOST_EDGES

    @property
    def size_message(self) -> str:
        return (
            f"共 {self.node_count} 个节点、{self.edge_count} 条连线，超过一张图能看清的范围"
            f"（{MOST_NODES} 个节点、{MOST_EDGES} 条连线）。请减少种类或缩小依据；下面的表格列出全部内容。"
        )

    def elements(self) -> dict:
        """Nodes and edges for the script; only a message if the graph is too large."""
        if self.is_too_large:
            return {"nodes": [], "edges": [], "message": self.size_message}
        articles = [_article_node(article) for article in self.articles]
        entities = [_entity_node(linked) for linked in self.entities]
        return {"nodes": [*articles, *entities], "edges": list(self._edges()), "message": ""}

    def _edges(self) -> Iterable[dict]:
        for linked in self.entities:
            for link in linked.links:
                yield {
                    "source": f"e{linked.entity.pk}",
                    "target": f"a{link.article.pk}",
                    "basis": link.basis.value,
                    "basis_label": link.basis.label,
                }


def _article_node(article: Article) -> dict:
    return {
        "id": f"a{article.pk}",
        "kind": "article",
        "kind_label": "条文",
        "label": article.address,
        "name": f"{article.label} {article.display_title}".strip(),
        "url": article.get_absolute_url(),
    }


def _entity_node(linked: LinkedEntity) -> dict:
    entity = linked.entity
    return {
        "id": f"e{entity.pk}",
        "kind": entity.kind,
        "kind_label": entity.get_kind_display(),
        "label": entity.name,
        "name": entity.name,
        "url": entity.get_absolute_url(),
        "count": linked.count,
    }


def graph_of(policy: Policy, *, kinds: Iterable[EntityKind], scope: BasisScope) -> Graph:
    """Return the entities of `kinds` that the articles of `policy` are linked to, in three queries."""
    kinds = tuple(kinds)
    rows = links_within(policy, scope).of_kinds(kinds).order_by().values_list("entity", "article", "basis")
    bases: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entity_id, article_id, basis in rows.distinct():
        bases[entity_id][article_id].add(basis)
    articles = list(policy.articles.published().without_text().in_order())
    for article in articles:
        article.policy = policy  # set here, or each address would query the database again
    entities = Entity.objects.published().of_kinds(kinds).with_ids(bases).in_order()
    linked = [LinkedEntity(entity, _entity_edges(articles, bases[entity.pk])) for entity in entities]
    order: list[str] = list(kinds)
    return Graph(
        policy,
        kinds,
        scope,
        tuple(sorted(linked, key=lambda linked_entity: order.index(linked_entity.entity.kind))),
    )


def _entity_edges(articles: list[Article], bases: dict[int, set[str]]) -> tuple[Edge, ...]:
    return tuple(Edge(article, _strongest(bases[article.pk])) for article in articles if article.pk in bases)


def _strongest(bases: set[str]) -> Basis:
    return next(basis for basis in Basis if basis in bases)
