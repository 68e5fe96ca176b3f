"""Support measures on the pages of articles, which know nothing of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django import template

from articles.models import Article, Policy
from articles.models.content_versions import remembered
from guidance.models import SupportMeasure

register = template.Library()


@register.simple_tag
def measures_of(article: Article) -> Sequence[SupportMeasure]:
    """{% measures_of article as measures %}: those on offer, as the article prints them."""
    return _by_article().get(article.pk, ())


@remembered(SupportMeasure, Article, Policy)
def _by_article() -> Mapping[int, Sequence[SupportMeasure]]:
    by_article = defaultdict(list)
    for measure in SupportMeasure.objects.published().in_order():
        by_article[measure.article_id].append(measure)
    return dict(by_article)
