"""Pages of a list with the addresses of their neighbours, in the body and in the Link header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from articles.api.base import ApiView


class Paged:
    """One page of a list with the addresses of its neighbours."""

    def __init__(self, view: ApiView, rows: QuerySet | Sequence, parameters: dict) -> None:
        self._view = view
        paginator = Paginator(rows, parameters["page_size"])
        try:
            self.page = paginator.page(parameters["page"])
        except EmptyPage:
            raise no_such_page(parameters["page"], paginator) from None

    def response(
        self,
        fields: type[serializers.Serializer],
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The page as the API answers it; the neighbours stand in the Link header too."""
        links = page_links(self._view, self.page)
        results = self._view.represent(fields, self.page, many=True)
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
