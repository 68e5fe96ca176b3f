"""What a form changes of an account or a group, for the audit log: which permissions were given and taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django import forms
from django.db import models

_SWITCHES = ("is_active", "is_staff", "is_superuser")
_SETS = ("groups", "user_permissions", "permissions")


def given_and_taken(form: forms.ModelForm, *, named: Callable[[models.Model], str]) -> Iterator[str]:
    """One phrase for each set or switch that changed; `named` gives the name of a permission."""
    for name in form.changed_data:
        label = form.fields[name].label
        if name in _SWITCHES:
            yield f"{label}：{'是' if form.cleaned_data[name] else '否'}"
        elif name in _SETS:
            before, now = set(form.initial.get(name) or ()), set(form.cleaned_data[name])
            for verb, rows in (("增加", now - before), ("去掉", before - now)):
                if rows:
                    yield f"{label}{verb} {'、'.join(sorted(map(named, rows)))}"
