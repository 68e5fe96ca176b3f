"""The tables of the knowledge base: policies, entities, links, everyday questions and golden questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from articles.editing import keep_entity, keep_policy
from articles.models import (
    Alias,
    Article,
    Entity,
    EverydayQuestion,
    GoldenAnswer,
    GoldenQuestion,
    Mention,
    Policy,
)
from articles.models.entity import EntityKind
from articles.models.evidence import Basis, LinkStatus, Passage
from articles.models.relation import Relation
from articles.review.link_decisions import place_quote, set_status
from articles.search import index_entity
from articles.tables.columns import Column, RowError, checked, field_column, field_text, read_bool, set_field
from articles.tables.table import Table, place_of, policy_of
from articles.text.citing.quote_notation import QuoteError, place_among

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NOTE = "表格导入"


def _set_all(row: models.Model, names: Iterable[str], given: Mapping[str, str]) -> None:
    """Set fields from cells, and tell all that cannot be read at once. Raises RowError."""
    problems: list[tuple[str, str]] = []
    for name in names:
        if name in given:
            try:
                set_field(row, name, given[name])
            except RowError as error:
                problems += error.problems
    if problems:
        raise RowError(*problems)


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

    def save(self, row: Policy, given: Mapping[str, str], *, by: User) -> Policy:
        _set_all(row, self._fields, given)
        checked(row)
        row.save()
        keep_policy(row, by=by, note=_NOTE)
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

    def save(self, row: Entity | None, given: Mapping[str, str], *, by: User) -> Entity:
        is_new = row is None
        entity = row or Entity(is_published=False)
        if row:
            keep_entity(row, note="编辑之前的内容")
        _set_all(entity, ("kind", *self._fields), given)
        if "parent" in given:
            entity.parent = self._parent(entity, given["parent"])
        checked(entity, exclude=["policy"])
        entity.save()
        if "aliases" in given:
            _set_aliases(entity, given["aliases"])
        keep_entity(entity, by=by, note=_NOTE)
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
        _set_all(
            alias, ("valid_from", "valid_until"), {"valid_from": begin.strip(), "valid_until": end.strip()}
        )
        alias.note = note
        checked(alias, exclude=["entity"], headings={"name": "别名"})
        alias.save()
    for alias in present.values():
        alias.delete()


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
            "which": _which(row),
        }
        return {column.key: values[column.key] for column in self.columns}

    def save(self, row: Mention | None, given: Mapping[str, str], *, by: User) -> Mention:
        link = row or self._new(given, by=by)
        may_decide = by.has_perm("articles.publish_mention")
        if link.is_decided and not may_decide:
            raise RowError(("状态", "已审定的链接，有发布权限的才能改"))
        if "entity" in given or "kind" in given:
            kind = given.get("kind") or link.entity.get_kind_display()
            link.entity = _entity(kind, given.get("entity") or link.entity.slug)
        _set_all(link, ("basis", "relation", "reason", "note"), given)
        if "basis" in given and link.basis == Basis.INHERITED:
            raise RowError(("依据", "发文机关的链接由系统按落款建立，请选别的依据"))
        is_document = link.entity.kind == EntityKind.DOCUMENT
        link.relation = (link.relation or Relation.CITES) if is_document else ""
        if row is None or "quote" in given or "which" in given:
            _place(link, given)
        checked(link)
        link.save()
        if "status" in given:
            self._decide(link, given["status"], by=by, may_decide=may_decide)
        return link

    def _new(self, given: Mapping[str, str], *, by: User) -> Mention:
        policy = policy_of(given.get("policy", ""), "政策")
        passages = {label: value for value, label in Passage.choices if value != Passage.ARTICLE}
        place = given.get("place", "")
        own = {"passage": passages[place]} if place in passages else {}
        article = None if own else place_of(f"{policy.slug}:{place}", "所在")
        return Mention(
            policy=policy, article=article, status=LinkStatus.SUGGESTED, basis=Basis.NAMED, created_by=by,
            entity=_entity(given.get("kind", ""), given.get("entity", "")), **own,
        )  # fmt: skip

    def _decide(self, link: Mention, text: str, *, by: User, may_decide: bool) -> None:
        before = link.status
        set_field(link, "status", text)
        status, link.status = link.status, before
        if status == before:
            return
        if not may_decide:
            raise RowError(("状态", "您的账号没有发布和否决链接的权限"))
        set_status(link, status, by=by, at=timezone.now())


def _which(row: Mention) -> str:
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


def _place(link: Mention, given: Mapping[str, str]) -> None:
    which, quote = given.get("which", _which(link)), given.get("quote", link.quote)
    if which and not (which.isascii() and which.isdigit()):
        raise RowError(("第几处", "应是整数"))
    link.quote, link.start, link.end = "", None, None
    if quote:
        try:
            place_quote(link, quote, which=int(which[:6]) if which else None)
        except QuoteError as error:
            raise RowError(("原文", str(error))) from error


class EverydayTable(Table):
    name, title, model, may_add, is_by_policy = "everyday", "日常问法", EverydayQuestion, True, True
    columns = (
        Column("article", "条文", "政策的网址标识:条的地址，如 gxblk-2009-232:25。", 26, is_once=True),
        field_column(EverydayQuestion, "text", width=50),
        field_column(EverydayQuestion, "closed_because", width=30),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        rows = EverydayQuestion.objects.select_related("article__policy").order_by("pk")
        return rows.of_policy(policy) if policy else rows

    def values(self, row: EverydayQuestion) -> dict[str, str]:
        return {"article": row.article.key, "text": row.text, "closed_because": row.closed_because}

    def save(self, row: EverydayQuestion | None, given: Mapping[str, str], *, by: User) -> EverydayQuestion:
        question = row or EverydayQuestion(article=place_of(given.get("article", ""), "条文"))
        _set_all(question, ("text", "closed_because"), given)
        checked(question)
        question.save()
        return question


class GoldenTable(Table):
    name, title, model, may_add = "golden", "测试问题", GoldenQuestion, True
    columns = (
        field_column(GoldenQuestion, "query", width=40),
        Column("scope", "范围", "只就哪一件政策提的：它的网址标识；留空即在全库。"),
        field_column(GoldenQuestion, "has_no_answer"),
        Column("answers", "应找到的条文", "一行一条：政策的网址标识:条的地址。", 40),
        field_column(GoldenQuestion, "note", width=40),
        field_column(GoldenQuestion, "origin", is_fixed=True),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        return GoldenQuestion.objects.with_answers().order_by("pk")

    def values(self, row: GoldenQuestion) -> dict[str, str]:
        own = {name: field_text(row, name) for name in ("query", "has_no_answer", "note", "origin")}
        answers = sorted(row.answers.all(), key=lambda answer: answer.pk)
        values = own | {
            "scope": row.scope.slug if row.scope else "",
            "answers": "\n".join(answer.article.key for answer in answers),
        }
        return {column.key: values[column.key] for column in self.columns}

    def save(self, row: GoldenQuestion | None, given: Mapping[str, str], *, by: User) -> GoldenQuestion:
        question = row or GoldenQuestion()
        _set_all(question, ("query", "note"), given)
        if "scope" in given:
            question.scope = policy_of(given["scope"], "范围") if given["scope"] else None
        if "has_no_answer" in given:
            question.has_no_answer = read_bool(given["has_no_answer"], "不应有答案")
        checked(question)
        question.save()
        if "answers" in given:
            lines = filter(None, map(str.strip, given["answers"].split("\n")))
            _set_answers(question, [place_of(line, "应找到的条文") for line in lines])
        if question.has_no_answer and question.answers.standing().exists():
            raise RowError(("不应有答案", "填了“是”，就不要再列应找到的条文"))
        return question


def _set_answers(question: GoldenQuestion, articles: list[Article]) -> None:
    question.answers.standing().exclude(article__in=articles).delete()
    question.answers.of_articles(articles).update(closed_because="")
    rows = (GoldenAnswer(question=question, article=article) for article in articles)
    GoldenAnswer.objects.bulk_create(rows, ignore_conflicts=True)
