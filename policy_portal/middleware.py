from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from articles.models.content_versions import one_state
from articles.reading import former_addresses as article_addresses
from articles.reading.former_addresses import PresentAddress
from guidance.measures import former_addresses as measure_addresses

#: Browsers cache a permanent redirect for ever, but a number may be given to another article later.
_REMEMBERED = 3600


def one_content_state(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: read the content versions once for each GET or HEAD request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with one_state():
            return get_response(request)

    return middleware


def content_security_policy(get_response: Callable[[HttpRequest], HttpResponse]):
    """Send settings.CSP_POLICY with every response that has no policy of its own.

    One fixed header needs no library; Django 6.0 has a middleware that can replace this one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CSP_POLICY)
        return response

    return middleware


def former_addresses(get_response: Callable[[HttpRequest], HttpResponse]):
    """Redirect permanently from a former address (docs/decisions/0029).

    Only used if a view has found nothing. A row that is not public gives the response of its present address,
    without revealing it.
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
