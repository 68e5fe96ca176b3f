"""Search of the lists and pickers: words that name a policy, an article or an entity find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from articles.models import Article, Division, Entity, Policy
from articles.reading.names.named_rows import (
    articles_cited,
    articles_with_words,
    divisions_named,
    entities_named,
    policies_matching,
    rows_at,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

_NAMED = {
    Article: articles_with_words,
    Division: divisions_named,
    Entity: entities_named,
    Policy: policies_matching,
}


class FoundByName:
    """Policies, articles, divisions and entities by what editors call them."""

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        typed = search_term.strip()
        if not typed:
            return queryset, False
        cited_rows = articles_cited(typed) if self.model is Article else None
        if cited_rows is not None:
            return rows_at(queryset, "", cited_rows), False
        matches = _NAMED[self.model](queryset, typed)
        return (_shortest_first(matches) if _is_picker(request) else matches), False


class FoundByCitation:
    """Rows about an article: a citation finds those of the article, other words what `search_fields` say."""

    article_path = "article"

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        cited_rows = articles_cited(search_term)
        is_citation = cited_rows is not None
        matches = rows_at(queryset, self.article_path, cited_rows) if is_citation else queryset.none()
        if matches.exists():
            return matches, False
        return super().get_search_results(request, queryset, search_term)


def _is_picker(request: HttpRequest) -> bool:
    return request.path == reverse("admin:autocomplete")


def _shortest_first(rows: QuerySet) -> QuerySet:
    """What matches best in a picker: 财政部 before 地方财政厅（局）."""
    if rows.model is Entity:
        return rows.shortest_name_first()
    return rows.shortest_title_first() if rows.model is Policy else rows
