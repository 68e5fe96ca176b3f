"""Database outages: reads are retried once, then answered with 503.

Nothing here queries the database. Bugs of the portal stay a 500 (`articles.models.postgres.outages`).
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from threading import Lock

from django.core.exceptions import SuspiciousOperation
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from articles.api.problems import MEDIA_TYPE, problem
from articles.models.postgres.outages import Outage, outage_of

logger = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponse]

_SAFE = ("GET", "HEAD")
#: Retry-After in seconds: a restart takes seconds, the switch to a standby minutes.
_RETRY_AFTER = {Outage.AWAY: 10, Outage.READ_ONLY: 300, Outage.TOO_LONG: 30}
_READING = {
    Outage.AWAY: "数据库暂时没有应答，通常在几十秒之内恢复。请稍后再试。",
    Outage.READ_ONLY: "网站暂时以只读方式运行：可以查阅、检索、导出，不能登录、修改。",
    Outage.TOO_LONG: "这一页要查的内容太多，到了时限没有查完，已经停下。请缩小范围，或稍后再试。",
}
_WRITING = {
    Outage.AWAY: "数据库暂时没有应答，没有确认这次提交：所填的内容应视为没有保存。",
    Outage.READ_ONLY: "网站暂时以只读方式运行，不能登录、修改：所填的内容没有保存。",
    Outage.TOO_LONG: "这次提交到了时限没有做完，已经停下：所填的内容没有保存。",
}
#: Feeds, suggestions and addresses of files are read by programs.
_FOR_PROGRAMS = re.compile(r"/feeds/.|/suggest/|/graph/data/|/healthz/|.*\.\w+\Z", re.DOTALL)
_TITLES = {Outage.AWAY: "服务暂时中断", Outage.READ_ONLY: "网站暂时只读", Outage.TOO_LONG: "查询用时太长"}
_SECRET = re.compile(r"passw|token|otp|\Acode\Z", re.IGNORECASE)
_IN_THE_LOG = {
    Outage.AWAY: "数据库没有应答",
    Outage.READ_ONLY: "数据库只读",
    Outage.TOO_LONG: "语句超过时限",
}
_QUIET = 60.0  # seconds between two lines of the log


class DatabaseOutages:
    """Outside all middleware that uses the database; see docs/decisions/0024.

    Errors of views reach `process_exception`, those of middleware `handler500`; both answer with
    `outage_response`, and `__call__` sees either.
    """

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        is_away = isinstance(response, OutageResponse) and response.outage is Outage.AWAY
        if is_away and request.method in _SAFE:
            close_old_connections()  # only broken ones
            response = self._get_response(request)
        if isinstance(response, OutageResponse):
            LOG.tell(response.outage, response.error)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return outage_response(request, error)


class OutageResponse(HttpResponse):
    """The 503 for an error caused by an outage."""

    def __init__(self, outage: Outage, error: BaseException, content: str, content_type: str | None) -> None:
        super().__init__(content, content_type, status=503)
        self.outage, self.error = outage, error


def outage_response(request: HttpRequest, error: BaseException | None) -> OutageResponse | None:
    """The 503 for an error caused by an outage; None for any other error."""
    outage = outage_of(error)
    if error is None or outage is None:
        return None
    response = OutageResponse(outage, error, *_answer(request, outage))
    response.headers["Retry-After"] = str(_RETRY_AFTER[outage])
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "DENY"  # its middleware may be among what failed
    return response


def _answer(request: HttpRequest, outage: Outage) -> tuple[str, str | None]:
    """The content and its type; None is that of a page."""
    message = (_READING if request.method in _SAFE else _WRITING)[outage]
    if request.path.startswith("/api/"):
        return json.dumps(problem(request, 503, message), ensure_ascii=False), MEDIA_TYPE
    if _FOR_PROGRAMS.match(request.path):
        return f"{message}\n", "text/plain; charset=utf-8"
    context = {"message": message, "title": _TITLES[outage], **_typed_values(request)}
    return render_to_string("errors/503.html", context, request), None


def _typed_values(request: HttpRequest) -> dict[str, object]:
    """The typed values, for a form that resends them; none if a password is among them."""
    if request.method in _SAFE:
        return {}
    try:
        typed = [(name, value) for name, values in request.POST.lists() for value in values]
        has_files = bool(request.FILES)
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return {}
    is_secret = any(_SECRET.search(name) for name, _ in typed if name != "csrfmiddlewaretoken")
    return {"typed": [] if is_secret else typed, "has_files": has_files}


class _OutageLog:
    """One line a minute from each process, however many requests fail."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._logged_at, self._unlogged = float("-inf"), 0

    def tell(self, outage: Outage, error: BaseException, *, at: float | None = None) -> None:
        at = time.monotonic() if at is None else at
        with self._lock:
            if at - self._logged_at < _QUIET:
                self._unlogged += 1
                return
            before, self._unlogged, self._logged_at = self._unlogged, 0, at
        state = _IN_THE_LOG[outage]
        more = f"；此前另有 {before} 次没有逐次记录" if before else ""
        logger.warning("%s，以 503 回答：%s%s", state, " ".join(str(error).split())[:300], more)


LOG = _OutageLog()
