"""The kinds of rows that wait when their article is removed (see articles.review.waiting)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.models import Article, EverydayQuestion, GoldenAnswer, GoldenQuestion, LaterRule, Mention
from articles.models.editing.row_revision import kept_change
from articles.models.links.evidence import Evidence, LinkStatus
from articles.review.links.link_decisions import find_quote
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User


_ClosableRow = EverydayQuestion | GoldenAnswer


class _Closable:
    """Rows that are moved unchanged, and closed by setting a reason."""

    def move(self, row: _ClosableRow, *, to: Article, by: User) -> str:
        with kept_change(_revised_row(row), by=by, note=f"移到{to.short_citation}"):
            row.article = to
            _save_or_refuse(row)
        return ""

    def close(self, row: _ClosableRow, *, reason: str, by: User) -> None:
        with kept_change(_revised_row(row), by=by, note=f"收起：{reason}"):
            row.closed_because = reason
            row.save()


def _revised_row(row: _ClosableRow) -> EverydayQuestion | GoldenQuestion:
    """The row whose history records the change: for an answer, its question."""
    return row.question if isinstance(row, GoldenAnswer) else row


class EverydayQuestions(_Closable):
    name, label, permission = "question", "日常问法", "articles.change_everydayquestion"

    def of(self, articles: Iterable[Article]) -> models.QuerySet:
        return EverydayQuestion.objects.open().of_articles(articles).select_related("article")


class GoldenAnswers(_Closable):
    name, label, permission = "answer", "测试问题的答案", "articles.change_goldenquestion"

    def of(self, articles: Iterable[Article]) -> models.QuerySet:
        rows = GoldenAnswer.objects.open().of_articles(articles)
        return rows.select_related("article__policy", "question")


class Links:
    """Published links that a person made or decided on; the linker finds the others again by itself."""

    name, label, permission = "link", "链接", "articles.change_mention"

    def of(self, articles: Iterable[Article]) -> models.QuerySet:
        rows = Mention.objects.of_articles(articles).of_people().standing()
        return rows.select_related("article__policy", "policy", "entity")

    def move(self, row: Evidence, *, to: Article, by: User) -> str:
        """Move a link whose quote the new article has; it has to be reviewed again."""
        with kept_change(row, by=by, note=f"移到{to.short_citation}"):
            row.article, row.policy = to, to.policy
            if row.start is not None:
                _place_quote(row)
            row.status, row.decided_by, row.decided_at = LinkStatus.SUGGESTED, by, timezone.now()
            _save_or_refuse(row)
        return "它现在是“待审”，请审定后发布。"

    def close(self, row: Evidence, *, reason: str, by: User) -> None:
        with kept_change(row, by=by, note=f"收起：{reason}"):
            row.status, row.decided_by, row.decided_at = LinkStatus.WITHDRAWN, by, timezone.now()
            row.note = reason
            row.save()


class LaterRules(Links):
    """Later rules: they wait, move and close as links do."""

    name, label, permission = "rule", "后来的规定", "articles.change_laterrule"

    def of(self, articles: Iterable[Article]) -> models.QuerySet:
        return LaterRule.objects.of_articles(articles).standing().select_related("article__policy", "policy")


def _save_or_refuse(row: models.Model) -> None:
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise Refusal("".join(error.messages)) from error
    row.save()


def _place_quote(row: Evidence) -> None:
    """Place the quote where it stood or at the nearest place: the reviewer sees which. Raises Refusal."""
    try:
        find_quote(row)
    except Refusal as refusal:
        raise Refusal(f"没有移动：{refusal}。") from refusal
