"""The picker of permissions: boxes under the name of what they are about, all in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.contrib.auth.models import Permission
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string

_VERBS = {"view": "查看", "add": "增加", "change": "修改", "delete": "删除"}


def verb_of(permission: Permission) -> str:
    """修改, or what a permission of our own says: 可以撤下和恢复条文."""
    return _VERBS.get(permission.codename.partition("_")[0], permission.name)


def in_words(permission: Permission) -> str:
    return f"{permission.content_type.name}：{verb_of(permission)}"


class _ByContent(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[str, list]]:
        """(what they are about, its permissions)."""
        permissions = self.queryset.order_by("content_type__app_label", "content_type__model", "codename")
        for about, group in groupby(permissions, key=lambda each: each.content_type.name):
            yield about, [(self.choice(each)[0], verb_of(each)) for each in group]


class PermissionBoxes(forms.CheckboxSelectMultiple):
    template_name = "admin/widgets/permissions.html"

    def _render(self, template_name: str, context: dict, renderer=None) -> str:
        """By the site's templates: forms look only in those of installed apps."""
        return render_to_string(template_name, context)


class PermissionField(forms.ModelMultipleChoiceField):
    iterator = _ByContent

    def label_from_instance(self, permission: Permission) -> str:
        return in_words(permission)
