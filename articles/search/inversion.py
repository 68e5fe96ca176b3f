"""From articles to the postings of a segment. Pure: rows in, arrays out.

A posting's value is BM25F's saturated frequency f / (f + k1), with f the frequencies in text, context and
title, each normalised by its length and weighted. It does not depend on any other article.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from articles.search.fields import KINDS, Field, Place, weights
from articles.search.packing import Postings, eighths
from articles.search.tokenizer import tokenizer
from articles.text.grams import grams
from articles.text.tokens import Tokenizer

_MOST_COUNTED = 255


@dataclass(frozen=True)
class Unit:
    """Grams or words: how a row's terms are counted, and the fields that hold them."""

    name: str
    text: Field
    around: Field
    counted: Callable[[object], tuple[Counter[str], Counter[str], Counter[str]]]


@dataclass(frozen=True)
class Terms:
    """How often each gram and each word stands in a text."""

    grams: Counter[str]
    words: Counter[str]


def title_terms(folded: str) -> Terms:
    """The terms of a title or heading; remembered, as they recur from article to article."""
    return _title_terms(folded, tokenizer())


@lru_cache(maxsize=4096)
def _title_terms(folded: str, cutter: Tokenizer) -> Terms:
    return Terms(Counter(grams(folded)), Counter(cutter.terms_of(cutter.cut(folded))))


def words_of(tokens: str) -> list[str]:
    """The words of a stored text."""
    return tokens.split(" ") if tokens else []


GRAMS = Unit(
    "grams",
    Field.TEXT_GRAMS,
    Field.AROUND_GRAMS,
    lambda row: (Counter(grams(row.folded)), title_terms(row.context).grams, title_terms(row.title).grams),
)
WORDS = Unit(
    "words",
    Field.TEXT_WORDS,
    Field.AROUND_WORDS,
    lambda row: (Counter(words_of(row.tokens)), title_terms(row.context).words, title_terms(row.title).words),
)
UNITS = (GRAMS, WORDS)


@dataclass(frozen=True)
class Chapters:
    """The chapters of some articles: the place of each article's chapter, each chapter's key and length."""

    of_article: np.ndarray
    keys: np.ndarray
    lengths: np.ndarray


def chapters_of(keys: Sequence[int], word_totals: Sequence[int]) -> Chapters:
    """`keys` and `word_totals` have an entry an article."""
    distinct, places = np.unique(np.array(keys, "<i8"), return_inverse=True)
    lengths = np.bincount(places, weights=word_totals, minlength=len(distinct))
    return Chapters(places.astype("<u2"), distinct, lengths.astype("<f4"))


@dataclass(frozen=True, eq=False)
class Head:
    """What the articles of a part of the index are; an entry each."""

    #: The columns of an index row that make a head.
    COLUMNS: ClassVar = ("article_id", "policy", "kind", "chapter_key", "word_total")

    articles: np.ndarray
    policies: np.ndarray
    kinds: np.ndarray
    chapters: Chapters

    @classmethod
    def of(cls, rows: Sequence[Sequence]) -> Head:
        """Make it of rows of `COLUMNS`; there is at least one."""
        articles, policies, kinds, keys, totals = zip(*rows, strict=True)
        return cls(
            np.array(articles, "<i8"),
            np.array(policies, "<i8"),
            np.array([_KIND_NUMBERS[kind] for kind in kinds], "<u1"),
            chapters_of(keys, totals),
        )

    @property
    def size(self) -> int:
        return len(self.articles)


_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Weighed:
    """The terms of one row: their weighted frequency, and whether the text itself holds them."""

    frequencies: Mapping[str, float]
    in_text: Mapping[str, int]


def weigh(row: object, unit: Unit) -> Weighed:
    """Weigh the terms of a row."""
    frequencies: dict[str, float] = {}
    counts = unit.counted(row)
    for place, counted in zip(Place, counts, strict=True):
        if counted:
            divisor = weights().lengths[place].divisor(counted.total(), unit=unit.name)
            factor = weights().places[place] / divisor
            for term, count in counted.items():
                frequencies[term] = frequencies.get(term, 0.0) + factor * count
    return Weighed(frequencies, counts[0])


def saturated(frequencies: np.ndarray) -> np.ndarray:
    """f / (f + k1) in 8 bits."""
    return eighths(frequencies / (frequencies + weights().k1))


def invert(rows: Iterable, unit: Unit) -> Iterator[tuple[Field, str, Postings]]:
    """Yield the postings of every term of a unit; the positions are the places of `rows`, which is read once.

    Those of words bring along those of the chapters, where rows have a `chapter` (its place).
    """
    text, around, chapters = Inverted(), Inverted(), Inverted()
    for position, row in enumerate(rows):
        weighed = weigh(row, unit)
        in_text = weighed.in_text
        text.add(position, {t: f for t, f in weighed.frequencies.items() if t in in_text})
        around.add(position, {t: f for t, f in weighed.frequencies.items() if t not in in_text})
        if unit is WORDS:
            chapters.add(row.chapter, in_text)
    for field, inverted in ((unit.text, text), (unit.around, around)):
        for term, positions, frequencies in inverted.terms():
            yield field, term, Postings(positions, saturated(frequencies))
    for term, places, counts in chapters.terms():
        yield Field.CHAPTER_WORDS, term, Postings(places, np.minimum(counts, _MOST_COUNTED).astype("u1"))


class Inverted:
    """Terms, positions and amounts as three flat arrays, sorted by term at the end."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms, self._positions, self._amounts = array("I"), array("H"), array("f")

    def add(self, position: int, amounts: Mapping[str, float]) -> None:
        numbers = self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in amounts])
        self._positions.extend([position] * len(amounts))
        self._amounts.extend(amounts.values())

    def terms(self) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
        """Each term with its positions, ascending and each once, and the sum of the amounts of each."""
        if not self._terms:
            return
        keys = np.frombuffer(self._terms, "u4").astype("u8") << 16
        keys |= np.frombuffer(self._positions, "u2")
        order = np.argsort(keys, kind="stable")
        keys, amounts = keys[order], np.frombuffer(self._amounts, "f4")[order]
        (starts,) = np.nonzero(np.diff(keys, prepend=keys[0] - 1 if keys[0] else 1))
        keys, amounts = keys[starts], np.add.reduceat(amounts, starts)
        ends = np.cumsum(np.bincount((keys >> 16).astype("i8"), minlength=len(self._numbers))).tolist()
        positions = keys.astype("u2")
        start = 0
        for term, end in zip(self._numbers, ends, strict=True):
            yield term, positions[start:end], amounts[start:end]
            start = end
