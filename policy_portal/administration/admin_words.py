"""Words of Django's administration that its Chinese translation lacks."""

from __future__ import annotations

from django.contrib.admin.templatetags import admin_list
from django.forms.formsets import BaseFormSet
from django.templatetags.static import static
from django.utils.html import format_html

_INCOMPLETE = "表格没有完整送到，没有保存。请返回，重新打开这个页面再填。"
_ICONS = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "不详")}


def translate() -> None:
    """Also the icons of yes and no in lists, which Django names by the words of Python."""
    admin_list._boolean_icon = _boolean_icon  # type: ignore[attr-defined]  # Django's own, not typed
    BaseFormSet.default_error_messages = {
        **BaseFormSet.default_error_messages,
        "missing_management_form": _INCOMPLETE,
    }


def _boolean_icon(value: bool | None) -> str:
    name, word = _ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)
