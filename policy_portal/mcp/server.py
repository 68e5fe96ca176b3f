"""The MCP server as a view: stateless, read-only, one POST a message."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_mcpz.jsonrpc import PARSE_ERROR, error_response
from django_mcpz.server import MCPServer, ToolError, public
from drf_spectacular.generators import SchemaGenerator

from articles.models.postgres.content_versions import remembered
from articles.reading.site_address import site_address
from guidance.models import Fact
from policy_portal.mcp.calls import RefusedCallError, call
from policy_portal.mcp.json_schema import Operation
from policy_portal.mcp.tools import TOOLS, Tool

_INSTRUCTIONS = """\
本站收录中国政策法规的原文，逐条保存，每条有永久网址和校验值。只读，不保存提问和草稿。
引用时照抄 text，写明 citation 和 url；不要改动引号里的字，写完用 check_draft 核验。
status 是效力：in_force 现行有效，amended 已被修改，repealed 已废止，expired 已失效，not_yet 尚未施行，
unverified 待核实；不是现行有效的，要对用户说明。
没有找到只表示本站没有收录，收录范围见 coverage。文件没有规定的（金额、期限、受理机构），不要补充。"""


_UNREADABLE = "不是有效的 JSON（UTF-8），或嵌套过深。"


class PortalServer(MCPServer):
    """The library's server, which lets two errors of reading JSON through."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return super().__call__(request)
        except (RecursionError, UnicodeDecodeError):
            return error_response(None, PARSE_ERROR, _UNREADABLE, status=HTTPStatus.BAD_REQUEST)


@remembered(Fact)
def server() -> PortalServer:
    """The same until the facts change: the schema of match_measures lists them."""
    portal_server = PortalServer(
        name="policy-portal",
        version="1",
        title=settings.PORTAL_SITE_NAME,
        website_url=site_address("/"),
        instructions=_INSTRUCTIONS,
        auth=public,
    )
    document = SchemaGenerator().get_schema(request=None, public=True)
    for tool in TOOLS:
        _register(portal_server, tool, Operation(document, tool.operation))
    return portal_server


def _register(portal_server: MCPServer, tool: Tool, operation: Operation) -> None:
    add = portal_server.tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=_input_schema(tool, operation),
        output_schema=operation.answers,
        read_only=True,
        destructive=False,
        idempotent=True,
        open_world=False,
    )
    add(partial(_answer, tool, operation))


def _input_schema(tool: Tool, operation: Operation) -> dict[str, Any]:
    """What the operation takes, without what is not offered."""
    takes = operation.takes
    properties = {name: schema for name, schema in takes["properties"].items() if name not in tool.hidden}
    for name, value in tool.defaults.items():
        properties[name] = {**properties[name], "default": value}
    return {**takes, "properties": properties}


def _answer(tool: Tool, operation: Operation, request: HttpRequest, arguments: dict[str, Any]) -> msgspec.Raw:
    """The JSON of the interface, byte for byte."""
    try:
        return msgspec.Raw(call(tool, operation, arguments, outer=request))
    except RefusedCallError as refused:
        raise ToolError(str(refused)) from refused
