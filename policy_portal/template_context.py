"""Template context of every page: the site's name and address, and the page's own on paper."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from articles.reading.site_address import site_host
from policy_portal.signing.keys import key_ring

_LONGEST = 500  # characters of an address on paper


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.PORTAL_SITE_NAME,
        "site_code": settings.PORTAL_SITE_CODE,
        "site_url": settings.PORTAL_SITE_URL,
        "site_host": site_host(),
        "printed_path": _printed_path(request),
        "signing_keys": key_ring().signing,
    }


def _printed_path(request: HttpRequest) -> str:
    """What leads back to the page; of an absurdly long address as much as makes sense."""
    addresses = (request.get_full_path(), request.path, "/")
    return next(address for address in addresses if len(address) <= _LONGEST)
