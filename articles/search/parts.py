"""What a query needs of the index: for each part of it the packed articles of the query's terms.

A part is a segment, or the articles outside segments, which are counted from their own rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db import connection

from articles.models import IndexedArticle
from articles.models.search_index import articles_at, outside_segments
from articles.search.fields import GRAMS, WORDS, Field, weights
from articles.search.inversion import Chapters, Packed, chapters_of, kinds_of, title_terms, words_of
from articles.text.grams import grams

_READ = """
SELECT id, 0 AS field, '' AS term, kinds, chapter_of, chapters, chapter_lengths FROM articles_segment
UNION ALL
SELECT segment_id, field, term, packed, NULL, NULL, NULL FROM articles_posting
WHERE term = ANY(%(grams)s) AND field = ANY(%(gram_fields)s)
UNION ALL
SELECT segment_id, field, term, packed, NULL, NULL, NULL FROM articles_posting
WHERE term = ANY(%(words)s) AND field = ANY(%(word_fields)s)
"""


@dataclass(frozen=True)
class Part:
    """One part of the index, read for a query. `segment` is None outside segments, where `articles` are the ids.

    `kinds` has an entry an article, `postings` the articles of a field's term.
    """

    segment: int | None
    kinds: np.ndarray
    chapters: Chapters
    articles: np.ndarray | None = None
    postings: dict[tuple[Field, str], Packed] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.kinds)

    def article_ids(self, positions: Iterable[int]) -> Mapping[int, int]:
        """The articles at `positions`, without those that have changed since the segment was made."""
        if self.articles is not None:
            return {place: int(self.articles[place]) for place in positions}
        return dict(articles_at(self.segment, positions))


def read_parts(gram_terms: Sequence[str], word_terms: Sequence[str]) -> list[Part]:
    """Read every part of the index, as far as these terms ask.

    Rows outside segments first: what is inverted in between is then seen twice rather than never.
    """
    outside = list(outside_segments())
    parts = _segments(gram_terms, word_terms)
    return [*parts, _counted(outside, gram_terms, word_terms)] if outside else parts


def _segments(gram_terms: Sequence[str], word_terms: Sequence[str]) -> list[Part]:
    parameters = {
        "grams": list(gram_terms),
        "gram_fields": [place.value for place in GRAMS],
        "words": list(word_terms),
        "word_fields": [place.value for place in (*WORDS, Field.CHAPTER_WORDS)],
    }
    parts: dict[int, Part] = {}
    with connection.cursor() as cursor:
        cursor.execute(_READ, parameters)
        for segment, number, term, packed, *chapters in cursor.fetchall():
            if not number:
                parts[segment] = Part(segment, np.frombuffer(packed, "<u1"), _chapters(*chapters))
                continue
            key = (Field(number), term)
            parts[segment].postings[key] = _unpacked(*key, packed)
    return list(parts.values())


def _chapters(of_article: bytes, keys: bytes, lengths: bytes) -> Chapters:
    return Chapters(
        np.frombuffer(of_article, "<u2"), np.frombuffer(keys, "<i8"), np.frombuffer(lengths, "<f4")
    )


def _unpacked(place: Field, term: str, packed: bytes) -> Packed:
    size = len(packed) // 4
    return Packed(
        place, term, np.frombuffer(packed, "<u2", size), np.frombuffer(packed, "<f2", size, 2 * size)
    )


def _counted(rows: list[IndexedArticle], gram_terms: Sequence[str], word_terms: Sequence[str]) -> Part:
    words = [Counter(words_of(row.tokens)) for row in rows]
    counting = _Counting()
    for position, row in enumerate(rows):
        context, title = title_terms(row.context), title_terms(row.title)
        in_text = {term: _occurrences(term, row.folded) for term in gram_terms}
        counting.add(position, Field.TEXT_GRAMS, in_text, gram_terms, row.gram_total)
        counting.add(position, Field.TEXT_WORDS, words[position], word_terms)
        counting.add(position, Field.CONTEXT_GRAMS, context.grams, gram_terms)
        counting.add(position, Field.CONTEXT_WORDS, context.words, word_terms)
        counting.add(position, Field.TITLE_GRAMS, title.grams, gram_terms)
        counting.add(position, Field.TITLE_WORDS, title.words, word_terms)
    chapters = chapters_of(rows)
    postings = {**counting.postings(), **_chapter_postings(chapters, words, word_terms)}
    articles = np.array([row.article_id for row in rows])
    return Part(None, kinds_of(rows), chapters, articles, postings)


def _occurrences(gram: str, folded: str) -> int:
    """How often `grams(folded)` holds `gram`, without cutting the whole text."""
    if gram not in folded:
        return 0
    return folded.count(gram) if len(set(gram)) == len(gram) == 2 else grams(folded).count(gram)


class _Counting:
    """Postings of some terms, gathered article by article."""

    def __init__(self) -> None:
        self._found: dict[tuple[Field, str], tuple[list[int], list[float]]] = {}

    def add(
        self,
        position: int,
        place: Field,
        counts: Mapping[str, int],
        terms: Sequence[str],
        length: int | None = None,
    ) -> None:
        held = [term for term in terms if counts.get(term)]
        if not held:
            return
        total = length if length is not None else sum(counts.values())
        divisor = weights().lengths[place].divisor(total)
        for term in held:
            positions, frequencies = self._found.setdefault((place, term), ([], []))
            positions.append(position)
            frequencies.append(counts[term] / divisor)

    def postings(self) -> dict[tuple[Field, str], Packed]:
        return {
            key: Packed(*key, np.array(positions), np.array(frequencies, "f4"))
            for key, (positions, frequencies) in self._found.items()
        }


def _chapter_postings(
    chapters: Chapters, words: Sequence[Counter[str]], terms: Sequence[str]
) -> dict[tuple[Field, str], Packed]:
    found = {}
    for term in terms:
        counts = np.bincount(
            chapters.of_article, weights=[text[term] for text in words], minlength=len(chapters.keys)
        )
        (places,) = counts.nonzero()
        if len(places):
            key = (Field.CHAPTER_WORDS, term)
            found[key] = Packed(*key, places, counts[places])
    return found
