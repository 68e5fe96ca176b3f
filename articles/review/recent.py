"""What changed lately and by whom, from the log of the administration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.admin.models import LogEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: So many entries are read: decisions of the queue, many in a row, are told as one.
_READ = 200
_SAID = 60


@dataclass(frozen=True)
class RecentChange:
    """`number` entries of one person about one kind of rows; `name` and `address` are those of the last."""

    at: datetime
    by: str
    kind: str
    name: str
    said: str
    address: str
    number: int


def recent_changes(user: User, *, most: int = 12) -> list[RecentChange]:
    """The latest changes of what `user` may see."""
    entries = LogEntry.objects.select_related("user", "content_type").order_by("-action_time", "-pk")[:_READ]
    seen = [entry for entry in entries if _may_see(user, entry)]
    groups = groupby(seen, key=lambda entry: (entry.user_id, entry.content_type_id, _said(entry)))
    return [_change(list(group)) for _, group in groups][:most]


def _may_see(user: User, entry: LogEntry) -> bool:
    kind = entry.content_type
    return kind is not None and user.has_perm(f"{kind.app_label}.view_{kind.model}")


def _said(entry: LogEntry) -> str:
    return str(entry.get_change_message())[:_SAID]


def _change(entries: list[LogEntry]) -> RecentChange:
    last = entries[0]
    return RecentChange(
        at=last.action_time,
        by=last.user.get_username(),
        kind=str(last.content_type.name) if last.content_type else "",
        name=last.object_repr,
        said=_said(last),
        address=last.get_admin_url() or "",
        number=len(entries),
    )
