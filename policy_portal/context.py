"""Template context of every page: the site's name and address."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    return {
        "site_name": settings.PORTAL_SITE_NAME,
        "site_code": settings.PORTAL_SITE_CODE,
        "site_host": _host_of(request),
    }


def _host_of(request: HttpRequest) -> str:
    """Empty for a disallowed host: its error page must not raise again."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""
