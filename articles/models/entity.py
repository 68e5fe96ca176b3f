"""Entities that articles name: ministries, goals, instruments, documents, actors (docs/decisions/0007)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Length

from articles.models import trees
from articles.models.addresses import address_of
from articles.models.former_address import AddressKind, FormerAddress
from articles.models.policy import Policy
from articles.text.citing.titles import title_key
from articles.text.wording.folding import fold


class EntityKind(models.TextChoices):
    MINISTRY = "ministry", "部委"
    GOAL = "goal", "目标"
    INSTRUMENT = "instrument", "政策工具"
    DOCUMENT = "document", "引用文件"
    ACTOR = "actor", "主体"
    FORCE = "force", "效力性质"


class EntityQuerySet(models.QuerySet["Entity"]):
    def get_by_natural_key(self, kind: str, slug: str) -> Entity:
        return self.get(kind=kind, slug=slug)

    def published(self) -> EntityQuerySet:
        """Public entities; one that the linker created from a 《…》 waits for an editor."""
        return self.filter(is_published=True)

    def hidden(self) -> EntityQuerySet:
        return self.filter(is_published=False)

    def of_kind(self, kind: str) -> EntityQuerySet:
        return self.filter(kind=kind)

    def of_kinds(self, kinds: Iterable[str]) -> EntityQuerySet:
        return self.filter(kind__in=list(kinds))

    def slugged(self, slug: str) -> EntityQuerySet:
        return self.filter(slug=slug)

    def keyed(self, keys: Iterable[str]) -> EntityQuerySet:
        return self.filter(name_key__in=list(keys))

    def named_with(self, words: str) -> EntityQuerySet:
        """Entities whose name contains the (folded) words."""
        return self.filter(name_key__contains=words)

    def named_like(self, words: str) -> EntityQuerySet:
        """Those whose name holds these words in any form of writing."""
        return self.named_with(fold(words))

    def named_exactly(self, words: str) -> EntityQuerySet:
        """Those with this name or alias in any form of writing."""
        keys = {fold(words), title_key(words)}
        return self.filter(Q(name_key__in=keys) | Q(aliases__name_key__in=keys)).distinct()

    def shortest_name_first(self) -> EntityQuerySet:
        """Shortest name first: the best match among names that contain the same words."""
        return self.order_by(Length("name_key"), "kind", "position", "name")

    def with_aliases(self) -> EntityQuerySet:
        return self.prefetch_related("aliases")

    def locked(self) -> EntityQuerySet:
        """Lock the rows for writing; foreign keys to them can still be inserted."""
        return self.select_for_update(of=("self",), no_key=True)

    def in_order(self) -> EntityQuerySet:
        return self.order_by("kind", "position", "name")

    def with_ids(self, ids: Iterable[int]) -> EntityQuerySet:
        return self.filter(pk__in=list(ids))

    def below(self, entities: EntityQuerySet) -> EntityQuerySet:
        """The direct children of `entities`."""
        return self.filter(parent__in=entities)

    def without_ids(self, ids: Iterable[int]) -> EntityQuerySet:
        return self.exclude(pk__in=ids)

    def without_name_starts(self) -> EntityQuerySet:
        """Entities whose names suggestions do not have yet."""
        starts = self.model._meta.apps.get_model("articles", "NameStart").objects
        return self.exclude(models.Exists(starts.filter(entity=models.OuterRef("pk"))))

    def edited(self) -> EntityQuerySet:
        """Those that somebody has changed in the portal: they have revisions."""
        return self.filter(revisions__isnull=False).distinct()

    def made_by_linker(self) -> EntityQuerySet:
        """Documents found in texts of which nobody has decided anything: hidden, unedited, of one name."""
        found = self.undescribed().filter(slug__startswith="doc-", is_published=False)
        return found.filter(revisions=None, aliases=None, successions=None, origins=None)

    def undescribed(self) -> EntityQuerySet:
        return self.filter(description="")

    def named_by_people(self) -> EntityQuerySet:
        """Those that are public, described or named otherwise: more than the linker knows of a title."""
        described = ~Q(description="") | Q(is_published=True)
        return self.filter(described | Q(pk__in=Alias.objects.values("entity")))

    def never_edited(self) -> EntityQuerySet:
        return self.filter(revisions__isnull=True)

    def named(self) -> EntityQuerySet:
        """Those that published links name."""
        links = [
            self.model._meta.apps.get_model("articles", name).objects for name in ("Mention", "Reference")
        ]
        mentions, references = (rows.filter(status="published") for rows in links)
        named = Q(pk__in=mentions.values("entity")) | Q(pk__in=references.values("document"))
        return self.filter(named)

    def named_by_or_as(self, policies: Collection[int]) -> EntityQuerySet:
        """Those that links of these policies name, and those named as one of the policies is titled."""
        models = self.model._meta.apps
        titles = (
            models.get_model("articles", "Policy").objects.with_ids(policies).order_by().values("title_key")
        )
        links = [models.get_model("articles", name).objects for name in ("Mention", "Reference")]
        mentions, references = (rows.filter(policy__in=policies) for rows in links)
        return self.filter(
            Q(name_key__in=titles)
            | Q(pk__in=Alias.objects.filter(name_key__in=titles).values("entity"))
            | Q(pk__in=mentions.values("entity"))
            | Q(pk__in=references.values("document"))
        )

    def held(self) -> EntityQuerySet:
        """Documents whose text is here."""
        return self.filter(policy__isnull=False)

    def not_held(self) -> EntityQuerySet:
        """Documents that published links name and whose text is not public here, the most cited first.

        Annotates `citations`, how many links name them.
        """
        links = Count("mentions", filter=Q(mentions__status="published"))
        documents = self.of_kind(EntityKind.DOCUMENT).exclude(policy__publication="published")
        return documents.annotate(citations=links).filter(citations__gt=0).order_by("-citations", "name")

    def searched_for(self) -> EntityQuerySet:
        """Entities whose names the linker searches for."""
        return self.filter(is_searched=True, is_group=False)


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
        if self.pk and (dependants := self._kept_by_kind()):
            raise ValidationError({"kind": f"它是{dependants}，不能改为别的种类；请先改那里。"})
        self._refuse_taken_name()

    def _kept_by_kind(self) -> str:
        """What depends on its present kind and prevents changing it, in Chinese."""
        if self.children.exclude(kind=self.kind).exists():
            return "别的实体的上级"
        for relation in self._meta.related_objects:
            limits = relation.limit_choices_to
            if (
                isinstance(limits, dict)
                and not _lets_be(self.kind, limits)
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
        aliases = Alias.objects.of_kind(self.kind).keyed(keys).exclude(entity=self.pk)
        if alias := aliases.select_related("entity").first():
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


def _lets_be(kind: str, limits: Mapping[str, Any]) -> bool:
    """Whether a relation with these `limit_choices_to` allows an entity to be of a kind."""
    return kind in limits.get("kind__in", (limits.get("kind", kind),))


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


def name_key(kind: str, name: str) -> str:
    """The key by which names are compared: `title_key` for documents, else folded."""
    return title_key(name) if kind == EntityKind.DOCUMENT else fold(name)
