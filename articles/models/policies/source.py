"""The files that imported policies were read from, kept so that every text can be rebuilt and compared."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from articles.models.policies.policy import Policy
from articles.models.policies.policy_version import PolicyVersion, VersionState


class SourceFormat(models.TextChoices):
    TXT = "txt", "纯文本"
    MD = "md", "Markdown"
    DOCX = "docx", "Word 文档"
    HTML = "html", "网页"
    PDF = "pdf", "PDF"
    OFFICE = "office", "旧式 Word、WPS、RTF 或 ODT 文档"


class SourceFileQuerySet(models.QuerySet["SourceFile"]):
    def of_policy(self, policy: Policy) -> SourceFileQuerySet:
        return self.filter(policy=policy)

    def present(self) -> SourceFileQuerySet:
        """The source files of the policy's present text."""
        return self.filter(replaced_at=None)

    def replaced(self) -> SourceFileQuerySet:
        return self.exclude(replaced_at=None).order_by("position")

    def of_versions(self) -> SourceFileQuerySet:
        """The source files of the present texts and of those held as versions."""
        return self.filter(Q(replaced_at=None) | Q(version__state=VersionState.HELD))

    def of_no_version(self) -> SourceFileQuerySet:
        """Replaced files whose texts are no version."""
        return self.replaced().filter(version=None)

    def digests(self) -> models.QuerySet:
        return self.values_list("sha256", flat=True)

    def same_text(self, sha256: str) -> SourceFileQuerySet:
        return self.filter(sha256=sha256)


class SourceFile(models.Model):
    """One file of a policy; a code in several files (民法典) has one row for each of them."""

    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="source_files", verbose_name="政策"
    )
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("文件名", max_length=255)
    format = models.CharField("格式", max_length=6, choices=SourceFormat)
    text = models.TextField("文字", help_text="文件的全部文字；网页和 Word 文档是取出的文字。")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    report = models.TextField("报告", blank=True, help_text="删除、修复与存疑之处，逐行。")
    outline = models.JSONField(
        "改正后的结构",
        null=True,
        blank=True,
        editable=False,
        help_text="上传时由编辑改正过的结构；空白表示照解析。",
    )
    imported_at = models.DateTimeField("导入时间")
    replaced_at = models.DateTimeField(
        "被取代时间", null=True, blank=True, help_text="新版本的文件取代它的时间；空白表示现行文本由它读入。"
    )

    version = models.ForeignKey(
        PolicyVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="source_files",
        verbose_name="版本",
        help_text="读自它的版本；空白表示现行文本，或已被同一版的另一文件取代。",
    )

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        verbose_name = "来源文件"
        verbose_name_plural = "来源文件"
        ordering = ("policy", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "position"],
                name="source_file_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_markdown(self) -> bool:
        return self.format == SourceFormat.MD
