"""The published rate limit: so many calls a minute from one client, over all server processes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

from articles.models.throttle import CallCount


class PerMinute(BaseThrottle):
    """Counts each call; leaves limit, remaining calls and reset on the request for the headers."""

    def allow_request(self, request: HttpRequest, view: object) -> bool:
        now = timezone.now()
        limit = settings.PORTAL_API_RATE
        calls = CallCount.objects.count_call(client_of(request), at=now)
        self.reset = _seconds_left(now)
        request._request.rate = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(limit - calls, 0)),
            "RateLimit-Reset": str(self.reset),
        }
        return calls <= limit

    def wait(self) -> float:
        return self.reset


def client_of(request: HttpRequest) -> str:
    """The caller's address; behind the TLS proxy, the one that the proxy saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.PORTAL_HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _seconds_left(now: datetime) -> int:
    return 60 - now.second
