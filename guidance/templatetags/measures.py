"""Support measures on the pages of articles, which know nothing of them, and why each is listed."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join

from articles.models import Article, Policy
from guidance.finder.next_steps import sent_to_words
from guidance.matching.measure import Measure
from guidance.matching.reasons import Reason
from guidance.models.catalogue import public_clauses

register = template.Library()

_REASON = (
    '<li class="reason reason--{}"><span class="reason__finding">{}</span> {}：{}'
    '<span class="reason__words">{}</span></li>'
)


@register.simple_tag
def measures_of(article: Article) -> list[Measure]:
    """{% measures_of article as clauses %}: its measures on offer and its limits, in its order."""
    return [clause for clause in public_clauses() if clause.article.pk == article.pk]


@register.filter
def sent_to(policy: Policy) -> str:
    """{{ policy|sent_to }}: whom its notice is addressed to, in its own words."""
    return sent_to_words(policy)


@register.simple_tag
def reason_line(reason: Reason) -> str:
    """{% reason_line reason %}, written by a function: a page of answers has a hundred."""
    quotes = format_html_join("", "<q>{}</q>", ((words,) for words in reason.quotes))
    words = format_html("原文 {}", quotes) if quotes else "原文没有写明"
    label = reason.label.replace("？", "")
    return format_html(_REASON, reason.finding.value, reason.finding.label, label, reason.short_answer, words)
