"""A background job (后台任务) and its progress: what `articles.jobs` runs in a process of its own."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class JobStatus(models.TextChoices):
    WAITING = "waiting", "等待开始"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    STOPPED = "stopped", "已停止"


UNFINISHED = (JobStatus.WAITING, JobStatus.RUNNING)


J = TypeVar("J", bound="Job")


class JobQuerySet(models.QuerySet[J]):
    def unfinished(self) -> Self:
        return self.filter(status__in=UNFINISHED)

    def report(self, pk: int, **values: object) -> bool:
        """Save a job's progress; returns False if it has to stop."""
        return bool(self.filter(pk=pk, status__in=UNFINISHED).update(**values))

    def stop(self) -> int:
        """Make unfinished jobs end at their next report."""
        return self.unfinished().update(status=JobStatus.STOPPED, finished_at=timezone.now())

    def finish(self, pk: int, status: JobStatus, **values: object) -> bool:
        return self.report(pk, status=status, finished_at=timezone.now(), **values)


class Job(models.Model):
    """A background job with its progress: `done` of `total` in `step`.

    `command` of manage.py does it. `lock_class` is the first half of its advisory lock, its
    number the second.
    """

    command: ClassVar[str]
    lock_class: ClassVar[int]

    status = models.CharField("状态", max_length=8, choices=JobStatus, default=JobStatus.WAITING)
    step = models.CharField("步骤", max_length=60, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共", default=0)
    message = models.CharField("说明", max_length=500, blank=True)
    created_at = models.DateTimeField("开始时间", auto_now_add=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="发起人",
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-pk",)

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED
