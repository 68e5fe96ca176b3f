from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def content_security_policy(get_response: Callable[[HttpRequest], HttpResponse]):
    """Send settings.CSP_POLICY with every response that has no policy of its own.

    One fixed line needs no library; Django 6.0 brings its own middleware, which replaces this one then.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CSP_POLICY)
        return response

    return middleware
