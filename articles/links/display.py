"""Display of an article's links: the marked text, and the list by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import ClassVar

from django.db.models import prefetch_related_objects

from articles.models import Article, Division, Entity, Mention, Policy, Reference
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, Passage
from articles.models.links.later_rule import LaterRule, public_later_rules
from articles.models.postgres.content_versions import remembered
from articles.reading.contents import Contents
from articles.reading.places.inner_places import InnerPlace, inner_places
from articles.text.parsing.units.provisions import provisions_of
from articles.text.tables import Paragraph, PrintedTable, TableCell, blocks
from articles.text.wording.comparison.marked_spans import (
    Excerpt,
    Mark,
    MarkedSegment,
    excerpts,
    segments,
    within,
)

#: Policies whose articles with references a process remembers.
_KEPT = 64
#: Policies whose marks a process remembers: a code with 1,260 articles has some thousands.
_KEPT_MARKED = 8
#: What marked words of a text mean.
Meaning = Entity | InnerPlace
#: Kinds whose marks a reader has to turn on: there are several in each sentence.
OFF_AT_FIRST = (EntityKind.FORCE,)
#: Kinds in the order in which an article's page lists them.
LISTED = (EntityKind.INSTRUMENT, EntityKind.GOAL, EntityKind.ACTOR, EntityKind.DOCUMENT, EntityKind.MINISTRY)


@dataclass(frozen=True)
class QuoteCount:
    """Words that name an entity, and how often they do."""

    quote: str
    count: int


@dataclass
class EntityLinks:
    """All published links of one text to one entity, by basis."""

    entity: Entity
    named: list[Mention] = field(default_factory=list)
    editorial: list[Mention] = field(default_factory=list)
    inherited: list[Mention] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        {
            Basis.NAMED: self.named,
            Basis.EDITORIAL: self.editorial,
            Basis.INHERITED: self.inherited,
        }[Basis(mention.basis)].append(mention)

    @property
    def places(self) -> str:
        """2 处, where the words stand more than once; 编辑判断 where they do not stand at all."""
        if not self.named:
            return Basis.EDITORIAL.label if self.editorial else ""
        return f"{len(self.named)} 处" if len(self.named) > 1 else ""

    @property
    def quotes(self) -> list[QuoteCount]:
        counts: dict[str, int] = {}
        for mention in self.named:
            counts[mention.quote] = counts.get(mention.quote, 0) + 1
        return [QuoteCount(quote, count) for quote, count in counts.items()]

    @property
    def bases(self) -> list[Basis]:
        return [basis for basis in Basis if getattr(self, basis)]


@dataclass(frozen=True)
class KindLinks:
    """The linked entities of one kind: those with links of the article's own, and those that issued it."""

    kind: EntityKind
    own: list[EntityLinks]
    inherited: list[EntityLinks]


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph (款) and its number; words that name entities are marked.

    `place` is that of a 款 or 项 in its article: 第二款第（三）项.
    """

    is_table: ClassVar = False

    number: int
    segments: list[MarkedSegment[Meaning]]
    place: str = ""


@dataclass(frozen=True)
class MarkedCell:
    cell: TableCell
    segments: list[MarkedSegment[Meaning]]


@dataclass(frozen=True)
class MarkedTable:
    """A table of a text, its head apart."""

    is_table: ClassVar = True

    number: int
    head: list[list[MarkedCell]]
    rows: list[list[MarkedCell]]


@dataclass(frozen=True)
class ArticleLinks:
    """All links of an article. `marked_kinds` are the kinds of its marks, for the legend."""

    blocks: list[MarkedParagraph | MarkedTable]
    marked_kinds: list[EntityKind]
    by_kind: list[KindLinks]
    forces: list[EntityLinks]
    references: list[Reference]
    cited_by: list[Reference]
    mentions: list[Mention]

    @property
    def ministries(self) -> KindLinks | None:
        return next((group for group in self.by_kind if group.kind == EntityKind.MINISTRY), None)

    @property
    def topics(self) -> list[KindLinks]:
        """The other kinds."""
        return [group for group in self.by_kind if group.kind != EntityKind.MINISTRY]

    @property
    def legend(self) -> list[tuple[EntityKind, bool]]:
        return legend_of(self.marked_kinds)

    @property
    def says_something(self) -> bool:
        """Whether there is more than the ministries, which have a list of their own."""
        return bool(self.topics or self.forces or self.references or self.cited_by)


def links_of(article: Article, contents: Contents | None = None) -> ArticleLinks:
    """Return the published links of `article`, which is public, in two to four queries.

    With the `contents` of its document, places of it that the text refers to are links as well.
    """
    mentions = list(Mention.objects.approved().of_article(article).with_entities().by_start())
    prefetch_related_objects([mention.entity for mention in mentions if mention.entity.policy_id], "policy")
    named_mentions = [mention for mention in mentions if mention.basis == Basis.NAMED]
    kinds = {mention.entity.kind for mention in named_mentions}
    grouped = _by_entity(mentions)
    citing = _references(article)
    places = _place_marks([article], contents)[article.pk] if contents else []
    places += _target_marks(citing, article)
    return ArticleLinks(
        blocks=_with_places(
            article, marked_blocks(article.text, [*_marks(named_mentions), *places], article.spans)
        ),
        marked_kinds=[kind for kind in EntityKind if kind in kinds],
        by_kind=[group for kind in LISTED if (group := _links_of_kind(kind, grouped))],
        forces=[links for links in grouped if links.entity.kind == EntityKind.FORCE],
        references=[reference for reference in citing if reference.article_id == article.pk],
        cited_by=[reference for reference in citing if reference.cites(article)],
        mentions=mentions,
    )


def _references(article: Article) -> list[Reference]:
    if article.pk not in _articles_with_references(article.policy_id):
        return []
    references = Reference.objects.approved().of_or_to_article(article).for_display().in_text_order()
    return [reference for reference in references if reference.is_published]


@remembered(Reference, Article, most=_KEPT)
def _articles_with_references(policy: int) -> frozenset[int]:
    """Those articles of the policy with this id that cite or are cited: most do neither."""
    approved = Reference.objects.approved()
    ids = set(chain.from_iterable(approved.articles_of_or_to(policy)))
    if ranges := list(approved.ranges_into(policy)):
        tops = Article.objects.of_policies([policy]).only_articles().at_the_top().order_by()
        for pk, number in tops.values_list("pk", "number"):
            if any(first <= number <= last for first, last in ranges):
                ids.add(pk)
    return frozenset(ids)


def _marks(mentions: Iterable[Mention]) -> list[Mark[Meaning]]:
    return [Mark(*mention.span, mention.entity) for mention in mentions]


def _place_marks(articles: Sequence[Article], contents: Contents) -> dict[int, list[Mark[Meaning]]]:
    places_by_article = inner_places(articles, contents)
    return {
        pk: [Mark(place.start, place.end, place) for place in article_places]
        for pk, article_places in places_by_article.items()
    }


def _target_marks(references: Iterable[Reference], article: Article) -> list[Mark[Meaning]]:
    """The marks of citations of other documents' articles that are held here."""
    return [
        Mark(*row.span, InnerPlace(*row.span, target.get_absolute_url(), target.short_citation))
        for row in references
        if row.article_id == article.pk and row.document_id and row.start is not None
        if (target := row.shown_target)
    ]


