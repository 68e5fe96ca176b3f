"""Support measures on the pages of articles, which know nothing of them."""

from __future__ import annotations

from django import template

from articles.models import Article
from guidance.models.measure import SupportMeasure, SupportMeasureQuerySet

register = template.Library()


@register.simple_tag
def measures_of(article: Article) -> SupportMeasureQuerySet:
    """{% measures_of article as measures %}: those on offer, as the article prints them."""
    return SupportMeasure.objects.published().of_article(article).in_order()
