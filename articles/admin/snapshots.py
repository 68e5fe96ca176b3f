"""What a change form showed when it was opened: a fingerprint of each of its fields, inline rows included.

It is computed from the forms themselves, so that it holds just what an editor could see and overwrite; no
table needs a version of its own.
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

#: The hidden field that carries the fingerprints.
VERSION = "version"
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
        own = {VERSION, self.form._meta.model._meta.pk.name, "DELETE"} if self.key else {VERSION}
        return [
            name
            for name, field in self.form.fields.items()
            if name not in own and not field.disabled and not isinstance(field, InlineForeignKeyField)
        ]

    def key_of(self, name: str) -> str:
        return f"{self.key}/{name}" if self.key else name

    def label_of(self, name: str) -> str:
        label = self.form[name].label
        return f"{self.title}：{label}" if self.title else str(label)

    def stored(self, name: str) -> object:
        return self.form[name].initial

    def typed(self, name: str, sent: MultiValueDict) -> object:
        return self.form.fields[name].widget.value_from_datadict(sent, {}, name)

    def plain(self, name: str, value: object) -> str:
        return plain(self.form.fields[name], value)

    def in_words(self, name: str, value: object) -> str:
        return in_words(self.form.fields[name], value)


def rows_of(form: forms.ModelForm, formsets: Iterable[forms.BaseInlineFormSet]) -> Iterator[FormRow]:
    """The unbound form of an object and the stored rows of its unbound formsets."""
    yield FormRow("", "", form)
    for formset in formsets:
        for one in formset.initial_forms:
            title = f"{formset.model._meta.verbose_name}“{str(one.instance)[:40]}”"
            yield FormRow(f"{formset.prefix}/{one.instance.pk}", title, one)


def fingerprints(rows: Iterable[FormRow]) -> Fingerprints:
    return {
        row.key_of(name): fingerprint(row.plain(name, row.stored(name))) for row in rows for name in row.names
    }


def fingerprint(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=6).hexdigest()


def written(found: Fingerprints) -> str:
    """Fingerprints as a hidden field carries them."""
    return signing.dumps(found, salt=_SALT, compress=True)


def read(version: str) -> Fingerprints:
    """What `written` wrote; nothing where it is missing or spoilt, so that every difference counts."""
    try:
        found = signing.loads(version, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def plain(field: forms.Field, value: object) -> str:
    """A value, stored or typed, as a text in which equal values are equal."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "\n".join(sorted(str(one) for one in field.prepare_value(value) or ()))
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
        return "\n".join(str(one) for one in value if one is not None)
    return "" if value in (None, False) else str(value).replace("\r\n", "\n")


def in_words(field: forms.Field, value: object) -> str:
    """A value as an editor reads it: the label of a choice, the name of a row."""
    if isinstance(field, forms.BooleanField):
        return "是" if field.to_python(value) else "否"
    text = plain(field, value)
    if isinstance(field, forms.ModelChoiceField):
        return "、".join(_named(field, one) for one in text.split("\n") if one)
    if isinstance(field, forms.ChoiceField):
        labels = _labels(field.choices)
        return "、".join(labels.get(one, one) for one in text.split("\n") if one)
    return text


def _named(field: forms.ModelChoiceField, pk: str) -> str:
    key = field.to_field_name or "pk"
    try:
        found = field.queryset.get(**{key: pk})
    except (ValueError, ValidationError, field.queryset.model.DoesNotExist):
        return pk
    return str(field.label_from_instance(found))


def _labels(choices: Iterable) -> Mapping[str, str]:
    flat: dict[str, str] = {}
    for value, label in choices:
        flat |= _labels(label) if isinstance(label, list | tuple) else {str(value): str(label)}
    return flat


def sent_value(field: forms.Field, name: str, value: object) -> dict[str, list[str]]:
    """What a browser would send for a field that shows `value`."""
    widget, value = field.widget, field.prepare_value(value)
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=False)
        return {f"{name}{end}": [str(part.format_value(one) or "")] for end, part, one in parts}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    if isinstance(value, list | tuple):
        return {name: [str(one) for one in value]}
    shown = widget.format_value(value)
    return {name: [str(one) for one in (shown if isinstance(shown, list | tuple) else [shown or ""])]}
