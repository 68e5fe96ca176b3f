"""Support measures among what lost its words: see `articles.review.links.lost_quotes`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from articles.models import Article
from articles.review.links.hand_links import Subject
from articles.review.links.lost_quotes import LostRow, NewSpans, ReplacementResult
from guidance.measures.measure_records import (
    MeasureRecordError,
    keep_measure,
    record_of,
    write_measure,
)
from guidance.models import Criterion, MeasureQuote, MeasureStatus, SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class LostMeasures:
    def lost(self, subject: Subject) -> list[LostRow]:
        return [
            LostRow(
                kind="支持措施",
                title=measure.title,
                quote=row.quote,
                start=row.start,
                text=measure.article.text,
                address=reverse("admin:guidance_supportmeasure_change", args=[measure.pk]),
            )
            for measure in _stale_measures(subject)
            for row in measure.lost_rows
            if row.start is not None
        ]

    def may_replace(self, user: User) -> bool:
        return _may_publish(user) or user.has_perm("guidance.change_supportmeasure")

    def replace(
        self, subject: Subject, quote: str, words: str, *, spans: NewSpans, by: User
    ) -> ReplacementResult:
        total = ReplacementResult()
        for measure in list(_stale_measures(subject)):
            rows = [row for row in measure.lost_rows if row.quote == quote]
            if rows and measure.article.text in spans:
                total += _replace_words(measure, rows, words, spans[measure.article.text], by)
        return total

    def come_back(self, subject: Subject, *, by: User) -> int:
        return sum(_restore(measure, by) for measure in _stale_measures(subject))


def _may_publish(user: User) -> bool:
    return user.has_perm("guidance.publish_supportmeasure")


def _stale_measures(subject: Subject) -> Iterator[SupportMeasure]:
    if isinstance(subject, Article):
        yield from SupportMeasure.objects.of_article(subject).stale().with_rows().in_order()


def _replace_words(
    measure: SupportMeasure,
    rows: Iterable[MeasureQuote | Criterion],
    words: str,
    spans: Mapping[int, tuple[int, int]],
    by: User,
) -> ReplacementResult:
    """Give the rows their new words; a measure that has all its words again becomes what it was."""
    keep_measure(measure, note="编辑之前的内容")
    for row in rows:
        assert row.start is not None  # as it had words
        row.quote, (row.start, row.end) = words, spans[row.start]
        row.save(update_fields=["quote", "start", "end"])
    updated = SupportMeasure.objects.with_rows().get(pk=measure.pk)
    problem = _remaining_problem(updated)
    if not problem:
        updated.status = _status_before(updated) if _may_publish(by) else MeasureStatus.DRAFT
        updated.save(update_fields=["status"])
    keep_measure(updated, by=by, note=f"原文改为“{words}”"[:300])
    return ReplacementResult(1, (f"{updated}：{problem}",) if problem else ())


def _restore(measure: SupportMeasure, by: User) -> bool:
    """Place all its quotes anew; False where the text does not have them."""
    keep_measure(measure, note="编辑之前的内容")
    measure.status = _status_before(measure) if _may_publish(by) else MeasureStatus.DRAFT
    try:
        with transaction.atomic():
            write_measure(measure, record_of(measure))
    except MeasureRecordError:
        return False
    keep_measure(measure, by=by, note="原文恢复")
    return True


def _remaining_problem(measure: SupportMeasure) -> str:
    """Why a measure with new words still cannot be published."""
    if measure.lost_quotes:
        return f"已换上新的文字；{measure.why_stale}。"
    if not any(measure.verb in quote.quote for quote in measure.quotes.all()):
        return f"已换上新的文字；动词“{measure.verb}”不在措施原文之内，请打开它改正。"
    return ""


def _status_before(measure: SupportMeasure) -> str:
    """The status it had when its words last stood."""
    statuses = (
        revision.record["status"] for revision in measure.revisions.order_by("-number").only("record")
    )
    return next((status for status in statuses if status != MeasureStatus.STALE), MeasureStatus.PUBLISHED)
