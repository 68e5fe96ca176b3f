"""The history of measures and what belongs to them: see `articles.history.content_kinds`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from articles.history.content_histories import OwnHistory
from articles.history.content_kinds import Content
from articles.models.editing.revision import Revision
from guidance.matching.measure_choices import Purpose
from guidance.measures.measure_records import record_of, restore_record
from guidance.measures.record_differences import LABELS, part_text
from guidance.models import MeasureRevision, SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class MeasureHistory(OwnHistory):
    publishing = ("status",)
    left_alone = {"article": "条文用“待复核”移动", "policy": "随条文", "slug": "网址标识在措施页面上改"}
    labels = {**LABELS, "article": "条文", "policy": "政策", "slug": "网址标识"}

    def content(self, revision: Revision) -> dict[str, Any]:
        assert isinstance(revision, MeasureRevision)
        # A record from before there were limits says nothing of the purpose.
        return {"purpose": Purpose.SUPPORT.value, **revision.record}

    def present(self, row: Any) -> dict[str, Any]:
        return record_of(row)

    def value_text(self, name: str, value: Any) -> str:
        return part_text(name, value)

    def write(self, row: SupportMeasure, content: Content, *, by: User, note: str) -> None:
        restore_record(row, content, by=by, note=note)
