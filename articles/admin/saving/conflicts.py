"""Edit conflicts: a submitted form is compared with what another editor has saved meanwhile.

A field that only one of the two editors changed keeps that change; the others are shown as conflicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from articles.admin.journal import audit
from articles.admin.saving.form_fingerprints import (
    Fingerprints,
    FormRow,
    fingerprint,
    fingerprints,
    rows_of,
    sent_value,
    signed_fingerprints,
)
from articles.text.wording.comparison.differences import DifferencePiece, pieces, shortened


@dataclass(frozen=True)
class Disputed:
    """A field whose stored value changed since the form was opened; `is_mine` if both editors changed it."""

    label: str
    mine: str
    theirs: str
    is_mine: bool

    @property
    def pieces(self) -> list[DifferencePiece]:
        """The difference between the stored and the typed value, or between the old and the stored one."""
        before, after = (self.theirs, self.mine) if self.is_mine else (self.mine, self.theirs)
        return shortened(pieces(before, after))


@dataclass(frozen=True)
class DeletedRow:
    """A row that another editor deleted; if this editor changed it, it stays in the form as a new row."""

    title: str
    words: str
    is_kept: bool


@dataclass
class Conflict:
    """What the page shows; a form has to send `version` to overwrite what is stored now."""

    version: str
    saved: Any  # the last entry of the audit log, if there is one
    disputed: list[Disputed] = field(default_factory=list)
    lost: list[DeletedRow] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.disputed or self.lost or self.added)

    @property
    def both(self) -> list[Disputed]:
        return [disputed for disputed in self.disputed if disputed.is_mine]

    @property
    def adopted(self) -> list[Disputed]:
        return [disputed for disputed in self.disputed if not disputed.is_mine]


def reconcile(
    sent: QueryDict, form: forms.ModelForm, formsets: list[forms.BaseInlineFormSet], opened: Fingerprints
) -> tuple[QueryDict, Conflict]:
    """Compare the `sent` values with the stored ones, given the fingerprints when the form was `opened`.

    Returns the sent values, with the stored value in each field that this editor did not change.
    """
    merged = sent.copy()
    rows = list(rows_of(form, formsets))
    conflict = Conflict(signed_fingerprints(fingerprints(rows)), audit().last_of(form.instance))
    _compare_row(rows[0], merged, opened, conflict)
    for formset in formsets:
        stored = {row.key: row for row in rows if row.key.startswith(f"{formset.prefix}/")}
        _merge_rows(merged, formset, stored, opened, conflict)
    return merged, conflict


def sent_rows(sent: QueryDict, prefix: str) -> list[MultiValueDict]:
    """The rows of a formset as they were sent, each by the bare names of its fields."""
    pattern, rows = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", re.ASCII), {}
    for key, values in sent.lists():
        if match := pattern.fullmatch(key):
            rows.setdefault(int(match[1]), MultiValueDict()).setlist(match[2], values)
    return [rows[number] for number in sorted(rows)]


def _compare_row(row: FormRow, sent: MultiValueDict, opened: Fingerprints, conflict: Conflict) -> None:
    for name in row.names:
        typed, stored = row.typed_value(name, sent), row.stored_value(name)
        before = opened.get(row.key_of(name))
        typed_text, stored_text = row.comparable_text(name, typed), row.comparable_text(name, stored)
        if typed_text == stored_text or before == fingerprint(stored_text):
            continue
        is_mine = before != fingerprint(typed_text)
        readable = row.readable_text(name, typed), row.readable_text(name, stored)
        conflict.disputed.append(Disputed(row.label_of(name), *readable, is_mine))
        if not is_mine:
            _adopt_stored_value(row, name, sent)


def _adopt_stored_value(row: FormRow, name: str, sent: MultiValueDict) -> None:
    """Replace the sent value of a field by the stored one."""
    for key in [key for key in sent if key == name or re.fullmatch(rf"{re.escape(name)}_\d", key)]:
        del sent[key]
    for key, values in sent_value(row.form.fields[name], name, row.stored_value(name)).items():
        sent.setlist(key, values)


def _merge_rows(
    merged: QueryDict,
    formset: forms.BaseInlineFormSet,
    stored: dict[str, FormRow],
    opened: Fingerprints,
    conflict: Conflict,
) -> None:
    pk, prefix = formset.model._meta.pk.name, formset.prefix
    existing_rows, new_rows, seen_keys = [], [], set()
    for sent_row in sent_rows(merged, prefix):
        key = f"{prefix}/{sent_row.get(pk)}"
        if not sent_row.get(pk):
            new_rows.append(sent_row)
        elif key in stored and key not in seen_keys:
            _compare_row(stored[key], sent_row, opened, conflict)
            existing_rows.append(sent_row)
        elif key not in stored and (
            lost := _deleted_row(FormRow(key, "", formset.empty_form), sent_row, opened)
        ):
            conflict.lost.append(lost)
            new_rows += [_without_field(sent_row, pk)] if lost.is_kept else []
        seen_keys.add(key)
    known_keys = {key.rpartition("/")[0] for key in opened} | seen_keys
    for row in (row for key, row in stored.items() if key not in known_keys):
        conflict.added.append(row.title)
        existing_rows.append(_stored_row_as_sent(row, pk))
    _write_rows(merged, prefix, existing_rows, new_rows)


def _deleted_row(row: FormRow, sent: MultiValueDict, opened: Fingerprints) -> DeletedRow | None:
    """A deleted row as this editor sent it; None where this editor deleted it as well."""
    if "DELETE" in sent:
        return None
    typed = {name: row.typed_value(name, sent) for name in row.names}
    is_kept = any(
        opened.get(row.key_of(name)) != fingerprint(row.comparable_text(name, value))
        for name, value in typed.items()
    )
    words = "，".join(filter(None, (row.readable_text(name, value) for name, value in typed.items())))
    return DeletedRow(str(row.form._meta.model._meta.verbose_name), words, is_kept)


def _without_field(sent: MultiValueDict, name: str) -> MultiValueDict:
    return MultiValueDict({key: values for key, values in sent.lists() if key != name})


def _stored_row_as_sent(row: FormRow, pk: str) -> MultiValueDict:
    sent = MultiValueDict({pk: [str(row.form.instance.pk)]})
    for name in row.names:
        _adopt_stored_value(row, name, sent)
    return sent


def _write_rows(
    merged: QueryDict,
    prefix: str,
    existing_rows: Iterable[MultiValueDict],
    new_rows: Iterable[MultiValueDict],
) -> None:
    existing_rows, rows = list(existing_rows), [*existing_rows, *new_rows]
    for key in [key for key in merged if re.match(rf"{re.escape(prefix)}-\d+-", key, re.ASCII)]:
        del merged[key]
    for index, row in enumerate(rows):
        for name, values in row.lists():
            merged.setlist(f"{prefix}-{index}-{name}", values)
    merged[f"{prefix}-TOTAL_FORMS"], merged[f"{prefix}-INITIAL_FORMS"] = (
        str(len(rows)),
        str(len(existing_rows)),
    )
