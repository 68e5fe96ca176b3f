"""What a change form showed when it was opened: a fingerprint of each field, inline rows included.

It is computed from the forms, so it covers exactly what an editor could see and overwrite; no table needs
a version column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import is_aware

#: The hidden field that carries the fingerprints of what the form showed when it was opened.
OPENED_STATE = "version"
#: An old name, kept because forms that were opened before an upgrade are signed with it.
_SALT = "articles.admin.snapshots"

#: Key of a field ("aliases/12/name", "title") → fingerprint of its value.
Fingerprints = dict[str, str]


@dataclass(frozen=True)
class FormRow:
    """The form of the object itself (key ""), or of one row of its inlines (key "aliases/12")."""

    key: str
    title: str
    form: forms.ModelForm

    @property
    def names(self) -> list[str]:
        """The fields that an editor can fill in."""
        excluded = (
            {OPENED_STATE, self.form._meta.model._meta.pk.name, "DELETE"} if self.key else {OPENED_STATE}
        )
        return [
            name
            for name, field in self.form.fields.items()
            if name not in excluded and not field.disabled and not isinstance(field, InlineForeignKeyField)
        ]

    def key_of(self, name: str) -> str:
        return f"{self.key}/{name}" if self.key else name

    def label_of(self, name: str) -> str:
        label = self.form[name].label
        return f"{self.title}：{label}" if self.title else str(label)

    def stored_value(self, name: str) -> object:
        return self.form[name].initial

    def typed_value(self, name: str, sent: MultiValueDict) -> object:
        return self.form.fields[name].widget.value_from_datadict(sent, {}, name)

    def comparable_text(self, name: str, value: object) -> str:
        return comparable_text(self.form.fields[name], value)

    def readable_text(self, name: str, value: object) -> str:
        return readable_text(self.form.fields[name], value)


def rows_of(form: forms.ModelForm, formsets: Iterable[forms.BaseInlineFormSet]) -> Iterator[FormRow]:
    """The unbound form of an object and the stored rows of its unbound formsets."""
    yield FormRow("", "", form)
    for formset in formsets:
        for row in formset.initial_forms:
            title = f"{formset.model._meta.verbose_name}“{str(row.instance)[:40]}”"
            yield FormRow(f"{formset.prefix}/{row.instance.pk}", title, row)


def fingerprints(rows: Iterable[FormRow]) -> Fingerprints:
    return {
        row.key_of(name): fingerprint(row.comparable_text(name, row.stored_value(name)))
        for row in rows
        for name in row.names
    }


def fingerprint(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=6).hexdigest()


def signed_fingerprints(values: Fingerprints) -> str:
    """Fingerprints as the value of the hidden field."""
    return signing.dumps(values, salt=_SALT, compress=True)


def read_fingerprints(version: str) -> Fingerprints:
    """What `signed_fingerprints` wrote; empty where missing or invalid, so that every difference counts."""
    try:
        loaded = signing.loads(version, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def comparable_text(field: forms.Field, value: object) -> str:
    """A stored or typed value as text, so that equal values give equal texts."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "\n".join(sorted(str(key) for key in field.prepare_value(value) or ()))
    if isinstance(field, forms.ModelChoiceField):
        return "" if value in field.empty_values else str(field.prepare_value(value))
    try:
        if not isinstance(field, forms.MultiValueField):
            value = field.to_python(value)
        elif isinstance(value, list):
            value = field.clean(value)
    except ValidationError:
        pass
    if isinstance(value, datetime) and is_aware(value):
        value = value.astimezone(UTC)
    if isinstance(value, list | tuple):
        return "\n".join(str(part) for part in value if part is not None)
    return "" if value in (None, False) else str(value).replace("\r\n", "\n")


def readable_text(field: forms.Field, value: object) -> str:
    """A value as an editor reads it: the label of a choice, the name of a row."""
    if isinstance(field, forms.BooleanField):
        return "是" if field.to_python(value) else "否"
    text = comparable_text(field, value)
    if isinstance(field, forms.ModelChoiceField):
        return "、".join(_row_label(field, key) for key in text.split("\n") if key)
    if isinstance(field, forms.ChoiceField):
        labels = _choice_labels(field.choices)
        return "、".join(labels.get(key, key) for key in text.split("\n") if key)
    return text


def _row_label(field: forms.ModelChoiceField, pk: str) -> str:
    key = field.to_field_name or "pk"
    try:
        row = field.queryset.get(**{key: pk})
    except (ValueError, ValidationError, field.queryset.model.DoesNotExist):
        return pk
    return str(field.label_from_instance(row))


def _choice_labels(choices: Iterable) -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for value, label in choices:
        labels |= _choice_labels(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return labels


def sent_value(field: forms.Field, name: str, value: object) -> dict[str, list[str]]:
    """The form data a browser would send for a field that shows `value`."""
    widget, value = field.widget, field.prepare_value(value)
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=False)
        return {
            f"{name}{suffix}": [str(part.format_value(part_value) or "")]
            for suffix, part, part_value in parts
        }
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    if isinstance(value, list | tuple):
        return {name: [str(key) for key in value]}
    formatted = widget.format_value(value)
    values = formatted if isinstance(formatted, list | tuple) else [formatted or ""]
    return {name: [str(text) for text in values]}
