"""Compression of text in the way the client accepts.

Pages of the administration are left alone: they hold secrets beside what the user typed (the BREACH attack).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from policy_portal.caching.cacheable import is_open

_LEAST = 500  # bytes; less does not get smaller
_TEXT = re.compile(r"text/.*|image/svg\+xml|application/[\w.+-]*(?:json|xml|yaml|openapi)(?:;.*)?", re.ASCII)
_WEIGHTED = re.compile(r"\s*(?P<name>[\w*-]+)\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d{0,3})?)\s*)?", re.ASCII)

#: By preference. Level 5 of Brotli takes as long as gzip's 6 and leaves a sixth less of these pages.
_ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}


def compressed(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: encode responses of text."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _is_compressible(request, response):
            patch_vary_headers(response, ["Accept-Encoding"])
            if encoding := accepted_encoding(request):
                response.content = _ENCODERS[encoding](response.content)
                response.headers["Content-Encoding"] = encoding
                response.headers.pop("Content-Length", None)
        return response

    return middleware


def accepted_encoding(request: HttpRequest) -> str:
    """The best encoding of ours that the client accepts: "br", "gzip", or "" for none (RFC 9110, 12.5.3)."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    weights = {
        match["name"].lower(): float(match["weight"] or 1)
        for part in accepted.split(",")
        if (match := _WEIGHTED.fullmatch(part))
    }
    offered = [name for name in _ENCODERS if weights.get(name, weights.get("*", 0))]
    return max(offered, key=lambda name: weights.get(name, weights.get("*", 0)), default="")


def _is_compressible(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        not response.streaming
        and len(response.content) >= _LEAST
        and "Content-Encoding" not in response.headers
        and _TEXT.fullmatch(response.get("Content-Type", "")) is not None
        and is_open(request)
    )
