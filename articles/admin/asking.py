"""Before something large is done, its consequences are shown and the editor is asked."""

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
    """A page that says what would follow and sends the same form again; None where it may be done.

    That is so once the editor has confirmed, or where nothing follows.
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
