"""Small parts that a page repeats, written by functions: templates take several times as long."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join

from articles.reading.facets import FilterLink
from articles.text.wording.highlight import Snippet

register = template.Library()

_ELLIPSIS = format_html('<span class="ellipsis">{}</span>', "…")
_LINK = '<li class="facet__level-{}"><a href="?{}{}" rel="nofollow"{}>{} <span>{}</span>{}</a></li>\n'
_CURRENT = format_html(' aria-current="{}"', "true")
_CHOSEN = format_html('<span class="visually-hidden">{}</span>', "（取消筛选）")


@register.simple_tag
def snippet(shown: Snippet) -> str:
    """{% snippet hit.snippet %}: its text with marks, and an ellipsis where it was cut."""
    pieces = "".join("<mark>{}</mark>" if piece.marked else "{}" for piece in shown.pieces)
    before, after = (_ELLIPSIS if is_cut else "" for is_cut in (shown.cut_before, shown.cut_after))
    return format_html(f"{{}}{pieces}{{}}", before, *(piece.text for piece in shown.pieces), after)


@register.simple_tag
def facet_links(links: list[FilterLink], fragment: str = "") -> str:
    """{% facet_links group.links fragment %}: an item of a list for each value."""
    return format_html_join("", _LINK, (_values(link, fragment) for link in links))


def _values(link: FilterLink, fragment: str) -> tuple[object, ...]:
    current, chosen = (_CURRENT, _CHOSEN) if link.is_chosen else ("", "")
    return (link.level, link.query, fragment, current, link.label, link.count, chosen)
