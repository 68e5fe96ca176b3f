"""What came of opening an official address (官方网站): only `check_official_links` writes it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

from articles.models.entities.entity import Entity
from articles.models.links.later_rule import LaterRule

#: So many failed checks in a row make an address dead: a site may be down for a day.
DEAD_AFTER = 2


class OfficialLinkQuerySet(models.QuerySet["OfficialLink"]):
    def dead(self) -> OfficialLinkQuerySet:
        """Addresses that did not answer the last times, and that something here still names."""
        return self.in_use().filter(failures__gte=DEAD_AFTER)

    def of_sites(self) -> OfficialLinkQuerySet:
        return self.filter(url__in=Entity.objects.values("official_site"))

    def of_sources(self) -> OfficialLinkQuerySet:
        return self.filter(url__in=LaterRule.objects.values("source_url"))

    def in_use(self) -> OfficialLinkQuerySet:
        return self.of_sites() | self.of_sources()

    def record(self, url: str, problem: str, *, at: datetime | None = None) -> OfficialLink:
        """Write down the outcome of a check; an empty `problem` means that it opened."""
        row, _ = self.get_or_create(url=url, defaults={"checked_at": at or timezone.now()})
        row.problem, row.checked_at = problem[:200], at or timezone.now()
        row.failures = row.failures + 1 if problem else 0
        row.save()
        return row


class OfficialLink(models.Model):
    url = models.URLField("网址", max_length=400, unique=True)
    checked_at = models.DateTimeField("最近检查")
    problem = models.CharField("问题", max_length=200, blank=True, help_text="空白表示打得开。")
    failures = models.PositiveIntegerField("连续失败次数", default=0)

    objects = OfficialLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "官方网址的检查"
        verbose_name_plural = "官方网址的检查"
        ordering = ("url",)

    def __str__(self) -> str:
        return self.url
