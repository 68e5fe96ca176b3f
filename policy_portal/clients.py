"""The client's address: what axes, throttles and logs read as REMOTE_ADDR.

A proxy names the client in X-Forwarded-For, but anybody can send that header. So such headers are trusted
only from the networks in PORTAL_TRUSTED_PROXIES, and removed otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

_PROXY_HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
    "HTTP_X_REQUEST_ID",
)
_ONE_IPV6_CLIENT = 64  # bits: the usual network of a household or office, which can use any address in it


def networks(text: str) -> tuple:
    """Parse addresses and networks separated by spaces. Raises ImproperlyConfigured."""
    try:
        return tuple(ip_network(network, strict=False) for network in text.split())
    except ValueError as error:
        raise ImproperlyConfigured(
            f"PORTAL_TRUSTED_PROXIES 不正确（{error}），应为以空格分隔的地址或网段，例如 127.0.0.1 10.0.0.0/8"
        ) from error


def client_address(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: set REMOTE_ADDR to the client's; remove proxy headers that are not trusted."""

    def middleware(request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if is_trusted(peer):
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            request.META["REMOTE_ADDR"] = client_behind(peer, hops)
        else:
            for name in _PROXY_HEADERS:
                request.META.pop(name, None)
        return get_response(request)

    return middleware


def client_behind(peer: str, hops: Iterable[str]) -> str:
    """The last of `hops` that is not a trusted proxy: the client can have forged those before it.

    A hop that is not an address ends the search at the hop that reported it.
    """
    client = peer
    for hop in reversed([hop.strip() for hop in hops]):
        if _parse_address(hop) is None:
            break
        client = hop
        if not is_trusted(hop):
            break
    return client


def is_trusted(address: str) -> bool:
    ip = _parse_address(address)
    return ip is not None and any(ip in network for network in settings.PORTAL_TRUSTED_PROXIES)


def counted_as(address: str) -> str:
    """The key for counting a client's requests: the IPv4 address, or the /64 network of an IPv6 address."""
    ip = _parse_address(address)
    if isinstance(ip, IPv6Address):
        return str(IPv6Network((int(ip), _ONE_IPV6_CLIENT), strict=False))
    return str(ip or address)


def _parse_address(address: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip
