"""What a reader may be about to type: titles, names of entities, headings of articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from articles.models import Article, Entity, Policy
from articles.text.folding import fold
from articles.text.titles import title_key

MOST = 10
_LONGEST = 60


@dataclass(frozen=True)
class Suggestion:
    """A text to offer, what it is, and the path of its page."""

    text: str
    description: str
    path: str


def suggest(typed: str, *, limit: int = MOST) -> list[Suggestion]:
    """Return up to `limit` suggestions for what was typed; those that begin with it come first."""
    words = fold(typed.replace("\0", " ")).strip()
    if not words or len(words) > _LONGEST:
        return []
    seen: dict[str, Suggestion] = {}
    for suggestion in _found(words, limit):
        seen.setdefault(suggestion.text, suggestion)
    ranked = sorted(seen.values(), key=lambda one: not fold(one.text).startswith(words))
    return list(islice(ranked, limit))


def _found(words: str, limit: int) -> Iterator[Suggestion]:
    policies = Policy.objects.published().with_title_holding(title_key(words))
    for policy in policies.in_list_order()[:limit]:
        yield Suggestion(policy.title, policy.get_kind_display(), policy.get_absolute_url())
    for entity in Entity.objects.published().named_with(words).in_order()[:limit]:
        yield Suggestion(entity.name, entity.get_kind_display(), entity.get_absolute_url())
    headed = Article.objects.published().headed_with(words).for_reading().without_text()
    for article in headed.in_order()[:limit]:
        yield Suggestion(article.heading, article.short_citation, article.get_absolute_url())
