"""Batches: what a decision on many rows changed is stored and can be undone row by row.

The setting `PORTAL_DECIDED` names for each model (articles.mention) the field of its state and the function
that sets it with all side effects: set_state(row, state, *, by), which may raise Refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from articles.models import DecisionBatch, Entity
from articles.review.decisions import Decision, decide
from articles.review.publication import hide_with_undone_link
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = str | bool


def states_of(rows: models.QuerySet) -> dict[int, State]:
    """The present state of each row, by id."""
    field, _ = settings.PORTAL_DECIDED[rows.model._meta.label_lower]
    return dict(rows.order_by().values_list("pk", field))


def remember(
    decision: Decision,
    before: Mapping[int, State],
    *,
    verb: str,
    by: User,
    at: datetime | None = None,
) -> DecisionBatch | None:
    """Store what a decision changed; None if it changed nothing."""
    changed = [row for row in decision.done if before.get(row.pk) != _state(row)]
    if not changed:
        return None
    rows = [_entry(row, before.get(row.pk)) for row in changed]
    also = [_entry(row, state) | {"also": True} for row, state in decision.also]
    return DecisionBatch.objects.create(
        verb=verb, made_at=at or timezone.now(), made_by=by, rows=[*rows, *also]
    )


def _entry(row: models.Model, before: State | None) -> dict:
    return {
        "model": row._meta.label_lower,
        "pk": row.pk,
        "name": str(row)[:200],
        "before": before,
        "after": _state(row),
    }


def may_undo(batch: DecisionBatch, user: User) -> bool:
    """Whether `user` may publish all kinds of rows that it decided on."""
    return all(user.has_perm(label.replace(".", ".publish_")) for label in batch.models_of_rows)


def with_labels(rows: Iterable[Mapping]) -> list[dict]:
    """The rows with Chinese labels of their states."""
    return [
        {
            **row,
            "before_label": _state_label(row["model"], row["before"]),
            "after_label": _state_label(row["model"], row["after"]),
        }
        for row in rows
    ]


def _state_label(model: str, state: State) -> str:
    field, _ = settings.PORTAL_DECIDED[model]
    choices = dict(apps.get_model(model)._meta.get_field(field).flatchoices)
    return str(choices.get(state) or ("公开" if state else "不公开"))


@transaction.atomic
def undo(batch: DecisionBatch, *, by: User, at: datetime | None = None) -> Decision:
    """Restore each row's state, unless it has changed since.

    Raises Refusal if the batch has already been undone.
    """
    batch = DecisionBatch.objects.locked().get(pk=batch.pk)
    if batch.undone_at:
        raise Refusal("这一批已经撤销过。")
    entries = {(row["model"], row["pk"]): row for row in batch.rows}
    decision = decide(
        _rows_of_entries(batch.rows),
        lambda row: _restore_state(row, entries[(row._meta.label_lower, row.pk)], by),
    )
    batch.undone_at, batch.undone_by = at or timezone.now(), by
    batch.save(update_fields=["undone_at", "undone_by"])
    return decision


def _rows_of_entries(entries: Iterable[Mapping]) -> Iterable[models.Model]:
    keys: dict[str, list[int]] = {}
    for row in entries:
        keys.setdefault(row["model"], []).append(row["pk"])
    for label, pks in keys.items():
        rows = apps.get_model(label)._default_manager.filter(pk__in=pks).order_by("pk")
        yield from rows.for_decisions() if hasattr(rows, "for_decisions") else rows


def _restore_state(row: models.Model, entry: Mapping, by: User) -> bool:
    entity_shown_with_link = row if entry.get("also") and isinstance(row, Entity) else None
    if entity_shown_with_link and entity_shown_with_link.has_published_links():
        return False  # other links have made it public since
    if _state(row) != entry["after"]:
        raise Refusal("之后又有改动，没有撤销。")
    if entity_shown_with_link:
        hide_with_undone_link(entity_shown_with_link, by=by)
        return True
    _, path = settings.PORTAL_DECIDED[entry["model"]]
    set_state: Callable = import_string(path)
    set_state(row, entry["before"], by=by)
    return True


def _state(row: models.Model) -> State:
    field, _ = settings.PORTAL_DECIDED[row._meta.label_lower]
    return getattr(row, field)
