"""Quotes of support measures follow an edited text, or the measure is put down for another look (待复核)."""

from __future__ import annotations

from articles.models import Article
from articles.text.citing.quoting.anchoring import reanchor
from guidance.models import Criterion, MeasureQuote, MeasureStatus, SupportMeasure


def update_quotes_of_article(article: Article, *, old_text: str) -> None:
    """Move what quotes `article`, whose text was `old_text`, in the edit's own transaction."""
    if article.text == old_text:
        return
    for measure in SupportMeasure.objects.of_article(article).resting_on_words():
        _update_quotes(measure, old=old_text, new=article.text)


def _update_quotes(measure: SupportMeasure, *, old: str, new: str) -> None:
    rows: tuple[MeasureQuote | Criterion, ...] = (*measure.quotes.all(), *measure.criteria.all())
    quoting = [(row, (row.start, row.end)) for row in rows if row.start is not None and row.end is not None]
    spans = reanchor([span for _, span in quoting], old=old, new=new)
    if None in spans:  # first: the database allows quotes that no longer match only on stale measures
        measure.status = MeasureStatus.STALE
        measure.save(update_fields=["status"])
    for (row, _), span in zip(quoting, spans, strict=True):
        if span:
            row.start, row.end = span
            row.save(update_fields=["start", "end"])
