from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from articles.models.content_versions import one_state
from articles.reading import former_addresses as article_addresses
from articles.reading.former_addresses import PresentAddress
from guidance.measures import former_addresses as measure_addresses

#: Browsers keep a permanent redirect for ever, yet an article may get the number that another one had.
_REMEMBERED = 3600


def one_content_state(get_response: Callable[[HttpRequest], HttpResponse]):
    """Let a request that only reads ask once which state the content is in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with one_state():
            return get_response(request)

    return middleware


def content_security_policy(get_response: Callable[[HttpRequest], HttpResponse]):
    """Send settings.CSP_POLICY with every response that has no policy of its own.

    One fixed line needs no library; Django 6.0 brings its own middleware, which replaces this one then.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CSP_POLICY)
        return response

    return middleware


def former_addresses(get_response: Callable[[HttpRequest], HttpResponse]):
    """Lead on for good from an address that is no longer in use (docs/decisions/0029).

    Only where a view has found nothing is it asked. What readers may not see answers as it does at its
    present address, which is not told.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        present = _present_address(request) if response.status_code in (404, 410) else None
        if present is None:
            return response
        if not present.is_public:
            request.path = request.path_info = present.path
            return get_response(request)
        return _redirect(present.path, request.META.get("QUERY_STRING", ""))

    return middleware


def _present_address(request: HttpRequest) -> PresentAddress | None:
    match = request.resolver_match
    if match is None or request.method not in ("GET", "HEAD"):
        return None
    return article_addresses.present_address(match) or measure_addresses.present_address(match)


def _redirect(path: str, query: str) -> HttpResponse:
    place, mark, fragment = path.partition("#")
    address = f"{place}?{query}" if query else place
    response = HttpResponsePermanentRedirect(f"{address}{mark}{fragment}")
    patch_cache_control(response, max_age=_REMEMBERED)
    return response
