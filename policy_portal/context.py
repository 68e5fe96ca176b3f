"""Template context of every page: the site's name and address."""

from django.conf import settings
from django.http import HttpRequest

from articles.reading.site_address import site_host


def site(request: HttpRequest) -> dict[str, str]:
    return {
        "site_name": settings.PORTAL_SITE_NAME,
        "site_code": settings.PORTAL_SITE_CODE,
        "site_url": settings.PORTAL_SITE_URL,
        "site_host": site_host(),
    }
