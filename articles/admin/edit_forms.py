"""What each form of the administration checks beside its own fields."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models

from articles.admin.snapshots import VERSION
from articles.review.refusals import violation_message


class ConstrainedForm(forms.ModelForm):
    """All constraints of the model are asked, those over fields that the form does not show included.

    Django leaves out a constraint as soon as one of its fields is not in the form: a key that is derived from
    a name, an offset, the row's own id. The database then refuses what the form has let pass.
    """

    #: Rows of one formset may exchange values in one save; among them uniqueness is the formset's matter.
    is_unique_checked = True

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        if derive := getattr(self.instance, "derive_keys", None):
            derive()
        for model, constraint in _constraints(self.instance):
            if self.is_unique_checked or not isinstance(constraint, models.UniqueConstraint):
                self._ask(model, constraint)

    def _ask(self, model: type[models.Model], constraint: models.BaseConstraint) -> None:
        """Whether the row may be stored; a row of an object that is not stored yet cannot be compared."""
        try:
            constraint.validate(model, self.instance)
        except ValidationError:
            self.add_error(self._field_of(constraint), violation_message(model, constraint))
        except (FieldError, ValueError):
            pass

    def _field_of(self, constraint: models.BaseConstraint) -> str | None:
        """The field that an editor can put right: that of the key's name, or none where there are several."""
        named = {name.removesuffix("_key") for name in getattr(constraint, "fields", ())}
        shown = [name for name in named if name in self.fields]
        return shown[0] if len(shown) == 1 and len(named) == 1 else None


class InlineForm(ConstrainedForm):
    is_unique_checked = False


class VersionField(forms.CharField):
    """Carried along, never a change of the object."""

    def __init__(self) -> None:
        super().__init__(label="打开时的版本", required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: object, data: object) -> bool:
        return False


class EditForm(ConstrainedForm):
    """The form of an object: it carries the version it was opened with, and tells why it was not saved."""

    #: What refused it: the database, or another editor's save meanwhile.
    refusals: Iterable[str] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields[VERSION] = VersionField()

    def _post_clean(self) -> None:
        super()._post_clean()
        for words in self.refusals:
            self.add_error(None, words)


def _constraints(instance: models.Model) -> list[tuple[type[models.Model], models.BaseConstraint]]:
    return [
        (model, constraint) for model, constraints in instance.get_constraints() for constraint in constraints
    ]
