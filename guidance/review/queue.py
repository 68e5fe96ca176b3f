"""Support measures in the queue (articles/review/queue): drafts, and those whose article was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from articles.review.decisions import Decision
from articles.review.queue.filters import QueueFilters
from articles.review.queue.items import QueueItem, excerpt_at
from articles.review.queue.queue_kinds import QueueKind
from articles.text.wording.comparison.marked_spans import Excerpt
from guidance.measures.approval import publish_measures, recheck_measures, withdraw_measures
from guidance.models import MeasureStatus, SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class _Measures(QueueKind):
    model, policy_path, order = SupportMeasure, "article__policy", ("article__policy_id", "pk")
    status: MeasureStatus
    reject_label = "撤下"
    verbs = {"accept": "发布", "reject": "撤下"}

    def waiting(self) -> models.QuerySet:
        return SupportMeasure.objects.in_status(self.status)

    def narrowed(self, rows: Any, filters: QueueFilters) -> Any:
        if filters.certainty:
            return rows.none()
        return rows.titled_with(filters.entity) if filters.entity else rows

    def with_context(self, rows: Any) -> Any:
        return rows.with_rows().select_related("article__policy")

    def who_decided(self, row: SupportMeasure) -> str:
        return f"已决定：{row.get_status_display()}"

    def item(self, row: SupportMeasure) -> QueueItem:
        return QueueItem(
            key=self.key(row),
            kind=self.name,
            label=self.label,
            row=row,
            title=row.title,
            place=row.article.label,
            policy=row.article.policy,
            why=row.promise,
            address=row.article.get_absolute_url(),
            edit=self.edit_address(row),
            excerpt=self._excerpt(row),
            problem=self._problem(row),
            accept_label=self.accept_label,
            reject_label=self.reject_label,
        )

    def _excerpt(self, row: SupportMeasure) -> Excerpt[Any] | None:
        """The first quote in its article; None where the text has changed since."""
        first_quote = next(iter(row.quotes.all()), None)
        if first_quote is None:
            return None
        start, end, text = first_quote.start, first_quote.end, row.article.text
        return excerpt_at(text, start, end) if text[start:end] == first_quote.quote else None

    def _problem(self, row: SupportMeasure) -> str:
        return ""


class DraftMeasures(_Measures):
    name, label, status, accept_label = "measure", "措施的草稿", MeasureStatus.DRAFT, "发布"

    def decide(self, rows: Any, choice: str, *, by: User, answer: str = "") -> Decision:
        decide = publish_measures if choice == "accept" else withdraw_measures
        return decide(rows.with_rows(), by=by)


class QueuedStaleMeasures(_Measures):
    name, label, status, accept_label = "stale-measure", "待复核的措施", MeasureStatus.STALE, "复核并发布"

    def decide(self, rows: Any, choice: str, *, by: User, answer: str = "") -> Decision:
        decide = recheck_measures if choice == "accept" else withdraw_measures
        return decide(rows.with_rows(), by=by)

    def _problem(self, row: SupportMeasure) -> str:
        lost_words = [words for words in row.lost_quotes if words not in row.article.text]
        lost = "、".join(f"“{words}”" for words in lost_words)
        if row.article.is_removed:
            return "所在条文已不在现行文本中：打开“待复核”一页移到别的条文。"
        return f"{lost}已不在条文中：打开它改正引文，或者撤下。" if lost_words else ""
