"""What an article cites as 前条 or 前两条, without a number, and what cites it so.

Such a reference is not stored, as it means another article once one is inserted between
(docs/decisions/0054-relations.md); it is read from the present text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.models import Article, Policy
from articles.models.links.evidence import Passage
from articles.models.postgres.content_versions import remembered
from articles.reading.contents import Contents
from articles.reading.places.inner_places import addresses_meant
from articles.text.parsing.units.inner_references import InnerReference, inner_references
from articles.text.wording.comparison.marked_spans import sentence_at

_KEPT = 64


@dataclass(frozen=True)
class RelativeCitation:
    """The words [start, end) of an article mean another one before it; it is shown as a Reference is."""

    article: Article
    start: int
    end: int

    passage = Passage.ARTICLE

    @property
    def policy(self) -> Policy:
        return self.article.policy

    @property
    def place(self) -> str:
        return self.article.short_citation

    @property
    def source_address(self) -> str:
        return self.article.get_absolute_url()

    @property
    def quote(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        return sentence_at(self.article.text, self.start, self.end)


def relative_citations(article: Article, contents: Contents) -> list[RelativeCitation]:
    """Where public articles of its document cite an article so, in order."""
    places = _citing_places(contents.policy.pk).get(article.address, ())
    citing_ids = {pk for pk, _, _ in places}
    citing_articles = [
        citing_article for citing_article in contents.articles if citing_article.pk in citing_ids
    ]
    citing_by_id = {
        citing_article.pk: citing_article
        for citing_article in (contents.with_texts(citing_articles) if citing_articles else ())
    }
    return [RelativeCitation(citing_by_id[pk], start, end) for pk, start, end in places if pk in citing_by_id]


@dataclass(frozen=True)
class RelativeReference:
    """The words [start, end) of an article mean the articles from `shown_target` to `last_number`."""

    source: Article
    start: int
    end: int
    reference: InnerReference
    shown_target: Article
    document: None = None

    @property
    def quote(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def number(self) -> int:
        return self.shown_target.number

    @property
    def suffix(self) -> int:
        return self.shown_target.suffix

    @property
    def last_number(self) -> int | None:
        return self.number + self.reference.count - 1 if self.reference.count > 1 else None

    @property
    def paragraph(self) -> int | None:
        return self.reference.paragraph

    @property
    def item(self) -> int | None:
        return self.reference.item

    @property
    def cited_address(self) -> str:
        return self.shown_target.address


def relative_references(article: Article, contents: Contents) -> list[RelativeReference]:
    """Where an article cites public ones of its document so, in order."""
    articles_by_address = {target.address: target for target in contents.articles}
    return [
        RelativeReference(article, reference.start, reference.end, reference, target)
        for reference in _previous_article_references(article)
        if (target := articles_by_address.get(addresses_meant(reference, article)[0]))
    ]


def _previous_article_references(article: Article) -> Iterator[InnerReference]:
    for reference in inner_references(article.text, number=article.own_number):
        if reference.number and article.text[reference.start : reference.end].lstrip().startswith("前"):
            yield reference


@remembered(Article, most=_KEPT)
def _citing_places(policy: int) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
    """By the address of the cited article: the citing article (id) and the span of its words."""
    places_by_address: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for article in Article.objects.of_policies([policy]).published().naming_one_before().in_order():
        for reference in _previous_article_references(article):
            for address in addresses_meant(reference, article):
                places_by_address[address].append((article.pk, reference.start, reference.end))
    return {address: tuple(places) for address, places in places_by_address.items()}
