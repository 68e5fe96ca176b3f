"""Decisions on many rows (批量决定) with each row's state before, so that they can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class DecisionBatchQuerySet(models.QuerySet["DecisionBatch"]):
    def of_row(self, model: str, pk: int) -> DecisionBatchQuerySet:
        """Those that decided on a row, the newest first."""
        return self.filter(rows__contains=[{"model": model, "pk": pk}]).select_related("made_by")

    def locked(self) -> DecisionBatchQuerySet:
        return self.select_for_update(of=("self",))

    def not_undone(self) -> DecisionBatchQuerySet:
        return self.filter(undone_at=None)

    def latest_of(self, user: User) -> DecisionBatchQuerySet:
        """What a user decided last and has not undone."""
        return self.not_undone().filter(made_by=user).order_by("-pk")


class DecisionBatch(models.Model):
    """`rows` has one object for each row: model (articles.mention), pk, name, state before and after.

    Those with `also` changed with the others: the entity that a first link has made public.
    """

    verb = models.CharField("决定", max_length=40)
    made_at = models.DateTimeField("时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="由谁"
    )
    rows = models.JSONField("各行")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="由谁撤销",
    )

    objects = DecisionBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "批量决定"
        verbose_name_plural = "批量决定"
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="decision_batch_undone_by_somebody",
            )
        ]

    def __str__(self) -> str:
        names = [row["name"] for row in self.rows if not row.get("also")]
        return f"{self.verb}：{names[0]}" if len(names) == 1 and names[0] else f"{self.verb} {len(names)} 项"

    @property
    def models_of_rows(self) -> set[str]:
        """The labels of the models of the rows that it decided on."""
        return {row["model"] for row in self.rows if not row.get("also")}
