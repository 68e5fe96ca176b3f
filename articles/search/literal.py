"""Which words articles hold letter by letter, however they are cut there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from articles.models import Policy
from articles.models.search_index import holding_literally
from articles.search.fields import Field
from articles.search.part import Part
from articles.search.parts import read_parts
from articles.text.grams import grams

#: Articles looked through at once.
_AT_ONCE = 200


def is_held(folded: str) -> bool:
    """Whether a published article holds `folded`."""
    return bool(held_among([folded]))


def held_among(words: Sequence[str]) -> set[str]:
    """Those of some folded words that published articles hold.

    A pair of characters is in the index as such; for longer words the articles with all of its pairs are
    looked at.
    """
    return {word for word, parts in _read(words) if _holds(word, parts)}


def in_titles(words: Sequence[str]) -> set[str]:
    """Those of some folded words that titles hold: of policies, chapters, sections. Longer words are known by
    their pairs only."""
    return {
        word
        for word, parts in _read(words)
        if any(len(_places(part, word, Field.AROUND_GRAMS)) for part in parts)
    }


def _read(words: Sequence[str]) -> list[tuple[str, list[Part]]]:
    if not words:
        return []
    terms = dict.fromkeys(term for word in words for term in _terms(word))
    parts = read_parts(list(terms), [])
    return [(word, parts) for word in words]


def _terms(word: str) -> list[str]:
    """The pairs of a word; a word that has none, of Latin letters or one character, is itself a gram."""
    found = grams(word)
    return [term for term in found if len(term) > 1] or found


def _holds(word: str, parts: Sequence[Part]) -> bool:
    hidden = list(Policy.objects.unpublished().values_list("pk", flat=True))
    for part in parts:
        places = _places(part, word, Field.TEXT_GRAMS)
        articles = part.head.articles[places[~np.isin(part.head.policies[places], hidden)]].tolist()
        if articles and _terms(word) == [word]:
            return True
        for start in range(0, len(articles), _AT_ONCE):
            if holding_literally(articles[start : start + _AT_ONCE], word):
                return True
    return False


def _places(part: Part, word: str, field: Field) -> np.ndarray:
    """Places of the articles that have every pair of `word` in a field; vacant ones hold nothing."""
    found = [part.postings.get((field, term)) for term in _terms(word)]
    if not found or None in found:
        return np.array([], "i8")
    rarest, *others = sorted(found, key=lambda postings: postings.count)
    places = rarest.places()
    for postings in others:
        places = places[postings.at(places) > 0]
    return places[~np.isin(places, part.vacant)]
