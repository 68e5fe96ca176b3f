"""Which requests are for what anybody may read, and get the same answer as anybody else."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse

from articles.text.wording.personal import looks_personal

_OPEN = frozenset(("articles", "guidance", "selection", "api", "guidance_api"))
_OPEN_PAGES = frozenset(("home", "about", "about_page", "coverage", "llms"))
_UNSHARED_DIRECTIVES = frozenset(("private", "no-store", "no-cache"))
#: Request headers that a shared response may depend on.
_VARYING = frozenset(("accept", "accept-encoding", "hx-request", "origin"))


def is_open(request: HttpRequest) -> bool:
    """Whether an address is one of the reading pages, files, feeds or of the API."""
    match = request.resolver_match
    return match is not None and (match.view_name in _OPEN_PAGES or not _OPEN.isdisjoint(match.namespaces))


def is_anonymous(request: HttpRequest) -> bool:
    """Whether a request says nothing of who makes it."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "HTTP_AUTHORIZATION" not in request.META


def is_shareable(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether everybody who asks for this address would get this very response."""
    return (
        not response.cookies
        and _UNSHARED_DIRECTIVES.isdisjoint(tokens(response, "Cache-Control"))
        and _VARYING.issuperset(tokens(response, "Vary"))
        and not _is_personal(request)
    )


def _is_personal(request: HttpRequest) -> bool:
    try:
        return any(looks_personal(typed) for typed in request.GET.getlist("q"))
    except TooManyFieldsSent:
        return True


def tokens(response: HttpResponse, header: str) -> set[str]:
    """The items of a header that is a list, in small letters."""
    return {token.strip().lower() for token in response.get(header, "").split(",") if token.strip()}
