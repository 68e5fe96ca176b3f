"""The face of the audit log: what other parts call to record something, and what they may read.

An entry locks the end of the chain until its transaction ends: record last, after all other writing.
No password, code, key or search words of readers belong into an entry.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from policy_portal.auditing.models import LONGEST, AuditEntry, AuditKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_LONGEST_NAME = 300
_ENTRIES_PER_CHANGE = 10  # entries read for each line shown: some may not be seen by everybody
_ACCOUNT_APPS = ("auth", "policy_portal", "otp_totp", "otp_static", "axes")


@dataclass(frozen=True)
class RecentChange:
    """One line of what changed lately; `link` is "" for what has no page."""

    who: str
    when: datetime
    what: str
    name: str
    link: str


def record(
    kind: str,
    what: str,
    *,
    rows: Iterable[models.Model] = (),
    by: User | None = None,
    by_name: str = "",
    request: HttpRequest | None = None,
    at: datetime | None = None,
) -> None:
    """Add one entry, or one for each of `rows`."""
    if request is not None and by is None and request.user.is_authenticated:
        by = request.user
    entry = {
        "at": at or timezone.now(),
        "kind": kind,
        "user": by,
        "user_name": (by_name or (by.get_username() if by else "系统"))[:150],
        "what": _plain(what)[:LONGEST],
        "address": request.META.get("REMOTE_ADDR", "")[:45] if request else "",
    }
    row_fields = [_row_fields(row) for row in rows] or [{}]
    AuditEntry.objects.bulk_create([AuditEntry(**entry, **fields) for fields in row_fields], batch_size=500)


def record_change(request: HttpRequest, rows: Iterable[models.Model], what: str, *, kind: str = "") -> None:
    """Record what somebody did to rows in the administration; without a kind, their model says it."""
    rows = list(rows)
    if rows:
        record(kind or _kind_of(rows[0]), what, rows=rows, request=request)


def record_command(kind: str, what: str) -> None:
    """Record what a command did, by the name of the account of the operating system."""
    record(kind, what, by_name=f"命令行 {_system_user()}")


def last_of(row: models.Model) -> AuditEntry | None:
    """The last entry about a row."""
    return AuditEntry.objects.of_row(row._meta.label_lower, row.pk).latest_first().first()


def entries_of(model: str, row: object, *, limit: int = 50) -> list[AuditEntry]:
    return list(AuditEntry.objects.of_row(model, row).latest_first()[:limit])


def recent_changes(user: User, limit: int = 10) -> list[RecentChange]:
    """What changed lately of what `user` may see, by whom: the newest first. For the front page of the
    administration."""
    latest = AuditEntry.objects.of_changes().one_of_each_moment()[: limit * _ENTRIES_PER_CHANGE]
    entries = [entry for entry in latest if _may_see(user, entry)][:limit]
    return [
        RecentChange(entry.user_name, entry.at, entry.what, entry.row_name, link_of(entry))
        for entry in entries
    ]


def _may_see(user: User, entry: AuditEntry) -> bool:
    """What is about no row, as an import, is for those who see the log."""
    app, _, model = entry.model.rpartition(".")
    return user.has_perm(f"{app}.view_{model}" if app else "policy_portal.view_auditentry")


def link_of(entry: AuditEntry) -> str:
    """The page of the row in the administration, or ""."""
    if not entry.row or entry.model.count(".") != 1:
        return ""
    try:
        return reverse(f"admin:{entry.model.replace('.', '_')}_change", args=[entry.row])
    except NoReverseMatch:
        return ""


def kind_name(entry: AuditEntry) -> str:
    """What the row is, in Chinese."""
    try:
        return str(apps.get_model(entry.model)._meta.verbose_name) if entry.model else ""
    except LookupError:
        return entry.model


def _row_fields(row: models.Model) -> dict[str, str]:
    return {
        "model": row._meta.label_lower,
        "row": str(row.pk)[:60],
        "row_name": _plain(getattr(row, "audit_name", None) or str(row))[:_LONGEST_NAME],
    }


def _kind_of(row: models.Model) -> str:
    return AuditKind.ACCOUNT if row._meta.app_label in _ACCOUNT_APPS else AuditKind.CONTENT


def _plain(text: str) -> str:
    """Without what the database refuses."""
    return text.replace("\0", "")


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


__all__ = [
    "AuditKind",
    "RecentChange",
    "entries_of",
    "last_of",
    "link_of",
    "recent_changes",
    "record",
    "record_change",
    "record_command",
]
