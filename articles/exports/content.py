"""The content of a policy or article that all exports need, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from articles.models import Article, Division, Mention, Policy, Reference
from articles.models.evidence import Basis


@dataclass(frozen=True)
class Content:
    """A policy with the articles to export (all, or one) and their published links by article."""

    policy: Policy
    divisions: list[Division]
    articles: list[Article]
    mentions: dict[int, list[Mention]]
    references: dict[int, list[Reference]]
    is_whole: bool

    @property
    def named(self) -> dict[int, list[Mention]]:
        """The links that quote the text."""
        return {
            pk: [mention for mention in rows if mention.basis == Basis.NAMED]
            for pk, rows in self.mentions.items()
        }


def content_of(policy: Policy, article: Article | None = None) -> Content:
    """Read the content of `policy`: all of it, or one article with its parent divisions."""
    divisions = list(policy.divisions.with_parents().in_order())
    articles = [article] if article else list(policy.articles.published().for_reading().in_order())
    mentions, references = Mention.objects.published(), Reference.objects.published()
    in_scope = (lambda rows: rows.of_article(article)) if article else (lambda rows: rows.of_policy(policy))
    return Content(
        policy=policy,
        divisions=divisions if not article else _above(article, divisions),
        articles=articles,
        mentions=_by_article(in_scope(mentions).for_display().in_text_order()),
        references=_by_article(in_scope(references).for_display().in_text_order()),
        is_whole=article is None,
    )


def _above(article: Article, divisions: list[Division]) -> list[Division]:
    above = article.division.lineage if article.division else ()
    return [division for division in divisions if division in above]


def _by_article(rows) -> dict[int, list]:
    by_article = defaultdict(list)
    for row in rows:
        if row.article_id:
            by_article[row.article_id].append(row)
    return by_article
