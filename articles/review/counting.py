"""Counts of many kinds of rows in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, QuerySet, Value


def numbers_of(rows: Mapping[str, QuerySet]) -> dict[str, int]:
    """How many rows each QuerySet has, by its name."""
    counts = [
        queryset.order_by().annotate(counted=Value(name)).values("counted").annotate(number=Count("pk"))
        for name, queryset in rows.items()
        if not _is_empty(queryset)
    ]
    numbers = dict.fromkeys(rows, 0)
    if counts:
        first_query, *other_queries = (query.values_list("counted", "number") for query in counts)
        numbers.update(
            first_query.union(*other_queries, all=True).order_by() if other_queries else first_query
        )
    return numbers


def numbers_by(rows: Iterable[tuple[QuerySet, str]]) -> Counter[int]:
    """How many rows belong to each policy (or what else the path of each QuerySet leads to), by its id."""
    counts = [
        queryset.order_by().values(belongs_to=F(path)).annotate(number=Count("pk"))
        for queryset, path in rows
        if not _is_empty(queryset)
    ]
    numbers: Counter[int] = Counter()
    if counts:
        first_query, *other_queries = (query.values_list("belongs_to", "number") for query in counts)
        for key, number in (
            first_query.union(*other_queries, all=True).order_by() if other_queries else first_query
        ):
            numbers[key] += number
    return numbers


def _is_empty(rows: QuerySet) -> bool:
    """Whether nothing need be asked: `none()`, or ids of an empty list."""
    try:
        str(rows.query)
    except EmptyResultSet:
        return True
    return False
