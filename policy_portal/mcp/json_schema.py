"""OpenAPI 3.0 operations as the JSON Schemas of a tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

_COMPONENTS = "#/components/schemas/"
_METHODS = ("get", "post")
_OPENAPI_ONLY = frozenset(("nullable", "readOnly", "writeOnly", "example"))

Schema = Mapping[str, Any]


class Operation:
    """One operation of an OpenAPI document: where it is, what it takes, what it answers."""

    def __init__(self, document: Schema, operation: str) -> None:
        self._components = document["components"]["schemas"]
        self.path, self.method, self._definition = _find_operation(document["paths"], operation)

    @cached_property
    def in_path(self) -> frozenset[str]:
        return frozenset(parameter["name"] for parameter in self._parameters if parameter["in"] == "path")

    @cached_property
    def takes(self) -> dict[str, Any]:
        """The schema of its arguments: parameters and members of the body in one object."""
        schema = self._body or {"type": "object", "properties": {}}
        properties, required = dict(schema["properties"]), list(schema.get("required", ()))
        for parameter in self._parameters:
            properties[parameter["name"]] = {**parameter["schema"], **_description_of(parameter)}
            required += [parameter["name"]] if parameter.get("required") else []
        schema_of_arguments = {"type": "object", "properties": properties, "additionalProperties": False}
        return self._with_definitions(
            {**schema_of_arguments, "required": sorted(required)} if required else schema_of_arguments
        )

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The schema of its answer, without descriptions: clients send it along with every question."""
        schema = self._resolve(_content_schema(self._definition["responses"]["200"]))
        return _without_descriptions(self._with_definitions(schema))

    @property
    def _parameters(self) -> list[Schema]:
        return self._definition.get("parameters", [])

    @property
    def _body(self) -> Schema | None:
        body = self._definition.get("requestBody")
        return self._resolve(_content_schema(body)) if body else None

    def _resolve(self, schema: Schema) -> Schema:
        reference = schema.get("$ref")
        return self._components[reference.removeprefix(_COMPONENTS)] if reference else schema

    def _with_definitions(self, schema: Schema) -> dict[str, Any]:
        """The schema in the terms of JSON Schema, with what it refers to."""
        names: dict[str, None] = {}
        waiting = list(_references(schema))
        while waiting:
            name = waiting.pop()
            if name not in names:
                names[name] = None
                waiting += _references(self._components[name])
        definitions = {name: _as_json_schema(self._components[name]) for name in sorted(names)}
        return {**_as_json_schema(schema), **({"$defs": definitions} if definitions else {})}


def _find_operation(paths: Schema, operation: str) -> tuple[str, str, Schema]:
    for path, methods in paths.items():
        for method in _METHODS:
            if methods.get(method, {}).get("operationId") == operation:
                return path, method.upper(), methods[method]
    raise LookupError(f"the API has no operation {operation}")


def _content_schema(body: Schema) -> Schema:
    return next(iter(body["content"].values()))["schema"]


def _description_of(parameter: Schema) -> dict[str, str]:
    return {"description": parameter["description"]} if parameter.get("description") else {}


def _references(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(reference := node.get("$ref"), str):
            yield reference.removeprefix(_COMPONENTS)
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _references(child)


def _as_json_schema(node: Any) -> Any:
    """OpenAPI 3.0 says `nullable` where JSON Schema has the type null."""
    if isinstance(node, list):
        return [_as_json_schema(child) for child in node]
    if not isinstance(node, Mapping):
        return node
    schema = {name: _as_json_schema(value) for name, value in node.items() if name not in _OPENAPI_ONLY}
    if isinstance(reference := schema.get("$ref"), str):
        schema["$ref"] = "#/$defs/" + reference.removeprefix(_COMPONENTS)
    if node.get("nullable") is not True:
        return schema
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    description = _description_of(schema)
    schema.pop("description", None)
    return {"anyOf": [schema, {"type": "null"}], **description}


def _without_descriptions(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_descriptions(child) for child in node]
    if not isinstance(node, Mapping):
        return node
    return {
        name: _without_descriptions(value)
        for name, value in node.items()
        if not (name == "description" and isinstance(value, str))
    }
