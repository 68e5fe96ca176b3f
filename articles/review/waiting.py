"""Rows about an article that its policy's present text no longer has (待复核).

A newer text without an article deletes nothing (docs/decisions/0031): the article stays, visible to editors
only, with all rows that refer to it. An editor moves such a row to another article or closes it with a
reason; the others become active again if the article comes back.

Each kind of row is a `WaitingKind`, named by its dotted path in the setting `WAITING_KINDS`, as `articles`
never imports another app.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from articles.models import Article
from articles.reading.citation_resolution import Resolved, Unresolved, resolve_text
from articles.review.refusals import Refusal
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class WaitingKind(Protocol):
    """`permission` is needed to move and close rows, as `articles.change_everydayquestion`."""

    name: str
    label: str
    permission: str

    def of(self, articles: Iterable[Article]) -> models.QuerySet:
        """The waiting rows of these articles; each has `article` and a readable `str`."""

    def move(self, row: models.Model, *, to: Article, by: User) -> str:
        """Move `row` to another article; return what is still to be done, or "". Raises Refusal."""

    def close(self, row: models.Model, *, reason: str, by: User) -> None:
        """Close `row`: it is kept with the reason but no longer used. Raises Refusal."""


@dataclass(frozen=True)
class Waiting:
    """One waiting row; `key` identifies it in a form."""

    kind: WaitingKind
    row: models.Model

    @property
    def key(self) -> str:
        return f"{self.kind.name}:{self.row.pk}"


@dataclass(frozen=True)
class LeftOut:
    """An article that the present text does not have, with its waiting rows."""

    article: Article
    rows: tuple[Waiting, ...]


def waiting_kinds() -> tuple[WaitingKind, ...]:
    return tuple(import_string(path)() for path in settings.WAITING_KINDS)


def waiting_by_article() -> list[LeftOut]:
    """The removed articles with waiting rows, by policy and number."""
    rows: dict[int, list[Waiting]] = {}
    for kind in waiting_kinds():
        for row in kind.of(Article.objects.removed()):
            rows.setdefault(row.article_id, []).append(Waiting(kind, row))
    articles = Article.objects.with_ids(rows).for_reading().order_by("policy", "number", "suffix")
    return [LeftOut(article, tuple(rows[article.pk])) for article in articles]


def find_waiting(key: str) -> Waiting | None:
    """The row with the `key` from a form, if it still waits."""
    name, _, typed_pk = key.partition(":")
    pk = whole_number(typed_pk, at_most=HIGHEST_ID)
    kind = next((kind for kind in waiting_kinds() if kind.name == name), None)
    if kind is None or pk is None:
        return None
    row = kind.of(Article.objects.removed()).filter(pk=pk).first()
    return Waiting(kind, row) if row else None


@transaction.atomic
def move(waiting: Waiting, *, to: Article, by: User) -> str:
    """Move a row to another article; return what is still to be done. Raises Refusal."""
    return waiting.kind.move(waiting.row, to=to, by=by)


@transaction.atomic
def close(waiting: Waiting, *, reason: str, by: User) -> None:
    """Close a row with a reason. Raises Refusal."""
    waiting.kind.close(waiting.row, reason=reason, by=by)


def article_named(words: str, *, instead_of: Article) -> Article:
    """The article that an editor typed: 第二十五条 or 25 of the same policy, or with the title of another.

    Raises Refusal.
    """
    resolution = resolve_text(words, within=instead_of.policy)
    if isinstance(resolution, Unresolved):
        raise Refusal(f"{resolution.reason}。")
    if not isinstance(resolution, Resolved) or not isinstance(resolution.target, Article):
        raise Refusal("请写明一条，如 第二十五条 或 《某法》第三条。")
    return resolution.target
