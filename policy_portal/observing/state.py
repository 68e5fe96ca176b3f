"""What the portal holds and what is wrong or waits, as seen from its database and its disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count

from articles.models import Article, LaterRule, Mention, Policy, PolicyVersion, Reference
from articles.search import unindexed_count
from guidance.models import SupportMeasure

#: Below this share or size a disk is nearly full: PostgreSQL stops at a full one.
_LEAST_SHARE, _LEAST_BYTES = 0.05, 500 * 2**20

_DATABASE = (
    "SELECT pg_database_size(current_database()), pg_is_in_recovery(),"
    " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
    " coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0)"
)


@dataclass(frozen=True)
class Disk:
    """Free and whole bytes of the file system that holds the data folder."""

    free: int
    total: int

    @property
    def is_nearly_full(self) -> bool:
        return self.free < max(_LEAST_BYTES, self.total * _LEAST_SHARE) and self.free < self.total / 2


@dataclass(frozen=True)
class DatabaseState:
    """Size in bytes, connections; on a standby, the seconds since the last change that it has applied."""

    size: int
    is_standby: bool
    connections: int
    lag: float


def disk(folder: Path | None = None) -> Disk:
    usage = shutil.disk_usage(folder or settings.DATA_DIR)
    return Disk(usage.free, usage.total)


def database_state() -> DatabaseState:
    with connection.cursor() as cursor:
        cursor.execute(_DATABASE)
        size, is_standby, connections, lag = cursor.fetchone()
    return DatabaseState(size, is_standby, connections, float(lag) if is_standby else 0.0)


def held() -> dict[str, int]:
    """How many of what is in the base, public or not."""
    return {
        "policies": Policy.objects.count(),
        "articles": Article.objects.count(),
        "links": Mention.objects.count(),
        "measures": SupportMeasure.objects.count(),
        "unindexed_articles": unindexed_count(),
    }


def waiting() -> dict[tuple[str, str], int]:
    """How many rows of each kind have each status: (link, proposed), (version, proposed) …"""
    kinds = (
        ("link", Mention, "status"),
        ("reference", Reference, "status"),
        ("later_rule", LaterRule, "status"),
        ("measure", SupportMeasure, "status"),
        ("version", PolicyVersion, "state"),
        ("policy", Policy, "publication"),
    )
    return {
        (kind, status): number
        for kind, model, field in kinds
        for status, number in model._default_manager.values_list(field).annotate(Count("pk")).order_by(field)
    }
