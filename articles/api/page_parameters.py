"""Parameters of a request: which page of a list, how many rows on it, and texts that say something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db.models import QuerySet
from rest_framework import serializers

MOST_A_PAGE = 100
_LAST_PAGE = 100_000


#: What `str.strip` leaves something of, in a form that readers of the schema in other languages know as well.
_NOT_BLANK = RegexValidator(r"[^\s\u001c-\u001f\u0085]", "请写上文字，不能只是空格。")


class FilledText(serializers.CharField):
    """A text that is not blank; the schema says so too, as a least length of one lets a space through."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[_NOT_BLANK], **options)


class PageParameters(serializers.Serializer):
    """Parameters of a list. `filters` says by name what keeps the rows that a parameter asks for."""

    filters: ClassVar[Mapping[str, Callable[..., QuerySet]]] = {}

    page = serializers.IntegerField(min_value=1, max_value=_LAST_PAGE, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=MOST_A_PAGE, default=20)
