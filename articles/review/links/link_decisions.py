"""An editor's decisions on links: publish, reject, withdraw, place a quote in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.editing import keep_entity
from articles.models import Entity, Mention, Reference
from articles.models.editing.row_revision import kept_change
from articles.models.links.evidence import Evidence, EvidenceQuerySet, LinkStatus
from articles.review.decisions import Decision, decide
from articles.review.publication import was_withdrawn
from articles.review.refusals import Refusal
from articles.search import index_entity
from articles.text.citing.quoting.quote_notation import Span, nearest, place_among, quoted

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def publish_links(
    rows: Iterable[Evidence], *, by: User | None = None, at: datetime | None = None
) -> Decision:
    """Publish or restore links; one whose quote has moved at its nearest place.

    An entity that the linker made from a 《…》 becomes visible with its first published link.
    """
    return _decide_all(rows, LinkStatus.PUBLISHED, by=by, at=at)


def reject_links(rows: Iterable[Evidence], *, by: User | None = None, at: datetime | None = None) -> Decision:
    """Reject links: they disappear from all pages, and the linker never suggests them again."""
    return _decide_all(rows, LinkStatus.REJECTED, by=by, at=at)


def withdraw_links(
    rows: Iterable[Evidence], *, by: User | None = None, at: datetime | None = None
) -> Decision:
    """Withdraw published links; `publish_links` restores them."""

    def withdraw(row: Evidence) -> bool:
        if row.status != LinkStatus.PUBLISHED:
            raise Refusal(f"现在是“{row.get_status_display()}”，没有公开。")
        set_status(row, LinkStatus.WITHDRAWN, by=by, at=at)
        return True

    return decide(rows, withdraw)


def set_status(
    row: Evidence, status: str, *, by: User | None = None, at: datetime | None = None
) -> Entity | None:
    """Set the status of one link; return the entity that became visible with it.

    Raises Refusal if the link cannot be published.
    """
    with kept_change(row, by=by, note=LinkStatus(status).label, at=at):
        return change_status(row, status, by=by, at=at)


def change_status(
    row: Evidence, status: str, *, by: User | None = None, at: datetime | None = None
) -> Entity | None:
    """Like `set_status`, for a caller that records the change in the history itself, with others."""
    if status == LinkStatus.PUBLISHED:
        find_quote(row)
    row.status, row.decided_by, row.decided_at = status, by, at or timezone.now()
    row.save(update_fields=["status", "decided_by", "decided_at", "start", "end"])
    return publish_with_first_link(row, by=by, at=at) if status == LinkStatus.PUBLISHED else None


def place_quote(row: Evidence, quote: str, *, which: int | None = None) -> None:
    """Set the quote of `row` and its offsets in the row's text. Raises QuoteError."""
    row.quote, row.start, row.end = quoted(row.text, quote, which=which)


def find_quote(row: Evidence) -> None:
    """Set the offsets of `row` to its quote's place. Raises Refusal if the text does not have the quote."""
    if row.start is None:
        return
    if (span := quote_place(row)) is None:
        raise Refusal(f"“{row.quote}”已不在现在的文字中，请换成现在的文字，或者否决")
    row.start, row.end = span


def quote_place(row: Evidence) -> Span | None:
    """Where the quote of `row` stands: at its stored place, else at the nearest one without the same link."""
    if row.start is None:
        return None
    if row.text[row.start : row.end] == row.quote:
        return row.span
    return nearest(row.text, row.quote, start=row.start, occupied=_spans_of_same_link(row))


def which_place(row: Evidence) -> int | None:
    """Which of several occurrences the quote of `row` is, from 1; None if there is one or none."""
    span = quote_place(row)
    return place_among(row.text, row.quote, start=span[0]) if span else None


def _spans_of_same_link(row: Evidence) -> set[Span]:
    """Where the same words of the text are linked already, to the same entity."""
    other_links: EvidenceQuerySet = EvidenceQuerySet(type(row)).beside(row)
    if isinstance(row, Mention):
        other_links = Mention.objects.beside(row).of_entity(row.entity)
    return set(other_links.values_list("start", "end"))


def publish_with_first_link(
    row: Evidence, *, by: User | None = None, at: datetime | None = None
) -> Entity | None:
    """Publish a new entity with its first published link, unless an editor has withdrawn it.

    Return it if it was hidden until now.
    """
    entity = _entity_published_with(row)
    if entity is None or entity.is_published or was_withdrawn(entity):
        return None
    keep_entity(entity, note="公开之前的内容")
    entity.is_published = True
    entity.save(update_fields=["is_published"])
    keep_entity(entity, by=by, note="随首条发布的链接公开", at=at)
    index_entity(entity)
    return entity


def _entity_published_with(row: Evidence) -> Entity | None:
    """The entity that is public with the row; a later rule has none."""
    match row:
        case Mention():
            return row.entity
        case Reference():
            return row.document
    return None


def _decide_all(rows: Iterable[Evidence], status: str, *, by: User | None, at: datetime | None) -> Decision:
    shown_entities: list[Entity] = []

    def carry_out(row: Evidence) -> bool:
        shown_entities.extend(filter(None, [set_status(row, status, by=by, at=at)]))
        return True

    decision = decide(rows, carry_out)
    return replace(decision, also=tuple((entity, False) for entity in shown_entities))
