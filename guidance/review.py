"""Decisions of editors on measures: put on offer, taken back, looked at again. Each is kept as a revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from articles.review.decisions import Decision, decide
from guidance.models import MeasureStatus, SupportMeasure
from guidance.records import MeasureRecordError, keep_measure, record_of, write_measure

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def publish_measures(measures: Iterable[SupportMeasure], *, by: AbstractBaseUser | None) -> Decision:
    """Offer those whose words stand; a stale one has to be looked at again first."""
    return decide(measures, lambda measure: _set_status(measure, MeasureStatus.PUBLISHED, by, "发布"))


def withdraw_measures(measures: Iterable[SupportMeasure], *, by: AbstractBaseUser | None) -> Decision:
    """Take back from the public; addresses and revisions stay."""
    return decide(measures, lambda measure: _set_status(measure, MeasureStatus.WITHDRAWN, by, "撤下"))


def recheck_measures(measures: Iterable[SupportMeasure], *, by: AbstractBaseUser | None) -> Decision:
    """Offer stale ones again whose words all stand in the article, each at its present place."""
    return decide(measures, lambda measure: _recheck(measure, by))


def set_status(measure: SupportMeasure, status: str, *, by: AbstractBaseUser | None) -> None:
    """Give one measure the status it had. Raises MeasureRecordError where its words do not stand."""
    _set_status(measure, status, by, f"恢复为“{MeasureStatus(status).label}”")


def _set_status(measure: SupportMeasure, status: str, by: AbstractBaseUser | None, note: str) -> bool:
    if measure.status == status:
        return False
    if measure.is_stale:
        raise MeasureRecordError(f"原文已变，请先改正或复核。{measure.lost_in_words}")
    keep_measure(measure, note="编辑之前的内容")
    measure.status = status
    measure.save(update_fields=["status"])
    keep_measure(measure, by=by, note=note)
    return True


def _recheck(measure: SupportMeasure, by: AbstractBaseUser | None) -> bool:
    if not measure.is_stale:
        raise MeasureRecordError("它不是待复核的措施。")
    record = record_of(measure)
    measure.status = MeasureStatus.PUBLISHED
    write_measure(measure, record)
    keep_measure(measure, by=by, note="复核：原文仍在")
    return True
