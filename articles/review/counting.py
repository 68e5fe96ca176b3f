"""Counts of many kinds of rows in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, QuerySet, Value


def numbers_of(rows: Mapping[str, QuerySet]) -> dict[str, int]:
    """How many rows each QuerySet has, by its name."""
    counted = [
        found.order_by().annotate(counted=Value(name)).values("counted").annotate(number=Count("pk"))
        for name, found in rows.items()
        if not _is_empty(found)
    ]
    numbers = dict.fromkeys(rows, 0)
    if counted:
        first, *others = (each.values_list("counted", "number") for each in counted)
        numbers.update(first.union(*others, all=True).order_by() if others else first)
    return numbers


def numbers_by(rows: Iterable[tuple[QuerySet, str]]) -> Counter[int]:
    """How many rows belong to each policy (or what else the path of each QuerySet leads to), by its id."""
    counted = [
        found.order_by().values(belongs_to=F(path)).annotate(number=Count("pk"))
        for found, path in rows
        if not _is_empty(found)
    ]
    numbers: Counter[int] = Counter()
    if counted:
        first, *others = (each.values_list("belongs_to", "number") for each in counted)
        for key, number in first.union(*others, all=True).order_by() if others else first:
            numbers[key] += number
    return numbers


def _is_empty(rows: QuerySet) -> bool:
    """Whether nothing need be asked: `none()`, or ids of an empty list."""
    try:
        str(rows.query)
    except EmptyResultSet:
        return True
    return False
