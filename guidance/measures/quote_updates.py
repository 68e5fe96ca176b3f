"""Quotes of support measures follow an edited text, or the measure is put down for another look (待复核)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from articles.links.quote_updates import Places, Quotes
from articles.models import Article
from articles.text.citing.quoting.quote_notation import Span
from guidance.models import Criterion, MeasureQuote, MeasureStatus, SupportMeasure

_Row = TypeVar("_Row", MeasureQuote, Criterion)


def measures_of_article(article: Article, *, old_text: str) -> Quotes:
    """The words of `article` on which measures rest."""
    measures = list(SupportMeasure.objects.of_article(article).resting_on_words())
    quotes: list[MeasureQuote] = [row for measure in measures for row in measure.quotes.all()]
    criteria: list[Criterion] = [row for measure in measures for row in measure.criteria.all() if row.quote]
    spans = [*map(_span, quotes), *map(_span, criteria)]

    def follow(places: Places) -> None:
        lost = {row.measure_id for row in quotes if places[_span(row)] is None}
        lost |= {row.measure_id for row in criteria if places[_span(row)] is None}
        # First: the database allows quotes that no longer match only on stale measures.
        SupportMeasure.objects.with_ids(lost).update(status=MeasureStatus.STALE)
        MeasureQuote.objects.bulk_update(_move_rows(quotes, places), ["start", "end"])
        Criterion.objects.bulk_update(_move_rows(criteria, places), ["start", "end"])

    return Quotes(spans, follow)


def _move_rows(rows: Iterable[_Row], places: Places) -> list[_Row]:
    """Those with another place, which is set."""
    moved = []
    for row in rows:
        place = places[_span(row)]
        if place and place != _span(row):
            row.start, row.end = place
            moved.append(row)
    return moved


def _span(row: MeasureQuote | Criterion) -> Span:
    assert row.start is not None
    assert row.end is not None
    return row.start, row.end
