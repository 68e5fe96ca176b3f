"""The table of measures: what describes them; quotes and conditions are edited beside the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models

from articles.models import Policy
from articles.tables.columns import Column, checked, field_column, field_text, set_fields
from articles.tables.table import NOTE, Table
from guidance.measures.measure_records import keep_measure
from guidance.models import SupportMeasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class MeasureTable(Table):
    name, title, model, is_by_policy = "measures", "支持措施", SupportMeasure, True
    said = "措施由条文起草；原文、条件、政策工具在它的页面上对着条文改。每项留一次修订。"
    _fields = ("title", "promise", "benefit", "serves", "beneficiaries_note", "questions", "position")
    columns = (
        Column("article", "条文", "", 26, is_fixed=True),
        field_column(SupportMeasure, "slug", is_fixed=True),
        *(field_column(SupportMeasure, name) for name in _fields),
        field_column(SupportMeasure, "force", is_fixed=True),
        field_column(SupportMeasure, "verb", is_fixed=True),
        field_column(SupportMeasure, "status", is_fixed=True),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        rows = SupportMeasure.objects.with_rows().order_by("pk")
        return rows.filter(article__policy=policy) if policy else rows

    def values(self, row: SupportMeasure) -> dict[str, str]:
        own = {column.key: field_text(row, column.key) for column in self.columns if column.key != "article"}
        return {"article": row.article.key, **own}

    def save(self, row: SupportMeasure, cells: Mapping[str, str], *, by: User) -> SupportMeasure:
        keep_measure(row, note="编辑之前的内容")
        set_fields(row, self._fields, cells)
        checked(row)
        row.save()
        keep_measure(row, by=by, note=NOTE)
        return row
