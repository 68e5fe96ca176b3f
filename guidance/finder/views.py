"""The finder: one page that answers from its address; nothing of it is stored."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, push_url

from guidance.finder.filled_form import of_visitor
from guidance.finder.finder_page import finder_page
from guidance.finder.parameters import LONGEST_QUESTION, Asked, Mistake, read_what_is_valid

_TOO_MANY = Mistake("", "地址里的参数超过 1,000 个，没有采用；请重新填写。")


@require_safe
@vary_on_headers("HX-Request")
def finder(request: HttpRequest) -> HttpResponse:
    """The whole page, or with htmx its results only."""
    page = finder_page(_read_address(request))
    is_part = request.htmx and not request.htmx.history_restore_request
    address = reverse("guidance:finder") + (f"?{page.asked.query}" if page.asked.query else "")
    if is_part and page.asked.question != request.GET.get("read", ""):  # another question fills the form anew
        return HttpResponseClientRedirect(f"{address}#results")
    template = "guidance/includes/finder_results.html" if is_part else "guidance/finder.html"
    status = 400 if page.asked.mistakes else 200
    response = render(request, template, {"page": page, "is_part": is_part}, status=status)
    if request.META["QUERY_STRING"]:  # it says what a business is
        patch_cache_control(response, private=True)
    return push_url(response, address) if is_part else response


def _read_address(request: HttpRequest) -> Asked:
    try:
        return of_visitor(
            read_what_is_valid(request.GET), read=request.GET.get("read", "")[:LONGEST_QUESTION]
        )
    except TooManyFieldsSent:
        return replace(read_what_is_valid(QueryDict()), mistakes=(_TOO_MANY,))
