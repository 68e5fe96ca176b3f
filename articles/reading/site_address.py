"""Absolute addresses of this site's pages."""

from django.conf import settings
from django.utils.encoding import iri_to_uri


def site_address(path: str) -> str:
    """The public address of a path that begins with "/".

    It is made of the setting PORTAL_SITE_URL, never of the Host that a client names: such addresses are
    cited, indexed and kept in caches for others.
    """
    return f"{settings.PORTAL_SITE_URL}{iri_to_uri(path)}"


def site_host() -> str:
    """The public host, with its port if it has one."""
    return settings.PORTAL_SITE_URL.partition("://")[2]


def site_scheme() -> str:
    return settings.PORTAL_SITE_URL.partition("://")[0]
