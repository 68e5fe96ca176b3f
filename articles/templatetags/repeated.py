"""Small parts that a page repeats, written by functions: templates take several times as long."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.reading.facets import FacetGroup, FilterLink
from articles.text.wording.comparison.snippets import Snippet

register = template.Library()


def joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


_ELLIPSIS = format_html('<span class="ellipsis">{}</span>', "…")
_FACET = """\
<details class="facet"{} data-facet="{}">
  <summary><{} id="facet-{}">{}</{}></summary>
  <ul aria-labelledby="facet-{}">
    {}
  </ul>
  {}
  {}
  {}
</details>
"""
_MORE = """
  <details class="facet__more"><summary>更多 {} 项</summary>
    {}
    <ul aria-labelledby="facet-{}">
      {}
    </ul>
  </details>
  """
_FIND = (
    '<input type="search" class="facet__find" data-find hidden placeholder="在{}里找" aria-label="在{}里找">'
)
_HINT = '<p class="hint">{}</p>'
_LINK = '<li class="facet__level-{}"><a href="?{}{}" rel="nofollow"{}>{} <span>{}</span>{}</a>{}</li>\n'
_BESIDE = '<a class="facet__beside" href="?{}{}" rel="nofollow" aria-label="同时看{}">＋</a>'
_CURRENT = format_html(' aria-current="{}"', "true")
_CHOSEN = format_html('<span class="visually-hidden">{}</span>', "（取消筛选）")


@register.simple_tag
def snippet(highlighted: Snippet) -> str:
    """{% snippet hit.snippet %}: its text with marks, and an ellipsis where it was cut."""
    pieces = "".join("<mark>{}</mark>" if piece.marked else "{}" for piece in highlighted.pieces)
    before, after = (
        _ELLIPSIS if is_cut else "" for is_cut in (highlighted.cut_before, highlighted.cut_after)
    )
    return format_html(f"{{}}{pieces}{{}}", before, *(piece.text for piece in highlighted.pieces), after)


@register.simple_tag
def facet(group: FacetGroup, *, heading: str, is_open: bool = False, fragment: str = "") -> str:
    """{% facet group heading="h2" is_open=True %}: a facet with its values, the first of them at once."""
    name, label = group.name, group.label
    left_out = f"另有 {group.left_out} 项，结果较少，未列出。" if group.left_out else ""
    return format_html(
        _FACET,
        " open" if is_open or group.is_chosen else "",
        *(name, heading, name, label, heading, name),
        _links(group.links_shown, fragment),
        _more_links(group, fragment),
        format_html(_HINT, left_out) if left_out else "",
        format_html(_HINT, group.hint) if group.hint else "",
    )


def _more_links(group: FacetGroup, fragment: str) -> str:
    if not group.links_folded:
        return ""
    find = format_html(_FIND, group.label, group.label) if group.is_long else ""
    return format_html(_MORE, len(group.links_folded), find, group.name, _links(group.links_folded, fragment))


def _links(links: Iterable[FilterLink], fragment: str) -> str:
    return joined(format_html(_LINK, *_link_values(link, fragment)) for link in links)


def _link_values(link: FilterLink, fragment: str) -> tuple[object, ...]:
    current, chosen = (_CURRENT, _CHOSEN) if link.is_chosen else ("", "")
    beside = format_html(_BESIDE, link.beside, fragment, link.label) if link.beside else ""
    return (link.level, link.query, fragment, current, link.label, link.count, chosen, beside)
