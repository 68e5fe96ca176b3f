"""Code and database of different ages: upgrades while readers and editors go on (docs/development.md, 迁移).

A migration either expands the schema, which the code before it does not notice, or contracts it, which takes
away what only older code used; the latter has "contract" in its name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles.models.postgres.driver import sqlstate_of

_LOCK_NOT_AVAILABLE = "55P03"
_PAUSES = (1, 2, 4, 8, 15)  # seconds between attempts to get a lock
_LOOK_AGAIN = 2  # seconds


def pending() -> int:
    """How many migrations of this code the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_contract(name: str) -> bool:
    return "contract" in name.split("_")


def contracts_of_newer_version() -> list[str]:
    """Contracting migrations of a newer version that the database has: what this code needs may be gone."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in set(applied) - _own_migrations() if is_contract(name))


def refuse_newer_database() -> None:
    """Raises ImproperlyConfigured where this code is too old for the database."""
    if beyond := contracts_of_newer_version():
        raise ImproperlyConfigured(
            f"数据库已由更新的版本收缩（{'、'.join(beyond)}），这个版本需要的列或表可能已不在。请改用新的版本。"
        )


@cache
def _own_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def wait_until_migrated(*, say: Callable[[str], None] = print, patience: float | None = None) -> str:
    """Return once another process has migrated. Raises ImproperlyConfigured."""
    patience = settings.PORTAL_MIGRATION_PATIENCE if patience is None else patience
    deadline = time.monotonic() + patience
    while missing := pending():
        if time.monotonic() > deadline:
            raise ImproperlyConfigured(
                f"等了 {patience:.0f} 秒，数据库仍缺少 {missing} 个迁移。请运行一次 manage.py migrate。"
            )
        say(f"\n      还缺 {missing} 个迁移，等别的进程执行…")
        time.sleep(_LOOK_AGAIN)
    return "已是最新"


def patiently(migrate: Callable[[], None], *, database: str, say: Callable[[str], None]) -> None:
    """Migrate without making readers wait for long: a lock that is not there soon is asked for again later.

    While a statement waits for a table, everybody who comes after it waits as well. Each migration is whole
    or not at all, so a further attempt goes on where the last one stopped.
    """
    for pause in (*_PAUSES, None):
        try:
            with _time_limits(database):
                migrate()
        except OperationalError as error:
            if sqlstate_of(error) != _LOCK_NOT_AVAILABLE or pause is None:
                raise
            say(f"表正在使用，{pause} 秒后再试：{str(error).splitlines()[0]}")
            time.sleep(pause)
        else:
            return


@contextmanager
def _time_limits(database: str) -> Iterator[None]:
    """With limits for how long a statement waits for a lock, and for how long it runs; 0 is no limit."""
    limits = {
        "lock_timeout": settings.PORTAL_MIGRATION_LOCK_SECONDS,
        "statement_timeout": settings.PORTAL_MIGRATION_SECONDS,
    }
    with connections[database].cursor() as cursor:
        for name, seconds in limits.items():
            cursor.execute(f"SET {name} = '{int(seconds)}s'")
    try:
        yield
    finally:
        with suppress(Error), connections[database].cursor() as cursor:  # it may be lost
            for name in limits:
                cursor.execute(f"RESET {name}")
