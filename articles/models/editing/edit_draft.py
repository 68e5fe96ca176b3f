"""Drafts of changes (修改稿): what an editor typed in a row's form, kept beside the published row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class DraftState(models.TextChoices):
    EDITING = "editing", "草稿"
    SUBMITTED = "submitted", "待审"
    RETURNED = "returned", "退回"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已发布"
    DISCARDED = "discarded", "已放弃"


#: Drafts on which something is still to be done.
OPEN_STATES = (DraftState.EDITING, DraftState.SUBMITTED, DraftState.RETURNED, DraftState.SCHEDULED)
_REVIEWED = (DraftState.RETURNED, DraftState.SCHEDULED, DraftState.PUBLISHED)


class EditDraftQuerySet(models.QuerySet["EditDraft"]):
    def open(self) -> EditDraftQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def waiting(self) -> EditDraftQuerySet:
        """Those that wait for a second person."""
        return self.filter(state=DraftState.SUBMITTED)

    def returned(self) -> EditDraftQuerySet:
        return self.filter(state=DraftState.RETURNED)

    def due(self, now: datetime) -> EditDraftQuerySet:
        """Scheduled ones whose time has come, the earliest first."""
        return self.filter(state=DraftState.SCHEDULED, publish_at__lte=now).order_by("publish_at", "pk")

    def of_row(self, row: models.Model) -> EditDraftQuerySet:
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)

    def locked(self) -> EditDraftQuerySet:
        return self.select_for_update(of=("self",))


class EditDraft(models.Model):
    """`form_data` has the values of each field as a browser sent them, with the version of the row that the
    form was opened with: publishing a draft is sending it again."""

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="种类"
    )
    object_id = models.BigIntegerField("编号")
    title = models.CharField("改的是", max_length=300)
    state = models.CharField("状态", max_length=10, choices=DraftState, default=DraftState.EDITING)
    form_data = models.JSONField("填写的内容")
    note = models.CharField("为何修改", max_length=300, blank=True)
    created_at = models.DateTimeField("起草时间")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="起草人"
    )
    changed_at = models.DateTimeField("最近改动")
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核人",
    )
    review_note = models.CharField("审核意见", max_length=500, blank=True)
    publish_at = models.DateTimeField("定于", null=True, blank=True)
    problem = models.CharField("没有发布的原因", max_length=500, blank=True)

    objects = EditDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "修改稿"
        verbose_name_plural = "修改稿"
        ordering = ("-changed_at", "-pk")
        permissions = [("publish_editdraft", "审核与发布修改稿")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="edit_draft_of_row")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DraftState.SCHEDULED, publish_at__isnull=False)
                | (~Q(state=DraftState.SCHEDULED) & Q(publish_at__isnull=True)),
                name="edit_draft_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_REVIEWED) | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="edit_draft_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_REVIEWED) | ~Q(reviewed_by=F("created_by")),
                name="edit_draft_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"修改稿 {self.pk}：{self.title}"

    @property
    def row(self) -> models.Model | None:
        """The row as it is now; None if it is gone."""
        model = self.content_type.model_class()
        return model._base_manager.filter(pk=self.object_id).first() if model else None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_by(self, user: User) -> bool:
        return self.created_by_id == user.pk
