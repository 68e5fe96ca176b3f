"""A page that shows the consequences of a large action and asks the editor to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.template.response import TemplateResponse

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.http import HttpRequest

_CONFIRMED = "_confirmed"
_OWN = (_CONFIRMED, "csrfmiddlewaretoken")


def ask_first(
    model_admin: ModelAdmin, request: HttpRequest, *, title: str, consequences: Sequence[str]
) -> TemplateResponse | None:
    """A page that lists the consequences and resends the same form to confirm.

    None once the editor has confirmed, or where there are no consequences.
    """
    if _CONFIRMED in request.POST or not consequences:
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "consequences": consequences,
        "fields": [
            (name, value) for name, values in request.POST.lists() if name not in _OWN for value in values
        ],
    }
    return TemplateResponse(request, "admin/articles/ask_first.html", context)
