"""Links with lost quotes: a `QuoteHolder` of `articles.review.links.lost_quotes`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, LaterRule, Mention, Reference
from articles.models.editing.row_revision import keep_change, row_snapshot
from articles.models.links.evidence import Evidence, LinkStatus
from articles.review.links.hand_links import Subject
from articles.review.links.lost_quotes import LostRow, NewSpans, ReplacementResult
from articles.review.refusals import refusal_of
from articles.text.citing.places.citations_in_text import cited_articles

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_MODELS = (Mention, Reference, LaterRule)
_Link = Mention | Reference | LaterRule


class LostLinks:
    def lost(self, subject: Subject) -> list[LostRow]:
        return [_lost_row(row) for row in _stale_links(subject)]

    def may_replace(self, user: User) -> bool:
        names = [model._meta.model_name for model in _MODELS]
        return _may_publish(user) or user.has_perms([f"articles.change_{name}" for name in names])

    def replace(
        self, subject: Subject, quote: str, words: str, *, spans: NewSpans, by: User
    ) -> ReplacementResult:
        total = ReplacementResult()
        for row in [row for row in _stale_links(subject) if row.quote == quote and row.text in spans]:
            total += _replace_quote(row, words, spans[row.text][row.span[0]], by)
        return total

    def come_back(self, subject: Subject, *, by: User) -> int:
        restored = [row for row in _stale_links(subject) if row.text[row.start : row.end] == row.quote]
        return sum(_replace_quote(row, row.quote, row.span, by).replaced_count for row in restored)


def _may_publish(user: User) -> bool:
    return user.has_perms([f"articles.publish_{model._meta.model_name}" for model in _MODELS])


def _stale_links(subject: Subject) -> Iterator[_Link]:
    for model in _MODELS:
        rows = (
            model.objects.of_article(subject)
            if isinstance(subject, Article)
            else model.objects.of_policy(subject).outside_articles()
        )
        yield from rows.waiting().with_quote().with_texts().in_text_order()


def _lost_row(row: _Link) -> LostRow:
    name = row._meta.model_name
    return LostRow(
        kind=str(row._meta.verbose_name),
        title=_title(row),
        quote=row.quote,
        start=row.span[0],
        text=row.text,
        address=reverse(f"admin:articles_{name}_change", args=[row.pk]),
    )


def _title(row: _Link) -> str:
    if isinstance(row, LaterRule):
        return row.citation
    return str(row.entity if isinstance(row, Mention) else row.target or row.document or row.quote)


def _replace_quote(row: _Link, words: str, span: tuple[int, int], by: User) -> ReplacementResult:
    before = row_snapshot(row)
    if isinstance(row, Reference) and words != row.quote and not _update_citation(row, words):
        return ReplacementResult(problems=(f"{row}：“{words}”不是一处条文的援引，请打开它改正。",))
    has_to_wait = words == row.quote and not _is_vouched_for(row)
    row.quote, (row.start, row.end) = words, span
    if isinstance(row, Reference):
        row.target = None  # set by resolve_targets below
    if _may_publish(by) and not has_to_wait:
        row.status, row.decided_by, row.decided_at = LinkStatus.PUBLISHED, by, timezone.now()
    else:
        row.status, row.decided_by, row.decided_at = LinkStatus.SUGGESTED, None, None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        return ReplacementResult(problems=(f"{row}：{refusal_of(error)}",))
    if isinstance(row, Reference):
        Reference.objects.with_ids([row.pk]).resolve_targets()
        row.refresh_from_db(fields=["target"])
    keep_change(row, before, by=by, note="原文恢复" if row.quote == before["quote"] else f"原文改为“{words}”")
    return ReplacementResult(1)


def _is_vouched_for(row: Evidence) -> bool:
    """Whether a person or a shipped file stands behind it; what the linker found was perhaps not public."""
    return row.decided_at is not None or not getattr(row, "certainty", "")


def _update_citation(row: Reference, words: str) -> bool:
    """Set what `row` cites from the new words; return whether they are exactly one citation."""
    citations = cited_articles(words)
    if len(citations) != 1:
        return False
    for name in ("number", "suffix", "last_number", "paragraph", "item", "address"):
        setattr(row, name, getattr(citations[0], name))
    return True
