"""Filing a report, unless there are too many."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from articles.models import ReaderReport
from articles.reports.forms import ReportForm
from articles.reports.reported_places import place_of

#: How many reports about one page may wait.
MOST_AT_A_PLACE = 50


class TooMany(ValueError):
    """No more reports are taken now; the message says why, in Chinese."""


def file_report(form: ReportForm, *, at: datetime | None = None) -> ReaderReport:
    """Store the report of a valid form; the same words of the same page only once. Raises TooMany."""
    cleaned, now = form.cleaned_data, at or timezone.now()
    if earlier_report := form.earlier() or _same_report(cleaned):
        return earlier_report
    _refuse_floods(cleaned["at"], now)
    place = place_of(cleaned["at"])
    ReaderReport.objects.forget_contacts(now=now)
    return ReaderReport.objects.create(
        number=cleaned["ticket"],
        at=cleaned["at"],
        place=place.name[:400],
        policy=place.policy,
        article=place.article,
        words=cleaned["words"].replace("\0", ""),
        kind=cleaned["kind"],
        text=cleaned["text"],
        contact=cleaned["contact"].replace("\0", ""),
        made_at=now,
    )


def _same_report(cleaned: dict) -> ReaderReport | None:
    """An open report that says the same and leaves the same contact."""
    fields = {name: cleaned[name] for name in ("kind", "words", "text", "contact")}
    return ReaderReport.objects.open().at_place(cleaned["at"]).saying(**fields).first()


def _refuse_floods(address: str, now: datetime) -> None:
    if ReaderReport.objects.open().at_place(address).count() >= MOST_AT_A_PLACE:
        raise TooMany("这一页已有许多报告等待处理，暂不再收；请过几天再看。")
    if ReaderReport.objects.since(now - timedelta(days=1)).count() >= settings.PORTAL_REPORTS_A_DAY:
        raise TooMany("今天收到的报告太多，暂不再收；请明天再来，或用“联系”页上的方式告诉我们。")
