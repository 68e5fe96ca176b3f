"""An id for each request, by which what a reader saw is found in the log."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

from django.http import HttpRequest

HEADER = "X-Request-ID"
#: What a trusted proxy may name a request; anybody else's header is gone by now (policy_portal.clients).
_VALID_ID = re.compile(r"[A-Za-z0-9_.:-]{8,64}")

_PRESENT: ContextVar[str] = ContextVar("request_id", default="")


def present_request_id() -> str:
    """The id of the request that this thread answers; empty outside of one."""
    return _PRESENT.get()


def take_request_id(request: HttpRequest) -> str:
    """The id for `request`, which from now on is the present one: the proxy's, else a new one."""
    proxy_id = request.headers.get(HEADER, "")
    request.id = proxy_id if _VALID_ID.fullmatch(proxy_id) else secrets.token_hex(8)  # type: ignore[attr-defined]
    _PRESENT.set(request.id)  # type: ignore[attr-defined]
    return request.id  # type: ignore[attr-defined]
