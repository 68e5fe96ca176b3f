"""Error responses: a page, or below /api/ a problem (RFC 9457).

They use nothing that could fail again: no host, no session, no database.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from articles.api.problems import MEDIA_TYPE, problem
from articles.reading.near_addresses import nearby
from policy_portal.failures.bare_page import bare_page
from policy_portal.failures.outages import outage_response
from policy_portal.serving.request_parser import FOR_PROGRAMS

logger = logging.getLogger(__name__)

_DETAILS = {
    400: "请求的内容无法识别，请检查地址后重试。",
    403: "没有权限，或表单已过期。",
    404: "没有这个地址。",
    429: "请求过于频繁，请稍后重试。",
    413: "提交的内容过大，没有接收。",
    500: "服务暂时出错，请稍后重试。",
}
_TITLES = {400: "请求有误", 403: "没有权限", 404: "没有找到", 413: "提交的内容过大", 429: "请求过于频繁"}
_REASONS: dict[type[Exception], str] = {
    DisallowedHost: "网址里的主机名不是本站的。如果它应当是，请管理员把它加入设置 PORTAL_HOSTS。",
    TooManyFieldsSent: "表单的项数过多，没有采用；请分几次提交。",
    TooManyFilesSent: "一次提交的文件过多，没有采用；请分几次提交。",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return answer(request, status, _REASONS.get(type(exception)) or _own_message(exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, _own_message(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403, page="csrf")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, _own_message(exception), near=nearby)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called inside the except block; a middleware's error may be a database outage."""
    return outage_response(request, sys.exception()) or answer(request, 500)


def too_many_requests(request: HttpRequest, *, wait: int) -> HttpResponse:
    response = answer(request, 429, f"来自您的网络的请求过于频繁，请在 {wait} 秒后重试。")
    response["Retry-After"] = str(wait)
    return response


def answer(
    request: HttpRequest,
    status: int,
    reason: str = "",
    *,
    page: str = "",
    near: Callable[[str], object] | None = None,
) -> HttpResponse:
    """The page errors/<status>.html unless another is named; `near` gives what it offers for a path."""
    if request.path.startswith(FOR_PROGRAMS) or request.path.endswith(".json"):
        members = problem(request, status, reason or _DETAILS[status])
        options: dict[str, Any] = {"json_dumps_params": {"ensure_ascii": False}, "content_type": MEDIA_TYPE}
        return JsonResponse(members, status=status, **options)
    try:
        context = {"reason": reason, "nearby": near(request.path) if near else None}
        return render(request, f"errors/{page or status}.html", context, status=status)
    except Exception:
        logger.exception("The page for an error %d failed", status)
        return HttpResponse(_bare_page(status), status=status)


def _bare_page(status: int) -> str:
    title = _TITLES.get(status, "服务暂时出错")
    return bare_page(title=title, detail=_DETAILS.get(status, _DETAILS[500]))


def _own_message(exception: Exception) -> str:
    """The message of an exception from our own views; Django's are in English and are dropped."""
    words = exception.args[0] if exception.args else ""
    return words if isinstance(words, str) and not words.isascii() else ""
