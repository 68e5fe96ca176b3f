"""Support measures whose article was left out (the contract: articles/review/waiting.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from articles.models import Article
from articles.review.refusals import Refusal
from articles.text.citing.quoting.quote_notation import occurrences
from guidance.measures.approval import withdraw_measures
from guidance.measures.measure_records import MeasureRecordError, keep_measure, refuse_reason
from guidance.models import Criterion, MeasureQuote, MeasureStatus, SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class WaitingMeasures:
    """Closing withdraws a measure; a moved one stays stale until an editor rechecks it."""

    name, label, permission = "measure", "支持措施", "guidance.change_supportmeasure"

    def of(self, articles: Iterable[Article]) -> models.QuerySet:
        return SupportMeasure.objects.not_withdrawn().of_articles(articles).select_related("article__policy")

    def move(self, row: SupportMeasure, *, to: Article, by: User) -> str:
        keep_measure(row, note="移动之前的内容")
        before = row.article
        row.article, row.status = to, MeasureStatus.STALE
        try:
            refuse_reason(row)
        except MeasureRecordError as error:
            raise Refusal(f"没有移动：{error}。") from error
        row.save(update_fields=["article", "status"])
        _place_quotes(row)
        keep_measure(row, by=by, note=f"由{before.short_citation}移到{to.short_citation}"[:300])
        moved = SupportMeasure.objects.with_rows().get(pk=row.pk)
        return moved.why_stale or "原文都在新的条文中，请在支持措施列表中“复核所选”，重新发布。"

    def close(self, row: SupportMeasure, *, reason: str, by: User) -> None:
        if problems := withdraw_measures([row], by=by, note=reason).problems:
            raise Refusal("".join(problems))


def _place_quotes(measure: SupportMeasure) -> None:
    """Place each quote whose words occur exactly once in the article; the others wait for an editor."""
    rows: list[MeasureQuote | Criterion] = [*measure.quotes.all(), *measure.criteria.all()]
    for row in rows:
        places = occurrences(measure.article.text, row.quote)
        if len(places) == 1:
            row.start, row.end = places[0]
            row.save(update_fields=["start", "end"])
