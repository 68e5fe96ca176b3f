"""Links made and moved by hand (人工链接): the words are chosen in the text, so the place is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Article, Entity, Mention, Policy, Reference
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Evidence, LinkStatus, Passage
from articles.models.links.relation import Relation
from articles.reading.names.named_rows import entities_named
from articles.review.links.link_decisions import publish_with_first_link, set_status
from articles.review.refusals import Refusal, refusal_of
from articles.text.citing.quoting.quote_notation import occurrences

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LinkRow = TypeVar("LinkRow", Mention, Reference)

#: A text with links: an article, or the texts of a policy outside its articles.
Subject = Article | Policy

_PLACE = re.compile(r"(?P<passage>[a-z]+):(?P<start>\d{1,8})-(?P<end>\d{1,8})", re.ASCII)
_AROUND = 24
_MOST_ENTITIES = 12


@dataclass(frozen=True)
class QuotedSpan:
    """The words [start, end), in code points, of a text; a form writes it as `article:12-16`."""

    passage: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.passage}:{self.start}-{self.end}"


@dataclass(frozen=True)
class Grounds:
    """Why words are linked; `relation` is given for documents only."""

    basis: str
    relation: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Occurrence:
    """A place where words stand, with the text around it."""

    place: QuotedSpan
    label: str
    before: str
    words: str
    after: str


def texts_of(subject: Subject) -> list[tuple[str, str, str]]:
    """The texts that links can be in: (passage, label, text)."""
    if isinstance(subject, Article):
        return [(Passage.ARTICLE.value, subject.label, subject.text)]
    passages = [passage for passage in Passage if passage != Passage.ARTICLE]
    texts = ((passage.value, str(passage.label), subject.passage_text(passage)) for passage in passages)
    return [(name, label, text) for name, label, text in texts if text]


def read_place(typed: str) -> QuotedSpan | None:
    """What `str(place)` wrote; None for anything else."""
    match = _PLACE.fullmatch(typed)
    if match is None or match["passage"] not in Passage.values:
        return None
    start, end = int(match["start"]), int(match["end"])
    return QuotedSpan(match["passage"], start, end) if start < end else None


def places_of(subject: Subject, words: str) -> list[Occurrence]:
    """Where these words stand in the texts of `subject`."""
    return [
        Occurrence(
            QuotedSpan(passage, start, end),
            label,
            text[max(start - _AROUND, 0) : start],
            words,
            text[end : end + _AROUND],
        )
        for passage, label, text in texts_of(subject)
        for start, end in occurrences(text, words)
    ]


def entities_for(typed: str, *, words: str) -> list[Entity]:
    """Entities to choose from: those named exactly as the chosen words or as typed, then all that hold it."""
    entities = Entity.objects.select_related("policy").filter(is_group=False)
    name = typed.strip() or words.strip()
    if not name:
        return []
    exact = list(entities.named_exactly(name).shortest_name_first()[:_MOST_ENTITIES])
    other_entities = entities_named(entities.without_ids([entity.pk for entity in exact]), name)
    return [*exact, *other_entities.shortest_name_first()[: _MOST_ENTITIES - len(exact)]]


def link_words(
    subject: Subject,
    place: QuotedSpan | None,
    entity: Entity,
    *,
    grounds: Grounds,
    by: User,
    is_published: bool,
) -> Mention:
    """Add the link from these words, or for a judgement from the whole text, to `entity`; one that waits or
    was decided against is published. Raises Refusal."""
    row = new_link(Mention, subject, place)
    row.entity, row.basis, row.reason, row.created_by = entity, grounds.basis, grounds.reason, by
    if is_published and (same := _same_link(row)) and same.status != LinkStatus.PUBLISHED:
        set_status(same, LinkStatus.PUBLISHED, by=by)
        return same
    is_document = entity.kind == EntityKind.DOCUMENT
    row.relation = (grounds.relation or Relation.CITES) if is_document else ""
    row.status = LinkStatus.PUBLISHED if is_published else LinkStatus.SUGGESTED
    if is_published:
        row.decided_by, row.decided_at = by, timezone.now()
    save_link(row)
    if is_published:
        publish_with_first_link(row, by=by)
    return row


def move_link(row: Mention, place: QuotedSpan) -> None:
    """Give a link other words of the same subject. Raises Refusal."""
    placed = new_link(Mention, row.article or row.policy, place)
    row.passage, row.quote, row.start, row.end = placed.passage, placed.quote, placed.start, placed.end
    if row.status == LinkStatus.STALE:
        row.status = LinkStatus.SUGGESTED
    save_link(row)


def place_of(row: Evidence) -> QuotedSpan | None:
    """Where the quote of a link stands; None for a link to the whole text."""
    return None if row.start is None or row.end is None else QuotedSpan(row.passage, row.start, row.end)


def new_link(model: type[LinkRow], subject: Subject, place: QuotedSpan | None) -> LinkRow:
    """A link of this kind, not saved yet, from these words. Raises Refusal."""
    if isinstance(subject, Article):
        row = model(policy=subject.policy, article=subject, passage=Passage.ARTICLE)
    else:
        row = model(policy=subject, passage=place.passage if place else Passage.TITLE)
    if place:
        if place.passage != row.passage or place.end > len(row.text):
            raise Refusal("所选的文字不在现在的原文里，请重新选择。")
        row.start, row.end = place.start, place.end
        row.quote = row.text[place.start : place.end]
    return row


def _same_link(row: Mention) -> Mention | None:
    rows = Mention.objects.of_policy(row.policy).with_basis(row.basis).of_entity(row.entity).with_texts()
    return rows.filter(
        article=row.article, passage=row.passage, start=row.start, end=row.end, quote=row.quote
    ).first()


def save_link(row: Evidence) -> None:
    """Save a link that the model and the database accept. Raises Refusal."""
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise Refusal("".join(dict.fromkeys(error.messages))) from error
    except DatabaseError as error:
        if (message := refusal_of(error)) is None:
            raise
        raise Refusal(message) from error
