"""What a document says of itself beside its text (著录项): 索引号, 公文种类, 有效期, 签发人, 附注 …."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from articles.models.policies.policy import Policy


class PolicyRecordKind(models.TextChoices):
    """GB/T 42147 (record of a government site) and GB/T 9704-2012 (head and tail of a document)."""

    INDEX_NUMBER = "index_number", "索引号"
    GENRE = "genre", "公文种类"
    TOPIC = "topic", "主题分类"
    KEYWORDS = "keywords", "主题词"
    SIGNED = "signed", "成文日期（著录）"
    PUBLISHED = "published", "发布日期（著录）"
    VALIDITY = "validity", "有效期"
    VALID_UNTIL = "valid_until", "有效期至"
    OPENNESS = "openness", "公开方式"
    COPY_NUMBER = "copy_number", "份号"
    SECRECY = "secrecy", "密级和保密期限"
    URGENCY = "urgency", "紧急程度"
    LETTERHEAD = "letterhead", "发文机关标志"
    APPROVER = "approver", "签发人"
    OTHER_NUMBER = "other_number", "另一文号"
    REGISTRATION = "registration", "规范性文件登记号"
    PRINTED_BY = "printed_by", "印发它的通知"
    ANNEX_LIST = "annex_list", "附件说明"
    SIGNATORY = "signatory", "署名"
    NOTE = "note", "附注"
    CONTACT = "contact", "联系人和电话"
    COPIES = "copies", "抄送"
    PRINTED = "printed", "印发机关和日期"


class RecordSource(models.TextChoices):
    """Where a value was read."""

    RECORD = "record", "著录表"
    HEAD = "head", "版头"
    TAIL = "tail", "落款和版记"
    TEXT = "text", "正文"
    NOTICE = "notice", "印发通知"
    EDITOR = "editor", "编辑录入"


class PolicyRecordQuerySet(models.QuerySet["PolicyRecord"]):
    def by_editors(self) -> PolicyRecordQuerySet:
        return self.filter(source=RecordSource.EDITOR)

    def printed_by(self, notice: str) -> PolicyRecordQuerySet:
        return self.filter(kind=PolicyRecordKind.PRINTED_BY, value=notice)

    def run_out(self, today: date) -> PolicyRecordQuerySet:
        """Stated validities that ended before today."""
        kinds = (PolicyRecordKind.VALIDITY, PolicyRecordKind.VALID_UNTIL)
        return self.filter(kind__in=kinds, day__lt=today).order_by("policy", "position")

    def in_order(self) -> PolicyRecordQuerySet:
        return self.order_by("position")

    def values_in_use(self, kind: PolicyRecordKind) -> models.QuerySet:
        """The values of a kind that published policies have, each once."""
        published = self.filter(kind=kind, policy__in=Policy.objects.published())
        return published.order_by("value").values_list("value", flat=True).distinct()


class PolicyRecordManager(models.Manager.from_queryset(PolicyRecordQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, position: int) -> PolicyRecord:
        return self.get(policy__slug=slug, position=position)


class PolicyRecord(models.Model):
    """One stated value with its source; `quote` are the words that it was read from."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="records", verbose_name="政策")
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("项目", max_length=16, choices=PolicyRecordKind)
    value = models.TextField("内容")
    source = models.CharField("来源", max_length=8, choices=RecordSource, default=RecordSource.EDITOR)
    quote = models.TextField("依据的原文", blank=True)
    day = models.DateField("日期", null=True, blank=True, help_text="有效期届满之日；无从推知时留空。")

    objects = PolicyRecordManager()

    class Meta:
        verbose_name = "著录项"
        verbose_name_plural = "著录项"
        ordering = ("policy", "position")
        indexes = [models.Index(fields=["kind", "policy"], name="policy_record_kind")]
        constraints = [
            models.UniqueConstraint(fields=["policy", "position"], name="policy_record_position_unique"),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="policy_record_value_present",
                violation_error_message="内容不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.value}"

    def natural_key(self) -> tuple[str, int]:
        return (self.policy.slug, self.position)

    natural_key.dependencies = ["articles.policy"]  # type: ignore[attr-defined]  # Django's way
