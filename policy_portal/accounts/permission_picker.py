"""The picker of permissions: boxes under the name of what they are about, all in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string

_VERBS = {"view": "查看", "add": "增加", "change": "修改", "delete": "删除"}


def verb_of(permission: Permission) -> str:
    """修改, or what a permission of our own says: 可以撤下和恢复条文."""
    return _VERBS.get(permission.codename.partition("_")[0], permission.name)


def permission_label(permission: Permission) -> str:
    return f"{permission.content_type.name}：{verb_of(permission)}"


def _shown_models() -> Iterator[type[Model]]:
    """The models that have pages in the administration, or rows on another's page."""
    for model, registered in admin.site._registry.items():
        yield model
        yield from (inline.model for inline in registered.inlines)


class _ChoicesByContent(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[str, list]]:
        """(what they are about, its permissions); what no page shows comes last."""
        permissions = self.queryset.order_by("content_type__app_label", "content_type__model", "codename")
        shown_models = set(_shown_models())
        unlisted: list[tuple[str, list]] = []
        for content, group in groupby(permissions, key=lambda permission: permission.content_type):
            choices = [(self.choice(permission)[0], verb_of(permission)) for permission in group]
            if content.model_class() in shown_models:
                yield content.name, choices
            else:
                unlisted.append((f"{content.name}（系统内部）", choices))
        yield from unlisted


class PermissionBoxes(forms.CheckboxSelectMultiple):
    template_name = "admin/widgets/permissions.html"

    def _render(self, template_name: str, context: dict, renderer=None) -> str:
        """By the site's templates: forms look only in those of installed apps."""
        return render_to_string(template_name, context)


class PermissionField(forms.ModelMultipleChoiceField):
    iterator = _ChoicesByContent

    def label_from_instance(self, permission: Permission) -> str:
        return permission_label(permission)
