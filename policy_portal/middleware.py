import re
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.timezone import localdate

from articles.models.postgres.content_versions import one_state
from articles.reading import former_addresses as article_addresses
from articles.reading.former_addresses import PresentAddress
from articles.search import count_search, is_by_person
from guidance.measures import former_addresses as measure_addresses


def one_content_state(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: read the content versions once for each GET or HEAD request.

    It is the first statement of most, so that Django need not ask before whether the connection still works:
    if not, `policy_portal.failures.outages` repeats the request.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs lack it
        with one_state():
            return get_response(request)

    return middleware


def counted_searches(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: count a person's search, however it was answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        search = getattr(request, "counted_search", None)
        if search is not None and is_by_person(request):
            count_search(search, day=localdate())
        return response

    return middleware


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]):
    """Send settings.SECURITY_HEADERS with every response; what other sites may read, they may also load.

    Fixed headers need no library; Django 6.0 has a middleware for the first of them.
    """
    for_everybody = re.compile(settings.CORS_URLS_REGEX)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in settings.SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        if for_everybody.match(request.path):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return middleware


def former_addresses(get_response: Callable[[HttpRequest], HttpResponse]):
    """Redirect permanently from a former address (docs/decisions/0029).

    Only used if a view has found nothing. A row that is not public gives the response of its present page,
    without revealing the address: the inner middleware and a view run a second time.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        present = _present_address(request) if response.status_code == 404 else None
        if present is None:
            return response
        if not present.is_public:
            # What finds the view; `path`, which the page shows, stays as asked for.
            request.path_info = present.path.partition("#")[0]
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
    return HttpResponsePermanentRedirect(f"{address}{mark}{fragment}")
