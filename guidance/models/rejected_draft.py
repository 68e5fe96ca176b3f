"""Clauses that seemed to give something, and that an editor has found to be no measure."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from articles.models import Article, Policy


class RejectedDraftQuerySet(models.QuerySet["RejectedDraft"]):
    def of_articles(self, ids: Iterable[int]) -> RejectedDraftQuerySet:
        return self.filter(article__in=list(ids))

    def of_policy(self, policy: Policy) -> RejectedDraftQuerySet:
        return self.filter(article__policy=policy)


class RejectedDraft(models.Model):
    """The words of the clause and why it is none; deleting the row proposes the clause again."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="rejected_drafts", verbose_name="条文"
    )
    quote = models.TextField("原文")
    reason = models.CharField("理由", max_length=300, blank=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="否决者",
    )
    rejected_at = models.DateTimeField("否决时间", auto_now_add=True)

    objects = RejectedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "否决的起草"
        verbose_name_plural = "否决的起草"
        ordering = ("-rejected_at", "pk")
        constraints = [models.UniqueConstraint(fields=["article", "quote"], name="rejected_draft_once")]

    def __str__(self) -> str:
        return f"{self.article}：{self.quote}"
