"""Limits of the server on requests, and its answers to refused ones, in Chinese.

They apply before the application: a refused request takes no thread.
"""

from __future__ import annotations

import json
import re
from copy import copy
from http import HTTPStatus
from typing import Any

from django.conf import settings
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import Error

from policy_portal.failures.bare_page import bare_page

# A 10,000-character question is 90,000 bytes in an address (120,000 with characters beyond the BMP) and must
# reach the search, which answers it.
LINE = 256 * 1024
HEADERS = 64 * 1024
MOST_HEADERS = 100
WHOLE_HEAD = LINE + HEADERS

#: Pages of the administration that take files.
_UPLOADS = re.compile(r"/admin/articles/(?:upload|task|tableimport)/[\w/]*")
#: Below these, errors are problems (RFC 9457) instead of pages.
FOR_PROGRAMS = ("/api/", "/mcp")

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_REASONS = {
    400: "请求不合 HTTP 的格式，无法识别。",
    408: "请求没有在规定的时间内发送完，连接已关闭；请检查网络后重试。",
    413: "提交的内容过大，超过 {body}，没有接收；请减小文件或分几次提交。",
    414: "网址过长，超过 {line} KB；请缩短后重试。",
    431: "请求头过大，超过 {headers} KB 或 {most} 项；请清除本站的 Cookie 后重试。",
    500: "服务暂时出错，请稍后重试。",
    501: "不支持这种传输编码。",
}


class RefusedRequest(Error):
    """A response of the server itself: a page without frame, or for a program a problem (RFC 9457)."""

    def __init__(self, code: int, *, most_body: int, path: str = "") -> None:
        self.code = code
        self.reason = HTTPStatus(code).phrase
        self._is_of_api = path.startswith(FOR_PROGRAMS)
        body = f"{most_body / 1024 / 1024:.3g} MB"
        self._words = _REASONS[code].format(
            line=LINE // 1024, headers=HEADERS // 1024, most=MOST_HEADERS, body=body
        )

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        title = f"{self.code} {self._words.partition('，')[0]}"
        if self._is_of_api:
            members = {"type": "about:blank", "title": title, "status": self.code, "detail": self._words}
            media_type, text = "application/problem+json", json.dumps(members, ensure_ascii=False)
        else:
            text = bare_page(title=title, detail=self._words)
            media_type = "text/html; charset=utf-8"
        headers = [("Content-Type", media_type), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, text.encode()


class RequestParser(HTTPRequestParser):
    """Waitress' parser with separate limits for line and headers, which accepts Chinese in an address.

    RFC 3986 wants other characters than ASCII percent-encoded; curl, wget and scripts do not encode them.
    """

    adj: Any
    error: Any
    path = ""
    takes_files = False
    _too_much = 0  # the status for what is over a limit of ours

    def received(self, data: bytes) -> int:
        head = self.header_plus + data
        consumed = super().received(data)
        if self.error:
            self.refuse(self._too_much or _status_of(self.error, head), head=head)
        return consumed

    def refuse(self, code: int, *, head: bytes = b"") -> None:
        """Answer with this status, without waiting for the rest of the request."""
        path = self.path or _path_in(head or self.header_plus)
        self.error = RefusedRequest(code, most_body=self.adj.max_request_body_size, path=path)
        self.expect_continue = False  # waitress would ask for the body that was refused
        self.completed = True

    def parse_header(self, header_plus: bytes) -> None:
        line, end, rest = header_plus.partition(b"\r\n")
        if len(line) > LINE:
            self._too_much = 414
        elif len(rest) > HEADERS or rest.count(b"\r\n") > MOST_HEADERS:
            self._too_much = 431
        if self._too_much:
            raise ParsingError("over a limit")
        line = _NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line)
        try:
            super().parse_header(line + end + rest)
        except ValueError as error:  # from urlsplit, for an address like http://[
            raise ParsingError(str(error)) from error
        self.takes_files = self._is_upload()
        if self.takes_files:
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = max(settings.PORTAL_MOST_UPLOAD, settings.PORTAL_MOST_BODY)

    def _is_upload(self) -> bool:
        """Whether somebody who has a session uploads files; whether it is valid, the application says."""
        has_session = f"{settings.SESSION_COOKIE_NAME}=" in self.headers.get("COOKIE", "")
        return self.command == "POST" and has_session and bool(_UPLOADS.fullmatch(self.path))


def _status_of(error: Error, head: bytes) -> int:
    """414 or 431: waitress has one limit for line and headers together."""
    return 414 if error.code == 431 and b"\n" not in head[:LINE] else error.code


def _path_in(head: bytes) -> str:
    words = head[:LINE].split(b" ", 2)
    return words[1][:100].decode("latin-1") if len(words) > 1 else ""
