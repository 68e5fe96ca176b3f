"""The histories of articles, policies, divisions and entities: restoring goes through `articles.editing`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from articles.editing import (
    article_snapshot,
    entity_snapshot,
    keep_entity,
    keep_policy,
    policy_snapshot,
    save_article,
    save_division,
)
from articles.history.content_kinds import Content, RowHistory, checked, replace_rows, set_fields
from articles.models import Article, ArticleRevision, Entity, Policy
from articles.models.articles.article_choices import ArticlePublication
from articles.models.editing.revision import REMOVED_ARTICLES, Revision
from articles.review.links.lost_quotes import come_back
from articles.review.refusals import Refusal
from articles.search import forget_article, index_entity

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_TEXT = ("heading", "short_title", "text")
_ROWS_OF_POLICY = ("issuers", "addressees", "records")


class OwnHistory(RowHistory):
    """Of rows with a table of revisions of their own."""

    def revisions(self, pk: int) -> models.QuerySet:
        row = self.row(pk)
        if row is None:
            return self.model._base_manager.none()
        return row.revisions.select_related("created_by").order_by("-number")

    def restore(self, row: models.Model | None, pk: int, content: Content, *, by: User, note: str) -> None:
        if row is None:
            raise Refusal("它已不在库中。")
        self.write(row, content, by=by, note=note)

    def write(self, row: Any, content: Content, *, by: User, note: str) -> None:
        raise NotImplementedError


class ArticleHistory(OwnHistory):
    """Text, heading, number and place; 现行文本已无 is settled by the texts that are imported."""

    publishing = ("publication", "policy_id")
    left_alone = {"parent": "由编号的上下级决定"}
    labels = {
        "policy_id": "政策",
        "division_eid": "所在章节",
        "article_number": "条号",
        "article_suffix": "之",
        "printed_label": "编号写法",
        "spans": "合并的单元格",
        "parent": "上级单元",
    }

    def content(self, revision: Revision) -> dict[str, Any]:
        assert isinstance(revision, ArticleRevision)
        names = (*_TEXT, "publication", "policy_id", "unit", "position")
        place = ("article_number", "article_suffix", "division_eid")
        values = {name: getattr(revision, name) for name in (*names, *place)}
        known = {name: value for name, value in values.items() if value is not None}
        return {**known, **(revision.details or {})}

    def present(self, row: Any) -> dict[str, Any]:
        snapshot: dict[str, Any] = article_snapshot(row)
        details: dict[str, Any] = snapshot.pop("details")
        del snapshot["sha256"]  # the text's
        return {**snapshot, **details}

    def value_text(self, name: str, value: Any) -> str:
        return super().value_text("policy" if name == "policy_id" else name, value)

    def write(self, row: Article, content: Content, *, by: User, note: str) -> None:
        before = row.publication
        for name in (*_TEXT, "unit", "printed_label", "spans", "publication", "policy_id"):
            if name in content:
                setattr(row, name, content[name])
        row.number = content.get("article_number", row.number)
        row.suffix = content.get("article_suffix", row.suffix)
        if ArticlePublication.REMOVED in (before, row.publication):
            row.publication = before
        self._place(row, content)
        checked(row)
        save_article(row, by=by, note=note)
        come_back(row, by=by)
        if row.publication != ArticlePublication.PUBLISHED:
            forget_article(row)

    def _place(self, row: Article, content: Content) -> None:
        """Back to its chapter, and its position if no other article has it now."""
        if (eid := content.get("division_eid")) is not None and not row.is_removed:
            division = row.policy.divisions.filter(eid=eid).first()
            if eid and division is None:
                raise Refusal(f"当时所在的章节（{eid}）现在没有了，请先恢复章节。")
            row.division = division
        position = content.get("position", row.position)
        if not row.policy.articles.filter(position=position).exclude(pk=row.pk).exists():
            row.position = position


class PolicyHistory(OwnHistory):
    publishing = ("publication", "is_featured", "issuers")
    left_alone = {
        "divisions": "章节各有自己的历史，请在章节的历史里恢复；整份文本用历次版本",
        REMOVED_ARTICLES: "条文各有自己的历史",
    }
    labels = {
        "issuers": "发文机关",
        "addressees": "主送机关（各个）",
        "records": "著录项",
        "divisions": "章节",
        REMOVED_ARTICLES: "新文本没有的条文",
    }

    def present(self, row: Any) -> dict[str, Any]:
        return policy_snapshot(row)

    def write(self, row: Policy, content: Content, *, by: User, note: str) -> None:
        rows = {name: content[name] for name in _ROWS_OF_POLICY if name in content}
        set_fields(row, content, but=(*rows, *self.left_alone))
        checked(row)
        row.save()
        now = policy_snapshot(row)
        for name, values in rows.items():
            if values != now[name]:
                replace_rows(getattr(row, name), values, owner=row)
        keep_policy(row, by=by, note=note)
        come_back(row, by=by)


class DivisionHistory(RowHistory):
    def save(self, row: Any, *, by: User, note: str) -> None:
        checked(row)
        save_division(row, by=by, note=f"{row.label}{note}"[:300])


class VersionRowHistory(RowHistory):
    left_alone = {"state": "用版本列表的“收录”“不采纳”改变"}


class EntityHistory(OwnHistory):
    publishing = ("is_published",)
    labels = {"aliases": "别名", "became": "后来（沿革）"}

    def present(self, row: Any) -> dict[str, Any]:
        return entity_snapshot(row)

    def write(self, row: Entity, content: Content, *, by: User, note: str) -> None:
        keep_entity(row, note="恢复之前的内容")
        not_fields = ("parent", "policy", *self.labels)
        set_fields(row, content, but=not_fields)
        row.parent = self._entity(row.kind, content.get("parent"))
        row.policy = self._policy(content.get("policy"))
        checked(row)
        row.save()
        replace_rows(row.aliases, content.get("aliases", ()), owner=row)
        row.successions.all().delete()
        for became in content.get("became", ()):
            successor = self._entity(row.kind, became["to"])
            row.successions.create(successor=successor, date=became["date"], source=became["source"])
        keep_entity(row, by=by, note=note)
        index_entity(row)

    def _entity(self, kind: str, slug: str | None) -> Any:
        entity = Entity.objects.of_kind(kind).with_slug(slug).first() if slug else None
        if slug and entity is None:
            raise Refusal(f"当时的“{slug}”已不在库中。")
        return entity

    def _policy(self, slug: str | None) -> Any:
        policy = Policy.objects.with_slugs([slug]).first() if slug else None
        if slug and policy is None:
            raise Refusal(f"当时的政策“{slug}”已不在库中。")
        return policy
