"""From articles to the arrays of a segment. Pure: rows in, arrays out."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from articles.search.fields import GRAMS, KINDS, WORDS, Field, weights
from articles.search.tokenizer import tokenizer
from articles.text.grams import grams

#: Positions are 16 bits wide.
LARGEST_SEGMENT = 1 << 16
_LARGEST_FLOAT16 = 65_000.0


@dataclass(frozen=True)
class Chapters:
    """The chapters of some articles: the place of each article's chapter, each chapter's key and length."""

    of_article: np.ndarray
    keys: np.ndarray
    lengths: np.ndarray


@dataclass(frozen=True)
class Packed:
    """A term of a field with its articles' positions and normalised frequencies (of equal length)."""

    field: Field
    term: str
    positions: np.ndarray
    frequencies: np.ndarray


def words_of(tokens: str) -> list[str]:
    """The words of a stored text."""
    return tokens.split(" ") if tokens else []


@dataclass(frozen=True)
class Terms:
    """How often each gram and each word stands in a text."""

    grams: Counter[str]
    words: Counter[str]


@lru_cache(maxsize=4096)
def title_terms(folded: str) -> Terms:
    """The terms of a title or heading; remembered, as they recur from article to article."""
    return Terms(Counter(grams(folded)), Counter(tokenizer().terms_of(tokenizer().cut(folded))))


def kinds_of(rows: Sequence) -> np.ndarray:
    place = {kind: number for number, kind in enumerate(KINDS)}
    return np.array([place[row.kind] for row in rows], "<u1")


def chapters_of(rows: Sequence) -> Chapters:
    keys, places = np.unique(np.array([row.chapter_key for row in rows], "<i8"), return_inverse=True)
    lengths = np.bincount(places, weights=[row.tokens.count(" ") + 1 for row in rows], minlength=len(keys))
    return Chapters(places.astype("<u2"), keys, lengths.astype("<f4"))


def invert(rows: Sequence) -> Iterator[Packed]:
    """Yield every term of every field with the articles that hold it, by their place in `rows`."""
    for field in (*GRAMS, *WORDS):
        found = _Inverted()
        for position, row in enumerate(rows):
            found.add(position, _COUNTS[field](row), field)
        yield from found.packed(field)
    chapters, found = chapters_of(rows), _Inverted()
    by_chapter: list[Counter[str]] = [Counter() for _ in chapters.keys]
    for place, row in zip(chapters.of_article.tolist(), rows, strict=True):
        by_chapter[place].update(words_of(row.tokens))
    for place, counts in enumerate(by_chapter):
        found.add_counts(place, counts, 1.0)
    yield from found.packed(Field.CHAPTER_WORDS)


_COUNTS: dict[Field, Callable[..., Counter[str]]] = {
    Field.TEXT_GRAMS: lambda row: Counter(grams(row.folded)),
    Field.CONTEXT_GRAMS: lambda row: title_terms(row.context).grams,
    Field.TITLE_GRAMS: lambda row: title_terms(row.title).grams,
    Field.TEXT_WORDS: lambda row: Counter(words_of(row.tokens)),
    Field.CONTEXT_WORDS: lambda row: title_terms(row.context).words,
    Field.TITLE_WORDS: lambda row: title_terms(row.title).words,
}


class _Inverted:
    """Terms, positions and frequencies as three flat arrays, to be sorted by term at the end."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms, self._positions, self._frequencies = array("I"), array("H"), array("f")

    def add(self, position: int, counts: Counter[str], field: Field) -> None:
        if counts:
            self.add_counts(position, counts, weights().lengths[field].divisor(counts.total()))

    def add_counts(self, position: int, counts: Counter[str], divisor: float) -> None:
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in counts])
        self._positions.extend([position] * len(counts))
        self._frequencies.extend([count / divisor for count in counts.values()])

    def packed(self, field: Field) -> Iterator[Packed]:
        terms = np.frombuffer(self._terms, np.uint32) if self._terms else np.empty(0, np.uint32)
        order = np.argsort(terms, kind="stable")
        positions = np.array(self._positions, "<u2")[order]
        frequencies = np.minimum(np.array(self._frequencies, "f4")[order], _LARGEST_FLOAT16).astype("<f2")
        ends = np.cumsum(np.bincount(terms, minlength=len(self._numbers))).tolist()
        start = 0
        for term, end in zip(self._numbers, ends, strict=True):
            yield Packed(field, term, positions[start:end], frequencies[start:end])
            start = end
