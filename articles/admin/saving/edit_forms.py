"""Base forms of the administration: they check all constraints and carry the object's version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import cached_property

from articles.admin.saving.form_fingerprints import OPENED_STATE
from articles.review.refusals import violation_message

_OF_NO_ROW = "0"


class ConstrainedForm(forms.ModelForm):
    """All constraints of the model are checked, even those on fields that the form does not show.

    Django skips a constraint if one of its fields is not in the form: a key that is derived from a name, an
    offset, the row's own id. The database would then refuse what the form has accepted.
    """

    #: False for inline rows: they may swap values in one save, and the formset checks their uniqueness.
    is_unique_checked = True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if self.is_bound and isinstance(field, forms.ModelChoiceField):
                self._replace_invalid_ids(self.add_prefix(name), field.queryset.model._meta.pk)

    def _replace_invalid_ids(self, name: str, key: models.Field) -> None:
        """Replace a word where an id belongs by an id that no row has.

        The field refuses either, but its widget looks up the row to show it again, and fails at a word.
        """
        sent = self.data.getlist(name)
        if not all(_is_id(key, typed) for typed in sent):
            self.data = self.data.copy()
            self.data.setlist(name, [typed if _is_id(key, typed) else _OF_NO_ROW for typed in sent])

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        unchecked_names = self._derive_keys() | self._get_validation_exclusions() | self._inline_keys()
        for model, constraint in _constraints(self.instance):
            if self._needs_check(constraint, unchecked_names):
                self._check_constraint(model, constraint)

    def _derive_keys(self) -> set[str]:
        """Derive the instance's keys; the names of those that are other than before."""
        before = dict(vars(self.instance))
        if derive := getattr(self.instance, "derive_keys", None):
            derive()
        fields = self.instance._meta.concrete_fields
        return {
            field.name
            for field in fields
            if before.get(field.attname) != getattr(self.instance, field.attname)
        }

    def _inline_keys(self) -> set[str]:
        return {name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)}

    def _needs_check(self, constraint: models.BaseConstraint, unchecked_names: set[str]) -> bool:
        """Whether Django has not checked it, lacking a field in the form. A check costs three statements."""
        if isinstance(constraint, models.CheckConstraint):
            return not unchecked_names.isdisjoint(models.Q(constraint.condition).referenced_base_fields)
        return self.is_unique_checked or not isinstance(constraint, models.UniqueConstraint)

    def _check_constraint(self, model: type[models.Model], constraint: models.BaseConstraint) -> None:
        """Add an error if the constraint fails; a row of an unsaved object cannot be checked."""
        try:
            constraint.validate(model, self.instance)
        except ValidationError:
            self.add_error(self._error_field(constraint), violation_message(model, constraint))
        except (FieldError, ValueError):
            pass

    def _error_field(self, constraint: models.BaseConstraint) -> str | None:
        """The field to show the error at; None where the constraint covers several."""
        fields = {name.removesuffix("_key") for name in getattr(constraint, "fields", ())}
        shown_fields = [name for name in fields if name in self.fields]
        return shown_fields[0] if len(shown_fields) == 1 and len(fields) == 1 else None


class InlineForm(ConstrainedForm):
    is_unique_checked = False

    def _post_clean(self) -> None:
        """Check no constraints of an unchanged row: each costs three statements, and a form holds dozens of
        rows. `clean` is called, as it may depend on other rows."""
        if self.instance._state.adding or self.has_changed():
            super()._post_clean()
            return
        unsent = self._get_validation_exclusions() | self._inline_keys()
        try:
            self.instance.full_clean(exclude=unsent, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._update_errors(error)


class StoredRow(forms.ModelChoiceField):
    """The id of a row in a formset: the row is known, where Django would read it again."""

    def __init__(self, row: models.Model, *, instead_of: forms.ModelChoiceField) -> None:
        super().__init__(
            instead_of.queryset, initial=instead_of.initial, required=False, widget=instead_of.widget
        )
        self._row = row

    def to_python(self, value: object) -> models.Model | None:
        return self._row if str(value) == str(self._row.pk) else super().to_python(value)


class RowsReadOnce:
    """For formsets: the rows that were read to show or to check the forms are not read again one by one."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        name, row = self.model._meta.pk.name, form.instance
        key = form.fields.get(name)
        names_rows = isinstance(key, forms.ModelChoiceField) and key.queryset.model is self.model
        if names_rows and not row._state.adding:
            form.fields[name] = StoredRow(row, instead_of=key)


class NamedFields:
    """For formsets: each field gets an `aria-label`: the heading of its column is not read with it."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            # A field that leads to another row has its widget inside the links to add and to change.
            inner_widget = getattr(field.widget, "widget", field.widget)
            inner_widget.attrs.setdefault("aria-label", str(field.label or ""))


class ReadOnce(BaseChoiceIterator):
    """The choices of a field, read from the database when they are first asked for, and kept."""

    def __init__(self, choices: Iterable[tuple[object, object]]) -> None:
        self._choices = choices

    def __iter__(self) -> Iterator[tuple[object, object]]:
        yield from self._choice_list

    @cached_property
    def _choice_list(self) -> list[tuple[object, object]]:
        return list(self._choices)


class SharedChoices:
    """For formsets: the choices of a column are read once, not again for each row and each rendering."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and _lists_choices(field):
                field.choices = self._shared_choices.setdefault(name, ReadOnce(field.choices))

    @cached_property
    def _shared_choices(self) -> dict[str, ReadOnce]:
        return {}


def _lists_choices(field: forms.ModelChoiceField) -> bool:
    inner_widget = getattr(field.widget, "widget", field.widget)
    return isinstance(inner_widget, forms.Select) and not isinstance(inner_widget, AutocompleteMixin)


class VersionField(forms.CharField):
    """A hidden field that never counts as a change."""

    def __init__(self) -> None:
        super().__init__(label="打开时的版本", required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: object, data: object) -> bool:
        return False


class EditForm(ConstrainedForm):
    """A form that carries the version it was opened with and shows why it was not saved."""

    #: Errors from the database or from an edit conflict.
    refusals: Iterable[str] = ()
    #: Shown as it was sent, and not saved: a draft that is opened.
    is_held = False
    #: Whether it asks for the reason of a change, which the history shows.
    asks_why = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields[OPENED_STATE] = VersionField()
        #: False where the page itself shows the field among the others.
        self.has_own_reason = self.asks_why and "revision_note" not in self.fields
        if self.has_own_reason:
            self.fields["revision_note"] = forms.CharField(label="为何修改", max_length=300, required=False)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_held

    def _post_clean(self) -> None:
        super()._post_clean()
        for refusal in self.refusals:
            self.add_error(None, refusal)


def _is_id(key: models.Field, typed: str) -> bool:
    if not typed:
        return True
    try:
        key.run_validators(key.to_python(typed))  # a number that the database can hold
    except ValidationError:
        return False
    return True


def _constraints(instance: models.Model) -> list[tuple[type[models.Model], models.BaseConstraint]]:
    return [
        (model, constraint) for model, constraints in instance.get_constraints() for constraint in constraints
    ]
