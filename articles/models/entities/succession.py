"""What followed what (沿革): a reform ended one body and formed another; a law replaced another."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from articles.models.entities.entity import Entity
from articles.models.entities.entity_kinds import EntityKind

#: A day, a month or only a year: 2018-03-17, 2018-03, 2001.
DATE_FORM = r"^\d{4}(-\d\d(-\d\d)?)?$"
_SUCCEEDED = (EntityKind.MINISTRY, EntityKind.DOCUMENT)


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def public(self) -> SuccessionQuerySet:
        return self.filter(predecessor__is_published=True, successor__is_published=True)

    def after(self, entity: Entity) -> SuccessionQuerySet:
        """What `entity` became."""
        return self.filter(predecessor=entity).select_related("successor")

    def after_any(self, entities: Iterable[int]) -> SuccessionQuerySet:
        """What each of these (ids) became, the last of each last."""
        return self.filter(predecessor__in=list(entities)).select_related("successor").order_by("date", "pk")

    def before(self, entity: Entity) -> SuccessionQuerySet:
        """What `entity` was before."""
        return self.filter(successor=entity).select_related("predecessor")

    def ended_bodies(self) -> set[int]:
        """The ids of the bodies that another one followed last; a name may have been given again since."""
        has_ended: dict[int, bool] = {}
        for before, after in self.order_by("date", "pk").values_list("predecessor", "successor"):
            has_ended |= {before: True, after: False}
        return {pk for pk, ended in has_ended.items() if ended}


class Succession(models.Model):
    predecessor = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="successions",
        verbose_name="前身",
        limit_choices_to={"kind__in": _SUCCEEDED},
    )
    successor = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="origins",
        verbose_name="后继",
        limit_choices_to={"kind__in": _SUCCEEDED},
    )
    date = models.CharField(
        "日期", max_length=10, help_text="写作 2018-03-17；只知道年月或年份的，写到那里为止。"
    )
    source = models.CharField("出处", max_length=200, help_text="据以改组或废止的文件，如机构改革决定。")

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "沿革"
        verbose_name_plural = "沿革"
        ordering = ("date", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message="这两者的沿革已经记录。",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message="后继不能是它自己。",
            ),
            models.CheckConstraint(
                condition=Q(date__regex=DATE_FORM),
                name="succession_date_form",
                violation_error_message="日期写作 2018-03-17、2018-03 或 2018。",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="succession_has_source",
                violation_error_message="须写明出处。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}（{self.date}）"

    @property
    def day(self) -> str:
        """As pages print it: 1998年3月10日, 2018年3月, 2018年."""
        return "".join(
            f"{int(part)}{unit}" for part, unit in zip(self.date.split("-"), "年月日", strict=False)
        )

    def clean(self) -> None:
        ends = {field: getattr(self, field, None) for field in ("predecessor", "successor")}
        for field, end in ends.items():
            if end and end.kind not in _SUCCEEDED:
                raise ValidationError({field: "沿革只记部委和引用文件。"})
        if all(ends.values()) and len({end.kind for end in ends.values() if end}) > 1:
            raise ValidationError({"successor": "前身和后继须同是部委，或者同是引用文件。"})
