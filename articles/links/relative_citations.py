"""What cites an article as 前条 or 前两条: the articles behind it, whose words name no number.

Such a reference is not stored, as it means another article where one is put in between
(docs/decisions/0054-relations.md); it is read from the present text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from articles.models import Article, Policy
from articles.models.content_versions import remembered
from articles.models.evidence import Passage
from articles.reading.contents import Contents
from articles.reading.inner_places import addresses_meant
from articles.text.citing.inner_references import inner_references
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


@remembered(Article, most=_KEPT)
def _places(policy: int) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
    """By the address that is meant: the article that says so, and where."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for article in Article.objects.of_policies([policy]).published().naming_one_before().in_order():
        for each in inner_references(article.text, number=article.own_number):
            if each.number and article.text[each.start : each.end].lstrip().startswith("前"):
                for address in addresses_meant(each, article):
                    found[address].append((article.pk, each.start, each.end))
    return {address: tuple(places) for address, places in found.items()}
