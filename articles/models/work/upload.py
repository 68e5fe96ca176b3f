"""Documents that editors have uploaded: read, corrected, compared and then imported (上传的文件)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from articles.models.policies.policy import Policy
from articles.models.work.task import Task


class UploadState(models.TextChoices):
    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    FAILED = "failed", "没有读成"
    READY = "ready", "待核对"
    IMPORTED = "imported", "已导入"
    DROPPED = "dropped", "已放弃"


class UploadQuerySet(models.QuerySet["Upload"]):
    def of_task(self, task: Task) -> UploadQuerySet:
        return self.filter(task=task)

    def unread(self) -> UploadQuerySet:
        """Those whose reading has not begun, or was broken off."""
        return self.filter(state__in=(UploadState.WAITING, UploadState.READING))

    def ready(self) -> UploadQuerySet:
        return self.filter(state=UploadState.READY)

    def open(self) -> UploadQuerySet:
        """Those that somebody still has to do something about."""
        return self.exclude(state__in=(UploadState.IMPORTED, UploadState.DROPPED))

    def past(self, before: datetime) -> UploadQuerySet:
        """Those that nobody has to do anything about, or that could not be read, since before this moment."""
        over = self.filter(state__in=(UploadState.IMPORTED, UploadState.DROPPED, UploadState.FAILED))
        return over.filter(created_at__lt=before).exclude(imported_at__gte=before)

    def with_ids(self, ids: Iterable[int]) -> UploadQuerySet:
        return self.filter(pk__in=list(ids))

    def without_content(self) -> UploadQuerySet:
        return self.defer("content", "source", "outline")

    def locked(self) -> UploadQuerySet:
        return self.select_for_update(of=("self",))


class Upload(models.Model):
    """One document of an uploaded file. A notice that prints several makes a row of each.

    `source` is the text read (`articles.importing.readers.SourceText`), `outline` what the parser made of it,
    `steps` the editor's corrections, replayed on it. `content` is the file until it is imported or dropped.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="uploads", verbose_name="后台任务")
    name = models.CharField("文件名", max_length=255)
    content = models.BinaryField("文件", default=b"")
    state = models.CharField("状态", max_length=8, choices=UploadState, default=UploadState.WAITING)
    problem = models.CharField("没有读成的原因", max_length=500, blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    source = models.JSONField("读出的文字", null=True, blank=True, encoder=DjangoJSONEncoder)
    outline = models.JSONField("解析的结构", null=True, blank=True, encoder=DjangoJSONEncoder)
    steps = models.JSONField("改正", default=list, blank=True, encoder=DjangoJSONEncoder)
    policy = models.ForeignKey(
        Policy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="政策"
    )
    outcome = models.CharField("导入的结果", max_length=300, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    imported_at = models.DateTimeField("导入时间", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "上传的文件"
        verbose_name_plural = "上传的文件"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=UploadState.READY) | Q(source__isnull=False, outline__isnull=False),
                name="upload_ready_is_read",
            ),
            models.CheckConstraint(
                condition=~Q(state=UploadState.IMPORTED) | Q(imported_at__isnull=False),
                name="upload_imported_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def is_ready(self) -> bool:
        return self.state == UploadState.READY

    @property
    def is_imported(self) -> bool:
        return self.state == UploadState.IMPORTED

    def add_step(self, step: dict[str, Any]) -> None:
        self.steps = [*self.steps, step]
        self.save(update_fields=["steps", "title"])
