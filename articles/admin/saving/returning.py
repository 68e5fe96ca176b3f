"""A form that was opened from a list returns there when it is saved: the list is in its address (`back`)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

BACK = "back"


def with_return(address: str, back: str) -> str:
    """The address of a form that returns to `back`."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({BACK: back})}"


class Returning:
    """Return to the address in `back` after a save, if it is a page of the administration."""

    def response_post_save_change(self, request: HttpRequest, obj: object) -> HttpResponse:
        back = request.GET.get(BACK, "")
        if back.startswith(reverse("admin:index")) and back.isprintable():
            return redirect(back)
        return super().response_post_save_change(request, obj)
