"""Support measures on the pages of articles, which know nothing of them."""

from __future__ import annotations

from django import template

from articles.models import Article, Policy
from guidance.finder.next_steps import sent_to_words
from guidance.matching.measure import Measure
from guidance.models.catalogue import public_clauses

register = template.Library()


@register.simple_tag
def measures_of(article: Article) -> list[Measure]:
    """{% measures_of article as clauses %}: its measures on offer and its limits, in its order."""
    return [clause for clause in public_clauses() if clause.article.pk == article.pk]


@register.filter
def sent_to(policy: Policy) -> str:
    """{{ policy|sent_to }}: whom its notice is addressed to, in its own words."""
    return sent_to_words(policy)
