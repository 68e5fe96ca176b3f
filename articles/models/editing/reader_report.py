"""A reader's report of a problem (问题报告): where, what, and what editors answered."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.articles.article import Article
from articles.models.policies.policy import Policy

#: Letters and digits that are not mistaken for one another; 12 of them are 58 bits.
NUMBER_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
NUMBER_LENGTH = 12
#: How long the contact of a closed report is kept.
CONTACT_KEPT = timedelta(days=30)
LONGEST_TEXT, LONGEST_WORDS, LONGEST_CONTACT, LONGEST_PLACE = 2_000, 300, 100, 500


def new_number() -> str:
    """A number that nobody can guess."""
    return "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(NUMBER_LENGTH))


class ReportKind(models.TextChoices):
    TEXT = "text", "文字有误"
    LINK = "link", "链接有误"
    MEASURE = "measure", "措施不符"
    VALIDITY = "validity", "效力有误"
    OTHER = "other", "其他"


class ReportState(models.TextChoices):
    """Open, or how it was closed."""

    OPEN = "open", "待处理"
    CORRECTED = "corrected", "已更正"
    NO_ERROR = "no_error", "不是错误"
    DUPLICATE = "duplicate", "与已有的报告重复"
    NOTED = "noted", "已记录，以后处理"


class ReaderReportQuerySet(models.QuerySet["ReaderReport"]):
    def open(self) -> ReaderReportQuerySet:
        return self.filter(state=ReportState.OPEN)

    def numbered(self, number: str) -> ReaderReportQuerySet:
        return self.filter(number=number)

    def at_place(self, at: str) -> ReaderReportQuerySet:
        return self.filter(at=at)

    def saying(self, **contents: str) -> ReaderReportQuerySet:
        """Reports with these contents: kind, words, text, contact."""
        return self.filter(**contents)

    def since(self, moment: datetime) -> ReaderReportQuerySet:
        return self.filter(made_at__gte=moment)

    def locked(self) -> ReaderReportQuerySet:
        return self.select_for_update(of=("self",))

    def forget_contacts(self, *, now: datetime | None = None) -> int:
        """Delete the contacts of reports that were closed long enough ago; return how many."""
        closed_before = (now or timezone.now()) - CONTACT_KEPT
        return self.filter(closed_at__lt=closed_before).exclude(contact="").update(contact="")


class ReaderReport(models.Model):
    """`at` is the page's address and `words` what the reader had selected there."""

    number = models.CharField(
        "编号", max_length=NUMBER_LENGTH, unique=True, default=new_number, editable=False
    )
    at = models.CharField("网页", max_length=LONGEST_PLACE)
    place = models.CharField("位置", max_length=400, blank=True, help_text="网页上的政策、条文或页面的名称。")
    policy = models.ForeignKey(
        Policy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="政策"
    )
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="条文"
    )
    words = models.CharField("选中的文字", max_length=LONGEST_WORDS, blank=True)
    kind = models.CharField("问题", max_length=10, choices=ReportKind)
    text = models.TextField("说明", max_length=LONGEST_TEXT)
    contact = models.CharField(
        "联系方式", max_length=LONGEST_CONTACT, blank=True, help_text="只给编辑看；办结 30 天之后删去。"
    )
    made_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=10, choices=ReportState, default=ReportState.OPEN)
    answer = models.TextField("公开的答复", max_length=LONGEST_TEXT, blank=True, help_text="凭编号可以看到。")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办结人",
    )

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        verbose_name = "读者报告"
        verbose_name_plural = "读者报告"
        permissions = [("publish_readerreport", "可以答复和办结读者报告")]
        ordering = ("-made_at", "-pk")
        indexes = [
            models.Index(fields=["at"], name="reader_report_at"),
            models.Index(fields=["id"], condition=Q(state=ReportState.OPEN), name="reader_report_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | (~Q(state=ReportState.OPEN) & Q(closed_at__isnull=False)),
                name="reader_report_closed_with_date",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="reader_report_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.place or self.at}（{self.number}）"

    @property
    def is_open(self) -> bool:
        return self.state == ReportState.OPEN
