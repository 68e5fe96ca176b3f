"""Texts against their checksums, the words that are quoted of them and the versions that are kept of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, ArticleRevision, LaterRule, PolicyVersion
from articles.models.postgres.digests import DatabaseSha256, text_sha256
from guidance.models import Criterion, MeasureQuote, SupportMeasure


def wrong_checksums() -> Iterator[str]:
    for article in _with_wrong_checksum(Article.objects.select_related("policy")):
        yield f"{article.short_citation}：正文与校验值不符"
    for revision in _with_wrong_checksum(ArticleRevision.objects.select_related("article__policy")):
        yield f"{revision.article.short_citation}修订 {revision.number}：正文与校验值不符"


def _with_wrong_checksum(rows: QuerySet) -> QuerySet:
    return rows.exclude(sha256=DatabaseSha256("text"))


def wrong_quotes() -> Iterator[str]:
    """Words that measures and later rules quote; those of links are checked with the links.

    What does not count (withdrawn, rejected, waiting for another look) keeps its words as they were.
    """
    for rule in LaterRule.objects.standing().select_related("article__policy"):
        assert rule.article is not None  # the database keeps it so
        yield from _misplaced_quote("后来的规定", rule, rule.article)
    measures = SupportMeasure.objects.resting_on_words()
    for model in (MeasureQuote, Criterion):
        for row in model.objects.filter(measure__in=measures).select_related("measure__article__policy"):
            yield from _misplaced_quote("支持措施", row, row.measure.article)


def _misplaced_quote(kind: str, row: LaterRule | MeasureQuote | Criterion, article: Article) -> Iterator[str]:
    """That the text has other words at the place of a quote; nothing of what quotes none."""
    if row.quote and article.text[row.start : row.end] != row.quote:
        yield f"{kind}：{article.short_citation}在所写的位置没有“{row.quote[:30]}”"


def wrong_versions() -> Iterator[str]:
    """Each unit of a kept version against the checksum that was kept with it."""
    for version in PolicyVersion.objects.select_related("policy").iterator(chunk_size=20):
        for unit in _units_of(version.snapshot):
            if text_sha256(unit.get("text", "")) != unit.get("sha256"):
                yield f"{version}：{unit.get('address')} 的正文与校验值不符"
        if not version.snapshot.get("policy"):
            yield f"{version}：没有政策的记录"


def _units_of(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    return snapshot.get("units") or []
