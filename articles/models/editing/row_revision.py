"""Revisions of rows that have no table of revisions of their own: links, questions, facts, divisions …

A row made by the linker or a file has no revision until its first change by a person, which keeps the state
before as well. Revisions outlive their row, so that a deleted one can be restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from articles.models.editing.revision import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BEFORE = "编辑之前的内容"
_LONGEST_NAME = 300
_LONGEST_NOTE = 300
_BATCH = 500
#: Who decided and when is told by the revisions themselves.
_NOT_RECORDED = ("created_by", "decided_by", "decided_at")


class RowRevisionQuerySet(models.QuerySet["RowRevision"]):
    def of(self, model: str, row: int) -> RowRevisionQuerySet:
        return self.filter(model=model, row=row)

    def latest_of(self, model: str, rows: Iterable[int]) -> dict[int, RowRevision]:
        """The latest revision of each row, by its id."""
        latest = self.filter(model=model, row__in=list(rows)).order_by("row", "-number").distinct("row")
        return {revision.row: revision for revision in latest}


class RowRevision(Revision):
    """The content of a row after a change; `is_deletion`: the last one before the row was deleted."""

    model = models.CharField("种类", max_length=60)
    row = models.BigIntegerField("编号")
    name = models.CharField("名称", max_length=_LONGEST_NAME)
    snapshot = models.JSONField("内容", encoder=DjangoJSONEncoder)
    is_deletion = models.BooleanField("删除", default=False)

    objects = RowRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "修订"
        verbose_name_plural = "修订（链接、问法、测试问题等）"
        ordering = ("-created_at", "-pk")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["model", "row", "number"],
                name="row_revision_number_unique",
                violation_error_message="刚才有人改过它，请看过之后再试。",
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="row_revision_at")]

    def __str__(self) -> str:
        return f"{self.name} 修订 {self.number}"

    @classmethod
    def of_row(cls, row: models.Model) -> models.QuerySet[Any]:
        return cls.objects.of(row._meta.label_lower, row.pk)

    @classmethod
    def keys_of(cls, row: models.Model) -> dict[str, object]:
        return {"model": row._meta.label_lower, "row": row.pk, "name": str(row)[:_LONGEST_NAME]}


def row_snapshot(row: models.Model) -> dict[str, Any]:
    """What editors can change of a row, and the rows of its `kept_parts`, as JSON values."""
    parts = {
        name: [_editable_values(part, but=row) for part in getattr(row, name).order_by("pk")]
        for name in getattr(row, "kept_parts", ())
    }
    return {**_editable_values(row), **parts}


def keep_change(
    row: models.Model,
    before: Mapping[str, Any] | None,
    *,
    by: User | None = None,
    note: str = "",
    at: datetime | None = None,
) -> RowRevision | None:
    """Keep the state of `row` after a change, and that `before` unless it is the latest already.

    None if nothing has changed. The caller has locked the row, or the database refuses one of two.
    """
    now = row_snapshot(row)
    if before == now:
        return None
    latest = RowRevision.of_row(row).order_by("-number").first()
    first, last = _revisions_of_change(row, latest, before, now, by=by, note=note, at=at)
    RowRevision.objects.bulk_create(filter(None, [first, last]))
    return last


def keep_changes(
    rows: Iterable[models.Model], before: Mapping[int, Mapping[str, Any]], *, by: User | None, note: str
) -> None:
    """The same for many rows of one model, in few statements; `before` is by their ids."""
    changed = [row for row in rows if row_snapshot(row) != before[row.pk]]
    if not changed:
        return
    latest = RowRevision.objects.latest_of(changed[0]._meta.label_lower, (row.pk for row in changed))
    revisions = [
        revision
        for row in changed
        for revision in _revisions_of_change(
            row, latest.get(row.pk), before[row.pk], row_snapshot(row), by=by, note=note
        )
    ]
    RowRevision.objects.bulk_create(filter(None, revisions), batch_size=_BATCH)


def _revisions_of_change(
    row: models.Model,
    latest: RowRevision | None,
    before: Mapping[str, Any] | None,
    now: Mapping[str, Any],
    *,
    by: User | None,
    note: str,
    at: datetime | None = None,
) -> tuple[RowRevision | None, RowRevision | None]:
    """The revisions of the states before and after a change; None for a state that is recorded already."""
    first = RowRevision.after(latest, row, _revision_content(before), note=BEFORE, at=at) if before else None
    last = RowRevision.after(
        first or latest, row, _revision_content(now), by=by, note=note[:_LONGEST_NOTE], at=at
    )
    return first, last


@contextmanager
def kept_change(
    row: models.Model, *, by: User | None = None, note: str = "", at: datetime | None = None
) -> Iterator[None]:
    """Record what the code inside changes in a row; before it, the row must be as it is stored."""
    before = row_snapshot(row)
    yield
    keep_change(row, before, by=by, note=note, at=at)


def keep_deletion(row: models.Model, *, by: User | None = None, note: str = "删除") -> None:
    """Keep the state of a row that is about to be deleted."""
    RowRevision.keep(row, {"snapshot": row_snapshot(row), "is_deletion": True}, by=by, note=note)


def _revision_content(snapshot: Mapping[str, Any]) -> dict[str, object]:
    return {"snapshot": dict(snapshot), "is_deletion": False}


def _editable_values(row: models.Model, *, but: models.Model | None = None) -> dict[str, Any]:
    return {
        field.name: _json_value(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and field.name not in _NOT_RECORDED
        and not (but and field.related_model is type(but))
    }


def _json_value(value: Any) -> Any:
    """As JSON reads it back, so that it equals what a revision says."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date | datetime) else value
