"""Entities that articles name: ministries, goals, instruments, documents, actors (docs/decisions/0007)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from articles.models.addresses import address_of
from articles.models.entities.entity_kinds import EntityKind, name_key
from articles.models.entities.entity_queries import EntityQuerySet
from articles.models.former_address import AddressKind, FormerAddress
from articles.models.policies.policy import Policy
from articles.models.postgres import trees


class Entity(models.Model):
    kind = models.CharField("种类", max_length=12, choices=EntityKind)
    slug = models.SlugField(
        "网址标识", max_length=100, help_text="永久地址的一部分；更改后旧地址自动转到新地址。"
    )
    name = models.CharField("名称", max_length=300, help_text="正式名称或归一后的名称。")
    name_key = models.CharField("名称（归一）", max_length=600, editable=False, db_index=True)
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    description = models.TextField("说明", blank=True)
    official_site = models.URLField("官方网站", blank=True)
    policy = models.ForeignKey(
        Policy,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="document_entities",
        verbose_name="库中全文",
        help_text="引用文件在本库中的全文；按标题自动对应。",
    )
    position = models.PositiveIntegerField("次序", default=0)
    is_group = models.BooleanField("仅作分类", default=False, help_text="只用来归类，条文不直接提及。")
    is_searched = models.BooleanField(
        "由系统查找", default=True, help_text="系统在新的文本中按名称和别名查找它，作为建议。"
    )
    is_published = models.BooleanField("公开", default=True)

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = "实体"
        verbose_name_plural = "实体"
        permissions = [("publish_entity", "可以公开和撤下实体")]
        ordering = ("kind", "position", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="entity_slug_unique",
                violation_error_message="这一种类中已有此网址标识。",
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="entity_name_unique",
                violation_error_message="这一种类中已有此名称。",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_key=""),
                name="entity_name_present",
                violation_error_message="名称不能为空。",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="entity_not_its_own_parent",
                violation_error_message="上级不能是它自己。",
            ),
            models.CheckConstraint(
                condition=Q(policy__isnull=True) | Q(kind=EntityKind.DOCUMENT),
                name="entity_full_text_of_documents",
                violation_error_message="只有引用文件可以对应库中全文。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("articles:entity", self.kind, self.slug)

    @property
    def file_address(self) -> str:
        """Its address without the final slash; a format's suffix is appended."""
        return self.get_absolute_url().removesuffix("/")

    def derive_keys(self) -> None:
        self.name_key = name_key(self.kind, self.name)

    def clean(self) -> None:
        FormerAddress.objects.refuse_taken(AddressKind.ENTITY, self.address, row=self.pk)
        if self.parent and self.parent.kind != self.kind:
            raise ValidationError({"parent": "上级须与它同一种类。"})
        if problem := trees.parent_problem(self, Entity.objects.of_kind(self.kind)):
            raise ValidationError({"parent": problem})
        if self.pk and (dependants := self._dependants_on_kind()):
            raise ValidationError({"kind": f"它是{dependants}，不能改为别的种类；请先改那里。"})
        self._refuse_taken_name()

    def _dependants_on_kind(self) -> str:
        """What depends on its present kind and prevents changing it, in Chinese."""
        if self.children.exclude(kind=self.kind).exists():
            return "别的实体的上级"
        for relation in self._meta.related_objects:
            limits = relation.limit_choices_to
            if (
                isinstance(limits, dict)
                and not _allows_kind(self.kind, limits)
                and relation.related_model._base_manager.filter(**{relation.field.name: self}).exists()
            ):
                return f"{relation.related_model._meta.verbose_name}的{relation.field.verbose_name}"
        return ""

    @property
    def address(self) -> str:
        """The last parts of its address: goal/innovation."""
        return f"{self.kind}/{self.slug}"

    def _refuse_taken_name(self) -> None:
        """A name means one entity of a kind; the database says the same of aliases (migration 0023)."""
        keys = [name_key(self.kind, self.name)]
        if namesake := Entity.objects.of_kind(self.kind).keyed(keys).exclude(pk=self.pk).first():
            raise ValidationError({"name": f"这一种类中已有同名的“{namesake}”。"})
        aliases = self._meta.apps.get_model("articles", "Alias").objects.of_kind(self.kind).keyed(keys)
        if alias := aliases.exclude(entity=self.pk).select_related("entity").first():
            raise ValidationError({"name": f"“{self.name}”是另一实体“{alias.entity}”的别名。"})

    def natural_key(self) -> tuple[str, str]:
        return (self.kind, self.slug)

    @property
    def keys(self) -> set[str]:
        """The keys of its name and aliases."""
        return {self.name_key, *self.aliases.values_list("name_key", flat=True)}

    def has_published_links(self) -> bool:
        links = (self.mentions.all(), self.references.all())
        return any(rows.filter(status="published").exists() for rows in links)

    @property
    def all_names(self) -> list[str]:
        return [self.name, *self.aliases.values_list("name", flat=True)]

    @property
    def shown_parent(self) -> Entity | None:
        """Its parent, if that is public."""
        return self.parent if self.parent and self.parent.is_published else None

    @property
    def full_text(self) -> Policy | None:
        """The policy with the document's full text, if it is public."""
        return self.policy if self.policy and self.policy.is_published else None


def _allows_kind(kind: str, limits: Mapping[str, Any]) -> bool:
    """Whether a relation with these `limit_choices_to` allows an entity to be of a kind."""
    return kind in limits.get("kind__in", (limits.get("kind", kind),))
