"""Rate limits: requests a minute for each client, by their cost (docs/api.md, 次数).

Counts are in memory shared by all workers of this machine, not in the database, which may be read-only;
nothing about a client is kept beyond the minute.
"""

from __future__ import annotations

import mmap
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from policy_portal.clients import counted_as
from policy_portal.failures import errors
from policy_portal.observing import metrics

#: Group of requests → the setting with its limit, and the names of its URL patterns.
GROUPS: dict[str, frozenset[str]] = {
    "PORTAL_SEARCH_RATE": frozenset(
        ("articles:search", "articles:search_why", "articles:feed_search", "articles:goto")
    ),
    "PORTAL_SUGGEST_RATE": frozenset(("articles:suggest", "articles:search_clicked")),
    "PORTAL_FINDER_RATE": frozenset(
        ("guidance:finder", "guidance:pack", "guidance:pack_print", "guidance:step", "guidance:compare")
    ),
    "PORTAL_ANALYSIS_RATE": frozenset(
        (
            "articles:compare",
            "articles:versions",
            "articles:graph",
            "articles:graph_data",
            "articles:graph_drawing",
            "articles:matrix",
            "articles:matrix_cell",
        )
    ),
    "PORTAL_EXPORT_RATE": frozenset(
        (
            "articles:policy_format",
            "articles:article_format",
            "articles:chapter_file",
            "articles:entity_file",
            "articles:cell_file",
            "articles:search_file",
            "articles:policy_picture",
            "articles:article_picture",
            "selection:file",
        )
    ),
    "PORTAL_REPORT_RATE": frozenset(("articles:report", "articles:report_state")),
    "PORTAL_CHECK_RATE": frozenset(("api:check", "articles:check", "articles:check_file")),
    "PORTAL_LOGIN_RATE": frozenset(("admin:login",)),
    "PORTAL_API_RATE": frozenset(
        ("articles:policy_json", "articles:article_json", "coverage", "mcp", "mcp_without_slash")
    ),
}
HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
#: Forms that may be opened as often as one likes.
_COUNTED_WHEN_SENT = {"admin:login", "articles:report", "articles:check"}
_API = {"api", "guidance_api"}
_ABOUT_THE_API = {"api:index", "api:docs", "api:schema"}


class Counters:
    """Counts of the present minute in a table of fixed size, shared with processes forked later.

    A count-min sketch (Cormode and Muthukrishnan, 2005): each name is counted in four cells that a keyed hash
    chooses, and has the least of the four, so that few who share a cell matter. Workers take no lock: two
    that write a cell at the same instant count one.
    """

    _CELLS = 2**16

    def __init__(self) -> None:
        self._cells = memoryview(mmap.mmap(-1, 8 * self._CELLS)).cast("Q")
        self._key = secrets.token_bytes(16)

    def add(self, name: str, *, minute: int) -> int:
        """Add one to the count of `name` in `minute` and return it."""
        digest = blake2b(name.encode(), digest_size=8, key=self._key).digest()
        return min(self._add_to_cell(cell, minute) for cell in set(struct.unpack("<4H", digest)))

    def _add_to_cell(self, cell: int, minute: int) -> int:
        """Add one; a cell holds the minute in its upper and the count in its lower 32 bits."""
        counted_in, count = divmod(self._cells[cell], 2**32)
        count = count + 1 if counted_in == minute else 1
        self._cells[cell] = minute * 2**32 + count
        return count


counters = Counters()


@dataclass(frozen=True)
class Rate:
    """A client's calls in the present minute, this one included."""

    calls: int
    limit: int
    wait: int  # seconds until the next minute

    @property
    def is_over(self) -> bool:
        return self.calls > self.limit


class RateLimits:
    """Middleware: count requests by GROUPS, answer 429 over the limit, send the rest in headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        for name, value in headers_of(request).items():
            response.headers[name] = value
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        group = group_of(request)
        if group is None:
            return None
        rate = count(request, group)
        if not rate.is_over:
            return None
        metrics.LIMITED.labels(group).inc()
        return errors.too_many_requests(request, wait=rate.wait)


def count(request: HttpRequest, group: str) -> Rate:
    """Count a request once, however often it is asked."""
    attributes = vars(request)
    if "rate" not in attributes:
        now = timezone.now()
        client = counted_as(request.META.get("REMOTE_ADDR", ""))
        calls = counters.add(f"{group} {client}", minute=int(now.timestamp()) // 60)
        attributes["rate"] = Rate(calls, getattr(settings, group), 60 - now.second)
    return attributes["rate"]


def headers_of(request: HttpRequest) -> dict[str, str]:
    """HEADERS with their values; none for a request that no limit counts."""
    rate = getattr(request, "rate", None)
    if rate is None:
        return {}
    return dict(zip(HEADERS, map(str, (rate.limit, max(rate.limit - rate.calls, 0), rate.wait)), strict=True))


def group_of(request: HttpRequest) -> str | None:
    """The setting with the limit for a request whose address is resolved; None if it has none."""
    assert request.resolver_match is not None
    name, namespaces = request.resolver_match.view_name, request.resolver_match.namespaces
    if name in _COUNTED_WHEN_SENT and request.method != "POST":
        return None
    if group := next((group for group, names in GROUPS.items() if name in names), None):
        return group
    return "PORTAL_API_RATE" if _API.intersection(namespaces) and name not in _ABOUT_THE_API else None
