"""What limits a measure: criteria with the words of the article that set them, and the facts they ask for."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from guidance.matching.measure_choices import Aspect, Role, labels_of
from guidance.models.measure import SupportMeasure


class FactQuerySet(models.QuerySet["Fact"]):
    def get_by_natural_key(self, code: str) -> Fact:
        return self.get(code=code)

    def coded(self, codes: Iterable[str]) -> FactQuerySet:
        return self.filter(code__in=list(codes))

    def in_order(self) -> FactQuerySet:
        return self.order_by("position", "code")


class Fact(models.Model):
    """A question about the applicant that some criterion turns on, to be answered yes, no or unknown."""

    code = models.SlugField(
        "代码", max_length=60, unique=True, help_text="小写英文与下划线；保存后不能更改。"
    )
    question = models.CharField("问题", max_length=100, help_text="用“是否……”提问。")
    help = models.CharField("说明", max_length=400, blank=True, help_text="政策说了什么、没有规定什么。")
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "判断事项"
        verbose_name_plural = "判断事项"
        ordering = ("position", "code")
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(code=""),
                name="fact_has_question",
                violation_error_message="代码和问题不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def natural_key(self) -> tuple[str]:
        return (self.code,)


def values_allowed(aspect: str) -> set[str]:
    """The values that a criterion of this aspect may name."""
    return set() if aspect == Aspect.FACT else set(labels_of(aspect))


class Criterion(models.Model):
    """One criterion of a measure. Any beneficiary and any activity is enough; each condition has to be met.

    The quote is empty only for a beneficiary that the clause leaves out (`beneficiaries_note` says how it is
    inferred).
    """

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="criteria", verbose_name="支持措施"
    )
    role = models.CharField("作用", max_length=12, choices=Role)
    aspect = models.CharField("看什么", max_length=14, choices=Aspect)
    values = ArrayField(models.CharField(max_length=30), verbose_name="符合的值", default=list, blank=True)
    fact = models.ForeignKey(
        Fact,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="criteria",
        verbose_name="判断事项",
    )
    quote = models.TextField("限定的原文", blank=True)
    start = models.PositiveIntegerField("起", null=True, blank=True, editable=False)
    end = models.PositiveIntegerField("止", null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField("次序", default=1)

    objects = models.Manager()

    class Meta:
        verbose_name = "条件"
        verbose_name_plural = "条件"
        ordering = ("measure", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(aspect=Aspect.FACT, fact__isnull=False, values__len=0)
                | (~Q(aspect=Aspect.FACT) & Q(fact__isnull=True, values__len__gt=0)),
                name="criterion_fact_or_values",
                violation_error_message="判断事项与值须且只须有其一。",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.CONDITION)
                | Q(role=Role.BENEFICIARY, aspect=Aspect.KIND)
                | Q(role=Role.ACTIVITY, aspect=Aspect.ACTIVITY),
                name="criterion_aspect_of_role",
                violation_error_message="受益主体看单位类别，涉及的活动看活动。",
            ),
            models.CheckConstraint(
                condition=Q(quote="", start__isnull=True, end__isnull=True, role=Role.BENEFICIARY)
                | (~Q(quote="") & Q(start__isnull=False, end=F("start") + Length("quote"))),
                name="criterion_quotes_its_words",
                violation_error_message="条件须有原文，起止位置须与原文相符。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}：{self.quote or self.get_aspect_display()}"

    def clean(self) -> None:
        if wrong := set(self.values) - values_allowed(self.aspect):
            raise ValidationError({"values": f"没有这样的值：{'、'.join(sorted(wrong))}"})
