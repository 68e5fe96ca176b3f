"""Editors close reports with an answer that the reader can look up; closing is undone by opening again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import ReaderReport
from articles.models.editing.reader_report import LONGEST_TEXT, ReportState
from articles.review.decisions import Decision, decide
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def close_reports(
    reports: Iterable[ReaderReport], state: str, *, answer: str = "", by: User, at: datetime | None = None
) -> Decision:
    """Close reports with one of the states and a public answer."""

    def close(report: ReaderReport) -> bool:
        if not report.is_open:
            raise Refusal(f"已由{report.closed_by or '别人'}办结：{report.get_state_display()}。")
        report.answer = answer.replace("\0", "").strip()[:LONGEST_TEXT]
        set_state(report, state, by=by, at=at)
        return True

    decision = decide(reports, close)
    ReaderReport.objects.forget_contacts(now=at)
    return decision


def set_state(report: ReaderReport, state: str, *, by: User | None, at: datetime | None = None) -> None:
    """Close a report, or open it again: its answer is kept for the next time, but not shown."""
    is_open = state == ReportState.OPEN
    report.state = state
    report.closed_at = None if is_open else at or timezone.now()
    report.closed_by = None if is_open else by
    report.save(update_fields=["state", "answer", "closed_at", "closed_by"])
