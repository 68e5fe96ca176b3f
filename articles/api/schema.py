"""Descriptions of the endpoints for the OpenAPI schema."""

from collections.abc import Callable

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from articles.api.fields import ProblemFields
from articles.api.problems import MEDIA_TYPE
from articles.text.citing.places.unit_addresses import UNIT_ADDRESS

_PROBLEMS = {
    400: "参数有误",
    404: "没有找到，或尚未发布",
    406: "没有所要的格式",
    429: "超过每分钟的次数",
}
SLUG = OpenApiParameter(
    "slug", OpenApiTypes.STR, OpenApiParameter.PATH, description="网址标识", pattern="^[-a-zA-Z0-9_]+$"
)
UNIT = OpenApiParameter(
    "unit",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="地址：第二十五条写 25，第十二条之一写 12-1，二（六）写 2.6，附件1第三条写 att_1.3",
    pattern=f"^{UNIT_ADDRESS}$",
)


def only_version_one(endpoints: list[tuple]) -> list[tuple]:
    """The addresses with .json answer like the API but are described by it once only."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


def endpoint(
    summary: str,
    answer: type[serializers.Serializer] | serializers.Serializer,
    *,
    query: type[serializers.Serializer] | None = None,
    path: tuple[OpenApiParameter, ...] = (),
    body: type[serializers.Serializer] | None = None,
    operation: str,
) -> Callable:
    """Describe an endpoint: its answer, what is asked in query or body, and the problems that each can
    answer with."""
    descriptions = {**_PROBLEMS, 413: "提交的内容过大", 415: "请求内容不是 JSON"} if body else _PROBLEMS
    problems = {
        (status, MEDIA_TYPE): OpenApiResponse(ProblemFields, description)
        for status, description in descriptions.items()
    }
    return extend_schema(
        summary=summary,
        operation_id=operation,
        request=body,
        parameters=[*path, *([query] if query else [])],
        responses={200: answer, **problems},
    )


def page_of(name: str, item: type[serializers.Serializer]) -> serializers.Serializer:
    """The fields of a page of `item`s."""
    fields = {
        "count": serializers.IntegerField(),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": item(many=True),
    }
    return type(name, (serializers.Serializer,), fields)
