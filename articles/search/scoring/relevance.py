"""Which of the articles that share a word with the query are results: those that really match it.

An article matches that holds all content words, each as such, in its titles, or in the official wording of
it; and one that scores at least `_LEAST` of the best. What shares a mere 可以 with a sentence is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from articles.search.queries.analysis import Query
from articles.search.queries.question_words import question_words
from articles.search.scoring.bm25f import Ranking
from articles.search.scoring.index_part import Part
from articles.search.scoring.postings import IndexReading
from articles.search.settings.weights import Field
from articles.text.wording.grams import certain_grams
from articles.text.wording.tokens import Word

#: The share of the best score below which an article that lacks a word is no result (docs/decisions/0059).
_LEAST = 0.4


def content_words(query: Query) -> list[Word]:
    """The words of a query without those that only form a question; all of them if there are no others."""
    telling = [word for word in query.words if word.text not in question_words()]
    return telling or list(query.words)


def relevant(query: Query, ranking: Ranking, reading: IndexReading) -> Ranking:
    """The articles of a ranking that are results."""
    words = content_words(query)
    if len(words) < 2 or not len(ranking):
        return ranking
    near = ranking.scores >= _LEAST * ranking.scores.max()
    if near.all():
        return ranking
    return ranking.only(near | holding_all(query, ranking, reading))


def holding_all(query: Query, ranking: Ranking, reading: IndexReading) -> np.ndarray:
    """Which articles of a ranking hold all content words of the query."""
    words = content_words(query)
    found = [part.head.articles[_places(part, query, words)] for part in reading.parts]
    return np.isin(ranking.articles, np.concatenate(found)) if found else np.zeros(len(ranking), bool)


def may_hold(folded: str, ranking: Ranking, reading: IndexReading) -> np.ndarray:
    """Which articles of a ranking have all pairs of characters of a text: few of many, to be compared."""
    pairs = certain_grams(folded)
    if not pairs:
        return np.ones(len(ranking), bool)
    if not reading.grams.issuperset(pairs):
        reading = reading.more(pairs, [])
    found = [part.head.articles[part.places_with_all(pairs, Field.TEXT_GRAMS)] for part in reading.parts]
    return np.isin(ranking.articles, np.concatenate(found)) if found else np.zeros(len(ranking), bool)


def _places(part: Part, query: Query, words: Iterable[Word]) -> np.ndarray:
    masks = [_holding_any(part, _meanings(query, word)) for word in words]
    return np.flatnonzero(np.logical_and.reduce(masks))


def _meanings(query: Query, word: Word) -> Iterator[tuple[str, ...]]:
    """What may stand for a word of the query: itself, its parts, the official wording; each is held whole."""
    yield (word.text,)
    if word.parts:
        yield word.parts
    for expression in query.weighted_terms.expressions[1:]:
        if word.text in expression.stands_for:
            yield tuple(each.text for each in expression.words)


def _holding_any(part: Part, meanings: Iterable[tuple[str, ...]]) -> np.ndarray:
    mask = np.zeros(part.size, bool)
    for terms in meanings:
        mask |= np.logical_and.reduce([_holding(part, term) for term in terms])
    return mask


def _holding(part: Part, term: str) -> np.ndarray:
    """Which articles hold a term in their text or in the titles they stand under."""
    mask = np.zeros(part.size, bool)
    for field in (Field.TEXT_WORDS, Field.AROUND_WORDS):
        if postings := part.postings.get((field, term)):
            mask[postings.places()] = True
    return mask
