"""Response cache: what is the same for everybody is computed once for each state of the content.

Every look-up reads the content versions from the database, so that an edit shows at the next request in every
process and on every machine (docs/decisions/0036-response-cache.md).
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.timezone import localdate

from articles.models.postgres.content_versions import version_of_all
from policy_portal import rate_limits
from policy_portal.caching.cacheable import is_anonymous, is_open, is_shareable, tokens
from policy_portal.caching.compression import accepted_encoding
from policy_portal.caching.page_store import Page
from policy_portal.noted_request import NotedRequest
from policy_portal.signing.keys import state_of_keys

_SAFE = ("GET", "HEAD")
_LONGEST_HISTORY = 5_000  # keys of about 100 bytes
#: Shared caches may hold a page, and must ask whether it is still the same.
_ASK_AGAIN: dict[str, Any] = {"max_age": 0, "must_revalidate": True}
#: For nginx, which keeps nothing that has no lifetime, even if it may revalidate (docs/operations.md): a page
#: that expired in 1970, or one not to be kept.
_NGINX, _EXPIRED, _NOT_KEPT = "X-Accel-Expires", "@1", "0"


class _QueryHistory:
    """Addresses with a query that this process was asked for before.

    There is no end of such addresses, and most are asked for once: only the second time is the page kept.
    """

    def __init__(self) -> None:
        self._keys: LRUCache[str, bool] = LRUCache(_LONGEST_HISTORY)
        self._lock = Lock()

    def is_again(self, key: str) -> bool:
        with self._lock:
            before = key in self._keys
            self._keys[key] = True
            return before

    def forget(self) -> None:
        with self._lock:
            self._keys.clear()


_QUERY_HISTORY = _QueryHistory()


class PageCache:
    """Middleware outside all others that add to a response: answer from the cache, else keep the response."""

    def __init__(self, get_response: Callable[[NotedRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: NotedRequest) -> HttpResponse:
        if request.method not in _SAFE or not is_asked_by_all(request):
            return self._get_response(request)
        page = caches["pages"].get(_cache_key(request))
        if page is not None and _is_asked_for(request, page) and _is_allowed(request, page):
            return _response(page, request, result="hit")
        response = self._get_response(request)
        if page is not None and getattr(response, "outage", None) is not None:
            return _stale_response(page, request)
        if getattr(request, "is_shareable", False):
            request.page_cache = "miss"
            _store(request, response)
        return response

    def process_view(self, request: NotedRequest, *view: object) -> None:
        """Before anything is read that the page will show: what is newer than its state is only too new."""
        if request.method in _SAFE and is_open(request):
            _content_state(request)


def cache_headers(get_response: Callable[[NotedRequest], HttpResponse]):
    """Middleware around all that add to a response: who may keep it, and an ETag to tell it from another."""

    def middleware(request: NotedRequest) -> HttpResponse:
        response = get_response(request)
        if request.method in _SAFE and is_open(request) and response.status_code < 500:
            _set_cache_headers(request, response)
        return response

    return middleware


def _set_cache_headers(request: NotedRequest, response: HttpResponse) -> None:
    is_whole = response.status_code == 200 and not response.streaming
    if is_whole:
        response.headers["ETag"] = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    if not is_asked_by_all(request) or not is_shareable(request, response):
        patch_cache_control(response, private=True, **_ASK_AGAIN)
        response.headers[_NGINX] = _NOT_KEPT
        return
    patch_cache_control(response, public=True, **_ASK_AGAIN)
    if is_whole and request.method == "GET":
        response.headers[_NGINX] = _EXPIRED
        request.is_shareable = True


def not_modified(get_response: Callable[[NotedRequest], HttpResponse]):
    """Middleware: 304 if the client has this very response.

    Decided by its ETag alone: a second is too coarse, and a page can change with rows that have no date.
    """

    def middleware(request: NotedRequest) -> HttpResponse:
        response = get_response(request)
        etag = response.get("ETag")
        if etag is None or request.method not in _SAFE:
            return response
        return get_conditional_response(request, etag=etag, response=response) or response

    return middleware


def is_asked_by_all(request: NotedRequest) -> bool:
    return is_anonymous(request) and "HTTP_HX_REQUEST" not in request.META


def _is_asked_for(request: NotedRequest, page: Page) -> bool:
    """Whether the page shows the present content, in the format that the client accepts."""
    is_accepted = page.accept in (None, request.META.get("HTTP_ACCEPT", ""))
    return is_accepted and page.state == _content_state(request)


def _is_allowed(request: NotedRequest, page: Page) -> bool:
    """Whether no other middleware would refuse the request; else it says why."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return page.limit is None or not rate_limits.count(request, page.limit).is_over


def _content_state(request: NotedRequest) -> str | None:
    """The state of the content, read once in a request; None if the database is away."""
    if not hasattr(request, "content_state"):
        try:
            request.content_state = f"{version_of_all()} {localdate()}{state_of_keys()}"
        except Error:
            return None
    return request.content_state


def _response(page: Page, request: NotedRequest, *, result: str) -> HttpResponse:
    request.page_cache, request.view_name, request.counted_search = result, page.view, page.counted_search
    response = HttpResponse(page.content)
    response.headers = ResponseHeaders(dict(page.headers))
    for name, value in rate_limits.headers_of(request).items():
        response.headers[name] = value
    return response


def _stale_response(page: Page, request: NotedRequest) -> HttpResponse:
    """The page as it was last computed: better than none while the database is away."""
    response = _response(page, request, result="stale")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Warning"] = '110 - "Response is Stale"'
    response.headers[_NGINX] = _NOT_KEPT
    return response


def _store(request: NotedRequest, response: HttpResponse) -> None:
    state, cache_key = _content_state(request), _cache_key(request)
    if state is None or (request.META.get("QUERY_STRING") and not _QUERY_HISTORY.is_again(cache_key)):
        return
    headers = ((name, value) for name, value in response.headers.items() if name not in rate_limits.HEADERS)
    accepted = request.META.get("HTTP_ACCEPT", "") if "accept" in tokens(response, "Vary") else None
    page = Page(
        state=state,
        headers=tuple(headers),
        content=response.content,
        counted_search=getattr(request, "counted_search", None),
        limit=rate_limits.group_of(request),
        accept=accepted,
        view=request.resolver_match.view_name if request.resolver_match else "",
    )
    caches["pages"].set(cache_key, page)


def _cache_key(request: NotedRequest) -> str:
    """The address, and what else of a request the response may depend on."""
    accepted, is_from_a_page = accepted_encoding(request), "HTTP_ORIGIN" in request.META
    dependencies = f"{request.scheme} {accepted} {is_from_a_page} {request.get_full_path()}"
    return blake2b(dependencies.encode(), digest_size=16).hexdigest()
