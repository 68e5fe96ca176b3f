"""The table of synonyms (同义词表) that editors work on; search uses a version of the settings made of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from articles.text.wording.synonym_tables.synonym_lines import SynonymLine
from articles.text.wording.synonym_tables.synonyms import SynonymError


class SynonymDirection(models.TextChoices):
    TO_POLICY = "one", "日常说法 → 政策用语"
    BOTH = "both", "互为同义"


class EntryOrigin(models.TextChoices):
    SHIPPED = "shipped", "随附"
    EDITED = "edited", "编辑"


class SynonymEntryQuerySet(models.QuerySet["SynonymEntry"]):
    def active(self) -> SynonymEntryQuerySet:
        return self.filter(is_active=True)

    def of_scope(self, scope: str) -> SynonymEntryQuerySet:
        return self.filter(scope=scope)

    def others_than(self, pk: int | None) -> SynonymEntryQuerySet:
        return self.exclude(pk=pk) if pk else self

    def explaining(self, words: Iterable[str]) -> SynonymEntryQuerySet:
        """Those that explain one of these folded words."""
        return self.filter(keys__overlap=list(words))

    def shipped(self) -> SynonymEntryQuerySet:
        """Those that no editor has touched."""
        return self.filter(origin=EntryOrigin.SHIPPED)

    def with_ids(self, ids: Iterable[int]) -> SynonymEntryQuerySet:
        return self.filter(pk__in=list(ids))


class SynonymEntry(models.Model):
    """A line of the table. Nothing is deleted: what is not wanted is not active."""

    words = models.CharField(
        "日常说法",
        max_length=600,
        help_text="读者会怎样说；几个说法用顿号隔开，如 免税、减免税。几个词一起才算的用 … 连接，"
        "一处的几种说法用 / 隔开，如 爸/妈…再婚。",
    )
    means = models.CharField(
        "政策用语",
        max_length=300,
        help_text="条文怎样写；几个用语用顿号隔开，须同时出现的几个词用 + 连接。",
    )
    direction = models.CharField(
        "方向",
        max_length=4,
        choices=SynonymDirection,
        default=SynonymDirection.TO_POLICY,
        help_text="互为同义：检索任何一边都按另一边一并查找；两边都不能有 +。",
    )
    weight = models.DecimalField(
        "权重",
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.5"),
        validators=[
            MinValueValidator(Decimal("0.001"), "权重大于 0，至多 1。"),
            MaxValueValidator(1, "权重至多 1。"),
        ],
        help_text="几乎同义者高（0.9），只是上下位或常被一起问起者低（0.4）。",
    )
    scope = models.CharField(
        "范围",
        max_length=200,
        blank=True,
        help_text="只属于一件政策的说法，写它的发文字号、标题或网址标识；留空即全库。",
    )
    basis = models.CharField("依据", max_length=500, blank=True, help_text="条号和使这一对应成立的原文。")
    note = models.TextField("备注", blank=True, help_text="给编辑看的，不用于检索。")
    is_active = models.BooleanField("启用", default=True, help_text="不再要的不删除，取消启用即可。")
    origin = models.CharField(
        "来源", max_length=8, choices=EntryOrigin, default=EntryOrigin.EDITED, editable=False
    )
    position = models.PositiveIntegerField("次序", default=0, editable=False)
    keys = ArrayField(
        models.CharField(max_length=600), verbose_name="归一的说法", default=list, editable=False
    )
    changed_at = models.DateTimeField("改动时间", auto_now=True)

    objects = SynonymEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "同义词"
        verbose_name_plural = "同义词表"
        ordering = ("position", "pk")
        indexes = [GinIndex(fields=["keys"], name="synonym_entry_keys")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(means=""),
                name="synonym_entry_has_both_sides",
                violation_error_message="日常说法和政策用语都要填写。",
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0) & Q(weight__lte=1),
                name="synonym_entry_weight_in_bounds",
                violation_error_message="权重大于 0，至多 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.means}"

    def save(self, *args, **kwargs) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """The words that it explains, folded; none where it is no readable line."""
        try:
            self.keys = sorted(self.as_line().explained())
        except SynonymError:
            self.keys = []

    def clean(self) -> None:
        """It has to be readable as a line, and none of its words may have another line of its scope."""
        try:
            own = self.as_line().explained()
        except SynonymError as error:
            raise ValidationError({"words": str(error)}) from error
        others = SynonymEntry.objects.active().of_scope(self.scope).others_than(self.pk)
        if self.is_active and (other := others.explaining(own).first()):
            words = "、".join(sorted(own & set(other.keys)))
            raise ValidationError({"words": f"“{words}”在“{other}”里已有。"})

    def take_line(self, line: SynonymLine) -> None:
        """Say what a line says."""
        self.words, self.means, self.basis, self.note = line.words, line.means, line.basis, line.note
        self.weight, self.scope, self.is_active = Decimal(str(line.weight)), line.scope, line.is_active
        self.direction = SynonymDirection.BOTH if line.is_both else SynonymDirection.TO_POLICY

    def as_line(self) -> SynonymLine:
        return SynonymLine(
            words=self.words,
            means=self.means,
            weight=float(self.weight),
            basis=self.basis,
            scope=self.scope,
            note=self.note,
            is_active=self.is_active,
            is_both=self.direction == SynonymDirection.BOTH,
        )
