"""Which of the articles that share a word with the query are results: those that really match it.

An article matches that holds all content words, each as such, in its titles, or in the official wording of
it; one that scores at least `LEAST_RELEVANT` of the best; and one that holds what a word means in its policy.
What shares a mere 可以 with a sentence is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from articles.search.queries.analysis import Query, analyse_query
from articles.search.queries.expressions import Expression
from articles.search.queries.question_words import question_words
from articles.search.scoring.bm25f import Ranking, rank
from articles.search.scoring.index_part import Part, all_of
from articles.search.scoring.postings import IndexReading
from articles.search.settings.weights import LEAST_RELEVANT, Field
from articles.text.wording.characters.grams import certain_grams
from articles.text.wording.tokens import Word


def content_words(query: Query) -> list[Word]:
    """The words of a query without those that only form a question or name a region; all of them if there are
    no others."""
    idle_words = question_words() | query.region_words
    words = [word for word in query.words if word.text not in idle_words]
    return words or list(query.words)


def telling_words(query: Query) -> list[Word]:
    """The content words of more than one character, where there are any."""
    words = content_words(query)
    return [word for word in words if len(word.text) > 1] or words


def relevant(query: Query, ranking: Ranking, reading: IndexReading) -> Ranking:
    """The articles of a ranking that are results."""
    words = content_words(query)
    if (len(words) < 2 and not query.weighted_terms.region_words) or not len(ranking):
        return ranking
    is_near = _is_near(ranking)
    if is_near.all():
        return ranking
    is_near |= holding_all(query, ranking, reading) | _holding_own_wording(query, ranking, reading)
    return ranking.only(is_near | np.isin(ranking.articles, _near_articles_in_all(query, reading)))


def _is_near(ranking: Ranking) -> np.ndarray:
    best_score = min(ranking.scores.max(initial=0), ranking.measure)
    is_near: np.ndarray = ranking.scores >= LEAST_RELEVANT * best_score
    return is_near


def _near_articles_in_all(query: Query, reading: IndexReading) -> np.ndarray:
    """The articles that score enough in a search of all: what is a result there is one in its policy as well,
    however much higher that policy's own words raise others."""
    general = analyse_query(query.text, expand=bool(query.expansions)) if query.policy else query
    if general.policy == query.policy:
        return np.zeros(0, "i8")
    terms = general.weighted_terms
    ranking = rank(terms, reading.more(list(terms.grams), list(terms.terms)))
    articles: np.ndarray = ranking.articles[_is_near(ranking)]
    return articles


def _holding_own_wording(query: Query, ranking: Ranking, reading: IndexReading) -> np.ndarray:
    """Which articles hold what a word means in their policy alone: that adds nothing to a score."""
    all_expressions = query.weighted_terms.expressions
    expressions = [expression for expression in all_expressions if expression.policy is not None]
    holders = [
        part.head.articles[
            _any_meaning_mask(part, [_terms(expression)]) & (part.head.policies == expression.policy)
        ]
        for part in reading.parts
        for expression in expressions
    ]
    return np.isin(ranking.articles, np.concatenate(holders)) if holders else np.zeros(len(ranking), bool)


def holding_all(query: Query, ranking: Ranking, reading: IndexReading) -> np.ndarray:
    """Which articles of a ranking hold all content words of the query."""
    return holding_words(content_words(query), query, ranking, reading)


def holding_words(words: Iterable[Word], query: Query, ranking: Ranking, reading: IndexReading) -> np.ndarray:
    """Which articles of a ranking hold all of some words of the query."""
    holders = [part.head.articles[_places(part, query, words)] for part in reading.parts]
    return np.isin(ranking.articles, np.concatenate(holders)) if holders else np.zeros(len(ranking), bool)


@dataclass(frozen=True)
class CompleteMatches:
    """The articles that hold all telling words of a query, and the policy of the best of them."""

    articles: frozenset[int] = frozenset()
    policy: int | None = None


def complete_matches(query: Query, ranking: Ranking, reading: IndexReading) -> CompleteMatches:
    """Those of a ranking; none where the query has no words."""
    words = telling_words(query)
    if not words or not len(ranking):
        return CompleteMatches()
    matches = ranking.only(holding_words(words, query, ranking, reading))
    if not len(matches):
        return CompleteMatches()
    best_article = matches.best(1)[0][0]
    policy = int(matches.policies[matches.articles == best_article][0])
    return CompleteMatches(frozenset(matches.articles.tolist()), policy)


def may_hold(folded: str, ranking: Ranking, reading: IndexReading) -> np.ndarray:
    """Which articles of a ranking have all pairs of characters of a text: few of many, to be compared."""
    pairs = certain_grams(folded)
    if not pairs:
        return np.ones(len(ranking), bool)
    if not reading.grams.issuperset(pairs):
        reading = reading.more(pairs, [])
    holders = [part.head.articles[part.places_with_all(pairs, Field.TEXT_GRAMS)] for part in reading.parts]
    return np.isin(ranking.articles, np.concatenate(holders)) if holders else np.zeros(len(ranking), bool)


def _terms(expression: Expression) -> tuple[str, ...]:
    return tuple(word.text for word in expression.words)


def _places(part: Part, query: Query, words: Iterable[Word]) -> np.ndarray:
    masks = [_any_meaning_mask(part, _meanings(query, word)) for word in words]
    return np.flatnonzero(all_of(masks))


def _meanings(query: Query, word: Word) -> Iterator[tuple[str, ...]]:
    """What may stand for a word of the query: itself, its parts, the official wording; each is held whole."""
    yield (word.text,)
    if word.parts:
        yield word.parts
    for expression in query.weighted_terms.expressions[1:]:
        if word.text in expression.stands_for:
            yield _terms(expression)


def _any_meaning_mask(part: Part, meanings: Iterable[tuple[str, ...]]) -> np.ndarray:
    mask = np.zeros(part.size, bool)
    for terms in meanings:
        mask |= all_of([_term_mask(part, term) for term in terms])
    return mask


def _term_mask(part: Part, term: str) -> np.ndarray:
    """Which articles hold a term in their text or in the titles they stand under."""
    mask = np.zeros(part.size, bool)
    for field in (Field.TEXT_WORDS, Field.AROUND_WORDS):
        if postings := part.postings.get((field, term)):
            mask[postings.places()] = True
    return mask
