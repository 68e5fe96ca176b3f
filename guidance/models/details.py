"""What else is told of a measure: who decides, what the document states of amounts and offices, cautions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from articles.models import Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis
from guidance.matching.measure_choices import StatedName
from guidance.models.criterion import Fact
from guidance.models.measure import SupportMeasure


class CompetentMinistryQuerySet(models.QuerySet["CompetentMinistry"]):
    def published(self) -> CompetentMinistryQuerySet:
        return self.filter(ministry__is_published=True)


class CompetentMinistry(models.Model):
    """A ministry that decides on or carries out a measure (主管部委), with what the link rests on."""

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="competent", verbose_name="支持措施"
    )
    ministry = models.ForeignKey(
        Entity,
        on_delete=models.RESTRICT,
        related_name="competent_for",
        verbose_name="部委",
        limit_choices_to={"kind": EntityKind.MINISTRY, "is_group": False},
    )
    basis = models.CharField("依据", max_length=10, choices=Basis)
    reason = models.TextField("理由", blank=True, help_text="编辑判断必须写明理由。")
    only_if = models.ForeignKey(
        Fact,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="competent",
        verbose_name="只在此项为“是”时",
        help_text="只管一部分单位的部委（如国资委只管国有企业）选一个判断事项；一般留空。",
    )
    position = models.PositiveSmallIntegerField("次序", default=1)

    objects = CompetentMinistryQuerySet.as_manager()

    class Meta:
        verbose_name = "主管部委"
        verbose_name_plural = "主管部委"
        ordering = ("measure", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "ministry"],
                name="competent_once",
                violation_error_message="这个部委已在其中。",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.INHERITED) | ~Q(reason=""),
                name="competent_has_reason",
                violation_error_message="编辑判断须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return self.ministry.name


class StatedValue(models.Model):
    """A value that the document, or another named source, states; what has no row is not stated."""

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="stated_values", verbose_name="支持措施"
    )
    name = models.CharField("事项", max_length=12, choices=StatedName)
    value = models.CharField("内容", max_length=300)
    source = models.CharField("出处", max_length=300, help_text="写明文件与条款；没有出处的内容不予保存。")

    objects = models.Manager()

    class Meta:
        verbose_name = "文件规定的事项"
        verbose_name_plural = "文件规定的事项"
        ordering = ("measure", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "name"],
                name="stated_value_once",
                violation_error_message="这一事项已有内容。",
            ),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(source=""),
                name="stated_value_has_source",
                violation_error_message="内容和出处都须写明。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}：{self.value}"


class Caution(models.Model):
    """What a reader of a measure has to know beside it: what it does not cover, what came later."""

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="cautions", verbose_name="支持措施"
    )
    text = models.CharField("提示", max_length=400)
    source = models.CharField("出处", max_length=300)
    position = models.PositiveSmallIntegerField("次序", default=1)

    objects = models.Manager()

    class Meta:
        verbose_name = "提示"
        verbose_name_plural = "提示"
        ordering = ("measure", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(source=""),
                name="caution_has_source",
                violation_error_message="提示和出处都须写明。",
            ),
        ]

    def __str__(self) -> str:
        return self.text
