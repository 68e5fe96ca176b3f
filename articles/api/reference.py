"""The reference of the API as a page needs it, read from its OpenAPI schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

_CHOICE = re.compile(r"^\* `(?P<value>[^`]*)` - (?P<label>.*)$", re.MULTILINE)
_PLACE = re.compile(r"(\w+)/{(\w+)}")
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "object": "对象",
    "array": "列表",
}
_FORMATS = {"date-time": "时间", "date": "日期", "uri": "网址"}
_METHODS = ("get", "post")

Described = Mapping[str, Any]  # a part of the schema


@dataclass(frozen=True)
class Type:
    """`words` say it in Chinese; `schema` names the structure that it is or holds, or is empty."""

    words: str
    schema: str = ""
    is_list: bool = False
    may_be_null: bool = False


@dataclass(frozen=True)
class DocumentedField:
    """A parameter, or a field of a structure. `choices` are (value, label), `default` "" if there is none."""

    name: str
    type: Type
    description: str
    choices: tuple[tuple[str, str], ...]
    is_required: bool = False
    default: object = ""


@dataclass(frozen=True)
class Endpoint:
    """`problems` are (status, when)."""

    operation: str
    method: str
    path: str
    summary: str
    in_path: tuple[DocumentedField, ...]
    in_query: tuple[DocumentedField, ...]
    body: Type | None
    answer: Type | None
    problems: tuple[tuple[str, str], ...]

    def example(self, values: Mapping[str, str]) -> str:
        """Its path with these values for its parameters; "" if one is missing or it is no GET.

        A value is named by what stands before it in the path: policies/slug is that of /policies/{slug}/.
        """
        path = _PLACE.sub(lambda place: f"{place[1]}/{values.get(f'{place[1]}/{place[2]}', '{}')}", self.path)
        return path if self.method == "GET" and "{" not in path else ""


@dataclass(frozen=True)
class Structure:
    name: str
    fields: tuple[DocumentedField, ...]


@dataclass(frozen=True)
class ApiReference:
    endpoints: tuple[Endpoint, ...]
    structures: tuple[Structure, ...]


@cache
def reference() -> ApiReference:
    """The same in every process of a release."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    schemas = schema["components"]["schemas"]
    structures = (
        Structure(name, tuple(_fields(described, schemas)))
        for name, described in sorted(schemas.items())
        if "properties" in described
    )
    return ApiReference(tuple(_endpoints(schema["paths"], schemas)), tuple(structures))


def _endpoints(paths: Described, schemas: Described) -> Iterator[Endpoint]:
    for path, methods in paths.items():
        for method in _METHODS:
            if method in methods:
                yield _endpoint(path, method, methods[method], schemas)


def _endpoint(path: str, method: str, described: Described, schemas: Described) -> Endpoint:
    parameters = described.get("parameters", ())
    responses = described["responses"]
    return Endpoint(
        operation=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        in_path=tuple(_parameters(parameters, "path", schemas)),
        in_query=tuple(_parameters(parameters, "query", schemas)),
        body=_content(described.get("requestBody", {}), schemas),
        answer=_content(responses.get("200", {}), schemas),
        problems=tuple(
            (status, response["description"]) for status, response in responses.items() if status != "200"
        ),
    )


def _content(described: Described, schemas: Described) -> Type | None:
    schema = next((content["schema"] for content in described.get("content", {}).values()), None)
    return _type(schema, schemas) if schema else None


def _parameters(parameters: list[Described], place: str, schemas: Described) -> Iterator[DocumentedField]:
    for parameter in parameters:
        if parameter["in"] == place:
            described = {**parameter["schema"], "description": parameter.get("description", "")}
            yield _field(parameter["name"], described, schemas, is_required=parameter.get("required", False))


def _fields(described: Described, schemas: Described) -> Iterator[DocumentedField]:
    required = described.get("required", ())
    for name, field in described["properties"].items():
        yield _field(name, field, schemas, is_required=name in required)


def _field(name: str, described: Described, schemas: Described, *, is_required: bool) -> DocumentedField:
    words = described.get("description", "")
    item = described.get("items", described)  # of a parameter that may be repeated
    labelled_choices = tuple(
        (match["value"], match["label"]) for match in _CHOICE.finditer(item.get("description", words))
    )
    plain_choices = tuple((str(value), "") for value in item.get("enum", ()) if value is not None)
    return DocumentedField(
        name=name,
        type=_type(described, schemas),
        description=words.partition("\n\n* ")[0].partition("* `")[0].strip(),
        choices=labelled_choices or plain_choices,
        is_required=is_required,
        default=described.get("default", ""),
    )


def _type(described: Described, schemas: Described) -> Type:
    is_null = bool(described.get("nullable"))
    for several in ("allOf", "oneOf"):
        if several in described:
            inner = _type(described[several][0], schemas)
            return Type(inner.words, inner.schema, inner.is_list, is_null or inner.may_be_null)
    if "$ref" in described:
        return _referenced_type(described["$ref"].rpartition("/")[2], schemas, is_null=is_null)
    if described.get("type") == "array":
        inner = _type(described["items"], schemas)
        return Type(inner.words, inner.schema, is_list=True, may_be_null=is_null)
    words = _FORMATS.get(described.get("format", "")) or _TYPES.get(described.get("type", ""), "任意")
    return Type(words, may_be_null=is_null)


def _referenced_type(name: str, schemas: Described, *, is_null: bool) -> Type:
    if "properties" in schemas[name]:
        return Type("", name, may_be_null=is_null)
    inner = _type(schemas[name], schemas)
    return Type(inner.words, may_be_null=is_null)
