"""Background jobs of search: trials of settings, and rebuilding the index."""

from __future__ import annotations

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.search.configuration import SearchConfiguration


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
    """A background job with its progress: `done` of `total` in `step`."""

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


class IndexRebuild(Job):
    """A rebuild of the search index."""

    class Meta(Job.Meta):
        verbose_name = "索引重建"
        verbose_name_plural = "索引重建"

    def __str__(self) -> str:
        return f"索引重建 {self.pk}（{self.get_status_display()}）"


class TrialQuerySet(JobQuerySet["SearchTrial"]):
    def of_version(self, version: SearchConfiguration) -> TrialQuerySet:
        return self.filter(version=version)

    def finished(self) -> TrialQuerySet:
        return self.filter(status=JobStatus.DONE)


class SearchTrial(Job):
    """A comparison of a draft with the settings in force, by the golden questions.

    `subject` is a fingerprint of everything compared, to tell later whether the results are current.
    `results` is an `articles.search.trials.trial_runs.TrialComparison` as JSON.
    """

    version = models.ForeignKey(
        SearchConfiguration, on_delete=models.PROTECT, related_name="trials", verbose_name="检索设置"
    )
    subject = models.CharField("比较对象", max_length=64)
    results = models.JSONField("结果", null=True, blank=True)

    objects = TrialQuerySet.as_manager()  # type: ignore[misc]  # knows more than that of all jobs

    class Meta(Job.Meta):
        verbose_name = "试运行"
        verbose_name_plural = "试运行"
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(status__in=UNFINISHED),
                name="one_trial_of_a_version_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.DONE) | Q(results__isnull=False), name="trial_done_has_results"
            ),
        ]

    def __str__(self) -> str:
        return f"试运行 {self.pk}（{self.get_status_display()}）"
