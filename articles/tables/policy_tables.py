"""The tables of policies and entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models

from articles.editing import keep_entity, keep_policy
from articles.models import (
    Alias,
    Entity,
    Policy,
)
from articles.search import index_entity
from articles.tables.columns import (
    Column,
    RowError,
    checked,
    field_column,
    field_text,
    set_fields,
)
from articles.tables.table import NOTE, Table

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class PolicyTable(Table):
    name, title, model = "policies", "政策", Policy
    said = "政策由“上传文件”增加；这张表改已有政策的公文要素，每件留一次修订。"
    _fields = (
        *("title", "document_number", "kind", "adopted_on", "signed_on", "published_on", "amended_on"),
        *("effective_on", "effective_basis", "status", "status_basis", "notice_title", "source_note"),
    )
    columns = (
        field_column(Policy, "slug", is_fixed=True),
        *(field_column(Policy, name) for name in _fields),
        field_column(Policy, "publication", is_fixed=True),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        return Policy.objects.order_by("pk")

    def values(self, row: Policy) -> dict[str, str]:
        return {column.key: field_text(row, column.key) for column in self.columns}

    def save(self, row: Policy, values: Mapping[str, str], *, by: User) -> Policy:
        set_fields(row, self._fields, values)
        checked(row)
        row.save()
        keep_policy(row, by=by, note=NOTE)
        return row


class EntityTable(Table):
    name, title, model, may_add = "entities", "实体", Entity, True
    said = "别名一行一个，写作：别名 | 启用日期~停用日期 | 说明；后两项可以不写。"
    _fields = ("name", "slug", "description", "official_site", "position", "is_group", "is_searched")
    columns = (
        field_column(Entity, "kind", is_once=True),
        *(field_column(Entity, name) for name in _fields),
        Column("parent", "上级", "上级的网址标识，须是同一种类。"),
        Column("aliases", "别名", "一行一个；去掉一行就是去掉这个别名。", 40),
        field_column(Entity, "is_published", is_fixed=True),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        return Entity.objects.select_related("parent").prefetch_related("aliases").order_by("pk")

    def values(self, row: Entity) -> dict[str, str]:
        own = {name: field_text(row, name) for name in ("kind", *self._fields, "is_published")}
        aliases = "\n".join(map(_alias_text, sorted(row.aliases.all(), key=lambda alias: alias.pk)))
        values = own | {"parent": row.parent.slug if row.parent else "", "aliases": aliases}
        return {column.key: values[column.key] for column in self.columns}

    def save(self, row: Entity | None, values: Mapping[str, str], *, by: User) -> Entity:
        is_new = row is None
        entity = row or Entity(is_published=False)
        if row:
            keep_entity(row, note="编辑之前的内容")
        set_fields(entity, ("kind", *self._fields), values)
        if "parent" in values:
            entity.parent = self._parent(entity, values["parent"])
        checked(entity, exclude=["policy"])
        entity.save()
        if "aliases" in values:
            _set_aliases(entity, values["aliases"])
        keep_entity(entity, by=by, note=NOTE)
        if not is_new or entity.is_published:
            index_entity(Entity.objects.get(pk=entity.pk))
        return entity

    def _parent(self, entity: Entity, slug: str) -> Entity | None:
        parent = Entity.objects.of_kind(entity.kind).filter(slug=slug).first() if slug else None
        if slug and parent is None:
            raise RowError(("上级", f"这一种类中没有网址标识是“{slug[:40]}”的实体"))
        return parent


def _alias_text(alias: Alias) -> str:
    period = f"{alias.valid_from or ''}~{alias.valid_until or ''}"
    parts = [alias.name, period if period != "~" else "", alias.note]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _set_aliases(entity: Entity, text: str) -> None:
    """Give an entity these aliases; those that it has already keep their rows."""
    present = {alias.name: alias for alias in entity.aliases.all()}
    for line in filter(None, map(str.strip, text.split("\n"))):
        name, period, note = ([part.strip() for part in line.split("|")] + ["", "", ""])[:3]
        alias = present.pop(name, None) or Alias(entity=entity, name=name)
        begin, _, end = period.partition("~")
        set_fields(
            alias, ("valid_from", "valid_until"), {"valid_from": begin.strip(), "valid_until": end.strip()}
        )
        alias.note = note
        checked(alias, exclude=["entity"], headings={"name": "别名"})
        alias.save()
    for alias in present.values():
        alias.delete()
