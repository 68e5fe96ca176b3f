"""A call of a tool is a request to the REST interface of this very process."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from articles.models.postgres.content_versions import one_state
from policy_portal import rate_limits
from policy_portal.failures.outages import outage_response
from policy_portal.mcp.json_schema import Operation
from policy_portal.mcp.tools import Tool
from policy_portal.middleware import former_addresses

logger = logging.getLogger(__name__)

#: Where the request came from; the rest of it concerns /mcp/ only.
_COPIED = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "wsgi.url_scheme")
_LONGEST_SHOWN = 40
_STEP = re.compile(r"[^/\s]+")
_BROKEN = "服务暂时出错，请稍后重试。"


class RefusedCallError(Exception):
    """Why a call has no answer, in Chinese."""


def call(tool: Tool, operation: Operation, arguments: Mapping[str, Any], *, outer: HttpRequest) -> bytes:
    """The JSON that the operation answers; raises RefusedCallError."""
    known = operation.takes["properties"].keys() - tool.hidden
    if unknown := sorted(arguments.keys() - known):
        names = "、".join(name[:_LONGEST_SHOWN] for name in unknown[:5])
        raise RefusedCallError(f"没有这样的参数：{names}。可用的：{'、'.join(sorted(known))}。")
    filled = {name: value for name, value in arguments.items() if value is not None}
    response = _response(_request(operation, {**tool.defaults, **filled, **tool.always}, outer))
    if response.status_code != 200:
        raise RefusedCallError(_reason(response))
    return response.content


def _request(operation: Operation, arguments: Mapping[str, Any], outer: HttpRequest) -> HttpRequest:
    """The arguments as a request: in its path, and the others in the query or, of a POST, the body."""
    missing = sorted(
        name for name in operation.takes.get("required", ()) if arguments.get(name) in (None, "")
    )
    if missing:
        raise RefusedCallError(f"缺少参数：{'、'.join(missing)}。")
    path = operation.path.format_map({name: _path_step(name, arguments[name]) for name in operation.in_path})
    rest = {name: value for name, value in arguments.items() if name not in operation.in_path}
    if operation.method == "POST":
        return _internal_request(outer, "POST", path, body=json.dumps(rest, ensure_ascii=False).encode())
    repeated = {
        name for name, schema in operation.takes["properties"].items() if schema.get("type") == "array"
    }
    value_lists = ((name, value if name in repeated else [value]) for name, value in rest.items())
    query = urlencode([(name, text) for name, values in value_lists for text in _query_values(name, values)])
    return _internal_request(outer, "GET", path, query=query)


def _query_values(name: str, value: object) -> Iterator[str]:
    """The values of a parameter, which may be repeated."""
    for member in value if isinstance(value, list) else [value]:
        yield _text_value(name, member)


def _text_value(name: str, value: object) -> str:
    """A parameter as an address has it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    raise RefusedCallError(f"{name}：须是文字或数。")


def _path_step(name: str, value: object) -> str:
    """A parameter as one step of a path: it must not lead to another operation."""
    step = _text_value(name, value)
    if not _STEP.fullmatch(step):
        raise RefusedCallError(f"{name}：没有这个地址，请照 search 或 list_policies 的结果写。")
    return step


def _internal_request(
    outer: HttpRequest, method: str, path: str, *, query: str = "", body: bytes = b""
) -> HttpRequest:
    """A request of this process, from where the outer one came."""
    environ = {name: outer.META[name] for name in _COPIED if name in outer.META}
    environ |= {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),  # as WSGI gives it
        "QUERY_STRING": query,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT": "application/json",
        "wsgi.input": BytesIO(body),
    }
    environ.setdefault("wsgi.url_scheme", "http")
    return WSGIRequest(environ)


def _response(request: HttpRequest) -> HttpResponse:
    """What the interface answers, at the present address of what has moved."""
    try:
        with one_state():
            response = former_addresses(_answer)(request)
            if response.status_code == 301:
                location = urlsplit(response["Location"])
                response = _answer(
                    _internal_request(request, "GET", unquote(location.path), query=location.query)
                )
    except RefusedCallError:
        raise
    except Exception as error:
        response = outage_response(request, error)
        if response is None:
            logger.exception("A tool's request failed: %s", request.path)
            raise RefusedCallError(_BROKEN) from error
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    match = resolve(request.path_info)
    request.resolver_match = match
    _count(request)
    response = match.func(request, *match.args, **match.kwargs)
    return response.render() if hasattr(response, "render") else response


def _count(request: HttpRequest) -> None:
    """/mcp/ counts as the API; what has a limit of its own counts there as well."""
    group = rate_limits.group_of(request)
    if group is None or group == "PORTAL_API_RATE":
        return
    rate = rate_limits.count(request, group)
    if rate.is_over:
        raise RefusedCallError(f"这种请求过于频繁，请在 {rate.wait} 秒后重试。")


def _reason(response: HttpResponse) -> str:
    """The detail of a problem (RFC 9457), with what is wrong with each argument."""
    try:
        problem = json.loads(response.content)
        detail, errors = problem["detail"], problem.get("errors") or {}
    except (ValueError, KeyError, TypeError):
        return _BROKEN
    further = [f"{place}：{'；'.join(words)}" for place, words in list(errors.items())[1:]]
    return "\n".join([detail, *further])
