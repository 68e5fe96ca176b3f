"""A text with its marks, written by a function: templates take several times as long."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join

from articles.links.display import OFF_AT_FIRST
from articles.models import Mention
from articles.text.wording.marked_spans import Mark, MarkedSegment

register = template.Library()

_LINK = '<a class="mention{}" data-kind="{}" {}="{}" title="{}"{}>{}</a>'
_NO_STOP = format_html(' tabindex="{}"', -1)


@register.simple_tag
def marked(segments: list[MarkedSegment[Mention]], beside: bool = False) -> str:
    """{% marked paragraph.segments beside=True %}: marks lead to evidence on the page, else to entities.

    A kind that is off at first has no `href`: marks.js gives it one when a reader turns the kind on.
    """
    return format_html_join("", "{}", ((_segment(segment, beside),) for segment in segments))


def _segment(segment: MarkedSegment[Mention], beside: bool) -> str:
    if not segment.marks:
        return segment.text
    on = [mark for mark in segment.marks if mark.label.entity.kind not in OFF_AT_FIRST]
    mark = (on or segment.marks)[-1]
    entity = mark.label.entity
    return format_html(
        _LINK,
        "".join(f" mention--{each.label.entity.kind}" for each in segment.marks),
        entity.kind,
        "href" if on else "data-href",
        f"#link-{entity.pk}" if beside else entity.get_absolute_url(),
        "；".join(map(_name, segment.marks)),
        "" if mark in segment.begins else _NO_STOP,
        segment.text,
    )


def _name(mark: Mark[Mention]) -> str:
    return f"{mark.label.entity.get_kind_display()}：{mark.label.entity.name}"
