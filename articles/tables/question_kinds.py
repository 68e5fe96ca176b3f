"""The tables of search: everyday questions, golden questions, synonyms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models

from articles.models import (
    EverydayQuestion,
    GoldenQuestion,
    Policy,
    SynonymEntry,
)
from articles.models.search.synonym_entry import EntryOrigin
from articles.tables.columns import (
    Column,
    RowError,
    checked,
    field_column,
    field_text,
    read_bool,
    set_fields,
)
from articles.tables.table import Table, place_of, policy_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


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

    def save(self, row: EverydayQuestion | None, values: Mapping[str, str], *, by: User) -> EverydayQuestion:
        question = row or EverydayQuestion(article=place_of(values.get("article", ""), "条文"))
        set_fields(question, ("text", "closed_because"), values)
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

    def save(self, row: GoldenQuestion | None, values: Mapping[str, str], *, by: User) -> GoldenQuestion:
        question = row or GoldenQuestion()
        set_fields(question, ("query", "note"), values)
        if "scope" in values:
            question.scope = policy_of(values["scope"], "范围") if values["scope"] else None
        if "has_no_answer" in values:
            question.has_no_answer = read_bool(values["has_no_answer"], "不应有答案")
        checked(question)
        question.save()
        if "answers" in values:
            lines = filter(None, map(str.strip, values["answers"].split("\n")))
            question.answer_by([place_of(line, "应找到的条文") for line in lines])
        if question.has_no_answer and question.answers.standing().exists():
            raise RowError(("不应有答案", "填了“是”，就不要再列应找到的条文"))
        return question


class SynonymTable(Table):
    name, title, model, may_add = "synonyms", "同义词", SynonymEntry, True
    said = "写入之后检索还没有改变：在“同义词表”里生成草稿、试运行，核对之后生效。不要的填“启用”为否。"
    _fields = ("words", "means", "direction", "weight", "scope", "basis", "note", "is_active")
    columns = (
        *(field_column(SynonymEntry, name) for name in _fields),
        field_column(SynonymEntry, "origin", is_fixed=True),
    )

    def rows(self, policy: Policy | None = None) -> models.QuerySet:
        return SynonymEntry.objects.order_by("pk")

    def values(self, row: SynonymEntry) -> dict[str, str]:
        own = {column.key: field_text(row, column.key) for column in self.columns}
        return own | {"weight": f"{row.weight:.3f}".rstrip("0").rstrip(".")}

    def save(self, row: SynonymEntry | None, values: Mapping[str, str], *, by: User) -> SynonymEntry:
        entry = row or SynonymEntry()
        set_fields(entry, self._fields, values)
        entry.origin = EntryOrigin.EDITED
        checked(entry)
        entry.save()
        return entry
