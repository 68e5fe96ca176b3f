"""An editor's decisions on links: publish, reject, place a quote in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models import Entity, Mention
from articles.models.evidence import Evidence, LinkStatus
from articles.text.quotes import locate, occurrences

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model


@dataclass(frozen=True)
class Decision:
    """Which rows changed, and why others could not, each in Chinese."""

    rows: tuple[Model, ...]
    problems: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        return len(self.rows)


@transaction.atomic
def publish_links(
    rows: Iterable[Evidence], *, by: AbstractBaseUser | None = None, at: datetime | None = None
) -> Decision:
    """Publish links; one that waits for another look (待复核) only if its words stand in the text once.

    An entity that the linker made from a 《…》 becomes visible with its first published link.
    """
    done, problems = [], []
    for row in rows:
        if problem := _misplaced(row):
            problems.append(f"{row}：{problem}")
            continue
        _decide(row, LinkStatus.PUBLISHED, by=by, at=at)
        _show_entity(row)
        done.append(row)
    return Decision(tuple(done), tuple(problems))


@transaction.atomic
def reject_links(
    rows: Iterable[Evidence], *, by: AbstractBaseUser | None = None, at: datetime | None = None
) -> Decision:
    """Reject links: they disappear from every page, and the linker never files them again."""
    done = tuple(rows)
    for row in done:
        _decide(row, LinkStatus.REJECTED, by=by, at=at)
    return Decision(done)


def place_quote(row: Evidence, quote: str, *, which: int | None = None) -> None:
    """Set the quote of `row` and its offsets in the row's text. Raises QuoteError."""
    written = f"{quote}#{which}" if which else quote
    (row.start, row.end), *_ = locate(row.text, written)
    row.quote = quote


def _misplaced(row: Evidence) -> str:
    """Move the offsets of `row` to where its quote stands; say why not if that is not certain."""
    if row.start is None or row.text[row.start : row.end] == row.quote:
        return ""
    found = occurrences(row.text, row.quote)
    if len(found) != 1:
        return f"“{row.quote}”在现在的文字中有 {len(found)} 处，请打开它，写明是哪一处"
    row.start, row.end = found[0]
    return ""


def _decide(row: Evidence, status: LinkStatus, *, by: AbstractBaseUser | None, at: datetime | None) -> None:
    row.status, row.decided_by, row.decided_at = status, by, at or timezone.now()
    row.save(update_fields=["status", "decided_by", "decided_at", "start", "end"])


def _show_entity(row: Evidence) -> None:
    entity: Entity | None = row.entity if isinstance(row, Mention) else row.document
    if entity and not entity.is_published:
        entity.is_published = True
        entity.save(update_fields=["is_published"])
