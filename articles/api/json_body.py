"""Request bodies: JSON of a limited size; whatever else is sent is refused in Chinese."""

from __future__ import annotations

import json
from typing import ClassVar, NoReturn

from rest_framework import exceptions, status
from rest_framework.parsers import BaseParser


class BodyTooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "提交的内容过大，没有接收。"


class JsonBody(BaseParser):
    """JSON up to `largest` bytes."""

    media_type = "application/json"
    largest: ClassVar[int]

    def parse(self, stream, media_type=None, parser_context=None) -> object:
        body = stream.read(self.largest + 1)
        if len(body) > self.largest:
            self.refuse()
        try:
            return json.loads(body.decode("utf-8-sig"), parse_constant=_no_json)
        except (ValueError, RecursionError):
            raise exceptions.ParseError("请求内容不是有效的 JSON（UTF-8）。") from None

    def refuse(self) -> NoReturn:
        raise BodyTooLarge


def _no_json(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def refuse_chunks(headers) -> None:
    """WSGI gives a body sent in chunks no length: it would read as empty."""
    if "Transfer-Encoding" in headers:
        raise exceptions.ValidationError({"body": ["请写明 Content-Length，不要分块发送。"]})
