"""A text with its marks, written by a function: templates take several times as long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django import template
from django.utils.html import format_html, format_html_join

from articles.links.display import OFF_AT_FIRST, MarkedParagraph, MarkedTable, marked_blocks
from articles.models import Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.reading.places.inner_places import InnerPlace
from articles.reading.word_marks import WordMarks, pieces_of
from articles.text.wording.comparison.marked_spans import Excerpt, MarkedSegment

register = template.Library()

_LINK = '<a class="mention{}" data-kind="{}" {}="{}" title="{}"{}>'
_PLACE = '<a class="place" href="{}" title="{}">{}</a>'
_WALK = '<a class="word" id="word-{}" href="#word-{}"><mark>{}</mark></a>'
_NO_STOP = format_html(' tabindex="{}"', -1)


@dataclass(frozen=True)
class _Mark:
    """What the marks of one entity have in common; `openings` are the links of those that stand alone, by
    whether they lead beside the text and whether they are a stop for the keyboard."""

    kind: str
    name: str
    address: str
    is_off: bool
    openings: dict[tuple[bool, bool], str] = field(default_factory=dict)


@register.simple_tag(takes_context=True)
def marked(context: template.Context, segments: list[MarkedSegment[Entity]], beside: bool = False) -> str:
    """{% marked paragraph.segments beside=True %}: marks lead to evidence on the page, else to entities.

    A kind that is off at first has no `href`: marks.js gives it one when a reader turns the kind on. The
    words of the page's `words` (WordMarks) are marked as well.
    """
    words = context.get("words")
    texts = _texts_with_words(segments, words) if words else [segment.text for segment in segments]
    is_plain = bool(words and words.is_walk)  # a mark that leads to the next one stands in no other link
    pieces = (
        (text if is_plain else _segment(segment, text, beside),)
        for segment, text in zip(segments, texts, strict=True)
    )
    return format_html_join("", "{}", pieces)


def _texts_with_words(segments: list[MarkedSegment[Entity]], words: WordMarks) -> list[str]:
    """The texts of the segments with the words in them; one may stand in several segments."""
    spans = words.spans("".join(segment.text for segment in segments))
    numbers = {start: words.number() for start, _ in spans}
    texts: list[str] = []
    position = 0
    for segment in segments:
        pieces = []
        for piece in pieces_of(segment.text, spans, position):
            number = numbers.get(position) if piece.marked else None
            pieces.append((_word_mark(piece.text, number, words) if piece.marked else piece.text,))
            position += len(piece.text)
        texts.append(format_html_join("", "{}", pieces))
    return texts


def _word_mark(text: str, number: int | None, words: WordMarks) -> str:
    """A mark; the first piece of one that is cut has its number."""
    if number is None:
        return format_html('<mark class="word">{}</mark>', text)
    if words.is_walk:
        return format_html(_WALK, number, words.after(number), text)
    return format_html('<mark class="word" id="word-{}">{}</mark>', number, text)


def _segment(segment: MarkedSegment[Entity], text: str, beside: bool) -> str:
    if not segment.marks:
        return text
    place = next((mark.label for mark in segment.marks if isinstance(mark.label, InnerPlace)), None)
    if place:
        return format_html(_PLACE, place.address, place.name, text)
    return format_html("{}{}</a>", _opening_tag(segment, beside), text)


def _opening_tag(segment: MarkedSegment[Entity], beside: bool) -> str:
    """The link that a segment stands in: that of its last entity whose kind is on."""
    marks = [_mark(mark.label) for mark in segment.marks]
    chosen = len(marks) - 1
    while chosen and marks[chosen].is_off:
        chosen -= 1
    mark = segment.marks[chosen]
    is_stop = mark in segment.begins
    if len(marks) > 1:
        return _link_tag(marks, marks[chosen], mark.label, beside, is_stop)
    openings = marks[0].openings
    if (beside, is_stop) not in openings:
        openings[beside, is_stop] = _link_tag(marks, marks[0], mark.label, beside, is_stop)
    return openings[beside, is_stop]


def _link_tag(marks: Sequence[_Mark], chosen: _Mark, entity: Entity, beside: bool, is_stop: bool) -> str:
    return format_html(
        _LINK,
        "".join(f" mention--{mark.kind}" for mark in marks),
        chosen.kind,
        "data-href" if chosen.is_off else "href",
        f"#link-{entity.pk}" if beside else chosen.address,
        "；".join(mark.name for mark in marks),
        "" if is_stop else _NO_STOP,
    )


def _mark(entity: Entity) -> _Mark:
    """Cached on the entity, which a page marks many times."""
    attributes = vars(entity)
    if "_mark" not in attributes:
        kind = EntityKind(entity.kind)
        name = f"{kind.label}：{entity.name}"
        attributes["_mark"] = _Mark(kind.value, name, entity.get_absolute_url(), kind in OFF_AT_FIRST)
    return attributes["_mark"]


@register.filter
def unmarked(text: str, spans: Sequence[Sequence[int]] = ()) -> list[MarkedParagraph | MarkedTable]:
    """{% with blocks=article.text|unmarked:article.spans %}: paragraphs and tables without marks."""
    return marked_blocks(text, spans=spans)


@register.simple_tag
def excerpt(sentence: Excerpt) -> str:
    """{% excerpt row.excerpt %}: a sentence with its marks, and an ellipsis where it was cut."""
    pieces = (
        format_html('<mark class="mention">{}</mark>', segment.text) if segment.marks else segment.text
        for segment in sentence.segments
    )
    before = "…" if sentence.cut_before else ""
    after = "…" if sentence.cut_after else ""
    return format_html_join("", "{}", ((piece,) for piece in (before, *pieces, after)))
