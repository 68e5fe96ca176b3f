"""Health for whatever watches the portal: `live`: the process answers; `ready`: it can do its work."""

import logging
from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return _answer([])


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    return _answer(reasons_not_ready())


def reasons_not_ready() -> list[str]:
    """Return, in Chinese, why the portal cannot serve now; empty when it can."""
    try:
        missing = unapplied_migrations()
    except (DatabaseError, ImproperlyConfigured):
        logger.exception("The database does not answer")
        return ["数据库没有应答"]
    return [f"有未执行的数据库迁移：{'、'.join(missing)}"] if missing else []


def unapplied_migrations() -> list[str]:
    """Return the last migration of each app that the database lacks. One query."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _last_migrations() if (app, name) not in applied]


@cache
def _last_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _answer(reasons: list[str]) -> JsonResponse:
    status = {"status": "unavailable", "reasons": reasons} if reasons else {"status": "ok"}
    options = {"json_dumps_params": {"ensure_ascii": False}, "status": 503 if reasons else 200}
    return JsonResponse(status, headers={"Cache-Control": "no-store"}, **options)
