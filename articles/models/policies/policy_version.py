"""The texts of a policy that are not its present one: earlier, announced and proposed versions (版本).

The policy itself is the present version, so that what holds is stored once (docs/decisions/0052).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from articles.models.policies.policy import Policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.wording.characters.grams import certain_grams, gram_number


class VersionState(models.TextChoices):
    """Whether readers see a version; a proposed one waits for an editor."""

    HELD = "held", "已收录"
    PROPOSED = "proposed", "待审"
    DISMISSED = "dismissed", "未采纳"


@dataclass(frozen=True)
class VersionDates:
    """When a text was made (adopted, signed, last amended) and from when it is in force, as far as known."""

    made_on: date | None
    effective_on: date | None

    @property
    def begins_on(self) -> date | None:
        """The day from which it counts as the text in force: without a day of force, the day it was made."""
        return self.effective_on or self.made_on

    def is_announced(self, day: date) -> bool:
        """Whether it was made but not yet in force on this day."""
        return self.made_on is not None and self.made_on <= day < (self.begins_on or day)


def version_dates(stated) -> VersionDates:
    """The dates of a text's version, of a policy or of the facts that a file states.

    An amended text mostly repeats its first day of force (本法自2015年5月1日起施行), which is not that of the
    amendment.
    """
    amended, effective = stated.amended_on, stated.effective_on
    is_of_first_text = amended is not None and effective is not None and effective < amended
    return VersionDates(stated.version_date, None if is_of_first_text else effective)


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def held(self) -> PolicyVersionQuerySet:
        """Those that readers may see, if they may see the policy."""
        return self.filter(state=VersionState.HELD)

    def of_published(self) -> PolicyVersionQuerySet:
        return self.held().filter(policy__in=Policy.objects.published())

    def of_policies(self, ids: Iterable[int]) -> PolicyVersionQuerySet:
        return self.filter(policy__in=list(ids))

    def proposed(self) -> PolicyVersionQuerySet:
        return self.filter(state=VersionState.PROPOSED)

    def made(self, day: date | None) -> PolicyVersionQuerySet:
        return self.filter(made_on=day)

    def made_by(self, day: date) -> PolicyVersionQuerySet:
        return self.filter(Q(made_on__lte=day) | Q(made_on=None, effective_on__lte=day))

    def made_in(self, year: int) -> PolicyVersionQuerySet:
        return self.filter(made_on__year=year)

    def coming_after(self, day: date) -> PolicyVersionQuerySet:
        """Those that will be in force later, the first of them first."""
        return self.filter(made_on__lte=day, effective_on__gt=day).order_by("effective_on", "made_on")

    def with_ids(self, ids: Iterable[int]) -> PolicyVersionQuerySet:
        return self.filter(pk__in=list(ids))

    def holding(self, words: Iterable[str]) -> PolicyVersionQuerySet:
        """Those whose texts may hold one of the words, newest first: they hold its characters in pairs.

        Words without a Chinese character are in none. Of rows that have no grams yet the texts are read.
        """
        grams = {word: [gram_number(gram) for gram in certain_grams(word)] for word in words}
        holds = [Q(grams__contains=numbers) for numbers in grams.values() if numbers]
        if not holds:
            return self.none()
        rows = self.alias(words=Cast("snapshot", models.TextField())).select_related("policy")
        holds_in_text = reduce(or_, (Q(words__icontains=word) for word in grams), Q())
        # In this order: PostgreSQL would read each text first.
        holds_without_grams = Q(grams=None) & holds_in_text
        rows = rows.filter(reduce(or_, holds) | holds_without_grams).defer("snapshot", "grams")
        return rows.order_by(models.F("made_on").desc(nulls_last=True), "pk")

    def without_texts(self) -> PolicyVersionQuerySet:
        return self.defer("snapshot", "grams")


class PolicyVersion(models.Model):
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions", verbose_name="政策")
    made_on = models.DateField(
        "版本日期", null=True, blank=True, help_text="通过、成文或最近一次修改的日期；来源未载明时留空。"
    )
    effective_on = models.DateField(
        "施行日期",
        null=True,
        blank=True,
        help_text="这一版开始施行的日期；来源未载明时留空，按版本日期排列。",
    )
    source = models.CharField("来源", max_length=300, help_text="读自哪个文件，或由哪个决定而来。")
    snapshot = models.JSONField("全文", encoder=DjangoJSONEncoder, editable=False)
    grams = ArrayField(
        models.IntegerField(), verbose_name="字与二字组", null=True, editable=False, default=None
    )
    state = models.CharField("状态", max_length=10, choices=VersionState, default=VersionState.HELD)
    imported_at = models.DateTimeField("收录时间")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "历次版本"
        verbose_name_plural = "历次版本"
        indexes = [
            GinIndex(fields=["grams"], name="policy_version_grams"),
            models.Index(fields=["id"], condition=Q(grams=None), name="policy_version_no_grams"),
        ]
        ordering = ("policy", models.F("made_on").desc(nulls_last=True), "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "made_on"],
                condition=Q(state=VersionState.HELD),
                name="policy_version_day_unique",
                violation_error_message="这件政策已有同一日期的版本。",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="policy_version_has_source",
                violation_error_message="请写明这一版的来源。",
            ),
        ]

    def __str__(self) -> str:
        day = self.made_on.isoformat() if self.made_on else "日期不详"
        return f"{in_title_marks(self.policy.title)}{day}"

    def clean(self) -> None:
        if self.made_on and self.made_on > timezone.localdate():
            raise ValidationError({"made_on": "版本日期不能在今天之后；还没有施行的，写施行日期。"})
        if self.made_on and self.state == VersionState.HELD and self.made_on == self.policy.version_date:
            raise ValidationError({"made_on": "现行文本就是这一日期的。"})

    @property
    def dates(self) -> VersionDates:
        return VersionDates(self.made_on, self.effective_on)
