"""Entries of the audit log; the database numbers and chains them, and refuses every change."""

from __future__ import annotations

from django.conf import settings
from django.db import models

LONGEST = 1000


class AuditKind(models.TextChoices):
    """What an entry is about."""

    SIGN_IN = "sign_in", "登录"
    ACCOUNT = "account", "账号与权限"
    CONTENT = "content", "内容的修改"
    PUBLISHING = "publishing", "发布与撤下"
    IMPORT = "import", "导入"
    SETTINGS = "settings", "设置生效"
    BACKUP = "backup", "备份与恢复"
    EXPORT = "export", "导出审计日志"


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def of_row(self, model: str, row: object) -> AuditEntryQuerySet:
        """Entries about one row of a model (articles.article)."""
        return self.filter(model=model, row=str(row))

    def up_to(self, number: int) -> AuditEntryQuerySet:
        return self.filter(number__lte=number)

    def latest_first(self) -> AuditEntryQuerySet:
        return self.order_by("-number")

    def one_of_each_moment(self) -> AuditEntryQuerySet:
        """One entry of a decision on many rows, the newest decision first."""
        return self.order_by("-at", "number").distinct("at")

    def of_changes(self) -> AuditEntryQuerySet:
        """What colleagues see of it: no sign-ins, no accounts."""
        return self.exclude(kind__in=(AuditKind.SIGN_IN, AuditKind.ACCOUNT, AuditKind.EXPORT))


class AuditEntry(models.Model):
    """`row` is the key of the row concerned, `previous` the `digest` of the entry before."""

    number = models.BigIntegerField("编号", unique=True, editable=False, default=0)
    at = models.DateTimeField("时间")
    kind = models.CharField("类别", max_length=10, choices=AuditKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="账号",
    )
    user_name = models.CharField("由谁", max_length=150)
    what = models.CharField("做了什么", max_length=LONGEST)
    model = models.CharField("对象的种类", max_length=60, blank=True)
    row = models.CharField("对象的编号", max_length=60, blank=True)
    row_name = models.CharField("对象", max_length=300, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    previous = models.CharField("前一条的校验值", max_length=64, editable=False, default="")
    digest = models.CharField("校验值", max_length=64, editable=False, default="")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        app_label = "policy_portal"
        verbose_name = "审计日志"
        verbose_name_plural = "审计日志"
        default_permissions = ("view",)
        permissions = [("export_auditentry", "可以导出审计日志")]
        ordering = ("-number",)
        indexes = [
            models.Index(fields=["model", "row"], name="audit_entry_row"),
            models.Index(fields=["at"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    def content(self) -> list[str | int | None]:
        """What the digest covers, as its canonical JSON array says it (decision 0068)."""
        moment = f"{self.at:%Y-%m-%dT%H:%M:%S.%f}Z"
        own = [self.kind, self.user_id, self.user_name, self.what, self.model, self.row]
        return [self.previous, self.number, moment, *own, self.row_name, self.address]


class AuditHead(models.Model):
    """The number and digest of the last entry: one row, so that missing last entries are noticed."""

    number = models.BigIntegerField("编号", default=0)
    digest = models.CharField("校验值", max_length=64, blank=True)

    class Meta:
        app_label = "policy_portal"
        verbose_name = "审计日志的末尾"
        verbose_name_plural = "审计日志的末尾"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
