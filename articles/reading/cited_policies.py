"""Which stored policies a citation names, and which it may mean where none has that name."""

from __future__ import annotations

import re

from articles.models import Policy
from articles.text.citing.article_citations import Citation
from articles.text.citing.titles import title_key

#: Places or policies that a message names.
MOST_NAMED = 5
#: The most policies offered for an ambiguous citation; a field narrows them.
MOST_OFFERED = 20
#: The shortest words in titles that are offered instead of a title that is not stored.
_SHORTEST_PART = 4
_YEAR = re.compile(r"(.+)〔\d{4}〕(\d+)号")


def cited_policies(citation: Citation, within: Policy | None) -> list[Policy]:
    published = Policy.objects.published()
    if citation.document_number:
        return list(published.numbered(citation.document_number))
    if citation.number_ending:
        return list(published.numbers_ending_with(citation.number_ending).in_list_order()[:MOST_OFFERED])
    if citation.title:
        return policies_titled(citation.title)
    return [within] if within else []


def policies_titled(title: str | None) -> list[Policy]:
    """Policies of the title; one that begins with 关于 may leave out who issued it."""
    published, key = Policy.objects.published(), title_key(title or "")
    exact = list(published.titled(key).in_list_order())
    if exact or not key.startswith("关于"):
        return exact
    return list(published.with_title_ending(key).in_list_order()[:MOST_OFFERED])


def alike(citation: Citation) -> list[Policy]:
    """Policies that may be meant: of the same number in another year, or with these words in the title."""
    published = Policy.objects.published().in_list_order()
    number = _YEAR.fullmatch(citation.document_number or "")
    if number:
        found = published.numbers_beginning_with(f"{number[1]}〔").numbers_ending_with(f"〕{number[2]}号")
    elif citation.title and len(citation.title) >= _SHORTEST_PART:
        found = published.with_title_holding(title_key(citation.title))
    else:
        return []
    return list(found[:MOST_NAMED])


def source_name(citation: Citation) -> str:
    if number := citation.document_number or (citation.number_ending or "").removeprefix("〕"):
        return f"发文字号为“{number}”的文件"
    return f"《{citation.title}》"
