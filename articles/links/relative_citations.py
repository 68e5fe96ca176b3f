"""What an article cites as 前条 or 前两条, and what cites it so: words that name no number.

Such a reference is not stored, as it means another article where one is put in between
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
from articles.text.wording.marked_spans import sentence_at

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
    places = _places(contents.policy.pk).get(article.address, ())
    wanted = {pk for pk, _, _ in places}
    listed = [each for each in contents.articles if each.pk in wanted]
    citing = {each.pk: each for each in (contents.with_texts(listed) if listed else ())}
    return [RelativeCitation(citing[pk], start, end) for pk, start, end in places if pk in citing]


@dataclass(frozen=True)
class RelativeReference:
    """The words [start, end) of an article mean the articles from `shown_target` to `last_number`."""

    source: Article
    start: int
    end: int
    said: InnerReference
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
        return self.number + self.said.count - 1 if self.said.count > 1 else None

    @property
    def paragraph(self) -> int | None:
        return self.said.paragraph

    @property
    def item(self) -> int | None:
        return self.said.item

    @property
    def cited_address(self) -> str:
        return self.shown_target.address


def relative_references(article: Article, contents: Contents) -> list[RelativeReference]:
    """Where an article cites public ones of its document so, in order."""
    listed = {each.address: each for each in contents.articles}
    return [
        RelativeReference(article, each.start, each.end, each, target)
        for each in _relative(article)
        if (target := listed.get(addresses_meant(each, article)[0]))
    ]


def _relative(article: Article) -> Iterator[InnerReference]:
    for each in inner_references(article.text, number=article.own_number):
        if each.number and article.text[each.start : each.end].lstrip().startswith("前"):
            yield each


@remembered(Article, most=_KEPT)
def _places(policy: int) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
    """By the address that is meant: the article that says so, and where."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for article in Article.objects.of_policies([policy]).published().naming_one_before().in_order():
        for each in _relative(article):
            for address in addresses_meant(each, article):
                found[address].append((article.pk, each.start, each.end))
    return {address: tuple(places) for address, places in found.items()}
