"""The measures in the sitemap: their pages, with the day each last changed, and the list of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet
from django.urls import reverse

from articles.feeds.sitemaps import Sitemap
from guidance.models import MeasureRevision, SupportMeasure


class MeasureSitemap(Sitemap):
    limit = 5000

    def items(self) -> QuerySet:
        return SupportMeasure.objects.published().with_last_change().order_by("pk")

    def lastmod(self, item: SupportMeasure) -> datetime | None:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        """For the index, in one query."""
        return MeasureRevision.objects.aggregate(last=Max("created_at"))["last"]


class Pages(Sitemap):
    """The finder and the list of measures; results of either are not meant to be indexed."""

    def items(self) -> list[str]:
        return [reverse("guidance:finder"), reverse("guidance:measures")]

    def location(self, item: str) -> str:
        return item
