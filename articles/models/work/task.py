"""Work that editors start in the administration and that a process of its own does (后台任务)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from articles.models.work.job import Job, JobQuerySet


class TaskKind(models.TextChoices):
    """What can be done; `settings.PORTAL_TASKS` names the functions that do it."""

    READ = "read", "读取上传的文件"
    IMPORT = "import", "导入"
    LINK = "link", "查找链接"
    CHECK_LINKS = "links", "核对链接"
    VERIFY = "verify", "核对整个库"
    EXPORT = "export", "整库导出"
    TABLE = "table", "导入表格"


class TaskQuerySet(JobQuerySet["Task"]):
    def of_kind(self, kind: str) -> TaskQuerySet:
        return self.filter(kind=kind)

    def past(self, before: datetime) -> TaskQuerySet:
        """Those that ended before this moment, and on which nothing rests any more."""
        return self.filter(finished_at__lt=before, uploads=None, tables=None)

    def with_id(self, pk: int) -> TaskQuerySet:
        return self.filter(pk=pk)


class Task(Job):
    """`subject` is what it works on, `report` what it has to say, `file` the name of what it has made."""

    command, lock_class = "run_task", 2009_0239

    kind = models.CharField("任务", max_length=8, choices=TaskKind)
    subject = models.JSONField("对象", default=dict, blank=True)
    report = models.TextField("报告", blank=True)
    file = models.CharField("结果文件", max_length=100, blank=True)

    objects = TaskQuerySet.as_manager()  # type: ignore[misc]  # knows more than that of all jobs

    class Meta(Job.Meta):
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}（{self.get_status_display()}）"

    @property
    def path(self):
        """Where its result is kept."""
        return settings.DATA_DIR / "tasks" / str(self.pk) / self.file
