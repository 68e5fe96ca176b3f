"""Which stored policies a citation may mean where its document is known and none has its name or number."""

from __future__ import annotations

import re

from articles.models import Policy
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.article_citations import Citation

_MOST_NAMED = 5
#: The shortest words in titles that are offered instead of a title that is not stored.
_SHORTEST_PART = 4
_YEAR = re.compile(r"(.+)〔\d{4}〕(\d+)号")


def likely_policies(citation: Citation) -> list[Policy]:
    """Policies of the same number in another year, or with these words in the title."""
    published = Policy.objects.published().in_list_order()
    if number := _YEAR.fullmatch(citation.document_number or ""):
        same_number = published.numbers_beginning_with(f"{number[1]}〔").numbers_ending_with(
            f"〕{number[2]}号"
        )
        return list(same_number[:_MOST_NAMED])
    title = citation.title or ""
    holding = published.with_title_holding(title_key(title)) if len(title) >= _SHORTEST_PART else ()
    return list(holding[:_MOST_NAMED])
