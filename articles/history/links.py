"""The history of links: a restored one is placed where its quote is now, and decided by who restores it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from articles.history.content_kinds import RowHistory, checked
from articles.models import Reference
from articles.models.links.evidence import STANDING, LinkStatus
from articles.review.links.link_decisions import find_quote, publish_with_first_link

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class LinkHistory(RowHistory):
    publishing = ("status",)

    def save(self, row: Any, *, by: User, note: str) -> None:
        if row.status in STANDING:
            find_quote(row)
        row.decided_by, row.decided_at = by, timezone.now()
        checked(row)
        row.save()
        if row.status == LinkStatus.PUBLISHED:
            publish_with_first_link(row, by=by)

    def after(self, row: Any) -> None:
        if isinstance(row, Reference):
            Reference.objects.with_ids([row.pk]).resolve_targets()
            row.refresh_from_db(fields=["target"])
