"""What of support measures waits besides the queue (articles/review/desk.py)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localtime

from articles.review.desk import DeskEntry
from guidance.models import DraftCount


def measures() -> Iterator[DeskEntry]:
    """The drafted measures, as they were counted last."""
    oldest = DraftCount.objects.order_by("counted_at").first()
    since = f"{localtime(oldest.counted_at):%m-%d %H:%M} 以来的统计" if oldest else ""
    note = since or "还没有统计：运行 count_drafts"
    total, page = DraftCount.objects.total(), reverse("admin:guidance_drafts")
    yield DeskEntry("起草的措施", page, "guidance.add_supportmeasure", total, note)
