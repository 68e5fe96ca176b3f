"""Each request is named, timed, counted and, if that is wanted, logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from policy_portal.observing import metrics
from policy_portal.observing.request_ids import HEADER, take_request_id
from policy_portal.observing.statements import Spent, start_counting
from policy_portal.serving.warming import IS_WARMING

access = logging.getLogger("policy_portal.access")

_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


def observed(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware outside all others but the one that knows the client."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started, spent = time.perf_counter(), start_counting()
        name = take_request_id(request)
        response = get_response(request)
        response.headers[HEADER] = name
        if IS_WARMING not in request.META:
            _note(request, response, seconds=time.perf_counter() - started, spent=spent)
        return response

    return middleware


def view_of(request: HttpRequest, response: HttpResponse) -> str:
    """The name of the address: never the address itself, of which there is no end."""
    if known := getattr(request, "view_name", ""):
        return known
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if response.status_code < 400 else "none"


def _note(request: HttpRequest, response: HttpResponse, *, seconds: float, spent: Spent) -> None:
    view = view_of(request, response)
    method = request.method if request.method in _METHODS else "other"
    metrics.REQUESTS.labels(view, method, response.status_code).inc()
    metrics.REQUEST_SECONDS.labels(view).observe(seconds)
    metrics.STATEMENTS.labels(view).inc(spent.statements)
    metrics.STATEMENT_SECONDS.labels(view).inc(spent.seconds)
    metrics.DATABASES.labels(getattr(request, "database", "")).inc()
    if cached := getattr(request, "page_cache", ""):
        metrics.PAGES.labels(cached).inc()
    if search := getattr(request, "counted_search", None):
        metrics.SEARCHES.labels(search.outcome).inc()
    if access.isEnabledFor(logging.INFO):
        access.info(
            "%s %s %d",
            request.method,
            request.path,
            response.status_code,
            extra=_line(request, response, view=view, seconds=seconds, spent=spent),
        )


def _line(
    request: HttpRequest, response: HttpResponse, *, view: str, seconds: float, spent: Spent
) -> dict[str, object]:
    """The members of a line of the access log. What was searched for is not among them."""
    return {
        "client": request.META.get("REMOTE_ADDR", ""),
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "bytes": None if response.streaming else len(response.content),
        "ms": round(seconds * 1000, 1),
        "view": view,
        "statements": spent.statements,
        "statement_ms": round(spent.seconds * 1000, 1),
        "cache": getattr(request, "page_cache", ""),
        "database": getattr(request, "database", ""),
    }
