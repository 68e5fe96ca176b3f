"""How many drafted measures wait in a policy, as they were last counted: to read all texts takes long."""

from __future__ import annotations

from django.db import models

from articles.models import Policy


class DraftCountQuerySet(models.QuerySet["DraftCount"]):
    def total(self) -> int:
        return self.aggregate(total=models.Sum("waiting"))["total"] or 0


class DraftCount(models.Model):
    policy = models.OneToOneField(
        Policy, on_delete=models.CASCADE, related_name="draft_count", verbose_name="政策"
    )
    waiting = models.PositiveIntegerField("等待决定")
    counted_at = models.DateTimeField("统计时间")

    objects = DraftCountQuerySet.as_manager()

    class Meta:
        verbose_name = "起草的措施的统计"
        verbose_name_plural = "起草的措施的统计"
        ordering = ("policy",)

    def __str__(self) -> str:
        return f"{self.policy}：{self.waiting}"
