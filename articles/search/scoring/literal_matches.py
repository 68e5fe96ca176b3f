"""Which words articles hold letter by letter, however they are cut there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.models.search.index import holding_literally
from articles.search.scoring.index_part import NOWHERE, Part
from articles.search.scoring.postings import Hidden, IndexReading, read_parts
from articles.search.settings.weights import Field
from articles.text.wording.grams import certain_grams, grams

#: Where more articles hold all pairs of a word, one of them is taken to hold the word.
_MOST_COMPARED = 200


@dataclass(frozen=True)
class WordsThatStand:
    """Which words stand in texts, and which in titles: of policies, chapters, sections."""

    in_texts: frozenset[str] = frozenset()
    in_titles: frozenset[str] = frozenset()


def standing(words: Sequence[str], reading: IndexReading | None = None) -> WordsThatStand:
    """Where some folded words stand in what is published.

    A pair of characters is in the index as such. For longer words the texts with all of its pairs are looked
    at; of titles only the pairs are known. `reading` is what has been read already.
    """
    if not words:
        return WordsThatStand()
    terms = list(dict.fromkeys(term for word in words for term in _terms(word)))
    if reading is None or not reading.grams.issuperset(terms):
        reading = reading.more(terms, []) if reading else read_parts(terms, [])
    parts, hidden = reading.parts, reading.state.hidden
    texts = {word for word in words if any(_holds(part, word, hidden) for part in parts)}
    titles = {
        word
        for word in words
        if any(len(_articles(part, word, Field.AROUND_GRAMS, hidden)) for part in parts)
    }
    return WordsThatStand(frozenset(texts), frozenset(titles))


def may_stand(literal: str, reading: IndexReading) -> bool:
    """Whether some text may hold `literal`, as far as its grams in `reading` tell."""
    sure = reading.grams.intersection(certain_grams(literal))
    return any(all((Field.TEXT_GRAMS, term) in part.postings for term in sure) for part in reading.parts)


def _terms(word: str) -> list[str]:
    """The pairs of a word; a word that has none, of Latin letters or one character, is itself a gram."""
    found = grams(word)
    return [term for term in found if len(term) > 1] or found


def _holds(part: Part, word: str, hidden: Hidden) -> bool:
    articles = _articles(part, word, Field.TEXT_GRAMS, hidden)
    if articles and (_terms(word) == [word] or len(articles) > _MOST_COMPARED):
        return True
    return bool(articles) and bool(holding_literally(articles, word))


def _articles(part: Part, word: str, field: Field, hidden: Hidden) -> list[int]:
    places = _places(part, word, field)
    articles = part.head.articles[places]
    return list(articles[hidden.lets_see(part.head.policies[places], articles)].tolist())


def _places(part: Part, word: str, field: Field) -> np.ndarray:
    """Places of the articles that have every pair of `word` in a field; vacant ones hold nothing."""
    found = [part.postings.get((field, term)) for term in _terms(word)]
    if not found or None in found:
        return NOWHERE
    rarest, *others = sorted(filter(None, found), key=lambda postings: postings.count)
    places = rarest.places()
    for postings in others:
        places = places[postings.at(places) > 0]
    return places[~np.isin(places, part.vacant)] if len(part.vacant) else places
