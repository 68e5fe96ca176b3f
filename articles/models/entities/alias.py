"""Other names of entities, each with the time in which it was used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from articles.models.entities.entity import Entity
from articles.models.entities.entity_kinds import name_key
from articles.models.entities.entity_queries import EntityQuerySet


class AliasQuerySet(models.QuerySet["Alias"]):
    def valid_on(self, day: date | None) -> AliasQuerySet:
        """Names in use on a day; all, for an undated text."""
        if day is None:
            return self
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        not_ended = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.filter(begun & not_ended)

    def valid_within(self, begin: date | None, end: date | None) -> AliasQuerySet:
        """Names in use on any day of a period; None leaves an end open."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=end or date.max)
        not_ended = Q(valid_until__isnull=True) | Q(valid_until__gte=begin or date.min)
        return self.filter(begun & not_ended)

    def of_kind(self, kind: str) -> AliasQuerySet:
        return self.filter(entity__kind=kind)

    def not_named(self, names: Iterable[str]) -> AliasQuerySet:
        return self.exclude(name__in=list(names))

    def of_entities(self, entities: EntityQuerySet) -> AliasQuerySet:
        return self.filter(entity__in=entities)

    def of_searched_entities(self) -> AliasQuerySet:
        return self.filter(entity__in=Entity.objects.searched_for())

    def keyed(self, keys: Iterable[str]) -> AliasQuerySet:
        return self.filter(name_key__in=list(keys))


class Alias(models.Model):
    """Another name of an entity, with dates if it was replaced by another."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="aliases", verbose_name="实体")
    name = models.CharField("别名", max_length=300)
    name_key = models.CharField("别名（归一）", max_length=600, editable=False, db_index=True)
    valid_from = models.DateField("启用", null=True, blank=True)
    valid_until = models.DateField("停用", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name = "别名"
        verbose_name_plural = "别名"
        ordering = ("entity", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "name"],
                name="alias_name_unique",
                violation_error_message="已有此别名。",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_key=""),
                name="alias_name_present",
                violation_error_message="别名不能为空。",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="alias_dates_in_order",
                violation_error_message="停用日期早于启用日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A name means one entity of a kind on any day; the database says the same (migration 0023)."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": "停用日期早于启用日期。"})
        key = name_key(self.entity.kind, self.name)
        entities = Entity.objects.of_kind(self.entity.kind).keyed([key])
        if namesake := entities.exclude(pk=self.entity_id).first():
            raise ValidationError({"name": f"“{self.name}”是另一实体“{namesake}”的名称。"})
        aliases = Alias.objects.of_kind(self.entity.kind).keyed([key]).exclude(entity=self.entity_id)
        if alias := aliases.valid_within(self.valid_from, self.valid_until).select_related("entity").first():
            raise ValidationError(
                {"name": f"“{self.name}”在同一时期也是“{alias.entity}”的别名；先后使用的，请写明起止日期。"}
            )

    def derive_keys(self) -> None:
        self.name_key = name_key(self.entity.kind, self.name)
