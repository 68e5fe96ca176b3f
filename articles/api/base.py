"""What all views of the API share: page parameters and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from email.utils import format_datetime
from functools import lru_cache
from typing import ClassVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.reading.site_address import site_address

MOST_A_PAGE = 100
_LAST_PAGE = 100_000


class PageParameters(serializers.Serializer):
    """Parameters of a list. `filters` says by name what keeps the rows that a parameter asks for."""

    filters: ClassVar[Mapping[str, Callable[..., QuerySet]]] = {}

    page = serializers.IntegerField(min_value=1, max_value=_LAST_PAGE, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=MOST_A_PAGE, default=20)


class ApiView(APIView):
    """A read-only view; `parameters` names its query's serializer."""

    parameters: type[serializers.Serializer] = PageParameters

    def asked(self, request: HttpRequest) -> dict:
        """The validated query parameters; raises a problem that names the wrong one."""
        repeated = {
            name: request.GET.getlist(name)
            for name, parameter in _serializer(self.parameters).fields.items()
            if isinstance(parameter, serializers.ListField) and name in request.GET
        }
        return self.asked_of(request.GET.dict() | repeated)

    def asked_of(self, typed: Mapping[str, str | list[str]]) -> dict:
        parameters = _serializer(self.parameters)
        return parameters.run_validation({name: _without_nul(value) for name, value in typed.items()})

    def narrowed(self, rows: QuerySet, asked: dict) -> QuerySet:
        """The rows that the filters leave which are asked for."""
        for name, keep in self.parameters.filters.items():
            if asked.get(name):
                rows = keep(rows, asked[name])
        return rows

    def site(self, path: str) -> str:
        """Make a path of this site absolute."""
        return site_address(path)

    def represent(
        self, fields: type[serializers.Serializer], row: object, *, many: bool = False
    ) -> dict | list:
        """What `fields` say of a row, or of each of many rows."""
        write = _serializer(fields).to_representation
        return [write(each) for each in row] if many else write(row)

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
    return typed.replace("\0", " ") if isinstance(typed, str) else [each.replace("\0", " ") for each in typed]


@lru_cache(maxsize=256)
def _serializer(fields: type[serializers.Serializer]) -> serializers.Serializer:
    """Made once: to make one takes as long as to write ten rows."""
    return fields(context={"site": site_address})


class Paged:
    """One page of a list with the addresses of its neighbours."""

    def __init__(self, view: ApiView, rows: QuerySet, asked: dict) -> None:
        self._view = view
        paginator = Paginator(rows, asked["page_size"])
        try:
            self.page = paginator.page(asked["page"])
        except EmptyPage:
            raise no_such_page(asked["page"], paginator) from None

    def response(
        self,
        fields: type[serializers.Serializer],
        rows: Iterable | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The page as the API answers it, of its rows or of what stands for them; the neighbours stand in the
        Link header too."""
        links = page_links(self._view, self.page)
        results = self._view.represent(fields, self.page if rows is None else rows, many=True)
        body = {"count": self.page.paginator.count, **links, "results": results}
        return Response(body, headers={**(headers or {}), **link_header(links)})


def no_such_page(number: int, paginator: Paginator) -> exceptions.NotFound:
    return exceptions.NotFound(f"没有第 {number} 页，共 {paginator.num_pages} 页。")


def page_links(view: ApiView, page: Page) -> dict[str, str | None]:
    """The addresses of the pages next to one, null at the ends."""
    numbers = {
        "next": page.next_page_number() if page.has_next() else None,
        "previous": page.previous_page_number() if page.has_previous() else None,
    }
    return {name: _address(view, number) if number else None for name, number in numbers.items()}


def link_header(links: Mapping[str, str | None]) -> dict[str, str]:
    """The same as the Link header says it (RFC 8288)."""
    header = ", ".join(f'<{url}>; rel="{name[:4]}"' for name, url in links.items() if url)
    return {"Link": header} if header else {}


def _address(view: ApiView, number: int) -> str:
    query = view.request.GET.copy()
    query["page"] = number
    return view.site(f"{view.request.path}?{query.urlencode()}")
