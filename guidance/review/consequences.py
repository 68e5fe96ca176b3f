"""What enterprises lose when articles are hidden: see `articles.review.consequences`."""

from __future__ import annotations

from articles.models.articles.article_queries import ArticleQuerySet
from guidance.models import SupportMeasure
from guidance.models.measure import SupportMeasureQuerySet


def of_hiding(articles: ArticleQuerySet) -> list[str]:
    lost = SupportMeasure.objects.published().of_articles(articles)
    counts = (
        (lost.supports().count(), "项支持措施不再向企业提供。"),
        (lost.limits().count(), "项须注意的限制不再提示。"),
    )
    return [f"{count} {words}" for count, words in counts if count]


def of_withdrawing(measures: SupportMeasureQuerySet) -> list[str]:
    """The consequences of withdrawing several measures; a single one needs no confirmation."""
    offered = measures.published().count()
    return [f"{offered} 项支持措施或限制不再向企业提供，它们的页面不再公开。"] if offered > 1 else []
