"""How the rows of one model are kept, told in words and restored.

The setting `PORTAL_HISTORY` names a `RowHistory` for each model (articles.mention): articles knows of no
other app. `RowHistory` itself does for rows that are kept as they stand in their table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.module_loading import import_string

from articles.models import RowRevision
from articles.models.editing.revision import Revision
from articles.models.editing.row_revision import keep_change, row_snapshot
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Content = Mapping[str, Any]


class RowHistory:
    """The history of the rows of a model whose revisions are `RowRevision`s."""

    #: What only those who may publish bring back.
    publishing: tuple[str, ...] = ()
    #: What is compared but never brought back, with the reason, in Chinese.
    left_alone: Mapping[str, str] = {}
    #: Names of the content that are no fields of the model.
    labels: Mapping[str, str] = {}

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    @property
    def label(self) -> str:
        """articles.mention"""
        return self.model._meta.label_lower

    def row(self, pk: int, *, locked: bool = False) -> Any:
        rows = self.model._base_manager.order_by()
        return (rows.select_for_update(of=("self",), no_key=True) if locked else rows).filter(pk=pk).first()

    def revisions(self, pk: int) -> models.QuerySet:
        """The newest first."""
        rows = RowRevision.objects.of(self.label, pk)
        return rows.select_related("created_by").order_by("-number")

    def revision(self, pk: int, number: int) -> Revision | None:
        return self.revisions(pk).filter(number=number).first()

    def content(self, revision: Any) -> dict[str, Any]:
        """What a revision says of the row."""
        return revision.snapshot

    def present(self, row: models.Model) -> dict[str, Any]:
        return row_snapshot(row)

    def name_of(self, name: str) -> str:
        """The label of a part of the content."""
        if name in self.labels:
            return self.labels[name]
        field = _field(self.model, name)
        if field is None:
            return name
        return str(getattr(field, "verbose_name", "") or field.related_model._meta.verbose_name)

    def value_text(self, name: str, value: Any) -> str:
        """The value of a part of the content, for an editor."""
        return readable_value(_field(self.model, name), value)

    def restore(self, row: models.Model | None, pk: int, content: Content, *, by: User, note: str) -> None:
        """Give the row, or a deleted one again, this content, and keep that. Raises Refusal."""
        before = self.present(row) if row else None
        row = row or self.model(pk=pk)
        parts = {name: content[name] for name in getattr(row, "kept_parts", ()) if name in content}
        set_fields(row, content, but=parts)
        self.save(row, by=by, note=note)
        for name, values in parts.items():
            replace_rows(getattr(row, name), values, owner=row)
        self.after(row)
        keep_change(row, before, by=by, note=note)

    def save(self, row: Any, *, by: User, note: str) -> None:
        """Check and save."""
        checked(row)
        row.save()

    def after(self, row: Any) -> None:
        """What else changes with the row."""


@cache
def history_of(model: type[models.Model]) -> RowHistory | None:
    """The history of a model; None if its rows have none."""
    path = settings.PORTAL_HISTORY.get(model._meta.label_lower)
    return import_string(path)(model) if path else None


def is_kept_as_row(model: type[models.Model]) -> bool:
    """Whether the administration itself keeps the revisions of these rows."""
    history = history_of(model)
    return history is not None and type(history).restore is RowHistory.restore


def fingerprint(content: Content) -> str:
    """Equal for equal content: a form carries it, so that nothing unseen is overwritten."""
    return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def set_fields(row: models.Model, content: Content, *, but: Iterable[str] = ()) -> None:
    """Set the fields of a row from JSON values. Raises Refusal if a row that one names is gone."""
    for name, value in content.items():
        field = _field(row, name)
        if name in but or not isinstance(field, models.Field):
            continue
        if isinstance(field, models.ForeignKey):
            if value is not None and not field.related_model._base_manager.filter(pk=value).exists():
                raise Refusal(f"{field.verbose_name}已不在库中。")
            setattr(row, field.attname, value)
        else:
            setattr(row, name, field.to_python(value))


def checked(row: models.Model) -> None:
    """Raises Refusal if the model's own checks fail."""
    if derive := getattr(row, "derive_keys", None):
        derive()
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refusal("".join(error.messages)) from error


def replace_rows(manager: Any, values: Iterable[Content], *, owner: models.Model) -> None:
    """Replace the rows of a relation by rows with these values."""
    manager.all().delete()
    for content in values:
        row = manager.model(**{manager.field.name: owner})
        set_fields(row, content)
        row.full_clean()
        row.save()


def readable_value(field: Any, value: Any) -> str:
    """A JSON value as an editor reads it: the label of a choice, the name of a row, a line for each row."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "\n".join(readable_value(field, entry) for entry in value)
    if isinstance(value, Mapping):
        model = getattr(field, "related_model", None)
        return "，".join(filter(None, (_part(model, name, part) for name, part in value.items())))
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        row = field.related_model._base_manager.filter(pk=value).first()
        return str(row) if row else f"（已不在库中，编号 {value}）"
    return str(dict(getattr(field, "flatchoices", None) or ()).get(value, value))


def _part(model: type[models.Model] | None, name: str, value: Any) -> str:
    """`name：value` of a part of a row; "" for its place and what is empty."""
    field = _field(model, name) if model else None
    words = readable_value(field, value)
    if not words or value is False or name == "position":
        return ""
    label = getattr(field, "verbose_name", "")
    return words if not label or name in ("name", "value", "article", "to") else f"{label}：{words}"


def _field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def model_named(label: str) -> type[models.Model] | None:
    """The model of a label such as articles.mention, if its rows have a history."""
    return apps.get_model(label) if label in settings.PORTAL_HISTORY else None
