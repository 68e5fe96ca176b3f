"""Which articles of a policy have been read for measures: each has one, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article
from guidance.models import ArticleWithoutMeasure, SupportMeasure


@dataclass(frozen=True)
class ArticleCoverage:
    """`unread` have neither a measure nor a reason, `contradictory` have both."""

    unread: tuple[Article, ...]
    contradictory: tuple[Article, ...]

    @property
    def is_complete(self) -> bool:
        return not (self.unread or self.contradictory)


def coverage() -> ArticleCoverage:
    """Of every policy that is read article by article: one with a reason why some article has none."""
    measured = SupportMeasure.objects.supports().not_withdrawn().article_ids()
    reasoned = ArticleWithoutMeasure.objects.article_ids()
    begun = Article.objects.with_ids(set(reasoned)).values_list("policy", flat=True)
    articles = Article.objects.of_policies(set(begun)).for_reading().without_text().in_order()
    return ArticleCoverage(
        unread=tuple(articles.without_ids({*measured, *reasoned})),
        contradictory=tuple(articles.with_ids(set(measured) & set(reasoned))),
    )
