"""Services that an installation has chosen to ask: vectors of texts, the relevance of texts for a query.

Failures never reach a reader: they are logged once, and searches go without the service for a while.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

logger = logging.getLogger(__name__)

#: After a failure, searches do without for so many seconds.
_PAUSE = 60.0
_LARGEST_ANSWER = 64 << 20


class ServiceError(Exception):
    """A service gave no usable answer; the message says why, in Chinese."""


class _NoRedirects(HTTPRedirectHandler):
    """Redirects are refused: the key must not be sent to another address."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def post_json(url: str, body: dict[str, Any], *, key: str, timeout: float) -> Any:
    """The JSON that a service answers within `timeout` seconds in all. Raises ServiceError."""
    if not url.startswith(("http://", "https://")):
        raise ServiceError("地址须以 http:// 或 https:// 开头")
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    try:
        with build_opener(_NoRedirects).open(
            Request(url, json.dumps(body).encode(), headers), timeout=timeout
        ) as answer:
            return json.loads(_read_body(answer, deadline=monotonic() + timeout))
    except (OSError, HTTPException, ValueError) as error:
        raise ServiceError(type(error).__name__) from error


def _read_body(answer: HTTPResponse, *, deadline: float) -> bytes:
    """The body of an answer. The deadline is for all of it, also where it arrives in small pieces."""
    body = b""
    while piece := answer.read1(1 << 20):
        body += piece
        if monotonic() > deadline or len(body) > _LARGEST_ANSWER:
            raise TimeoutError
    return body


@dataclass
class Rest:
    """Until when searches do without a service, and what was logged last."""

    until: float = 0.0
    logged: str = ""

    @property
    def is_on(self) -> bool:
        return monotonic() < self.until

    def begin(self, error: Exception, message: str) -> None:
        self.until = monotonic() + _PAUSE
        if str(error) != self.logged:
            logger.warning(message, error)
            self.logged = str(error)
