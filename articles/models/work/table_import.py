"""Spreadsheets that editors bring in: compared first, then stored whole or not at all (导入的表格)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from articles.models.work.task import Task


class TableState(models.TextChoices):
    COMPARING = "comparing", "正在比较"
    READY = "ready", "待写入"
    REFUSED = "refused", "不能写入"
    STORED = "stored", "已写入"
    DROPPED = "dropped", "已放弃"


class TableImportQuerySet(models.QuerySet["TableImport"]):
    def past(self, before: datetime) -> TableImportQuerySet:
        """Those with which everything was over before this moment."""
        over = self.filter(state__in=(TableState.STORED, TableState.REFUSED, TableState.DROPPED))
        return over.filter(created_at__lt=before).exclude(stored_at__gte=before)


class TableImport(models.Model):
    """`rows`: those that would change anything, or cannot, as `articles.tables.row_changes.RowChange`."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="tables", verbose_name="后台任务")
    table = models.CharField("表", max_length=20)
    name = models.CharField("文件名", max_length=255)
    content = models.BinaryField("文件", default=b"")
    state = models.CharField("状态", max_length=10, choices=TableState, default=TableState.COMPARING)
    problems = models.JSONField("整个文件的问题", default=list, blank=True)
    rows = models.JSONField("各行的改动", default=list, blank=True)
    unchanged = models.PositiveIntegerField("没有改动的行", default=0)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    stored_at = models.DateTimeField("写入时间", null=True, blank=True)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        verbose_name = "导入的表格"
        verbose_name_plural = "表格"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.name}（{self.get_state_display()}）"

    @property
    def is_ready(self) -> bool:
        return self.state == TableState.READY

    @property
    def is_open(self) -> bool:
        return self.state in (TableState.COMPARING, TableState.READY, TableState.REFUSED)
