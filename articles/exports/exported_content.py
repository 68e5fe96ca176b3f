"""The content of a policy or article that all exports need, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.links.display import links_of
from articles.links.documents.relations import PolicyRelation, relations_of
from articles.models import Article, Division, Mention, Policy, Reference
from articles.models.links.evidence import Basis
from articles.reading.contents import Contents


@dataclass(frozen=True)
class Content:
    """A policy with the articles to export (all, or one) and their published links by article."""

    policy: Policy
    divisions: list[Division]
    articles: list[Article]
    mentions: dict[int, list[Mention]]
    references: dict[int, list[Reference]]
    is_whole: bool
    version: str = ""  # which text it is, where a day was asked for
    relations: Sequence[PolicyRelation] = ()

    def with_headings(
        self, articles: Sequence[Article], divisions: Sequence[Division]
    ) -> Iterator[tuple[list[Division], Article | None]]:
        """The articles, each with the divisions that open before it. One of `divisions` without text (a
        heading alone, a form that the source leaves out) stands in its place among the others."""
        by_key = {division.pk: division for division in self.divisions}
        places = {division.pk: place for place, division in enumerate(self.divisions)}
        with_text = {
            division.pk for article in self.articles for division in _lineage(by_key, article.division_id)
        }
        empty = [division for division in divisions if self.is_whole and division.pk not in with_text]
        shown_keys: set[int] = set()
        for article in articles:
            opened = [
                division
                for division in _lineage(by_key, article.division_id)
                if division.pk not in shown_keys
            ]
            shown_keys.update(division.pk for division in opened)
            at = places[opened[0].pk] if opened else 0
            yield [*(division for division in empty if places[division.pk] < at), *opened], article
            empty = [division for division in empty if places[division.pk] >= at]
        if empty:
            yield empty, None

    @property
    def named(self) -> dict[int, list[Mention]]:
        """The links that quote the text."""
        return {
            pk: [mention for mention in rows if mention.basis == Basis.NAMED]
            for pk, rows in self.mentions.items()
        }


def content_of(policy: Policy) -> Content:
    """Read the whole content of a policy."""
    mentions, references = Mention.objects.published(), Reference.objects.published()
    return Content(
        policy=policy,
        divisions=list(policy.divisions.with_parents().in_order()),
        articles=list(policy.articles.published().for_reading().in_order()),
        mentions=_by_article(mentions.of_policy(policy).for_display().in_text_order()),
        references=_by_article(references.of_policy(policy).for_display().in_text_order()),
        is_whole=True,
        relations=relations_of(policy),
    )


def content_of_article(article: Article) -> Content:
    """Read the content of one public article, with its parent divisions."""
    links = links_of(article)
    return Content(
        policy=article.policy,
        divisions=article.division.lineage if article.division else [],
        articles=[article],
        mentions={article.pk: links.mentions},
        references={article.pk: links.references},
        is_whole=False,
    )


def text_alone(contents: Contents, articles: Sequence[Article], article: Article | None = None) -> Content:
    """A text without links: all of it, or one article with its parent divisions."""
    above = article.division.lineage if article and article.division else []
    return Content(
        policy=contents.policy,
        divisions=above if article else list(contents.divisions),
        articles=[article] if article else list(articles),
        mentions={},
        references={},
        is_whole=article is None,
    )


def _lineage(by_key: dict[int, Division], division_id: int | None) -> list[Division]:
    return by_key[division_id].lineage if division_id in by_key else []


def _by_article(rows) -> dict[int, list]:
    by_article = defaultdict(list)
    for row in rows:
        if row.article_id:
            by_article[row.article_id].append(row)
    return by_article