def _with_places(
    article: Article, unplaced_blocks: list[MarkedParagraph | MarkedTable]
) -> list[MarkedParagraph | MarkedTable]:
    """The blocks of an article, its paragraphs with their places in it."""
    places = [provision.citation for provision in provisions_of(article.text)] if article.is_article else []
    if not places:
        return unplaced_blocks
    return [
        replace(block, place=places[block.number - 1]) if isinstance(block, MarkedParagraph) else block
        for block in unplaced_blocks
    ]


def marked_blocks(
    text: str, marks: Sequence[Mark[Meaning]] = (), spans: Sequence[Sequence[int]] = ()
) -> list[MarkedParagraph | MarkedTable]:
    """Return the paragraphs (款) and tables of a text with the words that name entities."""
    return [
        _marked_table(block, marks)
        if isinstance(block, PrintedTable)
        else MarkedParagraph(block.number, _segments(block, marks))
        for block in blocks(text, spans)
    ]


def printed_texts(blocks: Iterable[MarkedParagraph | MarkedTable]) -> Iterator[str]:
    """The texts of some blocks, each as it is printed by itself: paragraphs, and the cells of tables."""
    for block in blocks:
        if isinstance(block, MarkedTable):
            cells = (cell for row in (*block.head, *block.rows) for cell in row)
            yield from ("".join(segment.text for segment in cell.segments) for cell in cells)
        else:
            yield "".join(segment.text for segment in block.segments)


def _marked_table(table: PrintedTable, marks: Sequence[Mark[Meaning]]) -> MarkedTable:
    rows = [[MarkedCell(cell, _segments(cell, marks)) for cell in row] for row in table.rows]
    return MarkedTable(table.number, rows[: table.heads], rows[table.heads :])


