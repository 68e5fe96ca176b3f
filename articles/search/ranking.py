"""BM25F over the parts of the index.

Source: Robertson & Zaragoza, The Probabilistic Relevance Framework (2009), 3.6. An article's score is that
of its grams, plus that of its words, plus BM25 of its chapter's words, plus what its kind of document
weighs. idf is worked out at the query, so that one article's edit changes only its own row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from articles.models.search_index import holding_literally
from articles.search.fields import GRAMS, WORDS, Field, weights
from articles.search.parts import Part, read_parts
from articles.text.grams import grams
from articles.text.tokens import Word

#: No reader turns so many pages; results beyond are counted, not listed.
MOST_RANKED = 1_000


@dataclass(frozen=True)
class Ranked:
    """An article's place in the ranking."""

    article_id: int
    score: float


@dataclass(frozen=True)
class Ranking:
    """Articles that hold a word of the query, best first; `total` counts also those beyond the last.

    `held` are the words that some article holds.
    """

    rows: tuple[Ranked, ...]
    total: int
    held: frozenset[str]


def rank(
    words: Sequence[Word], *, folded: str, among: Collection[int] | None = None, most: int = MOST_RANKED
) -> Ranking:
    """Rank the articles that hold one of `words`; `folded` is the query as typed, folded.

    `among` are the only articles wanted, where not all are.
    """
    gram_terms = list(dict.fromkeys(grams(folded)))
    word_terms = list(dict.fromkeys(term for word in words for term in (word.text, *word.parts)))
    parts = [part for part in read_parts(gram_terms, word_terms) if part.size]
    chapter_scores = _chapter_scores(parts, word_terms)
    total = sum(part.size for part in parts)
    rows: dict[int, float] = {}
    count, held = 0, set()
    scorers = [_Scorer(parts, GRAMS, gram_terms, total), _Scorer(parts, WORDS, word_terms, total)]
    shares = (1.0, weights().words)
    for part, of_chapter in zip(parts, chapter_scores, strict=True):
        matching = np.zeros(part.size, bool)
        for word in words:
            holding = _holding(part, word)
            if holding.any():
                held.add(word.text)
                matching |= holding
        scores = sum(share * scorer.scores(part) for share, scorer in zip(shares, scorers, strict=True))
        scores += weights().chapter * of_chapter + np.array(weights().kinds, "f4")[part.kinds]
        if len(words) > 1:
            scores[_literally(part, folded, gram_terms)] *= weights().literal
        places = np.flatnonzero(matching)
        best = _best(part, places, scores, among, most)
        count += len(places)
        rows.update(best)
    ordered = sorted(rows.items(), key=lambda row: (-row[1], row[0]))[:most]
    return Ranking(tuple(Ranked(pk, float(score)) for pk, score in ordered), count, frozenset(held))


def _best(
    part: Part, places: np.ndarray, scores: np.ndarray, among: Collection[int] | None, most: int
) -> dict[int, float]:
    if among is not None:
        ids = part.article_ids(places.tolist())
        return {ids[p]: scores[p] for p in places.tolist() if p in ids and ids[p] in among}
    if len(places) > most:
        places = places[np.argpartition(-scores[places], most)[:most]]
    ids = part.article_ids(places.tolist())
    return {pk: scores[place] for place, pk in ids.items()}


def _literally(part: Part, folded: str, gram_terms: Sequence[str]) -> list[int]:
    """Places of the articles that hold the query letter by letter; those with all its grams are looked at."""
    found = np.zeros(part.size, "u2")
    for term in gram_terms:
        if packed := part.postings.get((Field.TEXT_GRAMS, term)):
            found[packed.positions] += 1
    places = np.flatnonzero(found == len(gram_terms))
    if not gram_terms or not len(places) or len(places) > MOST_RANKED:
        return []
    ids = part.article_ids(places.tolist())
    holding = holding_literally(ids.values(), folded)
    return [place for place, pk in ids.items() if pk in holding]


def _holding(part: Part, word: Word) -> np.ndarray:
    """Which articles hold `word`, as such or in all its parts."""
    whole = _holding_term(part, word.text)
    if not word.parts:
        return whole
    return whole | np.logical_and.reduce([_holding_term(part, term) for term in word.parts])


def _holding_term(part: Part, term: str) -> np.ndarray:
    mask = np.zeros(part.size, bool)
    if packed := part.postings.get((Field.TEXT_WORDS, term)):
        mask[packed.positions] = True
    return mask


class _Scorer:
    """BM25F over the fields of one kind of terms."""

    def __init__(self, parts: Sequence[Part], fields: Sequence[Field], terms: Sequence[str], total: int):
        self._fields, self._terms = fields, terms
        self._idf = {term: self._idf_of(term, parts, total) for term in terms}

    def _idf_of(self, term: str, parts: Sequence[Part], total: int) -> float:
        holding = sum(max(self._size(part, field, term) for field in self._fields) for part in parts)
        return log(1 + (total - holding + 0.5) / (holding + 0.5))

    def _size(self, part: Part, field: Field, term: str) -> int:
        packed = part.postings.get((field, term))
        return len(packed.positions) if packed else 0

    def scores(self, part: Part) -> np.ndarray:
        k1 = weights().k1
        scores = np.zeros(part.size, "f4")
        for term in self._terms:
            found = [packed for field in self._fields if (packed := part.postings.get((field, term)))]
            if not found:
                continue
            if len(found) == 1:
                places = found[0].positions
                frequency = weights().fields[found[0].field] * found[0].frequencies.astype("f4")
            else:
                dense = np.zeros(part.size, "f4")
                for packed in found:
                    dense[packed.positions] += weights().fields[packed.field] * packed.frequencies
                places = np.flatnonzero(dense)
                frequency = dense[places]
            scores[places] += self._idf[term] * (k1 + 1) * frequency / (frequency + k1)
        return scores


def _chapter_scores(parts: Sequence[Part], terms: Sequence[str]) -> list[np.ndarray]:
    """For each article of each part BM25 of its chapter; a chapter may have articles in several parts."""
    if not parts:
        return []
    keys = np.concatenate([part.chapters.keys for part in parts])
    chapters, places = np.unique(keys, return_inverse=True)
    borders = np.cumsum([len(part.chapters.keys) for part in parts])[:-1]
    of_part = np.split(places, borders)
    lengths = np.bincount(places, weights=np.concatenate([part.chapters.lengths for part in parts]))
    divisor = weights().lengths[Field.CHAPTER_WORDS].divisor(lengths)
    scores, k1 = np.zeros(len(chapters)), weights().k1
    for term in terms:
        counts = np.zeros(len(chapters))
        for part, place in zip(parts, of_part, strict=True):
            if packed := part.postings.get((Field.CHAPTER_WORDS, term)):
                counts[place[packed.positions]] += packed.frequencies
        holding = np.count_nonzero(counts)
        if holding:
            idf = log(1 + (len(chapters) - holding + 0.5) / (holding + 0.5))
            frequency = counts / divisor
            scores += idf * (k1 + 1) * frequency / (frequency + k1)
    return [
        scores[place][part.chapters.of_article].astype("f4")
        for part, place in zip(parts, of_part, strict=True)
    ]
