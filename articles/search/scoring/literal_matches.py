"""Which words articles hold letter by letter, whatever the tokenizer made of them there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from articles.models.search.index import holding_literally
from articles.search.scoring.index_part import Part
from articles.search.scoring.postings import Hidden, IndexReading, read_parts
from articles.search.settings.weights import Field
from articles.text.wording.characters.grams import certain_grams, grams

#: Where more articles hold all pairs of a word, one of them is taken to hold the word.
_MOST_COMPARED = 200
#: Pairs of a probe that are looked up, about.
_MOST_PAIRS = 6


@dataclass(frozen=True)
class WordOccurrences:
    """Which words stand in texts, and which in titles: of policies, chapters, sections."""

    in_texts: frozenset[str] = frozenset()
    in_titles: frozenset[str] = frozenset()


def word_occurrences(words: Sequence[str], reading: IndexReading | None = None) -> WordOccurrences:
    """Which of some folded words stand in published texts, and which in titles.

    The index has each pair of characters. For a longer word the texts that have all its pairs are compared;
    of titles only the pairs are known. `reading` is what has been read of the index already.
    """
    if not words:
        return WordOccurrences()
    terms = list(dict.fromkeys(term for word in words for term in _terms(word)))
    if reading is None or not reading.grams.issuperset(terms):
        reading = reading.more(terms, []) if reading else read_parts(terms, [])
    parts, hidden = reading.parts, reading.state.hidden
    texts = {word for word in words if any(_holds(part, word, hidden) for part in parts)}
    titles = {
        word
        for word in words
        if any(len(_articles_with_grams(part, word, Field.AROUND_GRAMS, hidden)) for part in parts)
    }
    return WordOccurrences(frozenset(texts), frozenset(titles))


def articles_that_may_hold(
    probes: Mapping[str, Collection[int]], *, most: int
) -> dict[str, list[tuple[int, int]]]:
    """For each folded probe the published articles with some of its pairs of characters, as (id, policy).

    Those of the policies (ids) that a probe names come first; the others only where there are at most
    `most`. One statement for all probes.
    """
    bigrams_by_probe = {probe: _spread_pairs(probe) for probe in probes}
    terms = list(dict.fromkeys(term for bigrams in bigrams_by_probe.values() for term in bigrams))
    if not terms:
        return {}
    reading = read_parts(terms, [])
    hidden = reading.state.hidden
    articles_by_probe: dict[str, list[tuple[int, int]]] = {}
    for probe, bigrams in bigrams_by_probe.items():
        articles = [pair for part in reading.parts for pair in _visible_articles(part, bigrams, hidden)]
        own_articles = [pair for pair in articles if pair[1] in probes[probe]]
        other_articles = [pair for pair in articles if pair[1] not in probes[probe]]
        articles_by_probe[probe] = own_articles + (other_articles if len(other_articles) <= most else [])
    return articles_by_probe


def _visible_articles(part: Part, bigrams: Sequence[str], hidden: Hidden) -> list[tuple[int, int]]:
    places = _places(part, bigrams, Field.TEXT_GRAMS)
    articles, policies = part.head.articles[places], part.head.policies[places]
    is_visible = hidden.lets_see(policies, articles)
    return list(zip(articles[is_visible].tolist(), policies[is_visible].tolist(), strict=True))


def _spread_pairs(probe: str) -> list[str]:
    """Some pairs of a probe, none of which overlaps another: enough to leave few articles."""
    pairs = [term for term in certain_grams(probe) if len(term) > 1]
    return pairs[:: max(2, len(pairs) // _MOST_PAIRS)]


def may_occur(literal: str, reading: IndexReading) -> bool:
    """Whether some text may hold `literal`, as far as its grams in `reading` tell."""
    certain = reading.grams.intersection(certain_grams(literal))
    return any(all((Field.TEXT_GRAMS, term) in part.postings for term in certain) for part in reading.parts)


def _terms(word: str) -> list[str]:
    """The bigrams of a word; a word that has none, of Latin letters or one character, is itself a gram."""
    terms = grams(word)
    return [term for term in terms if len(term) > 1] or terms


def _holds(part: Part, word: str, hidden: Hidden) -> bool:
    articles = _articles_with_grams(part, word, Field.TEXT_GRAMS, hidden)
    if articles and (_terms(word) == [word] or len(articles) > _MOST_COMPARED):
        return True
    return bool(articles) and bool(holding_literally(articles, word))


def _articles_with_grams(part: Part, word: str, field: Field, hidden: Hidden) -> list[int]:
    places = _places(part, _terms(word), field)
    articles = part.head.articles[places]
    return list(articles[hidden.lets_see(part.head.policies[places], articles)].tolist())


def _places(part: Part, terms: Sequence[str], field: Field) -> np.ndarray:
    """Places of the articles that have all terms in a field, without the vacant ones."""
    places = part.places_with_all(terms, field)
    return places[~np.isin(places, part.vacant)] if len(part.vacant) else places
