"""The public address of the site (setting PORTAL_SITE_URL)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

EXAMPLE = "https://policy.example.gov.cn"


def default_site_url(hosts: Sequence[str], *, is_https: bool, port: int) -> str:
    """The first of `hosts` that is a name, else this machine; behind a proxy with TLS at its usual port."""
    host = next((host for host in hosts if not host.startswith((".", "*"))), "127.0.0.1")
    return f"https://{host}" if is_https else f"http://{host}:{port}".removesuffix(":80")


def checked_site_url(text: str) -> str:
    """The site's address without a slash at its end. Raises ImproperlyConfigured."""
    text = text.rstrip("/")
    parts = urlsplit(text)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.netloc
        or text != f"{parts.scheme}://{parts.netloc}"
    ):
        raise ImproperlyConfigured(f"PORTAL_SITE_URL 应是不带路径的完整网址，例如 {EXAMPLE}")
    if "@" in parts.netloc or not parts.netloc.isascii():
        raise ImproperlyConfigured(f"PORTAL_SITE_URL 里只写协议、主机名和端口，例如 {EXAMPLE}")
    return text


def host_of(url: str) -> str:
    """The host without its port, as ALLOWED_HOSTS names it."""
    netloc = urlsplit(url).netloc
    return netloc if netloc.endswith("]") else netloc.rpartition(":")[0] or netloc