def _segments(part: Paragraph | TableCell, marks: Sequence[Mark[Meaning]]) -> list[MarkedSegment[Meaning]]:
    return segments(part.text, within(marks, part.start, part.end))


@dataclass(frozen=True)
class MarkedUnit:
    """An article among others of a page, its words that name entities marked.

    `divisions` are those that begin with it, to be printed above it; `level` is that of its heading, below
    those of the divisions if any were printed; `later_rules` are what later documents did to it.
    """

    article: Article
    blocks: list[MarkedParagraph | MarkedTable]
    divisions: list[Division]
    level: int
    later_rules: Sequence[LaterRule]


@dataclass(frozen=True)
class MarkedUnits:
    """The articles of a page in order, and the kinds of their marks for the legend."""

    units: list[MarkedUnit]
    kinds: list[EntityKind]

    @property
    def legend(self) -> list[tuple[EntityKind, bool]]:
        return legend_of(self.kinds)


def marked_units(
    articles: Sequence[Article], *, within: Division | None = None, contents: Contents | None = None
) -> MarkedUnits:
    """Return public articles of one policy with their marks; `within` is the division that a page shows.

    With the `contents` of their document, places of it that they refer to are links as well.
    """
    marks = _marks_of_policy(articles[0].policy_id) if articles else {}
    inner = _place_marks(articles, contents) if contents else {}
    labels = [mark.label for article in articles for mark in marks.get(article.pk, ())]
    present = {entity.kind for entity in labels if isinstance(entity, Entity)}
    printed_divisions = set(within.lineage) if within else set()
    rules = public_later_rules()
    level = 2
    units = []
    for article in articles:
        new_divisions = [
            division
            for division in (article.division.lineage if article.division else ())
            if division not in printed_divisions
        ]
        printed_divisions.update(new_divisions)
        level = 3 if new_divisions else level
        units.append(
            MarkedUnit(
                article,
                marked_blocks(
                    article.text, [*marks.get(article.pk, ()), *inner.get(article.pk, ())], article.spans
                ),
                new_divisions,
                level,
                rules.get(article.pk, ()),
            )
        )
    return MarkedUnits(units, [kind for kind in EntityKind if kind in present])


@remembered(Mention, Entity, Article, most=_KEPT_MARKED)
def _marks_of_policy(policy: int) -> Mapping[int, Sequence[Mark[Meaning]]]:
    """The marks of the policy with this id by article; what one entity has in common is kept with it."""
    places = list(Mention.objects.approved().from_policies([policy]).in_articles().places())
    entities = Entity.objects.in_bulk({entity for _, entity, _, _ in places})
    marks: dict[int, list[Mark[Meaning]]] = defaultdict(list)
    for article, entity, start, end in places:
        marks[article].append(Mark(start, end, entities[entity]))
    return dict(marks)


def legend_of(kinds: Iterable[EntityKind]) -> list[tuple[EntityKind, bool]]:
    """The kinds with whether their marks are on at first."""
    return [(kind, kind not in OFF_AT_FIRST) for kind in kinds]


def passage_blocks(policy: Policy) -> dict[str, list[MarkedParagraph | MarkedTable]]:
    """Return the texts of a policy, which is public, outside its articles, marked, by passage."""
    mentions = defaultdict(list)
    outside = Mention.objects.approved().of_policy(policy).outside_articles().with_basis(Basis.NAMED)
    for mention in outside.with_entities().by_start():
        mentions[mention.passage].append(mention)
    return {
        passage.value: marked_blocks(policy.passage_text(passage), _marks(mentions[passage]))
        for passage in Passage
        if passage != Passage.ARTICLE
    }


def _by_entity(mentions: list[Mention]) -> list[EntityLinks]:
    links: dict[int, EntityLinks] = {}
    for mention in mentions:
        links.setdefault(mention.entity_id, EntityLinks(mention.entity)).add(mention)
    return list(links.values())


def _links_of_kind(kind: EntityKind, grouped: list[EntityLinks]) -> KindLinks | None:
    of_kind = [links for links in grouped if links.entity.kind == kind]
    own = [links for links in of_kind if links.bases != [Basis.INHERITED]]
    inherited = [links for links in of_kind if links.inherited]
    return KindLinks(kind, own, inherited) if of_kind else None


def in_context(mentions: Sequence[Mention]) -> list[Excerpt[Mention]]:
    """Return excerpts of a text: the sentences around the quotes of its `mentions`."""
    if not mentions:
        return []
    return excerpts(mentions[0].text, [Mark(*mention.span, mention) for mention in mentions])
