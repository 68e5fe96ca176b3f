"""Whether any article says something letter by letter."""

from __future__ import annotations

from articles.models import Policy
from articles.models.search_index import holding_literally
from articles.search.part import Part
from articles.search.fields import Field
from articles.search.parts import read_parts
from articles.text.grams import grams

#: Articles looked through at once.
_AT_ONCE = 500


def is_held(folded: str) -> bool:
    """Whether a published article holds `folded`. Only articles with all its bigrams are looked at."""
    terms = list(dict.fromkeys(grams(folded)))
    hidden = set(Policy.objects.unpublished().values_list("pk", flat=True))
    for part in read_parts(terms, []):
        articles = _with_all(part, terms, hidden)
        for start in range(0, len(articles), _AT_ONCE):
            if holding_literally(articles[start : start + _AT_ONCE], folded):
                return True
    return False


def _with_all(part: Part, terms: list[str], hidden: set[int]) -> list[int]:
    found = [part.postings.get((Field.TEXT_GRAMS, term)) for term in terms]
    if not found or None in found:
        return []
    rarest, *others = sorted(found, key=lambda postings: postings.count)
    places = rarest.places()
    for postings in others:
        places = places[postings.at(places) > 0]
    pairs = zip(part.head.articles[places].tolist(), part.head.policies[places].tolist(), strict=True)
    return [article for article, policy in pairs if policy not in hidden]
