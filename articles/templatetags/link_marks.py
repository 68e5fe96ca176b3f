"""The text of the editors' workplace: words that have links, each leading to its link in the list."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join

from articles.models import Mention
from articles.models.links.evidence import Evidence, LinkStatus
from articles.text.wording.comparison.marked_spans import MarkedSegment

register = template.Library()


@register.simple_tag
def link_marks(segments: list[MarkedSegment[Evidence]]) -> str:
    """{% link_marks block.segments %}: joined, the pieces are the text to the letter."""
    return format_html_join("", "{}", ((_segment_html(segment),) for segment in segments))


def _segment_html(segment: MarkedSegment[Evidence]) -> str:
    if not segment.marks:
        return segment.text
    rows = [mark.label for mark in segment.marks]
    row = rows[-1]
    kind = row.entity.kind if isinstance(row, Mention) else "reference"
    waits = " mention--waits" if any(link.status == LinkStatus.SUGGESTED for link in rows) else ""
    return format_html(
        '<a class="mention mention--{}{}" href="#{}-{}" title="{}">{}</a>',
        kind,
        waits,
        row._meta.model_name,
        row.pk,
        "；".join(map(_link_title, rows)),
        segment.text,
    )


def _link_title(row: Evidence) -> str:
    named = f"{row.entity.get_kind_display()}：{row.entity}" if isinstance(row, Mention) else "援引"
    return f"{named}（{row.get_status_display()}）"
