"""Decisions of editors on measures: put on offer, taken back, looked at again. Each is kept as a revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from articles.models import Article
from articles.models.editing.row_revision import keep_deletion
from articles.review.decisions import Decision, decide
from guidance.measures.measure_records import (
    MeasureRecordError,
    change_status,
    keep_measure,
    record_of,
    write_measure,
)
from guidance.models import ArticleWithoutMeasure, MeasureStatus, SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def publish_measures(measures: Iterable[SupportMeasure], *, by: User | None) -> Decision:
    """Offer those whose words stand; a stale one has to be looked at again first."""
    return decide(measures, lambda measure: _set_status(measure, MeasureStatus.PUBLISHED, by, "发布"))


def withdraw_measures(measures: Iterable[SupportMeasure], *, by: User | None, note: str = "撤下") -> Decision:
    """Take back from the public, or put away one that has lost its words; addresses and revisions stay."""
    return decide(measures, lambda measure: _set_status(measure, MeasureStatus.WITHDRAWN, by, note))


def recheck_measures(measures: Iterable[SupportMeasure], *, by: User | None) -> Decision:
    """Offer stale ones again whose words all stand in the article, each at its present place."""
    return decide(measures, lambda measure: _recheck(measure, by))


def set_status(measure: SupportMeasure, status: str, *, by: User | None) -> None:
    """Give one measure the status it had. Raises MeasureRecordError where its words do not stand."""
    _set_status(measure, status, by, f"恢复为“{MeasureStatus(status).label}”")


def _set_status(measure: SupportMeasure, status: str, by: User | None, note: str) -> bool:
    if measure.status == status:
        return False
    if status == MeasureStatus.PUBLISHED and (measure.is_stale or measure.why_stale):
        raise MeasureRecordError(f"原文已变，请先改正或复核。{measure.why_stale}")
    change_status(measure, status, by=by, note=note)
    return True


def _recheck(measure: SupportMeasure, by: User | None) -> bool:
    if not measure.is_stale:
        raise MeasureRecordError("它不是待复核的措施。")
    if measure.article.is_removed:
        raise MeasureRecordError("所在条文已不在现行文本中，请先移到别的条文。")
    record = record_of(measure)
    measure.status = MeasureStatus.PUBLISHED
    write_measure(measure, record)
    keep_measure(measure, by=by, note="复核：原文仍在")
    return True


def drop_reason(article: Article) -> str:
    """Delete the reason why an article has no measure, now that it has one; return it, for the revision."""
    reasons = list(ArticleWithoutMeasure.objects.of_article(article))
    for reason in reasons:
        keep_deletion(reason, note="这一条有了措施")
    ArticleWithoutMeasure.objects.of_article(article).delete()
    return "".join(f"（删去“没有措施”的理由：{reason.reason}）" for reason in reasons)
