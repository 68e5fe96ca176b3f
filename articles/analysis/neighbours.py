"""One article or entity with what it is linked to: where a reader of the graph starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.analysis.article_comparison import NotAnArticle, find_article
from articles.links.display import EntityLinks, links_of
from articles.links.entities.entity_pages import EntityPage, EntityRow, LinkedBy, entity_page
from articles.links.linked_articles import LINKED_TABLES, OWN, linked_articles
from articles.models import Article, Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis
from articles.models.postgres.content_versions import remembered
from articles.reading.former_addresses import entity_called
from articles.text.citing.naming.titles import in_title_marks

#: More of one kind do not fit a picture; the list of all is a link away.
MOST_OF_A_KIND = 20
#: Names offered while a reader types.
MOST_NAMES = 120
ARTICLE = "article"

_ENTITY_KEY = re.compile(r"\s*([a-z]{1,20})/([-\w]{1,100})/?\s*", re.ASCII)


class NothingToStartFrom(ValueError):
    """The typed text names nothing public; the message says so, in Chinese."""


def find_focus(typed: str) -> Article | Entity:
    """What `ministry/mof`, `gxblk-2009-232:25`, a name or a citation in any form means."""
    if key := _ENTITY_KEY.fullmatch(typed):
        entity = entity_called(key[1], key[2])
        if entity and entity.is_published:
            return entity
    if entity := Entity.objects.published().named_exactly(typed).shortest_name_first().first():
        return entity
    try:
        return find_article(typed)
    except NotAnArticle as error:
        raise NothingToStartFrom(f"没有叫“{typed[:40]}”的主题或部门。{error}") from error


@remembered(*LINKED_TABLES)
def _most_linked_ids() -> list[int]:
    """The entities that a reader may start from, those with most articles first."""
    linked = linked_articles()
    counts = {pk: len(linked.of(pk, *OWN)) for pk in linked.kinds}
    return sorted(counts, key=lambda pk: (-counts[pk], pk))


def starting_point() -> Entity | None:
    """Where a reader starts who has not chosen: the most used instrument, else the most linked entity."""
    kinds = linked_articles().kinds
    best = sorted(_most_linked_ids(), key=lambda pk: kinds.get(pk) != EntityKind.INSTRUMENT)[:1]
    return Entity.objects.published().with_ids(best).first()


def names_to_start_from() -> list[Entity]:
    """For suggestions."""
    return list(Entity.objects.published().with_ids(_most_linked_ids()[:MOST_NAMES]).in_order())


@dataclass(frozen=True)
class Neighbour:
    """Something linked to the focus; `basis` is the strongest one, None for what is not a link by itself."""

    kind: str
    name: str
    key: str
    url: str
    basis: Basis | None = None
    words: str = ""

    @property
    def told(self) -> str:
        """The name and why it is here, for those who hear the picture."""
        return f"{self.name}（{self.basis.label}）" if self.basis else self.name


@dataclass(frozen=True)
class Group:
    """Neighbours under one heading; `left_out` of them are only in the list at `url`."""

    label: str
    neighbours: tuple[Neighbour, ...]
    left_out: int = 0
    url: str = ""

    @property
    def count(self) -> int:
        return len(self.neighbours) + self.left_out


@dataclass(frozen=True)
class Neighbourhood:
    focus: Neighbour
    groups: tuple[Group, ...]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of things in the picture with their names, for the legend."""
        present = {
            self.focus.kind,
            *(neighbour.kind for group in self.groups for neighbour in group.neighbours),
        }
        return [(kind, label) for kind, label in [(ARTICLE, "条文"), *EntityKind.choices] if kind in present]

    @property
    def has_others(self) -> bool:
        """Whether some are joined by something else than a link to an entity."""
        return any(neighbour.basis is None for group in self.groups for neighbour in group.neighbours)

    @property
    def bases(self) -> list[Basis]:
        present = {neighbour.basis for group in self.groups for neighbour in group.neighbours}
        return [basis for basis in Basis if basis in present]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def neighbourhood_of(focus: Article | Entity) -> Neighbourhood:
    if isinstance(focus, Article):
        return Neighbourhood(article_neighbour(focus), tuple(_around_article(focus)))
    return Neighbourhood(entity_neighbour(focus), tuple(_around_entity(focus)))


def article_neighbour(article: Article, basis: Basis | None = None, *, cited: bool = False) -> Neighbour:
    name = article.short_citation if cited else article.name_within
    return Neighbour(ARTICLE, name, article.key, article.get_absolute_url(), basis)


def entity_neighbour(entity: Entity, basis: Basis | None = None, words: str = "") -> Neighbour:
    return Neighbour(entity.kind, entity.name, entity.address, entity.get_absolute_url(), basis, words)


def _around_article(article: Article) -> Iterable[Group]:
    links, url = links_of(article), article.get_absolute_url()
    for kind in links.by_kind:
        yield from _group(
            kind.kind.label, [_linked_neighbour(entity_links) for entity_links in kind.own], url=url
        )
        issuers = [inherited for inherited in kind.inherited if inherited not in kind.own]
        yield from _group(
            Basis.INHERITED.label, [_linked_neighbour(entity_links) for entity_links in issuers], url=url
        )
    yield from _group(
        EntityKind.FORCE.label, [_linked_neighbour(entity_links) for entity_links in links.forces], url=url
    )
    cited = {reference.target: None for reference in links.references if reference.target}
    citing = {reference.article: None for reference in links.cited_by if reference.article}
    yield from _group("援引的条文", [article_neighbour(target, cited=True) for target in cited], url=url)
    yield from _group("援引它的条文", [article_neighbour(source, cited=True) for source in citing], url=url)


def _linked_neighbour(links: EntityLinks) -> Neighbour:
    return entity_neighbour(
        links.entity,
        links.bases[0] if links.bases else None,
        "、".join(mention.quote for mention in links.quotes),
    )


def _group(label: str, neighbours: Sequence[Neighbour], *, url: str, total: int = 0) -> Iterable[Group]:
    """At most one group: none without neighbours."""
    if neighbours:
        drawn = tuple(neighbours[:MOST_OF_A_KIND])
        yield Group(label, drawn, max(total, len(neighbours)) - len(drawn), url)


def _around_entity(entity: Entity) -> Iterable[Group]:
    page, url = entity_page(entity), entity.get_absolute_url()
    if entity.shown_parent:
        yield from _group("上级", [entity_neighbour(entity.shown_parent)], url=url)
    yield from _group("下级", [entity_neighbour(child.entity) for child in page.children], url=url)
    yield from _article_groups(page, url)
    yield from _group("常一同出现", [entity_neighbour(other.entity) for other in page.co_occurring], url=url)


def _article_groups(page: EntityPage, url: str) -> Iterable[Group]:
    """The first articles under the titles of their policies; the last heading tells of those left out."""
    policies = [
        (title, list(rows)) for title, rows in groupby(page.rows, lambda row: row.article.policy.title)
    ]
    left_out = page.page.paginator.count - len(page.rows)
    for place, (title, rows) in enumerate(policies, 1):
        neighbours = tuple(article_neighbour(row.article, _row_basis(row, page.chosen)) for row in rows)
        yield Group(in_title_marks(title), neighbours, left_out if place == len(policies) else 0, url)


def _row_basis(row: EntityRow, chosen: LinkedBy) -> Basis:
    if chosen == LinkedBy.INHERITED:
        return Basis.INHERITED
    return Basis.NAMED if row.is_named else Basis.EDITORIAL
