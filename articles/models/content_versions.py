"""What a process remembers of the database, and how it knows that this still holds.

A trigger on every table that readers see notes each change of it (migration 0025). The version of a table is
read from these notes: a number that no other state of the table had, so that whatever was computed from the
table under that number still holds. `remembered` is the one way in which the portal keeps such things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar

from django.db import connection, models

Arguments = ParamSpec("Arguments")
Computed = TypeVar("Computed")

_READ = "SELECT changed, bit_xor(number) FROM articles_contentchange GROUP BY changed"


class ContentChange(models.Model):
    """That a transaction has changed a table; the trigger writes it, and merges old ones at times."""

    pk = models.CompositePrimaryKey("changed", "made_by")
    changed = models.CharField("表", max_length=63)
    made_by = models.BigIntegerField("事务")
    number = models.BigIntegerField("随机数")

    objects = models.Manager()

    class Meta:
        verbose_name = "内容变更"
        verbose_name_plural = "内容变更"

    def __str__(self) -> str:
        return f"{self.changed}：{self.number}"


@dataclass
class _State:
    """The versions that a request or a query has seen; None until it asks."""

    versions: Mapping[str, int] | None = None


_state: ContextVar[_State | None] = ContextVar("content versions", default=None)


@contextmanager
def one_state() -> Iterator[None]:
    """Let what is computed within see one state of the content, whose versions are read once.

    It is for readers: who writes must look again afterwards.
    """
    if _state.get() is not None:
        yield
        return
    token = _state.set(_State())
    try:
        yield
    finally:
        _state.reset(token)


def content_versions() -> Mapping[str, int]:
    """The version of each table by its name; one that has never been changed is missing."""
    state = _state.get()
    if state is None:
        return _read()
    if state.versions is None:
        state.versions = _read()
    return state.versions


def version_of(*tables: type[models.Model]) -> tuple[int, ...]:
    """Identifies what these tables hold."""
    versions = content_versions()
    return tuple(versions.get(table._meta.db_table, 0) for table in tables)


def remembered(
    *tables: type[models.Model], most: int = 1
) -> Callable[[Callable[Arguments, Computed]], Callable[Arguments, Computed]]:
    """Keep what a function computes from its hashable arguments and these tables, while they are unchanged.

    A process keeps the `most` results used last. What is kept belongs to all readers: nobody may change it.
    """

    def decorate(compute: Callable[Arguments, Computed]) -> Callable[Arguments, Computed]:
        lock = RLock()  # who comes while it is computed waits, and does not compute it as well
        kept = lru_cache(maxsize=most)(lambda version, *args, **kwargs: compute(*args, **kwargs))

        @wraps(compute)
        def recall(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Computed:
            version = version_of(*tables)
            with lock:
                return kept(version, *args, **kwargs)  # type: ignore[arg-type]  # hashable, as it says

        return recall

    return decorate


def _read() -> Mapping[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        return dict(cursor.fetchall())
