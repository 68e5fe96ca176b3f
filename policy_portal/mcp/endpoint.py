"""The address /mcp/, also of a portal without the optional package."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from articles.models.postgres.content_versions import one_state
from policy_portal.failures import errors

_FOR_PEOPLE = "这是助手用的 MCP 地址，只收 POST；怎样接入见 /api/#mcp。\n"
_NOT_INSTALLED = "本站没有安装 MCP 服务（可选的依赖 mcp），请用 /api/ 的接口。"


@csrf_exempt  # a client is no browser: it sends no cookie that could be abused
def mcp(request: HttpRequest) -> HttpResponse:
    try:
        from policy_portal.mcp.server import server  # optional, and 0.2 s that other workers need not spend
    except ModuleNotFoundError:
        return errors.answer(request, 404, _NOT_INSTALLED)
    with one_state():
        response = server()(request)
    if response.status_code == 405:
        response.content, response["Content-Type"] = _FOR_PEOPLE, "text/plain; charset=utf-8"
    return response
