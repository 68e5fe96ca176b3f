"""The table of links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from articles.models import (
    Entity,
    Mention,
    Policy,
)
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, LinkStatus, Passage
from articles.models.links.relation import Relation
from articles.review.links.link_decisions import change_status, place_quote
from articles.tables.columns import (
    Column,
    RowError,
    checked,
    field_column,
    field_text,
    set_field,
    set_fields,
)
from articles.tables.table import Table, place_of, policy_of
from articles.text.citing.quoting.quote_notation import QuoteError, place_among

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class LinkTable(Table):
    name, title, model, may_add, is_by_policy = "links", "链接", Mention, True, True
    said = "新增的链接是待审；“状态”要有发布权限才能改。发文机关的链接由系统建立，不在这张表里。"
    columns = (
        Column("policy", "政策", "政策的网址标识。", is_once=True),
        Column(
            "place",
            "所在",
            "条的地址，如 25、12-1；条文之外的写 标题、印发通知、引言、落款、主送机关。",
            is_once=True,
        ),
        Column("kind", "实体种类", "、".join(EntityKind.labels)),
        Column("entity", "实体", "实体的网址标识。"),
        Column("entity_name", "实体名称", "", is_fixed=True),
        Column("basis", "依据", f"{Basis.NAMED.label}、{Basis.EDITORIAL.label}。"),
        field_column(Mention, "relation"),
        Column("quote", "原文", "照条文抄写；编辑判断可以没有。", 40),
        Column("which", "第几处", "原文在这一条里不止一处时填。", 8),
        field_column(Mention, "reason", width=40),
        field_column(Mention, "status"),
        field_column(Mention, "note"),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        rows = Mention.objects.own().select_related("policy", "article", "entity").order_by("pk")
        return rows.of_policy(policy) if policy else rows

    def values(self, row: Mention) -> dict[str, str]:
        fields = ("basis", "relation", "quote", "reason", "status", "note")
        values = {name: field_text(row, name) for name in fields} | {
            "policy": row.policy.slug,
            "place": row.article.address if row.article else row.get_passage_display(),
            "kind": row.entity.get_kind_display(),
            "entity": row.entity.slug,
            "entity_name": row.entity.name,
            "which": _occurrence_number(row),
        }
        return {column.key: values[column.key] for column in self.columns}

    def save(self, row: Mention | None, values: Mapping[str, str], *, by: User) -> Mention:
        link = row or self._new_link(values, by=by)
        may_decide = by.has_perm("articles.publish_mention")
        if link.is_decided and not may_decide:
            raise RowError(("状态", "已审定的链接，有发布权限的才能改"))
        if "entity" in values or "kind" in values:
            kind = values.get("kind") or link.entity.get_kind_display()
            link.entity = _entity(kind, values.get("entity") or link.entity.slug)
        set_fields(link, ("basis", "relation", "reason", "note"), values)
        if "basis" in values and link.basis == Basis.INHERITED:
            raise RowError(("依据", "发文机关的链接由系统按落款建立，请选别的依据"))
        is_document = link.entity.kind == EntityKind.DOCUMENT
        link.relation = (link.relation or Relation.CITES) if is_document else ""
        if row is None or "quote" in values or "which" in values:
            _set_quote(link, values)
        checked(link)
        link.save()
        if "status" in values:
            self._decide(link, values["status"], by=by, may_decide=may_decide)
        return link

    def _new_link(self, values: Mapping[str, str], *, by: User) -> Mention:
        policy = policy_of(values.get("policy", ""), "政策")
        passages = {label: value for value, label in Passage.choices if value != Passage.ARTICLE}
        place = values.get("place", "")
        own = {"passage": passages[place]} if place in passages else {}
        article = None if own else place_of(f"{policy.slug}:{place}", "所在")
        return Mention(
            policy=policy, article=article, status=LinkStatus.SUGGESTED, basis=Basis.NAMED, created_by=by,
            entity=_entity(values.get("kind", ""), values.get("entity", "")), **own,
        )  # fmt: skip

    def _decide(self, link: Mention, text: str, *, by: User, may_decide: bool) -> None:
        before = link.status
        set_field(link, "status", text)
        status, link.status = link.status, before
        if status == before:
            return
        if not may_decide:
            raise RowError(("状态", "您的账号没有发布和否决链接的权限"))
        change_status(link, status, by=by, at=timezone.now())


def _occurrence_number(row: Mention) -> str:
    if not row.quote or row.start is None or row.text.count(row.quote) < 2:
        return ""
    return str(place_among(row.text, row.quote, start=row.start) or "")


def _entity(kind: str, slug: str) -> Entity:
    kinds = {str(label): value for value, label in EntityKind.choices}
    if kind not in kinds:
        raise RowError(("实体种类", f"没有“{kind[:20]}”，可填 {'、'.join(kinds)}"))
    entity = Entity.objects.of_kind(kinds[kind]).filter(slug=slug).first()
    if entity is None:
        raise RowError(("实体", f"{kind}中没有网址标识是“{slug[:60]}”的实体"))
    return entity


def _set_quote(link: Mention, values: Mapping[str, str]) -> None:
    which, quote = values.get("which", _occurrence_number(link)), values.get("quote", link.quote)
    if which and not (which.isascii() and which.isdigit()):
        raise RowError(("第几处", "应是整数"))
    link.quote, link.start, link.end = "", None, None
    if quote:
        try:
            place_quote(link, quote, which=int(which[:6]) if which else None)
        except QuoteError as error:
            raise RowError(("原文", str(error))) from error
