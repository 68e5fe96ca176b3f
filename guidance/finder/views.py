"""The finder: pages that answer from their address; nothing of it is stored."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, push_url

from articles.search import LONGEST_QUERY
from articles.views.htmx import HtmxRequest
from guidance.finder.applicant_comparison import comparison_of
from guidance.finder.filled_form import of_visitor
from guidance.finder.finder_page import finder_page
from guidance.finder.guided_steps import StepName, address_after, step_of
from guidance.finder.parameters import FinderQuery, Mistake, read_what_is_valid

#: Of an address that may be anything.
_MOST_ASKED, _LONGEST = 10, 4_000
_TOO_MANY = Mistake("", "地址里的参数超过 1,000 个，没有采用；请重新填写。")


@require_safe
@vary_on_headers("HX-Request")
def finder(request: HtmxRequest) -> HttpResponse:
    """The whole page, or with htmx its results only."""
    query = _read_address(request)
    is_part = request.htmx and not request.htmx.history_restore_request
    address = reverse("guidance:finder") + (f"?{query.encoded}" if query.encoded else "")
    if is_part and query.question != _question_of_form(request):  # another question fills the form anew
        return HttpResponseClientRedirect(f"{address}#results")
    template = "guidance/includes/finder/finder_results.html" if is_part else "guidance/finder.html"
    status = 400 if query.mistakes else 200
    context = {"page": finder_page(query), "is_part": is_part}
    response = render(request, template, context, status=status)
    if request.META["QUERY_STRING"]:  # it says what a business is
        patch_cache_control(response, private=True)
    return push_url(response, address) if is_part else response


@require_safe
@cache_control(private=True)
def step(request: HttpRequest, name: str) -> HttpResponse:
    """A page of the guided way; one that has nothing to ask leads on."""
    if name not in StepName.values:
        raise Http404
    query, asked_codes = _read_address(request), request.GET.getlist("told")[:_MOST_ASKED]
    page = step_of(StepName(name), query, asked_codes)
    if page is None:
        return redirect(address_after(StepName(name), query, asked_codes))
    return render(request, f"guidance/steps/{name}.html", {"step": page})


@require_safe
@cache_control(private=True)
def compare(request: HttpRequest) -> HttpResponse:
    """The answers of ?a= beside those of ?b=, each the query of a finder's address."""
    first, second = (_read_address(request, QueryDict(request.GET.get(name, "")[:_LONGEST])) for name in "ab")
    return render(request, "guidance/compare.html", {"comparison": comparison_of(first, second)})


def _read_address(request: HttpRequest, parameters: QueryDict | None = None) -> FinderQuery:
    try:
        return of_visitor(
            read_what_is_valid(request.GET if parameters is None else parameters),
            read=_question_of_form(request),
        )
    except TooManyFieldsSent:
        return replace(read_what_is_valid(QueryDict()), mistakes=(_TOO_MANY,))


def _question_of_form(request: HttpRequest) -> str:
    """The question that the form on the visitor's page was filled from."""
    return request.GET.get("read", "")[:LONGEST_QUERY]
