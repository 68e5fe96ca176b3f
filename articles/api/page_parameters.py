"""The parameters of a list: which page, and how many rows on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

MOST_A_PAGE = 100
_LAST_PAGE = 100_000


class PageParameters(serializers.Serializer):
    """Parameters of a list. `filters` says by name what keeps the rows that a parameter asks for."""

    filters: ClassVar[Mapping[str, Callable[..., QuerySet]]] = {}

    page = serializers.IntegerField(min_value=1, max_value=_LAST_PAGE, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=MOST_A_PAGE, default=20)
