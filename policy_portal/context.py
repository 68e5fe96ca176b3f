"""What every page says of the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    return {"site_name": settings.PORTAL_SITE_NAME, "site_code": settings.PORTAL_SITE_CODE}
