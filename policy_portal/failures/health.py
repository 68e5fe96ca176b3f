"""Health checks for monitoring: `live`: the process answers; `ready`: the portal can serve.

It can also serve from a read-only database: `mode` is then "read-only", else "read-write". What an operator
should mend although readers are served is in `warnings`.
"""

from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import Any

from cachetools import TTLCache, cached
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from articles.models.postgres.outages import Outage, is_read_only
from articles.search import unindexed_count
from policy_portal import upgrades
from policy_portal.failures.outages import LOG
from policy_portal.observing import state
from policy_portal.signing.keys import key_ring

_RECOUNTED_AFTER = 10  # seconds: anybody may ask, and counting looks at every article


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return _answer({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    try:
        missing, mode = unapplied_migrations(), "read-only" if is_read_only() else "read-write"
    except DatabaseError as error:
        LOG.tell(Outage.AWAY, error)
        return _answer(_unavailable_content("数据库没有应答"), 503)
    if beyond := upgrades.contracts_of_newer_version():
        return _answer(_unavailable_content(f"数据库已由更新的版本收缩：{'、'.join(beyond)}"), 503)
    if missing:
        return _answer(_unavailable_content(f"有未执行的数据库迁移：{'、'.join(missing)}"), 503)
    return _answer({"status": "ok", "mode": mode, "warnings": list(_warnings())})


def _warnings() -> Iterator[str]:
    if unindexed := _cached_unindexed_count():
        yield f"有 {unindexed} 条还没有进入检索索引"
    if problems := key_ring().problems():
        yield f"有 {len(problems)} 把签名密钥不能用（见日志）"
    disk = state.disk()
    if disk.is_nearly_full:
        yield f"数据目录所在的磁盘只剩 {disk.free // 2**20} MB"


@cached(TTLCache(maxsize=1, ttl=_RECOUNTED_AFTER), lock=Lock())
def _cached_unindexed_count() -> int:
    return unindexed_count()


def unapplied_migrations() -> list[str]:
    """Return the last migration of each app that the database lacks. One query."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _last_migrations() if (app, name) not in applied]


@cache
def _last_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _unavailable_content(reason: str) -> dict[str, object]:
    """`reasons` says, in Chinese, why the portal cannot serve now."""
    return {"status": "unavailable", "reasons": [reason]}


def _answer(content: dict[str, object], status: int = 200) -> JsonResponse:
    options: dict[str, Any] = {"json_dumps_params": {"ensure_ascii": False}, "status": status}
    return JsonResponse(content, headers={"Cache-Control": "no-store"}, **options)
