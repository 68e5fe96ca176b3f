"""Readers' reports in the queue of what waits for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.timezone import localtime

from articles.models import ReaderReport
from articles.models.editing.reader_report import ReportState
from articles.reports.answering import close_reports
from articles.review.decisions import Decision
from articles.review.queue.items import QueueItem, excerpt_at
from articles.review.queue.queue_kinds import QueueKind
from articles.text.citing.quoting.quote_notation import occurrences

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Reports(QueueKind):
    """The oldest first."""

    name, label, model, order = "report", "读者报告", ReaderReport, ("pk",)
    verbs = {
        "accept": "办结：已更正",
        "reject": "办结：不是错误",
        **{str(state.value): f"办结：{state.label}" for state in (ReportState.DUPLICATE, ReportState.NOTED)},
    }
    accept_label, reject_label = "已更正", "不是错误"
    _STATES = {"accept": ReportState.CORRECTED, "reject": ReportState.NO_ERROR}

    def waiting(self) -> models.QuerySet:
        return ReaderReport.objects.open()

    def with_context(self, rows: models.QuerySet) -> models.QuerySet:
        return rows.select_related("policy", "article__policy")

    def decide(self, rows: Any, choice: str, *, by: User, answer: str = "") -> Decision:
        state = self._STATES.get(choice) or ReportState(choice)
        return close_reports(rows, state, answer=answer, by=by)

    def who_decided(self, row: ReaderReport) -> str:
        when = f"于 {localtime(row.closed_at):%m-%d %H:%M} " if row.closed_at else ""
        return f"{row.closed_by or ''} {when}已办结：{row.get_state_display()}"

    def item(self, row: ReaderReport) -> QueueItem:
        text = row.article.text if row.article else ""
        spans = occurrences(text, row.words)
        return QueueItem(
            key=self.key(row),
            kind=self.name,
            label=self.label,
            row=row,
            title=row.get_kind_display(),
            place=row.place,
            policy=row.policy,
            why=row.text,
            address=row.at,
            edit=self.edit_address(row),
            excerpt=excerpt_at(text, *spans[0]) if spans else None,
            more=_extra_lines(row, is_marked=bool(spans)),
            accept_label=self.accept_label,
            reject_label=self.reject_label,
            has_answer=True,
        )


def _extra_lines(row: ReaderReport, *, is_marked: bool) -> tuple[tuple[str, str], ...]:
    lines = (
        ("选中的文字", "" if is_marked else row.words),
        ("联系方式", row.contact),
        ("编号", row.number),
        ("提出", f"{localtime(row.made_at):%Y-%m-%d %H:%M}"),
    )
    return tuple((label, value) for label, value in lines if value)
