"""Content versions: caching of results computed from the database, valid while its tables are unchanged.

A trigger on each table with public content records every change (migration 0025). A table's version is a
number that no other state of the table has, so a result computed at that version stays valid.
`remembered` is the only cache of this kind in the portal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, reduce, wraps
from operator import xor
from threading import RLock
from typing import ParamSpec, TypeVar

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

Arguments = ParamSpec("Arguments")
Computed = TypeVar("Computed")

_READ = "SELECT changed, bit_xor(number) FROM articles_contentchange GROUP BY changed"
#: Equal snapshots of one server show the same rows; a standby's do with the same position in the log.
_SNAPSHOT = (
    "SELECT pg_current_snapshot()::text, pg_last_wal_replay_lsn()::text, pg_postmaster_start_time()::text"
)


class ContentChange(models.Model):
    """A change of a table by a transaction; written by the trigger, which sometimes merges old rows."""

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
class _SeenVersions:
    """The versions seen by a request or query; None until they are first read."""

    versions: Mapping[str, int] | None = None


_state: ContextVar[_SeenVersions | None] = ContextVar("content versions", default=None)


@contextmanager
def one_state() -> Iterator[None]:
    """Read the content versions only once within this context.

    Only for code that does not write: versions are not read again after a change.
    """
    if _state.get() is not None:
        yield
        return
    token = _state.set(_SeenVersions())
    try:
        yield
    finally:
        _state.reset(token)


@contextmanager
def another_state() -> Iterator[None]:
    """Read the content versions anew within this context: it sees changes that `one_state` must not know."""
    token = _state.set(None)
    try:
        yield
    finally:
        _state.reset(token)


def content_versions() -> Mapping[str, int]:
    """The version of each table by name; tables that were never changed are missing."""
    state = _state.get()
    if state is None:
        return _read_versions()
    if state.versions is None:
        state.versions = _read_versions()
    return state.versions


def version_of(*tables: type[models.Model]) -> tuple[int, ...]:
    """A cache key for the content of these tables."""
    versions = content_versions()
    return tuple(versions.get(table._meta.db_table, 0) for table in tables)


def version_of_all() -> int:
    """A number that no other state of all watched tables together has."""
    return reduce(xor, content_versions().values(), 0)


def remembered(
    *tables: type[models.Model], most: int = 1
) -> Callable[[Callable[Arguments, Computed]], Callable[Arguments, Computed]]:
    """Cache a function of hashable arguments and these tables, while the tables are unchanged.

    A process keeps the `most` results used last (LRU). Results are shared: do not change them.
    """

    def decorate(compute: Callable[Arguments, Computed]) -> Callable[Arguments, Computed]:
        # Not at once: a model's table has its name when all models are loaded.
        names = cache(lambda: [table._meta.db_table for table in tables])
        lock = RLock()  # concurrent callers wait instead of computing it twice
        cached = lru_cache(maxsize=most)(lambda version, *args, **kwargs: compute(*args, **kwargs))

        @wraps(compute)
        def recall(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Computed:
            versions = content_versions()
            version = tuple([versions.get(name) for name in names()])
            with lock:
                return cached(version, *args, **kwargs)  # type: ignore[arg-type]  # hashable, as it says

        return recall

    return decorate


class _LastRead:
    """The versions that this process read last, and the snapshot of the database before it read them."""

    def __init__(self) -> None:
        self._last: tuple[object, Mapping[str, int]] = (None, {})

    def versions(self) -> Mapping[str, int]:
        """The versions now. Most requests follow no write, and need not read the table."""
        with connection.cursor() as cursor:
            if connection.in_atomic_block:  # a transaction's own changes are in no snapshot
                return _stored_versions(cursor)
            cursor.execute(_SNAPSHOT)
            snapshot, (last, versions) = cursor.fetchone(), self._last
            if snapshot != last:
                versions = _stored_versions(cursor)
                self._last = (snapshot, versions)
            return versions


_read_versions = _LastRead().versions


def _stored_versions(cursor: CursorWrapper) -> Mapping[str, int]:
    cursor.execute(_READ)
    return dict(cursor.fetchall())
