"""Errors as RFC 9457 application/problem+json, whatever raised them."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "请求有误",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种请求方法",
    406: "没有所要的格式",
    413: "提交的内容过大",
    415: "不支持这种内容格式",
    429: "请求过于频繁",
}


def problem(request: HttpRequest, status: int, detail: str, errors: dict | None = None) -> dict:
    """Return the members of a problem."""
    members = {
        "type": "about:blank",
        "title": _TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
    }
    if request_id := getattr(request, "id", ""):
        members["request_id"] = request_id
    return {**members, "errors": errors} if errors else members


def handle(exception: Exception, context: dict) -> Response | None:
    """Django REST framework's EXCEPTION_HANDLER."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound(_chinese_message(exception))
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    response = exception_handler(exception, context)
    if response is None:
        return None
    set_rollback()
    detail, errors = _detail_and_errors(exception)
    request = context["request"]
    response.data = problem(request, response.status_code, detail, errors)
    response.content_type = MEDIA_TYPE
    return response


def not_found(request: HttpRequest, path: str = "") -> JsonResponse:
    """The answer to an address of the API that does not exist."""
    detail = "接口没有这个地址；全部地址见 /api/。"
    return JsonResponse(
        problem(request, 404, detail),
        status=404,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def _chinese_message(exception: Http404) -> str:
    """Messages of our own views are Chinese; those of Django are in English and replaced."""
    words = exception.args[0] if exception.args else ""
    return words if isinstance(words, str) and words and not words.isascii() else "没有这一项，或它尚未发布。"


def _detail_and_errors(exception: exceptions.APIException) -> tuple[str, dict | None]:
    if isinstance(exception, exceptions.ValidationError) and isinstance(exception.detail, dict):
        errors = _by_place(exception.detail)
        first = next(iter(errors.items()))
        return f"{first[0]}：{first[1][0]}", errors
    return str(exception.detail), None


def _by_place(detail: dict, above: str = "") -> dict[str, list[str]]:
    """Mistakes by their path in the request, also inside lists and objects: kinds[2], facts.code."""
    errors: dict[str, list[str]] = {}
    for name, mistakes in detail.items():
        place = f"{above}[{name}]" if isinstance(name, int) else f"{above}.{name}" if above else str(name)
        if isinstance(mistakes, dict):
            errors.update(_by_place(mistakes, place))
        else:
            errors[place] = [str(mistake) for mistake in mistakes]
    return errors
