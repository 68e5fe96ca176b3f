"""What changed lately and by whom, from the log of the administration."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.admin.models import LogEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: So many entries are read: many in a row, as decisions in the queue are, are told as one.
_READ = 200
_SAID = 60


@dataclass(frozen=True)
class RecentChange:
    """`number` entries of one person in a row about one kind; `name` and `address` are those of the last.

    `said` are what they did, with how often.
    """

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
    groups = groupby(seen, key=lambda entry: (entry.user_id, entry.content_type_id))
    return [_change(list(group)) for _, group in groups][:most]


def _may_see(user: User, entry: LogEntry) -> bool:
    kind = entry.content_type
    return kind is not None and user.has_perm(f"{kind.app_label}.view_{kind.model}")


def _change(entries: list[LogEntry]) -> RecentChange:
    last = entries[0]
    said = Counter(str(entry.get_change_message())[:_SAID] for entry in entries).most_common(3)
    return RecentChange(
        at=last.action_time,
        by=last.user.get_username(),
        kind=str(last.content_type.name) if last.content_type else "",
        name=last.object_repr,
        said="，".join(f"{words} {number} 次" if number > 1 else words for words, number in said),
        address=last.get_admin_url() or "",
        number=len(entries),
    )
