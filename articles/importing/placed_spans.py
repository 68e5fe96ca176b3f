"""The spans of a file's tables → spans of the articles that hold the tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from articles.importing.readers import SourceSpan
from articles.text.parsing.structure import ParsedArticle, ParsedPolicy
from articles.text.tables import CellSpan, fitting_spans


def with_spans(parsed: ParsedPolicy, spans: Iterable[SourceSpan]) -> ParsedPolicy:
    """Give each article the spans of its rows, which are found by their place in the source."""
    by_row: dict[int, list[SourceSpan]] = {}
    for span in spans:
        by_row.setdefault(span.start, []).append(span)
    if not by_row:
        return parsed
    return replace(parsed, articles=tuple(_with_its_spans(article, by_row) for article in parsed.articles))


def _with_its_spans(article: ParsedArticle, by_row: dict[int, list[SourceSpan]]) -> ParsedArticle:
    spans = [
        CellSpan(line, span.column, span.rows, span.columns)
        for line, paragraph in enumerate(article.paragraphs)
        for span in by_row.get(paragraph.start, ())
    ]
    return replace(article, spans=tuple(fitting_spans(article.text, spans))) if spans else article
