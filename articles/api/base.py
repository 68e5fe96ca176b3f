"""What all views of the API share: validated parameters, rows as JSON, headers."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import format_datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework import serializers
from rest_framework.views import APIView

from articles.api.page_parameters import PageParameters
from articles.reading.site_address import site_address


class ApiView(APIView):
    """A read-only view; `parameters` names its query's serializer."""

    parameters: type[serializers.Serializer] = PageParameters

    def query_values(self, request: HttpRequest) -> dict:
        """The validated query parameters; raises a problem that names the wrong one."""
        repeated = {
            name: request.GET.getlist(name)
            for name, parameter in _serializer(self.parameters).fields.items()
            if isinstance(parameter, serializers.ListField) and name in request.GET
        }
        return self.validated_values(request.GET.dict() | repeated)

    def validated_values(self, typed: Mapping[str, str | list[str]]) -> dict:
        """The same for parameters as typed, where they are not those of the request itself."""
        parameters = _serializer(self.parameters)
        return parameters.run_validation({name: _without_nul(value) for name, value in typed.items()})

    def narrowed(self, rows: QuerySet, values: dict) -> QuerySet:
        """The rows that pass the filters for which the query gives a value."""
        for name, keep in self.parameters.filters.items():
            if values.get(name):
                rows = keep(rows, values[name])
        return rows

    def site(self, path: str) -> str:
        """Make a path of this site absolute."""
        return site_address(path)

    def represent(
        self, fields: type[serializers.Serializer], row: object, *, many: bool = False
    ) -> dict | list:
        """What `fields` say of a row, or of each of many rows."""
        write = _serializer(fields).to_representation
        return [write(entry) for entry in row] if many else write(row)

    def finalize_response(
        self, request: HttpRequest, response: HttpResponse, *args, **kwargs
    ) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])  # another format is refused
        modified = (
            response.data.get("modified") if isinstance(getattr(response, "data", None), dict) else None
        )
        if modified and response.status_code == 200:
            response["Last-Modified"] = format_datetime(modified, usegmt=True)
        return response


def _without_nul(typed: str | list[str]) -> str | list[str]:
    return typed.replace("\0", " ") if isinstance(typed, str) else [text.replace("\0", " ") for text in typed]


@lru_cache(maxsize=256)
def _serializer(fields: type[serializers.Serializer]) -> serializers.Serializer:
    """Made once: to make one takes as long as to write ten rows."""
    return fields(context={"site": site_address})
