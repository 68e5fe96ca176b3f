"""Notes for colleagues (内部备注) on any row that the administration shows; never public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class InternalNoteQuerySet(models.QuerySet["InternalNote"]):
    def of(self, model: str, row: int) -> InternalNoteQuerySet:
        return self.filter(model=model, row=row).select_related("author")

    def written_by(self, author: User, pk: int | None) -> InternalNote | None:
        return self.filter(author=author, pk=pk).first()


class InternalNote(models.Model):
    """Nothing that readers reach asks for these rows: no page, file, feed or search imports this model."""

    model = models.CharField("种类", max_length=60)
    row = models.BigIntegerField("编号")
    text = models.TextField("备注", max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="作者"
    )
    written_at = models.DateTimeField("时间", auto_now_add=True)
    edited_at = models.DateTimeField("改于", null=True, blank=True)

    objects = InternalNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "内部备注"
        verbose_name_plural = "内部备注"
        default_permissions = ("view",)
        ordering = ("written_at", "pk")
        indexes = [models.Index(fields=["model", "row"], name="internal_note_row")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="internal_note_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
