"""From articles to the postings of a segment. Pure: rows in, arrays out.

A posting's value is BM25F's saturated frequency f / (f + k1), with f the frequencies in text, context and
title, each normalised by its length and weighted. It does not depend on any other article.
"""

from __future__ import annotations

import itertools
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np

from articles.search.index.packing import Postings, quantized
from articles.search.queries.configured_tokenizer import tokenizer
from articles.search.settings.weights import KINDS, Field, Weights, Zone, weights
from articles.text.wording.characters.grams import grams
from articles.text.wording.tokens import Tokenizer

_MOST_COUNTED = 255


class IndexedText(Protocol):
    """The folded texts of a row of the index, and its words, a space between two."""

    @property
    def folded(self) -> str: ...
    @property
    def tokens(self) -> str: ...
    @property
    def context(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class TermUnit:
    """Grams or words: how a row's terms are counted, and the fields that hold them."""

    name: str
    text: Field
    around: Field
    counted: Callable[[IndexedText], tuple[Counter[str], Counter[str], Counter[str]]]


@dataclass(frozen=True)
class TermCounts:
    """How often each gram and each word stands in a text."""

    grams: Counter[str]
    words: Counter[str]


def title_terms(folded: str) -> TermCounts:
    """The terms of a title or heading; remembered, as they recur from article to article."""
    return _title_terms(folded, tokenizer())


@lru_cache(maxsize=512)  # those of one policy follow one another
def _title_terms(folded: str, cutter: Tokenizer) -> TermCounts:
    return TermCounts(Counter(grams(folded)), Counter(cutter.terms_of(cutter.cut(folded))))


def words_of(tokens: str) -> list[str]:
    """The words of a stored text."""
    return tokens.split(" ") if tokens else []


GRAMS = TermUnit(
    "grams",
    Field.TEXT_GRAMS,
    Field.AROUND_GRAMS,
    lambda row: (Counter(grams(row.folded)), title_terms(row.context).grams, title_terms(row.title).grams),
)
WORDS = TermUnit(
    "words",
    Field.TEXT_WORDS,
    Field.AROUND_WORDS,
    lambda row: (Counter(words_of(row.tokens)), title_terms(row.context).words, title_terms(row.title).words),
)
UNITS = (GRAMS, WORDS)


@dataclass(frozen=True)
class ChapterPlaces:
    """The chapters of some articles: the place of each article's chapter, each chapter's key and length."""

    of_article: np.ndarray
    keys: np.ndarray
    lengths: np.ndarray


def chapters_of(keys: Sequence[int], word_totals: Sequence[int]) -> ChapterPlaces:
    """`keys` and `word_totals` have an entry an article."""
    distinct, places = np.unique(np.array(keys, "<i8"), return_inverse=True)
    lengths = np.bincount(places, weights=word_totals)
    return ChapterPlaces(places.astype("<u2"), distinct, lengths.astype("<f4"))


@dataclass(frozen=True, eq=False)
class Head:
    """The articles of a part of the index: columns with an entry an article."""

    #: The columns of an index row that make a head.
    COLUMNS: ClassVar = ("article_id", "policy", "kind", "chapter_key", "word_total")

    articles: np.ndarray
    policies: np.ndarray
    kinds: np.ndarray
    chapters: ChapterPlaces

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Head:
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


class RowText(NamedTuple):
    """The texts of an index row that are inverted, after the place of its chapter."""

    chapter: int
    folded: str = ""
    tokens: str = ""
    context: str = ""
    title: str = ""


#: The columns of an index row that make a text.
TEXT_COLUMNS = RowText._fields[1:]


_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class WeightedTerms:
    """The terms of one row: their weighted frequency, and how often each stands in the text itself."""

    frequencies: Mapping[str, float]
    text_counts: Mapping[str, int]


def weighted_frequencies(row: IndexedText, unit: TermUnit) -> WeightedTerms:
    """Count the terms of a row, each occurrence by the weight and the length of its zone."""
    frequencies: dict[str, float] = {}
    counts_of_zones = unit.counted(row)
    for zone, counts in zip(Zone, counts_of_zones, strict=True):
        factor = _factor(weights(), unit.name, zone, counts.total())
        for term, count in counts.items():
            frequencies[term] = frequencies.get(term, 0.0) + factor * count
    return WeightedTerms(frequencies, counts_of_zones[0])


def _factor(current: Weights, unit: str, zone: Zone, length: int) -> float:
    """The weight of one occurrence in a zone of a row, normalised by the length of that zone."""
    return current.places[zone] / current.lengths[zone].divisor(length, unit=unit)


def saturated(frequencies: np.ndarray) -> np.ndarray:
    """The saturated frequencies in 8 bits."""
    return quantized(weights().saturation(frequencies))


def invert(read: Callable[[], Iterable[RowText]]) -> Iterator[tuple[Field, str, Postings]]:
    """Yield the postings of every term; the positions are the places of the rows that `read` gives.

    They are read once for grams and once for words: memory holds one of the two. Each row says with `chapter`
    the place of its chapter, for the postings of chapters.
    """
    for unit in UNITS:
        yield from _unit_postings(unit, read())


def _unit_postings(unit: TermUnit, rows: Iterable[RowText]) -> Iterator[tuple[Field, str, Postings]]:
    counts, chapters, factors = Counts(), Counts(), []
    factor_of = lru_cache(partial(_factor, weights(), unit.name))
    for position, row in enumerate(rows):
        counts_of_zones = unit.counted(row)
        totals = (counts_of_zone.total() for counts_of_zone in counts_of_zones)
        factors.append([factor_of(zone, total) for zone, total in zip(Zone, totals, strict=True)])
        for place, terms in enumerate(counts_of_zones):
            counts.add(terms, position=position, place=place)
        if unit is WORDS:
            chapters.add(counts_of_zones[0], position=row.chapter)
    all_factors = np.array(factors)
    for block in counts.blocks():
        yield from _block_postings(block, unit, all_factors)
    for block in chapters.blocks():
        yield from block.postings(Field.CHAPTER_WORDS, np.minimum(block.summed(block.counts), _MOST_COUNTED))


def _block_postings(
    block: Block, unit: TermUnit, factors: np.ndarray
) -> Iterator[tuple[Field, str, Postings]]:
    """The postings of a block; `factors` are what an occurrence counts, by position and place."""
    frequencies = block.summed(factors[block.positions, block.places] * block.counts)
    values = saturated(frequencies.astype("f4"))
    in_text = block.places[block.firsts] == _TEXT
    yield from block.postings(unit.text, values, where=in_text)
    yield from block.postings(unit.around, values, where=~in_text)


#: An occurrence is one number: term, position, place (`Zone`, in order), and how often. So they are sorted
#: where they stand, without a second array.
_POSITION, _PLACE, _COUNT = 16, 2, 14
_TERM_SHIFT, _POSITION_SHIFT = _POSITION + _PLACE + _COUNT, _PLACE + _COUNT
_MOST = (1 << _COUNT) - 1
_TEXT = 0
#: Numbers whose terms are weighed at once: memory stays flat.
_BLOCK = 1 << 18


class Counts:
    """How often terms stand in the places of articles."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        self._held = array("Q")
        self._terms, self._often = array("I"), array("I")
        self._added: list[tuple[int, int]] = []

    def add(self, counted: Mapping[str, int], *, position: int, place: int = 0) -> None:
        self._terms.extend(map(self._numbers.__getitem__, counted))
        self._often.extend(counted.values())
        self._added.append((position << _POSITION_SHIFT | place << _COUNT, len(counted)))
        if len(self._terms) >= _BLOCK:
            self._pack()

    def _pack(self) -> None:
        """Pack what was added into numbers: many at once, as a call of numpy costs the same for a few."""
        where, sizes = np.array(self._added, "u8").reshape(-1, 2).T
        occurrences = np.repeat(where, sizes.astype("i8"))
        occurrences |= np.minimum(np.frombuffer(self._often, "u4"), _MOST)
        occurrences |= np.frombuffer(self._terms, "u4").astype("u8") << np.uint64(_TERM_SHIFT)
        self._held.frombytes(occurrences.tobytes())
        self._terms, self._often, self._added = array("I"), array("I"), []

    def blocks(self) -> Iterator[Block]:
        """All that was counted, term by term; no term is in two blocks."""
        self._pack()
        occurrences = np.frombuffer(self._held, "u8")
        occurrences.sort()
        names, start = list(self._numbers), 0
        self._numbers.clear()
        while start < len(occurrences):
            last = occurrences[min(start + _BLOCK, len(occurrences)) - 1] >> _TERM_SHIFT
            end = int(np.searchsorted(occurrences, np.uint64((int(last) + 1) << _TERM_SHIFT)))
            yield Block(names, occurrences[start:end])
            start = end


class Block:
    """The occurrences of some terms, in the order of term, position and place; an entry each."""

    def __init__(self, names: Sequence[str], occurrences: np.ndarray) -> None:
        self._names = names
        self._pairs = occurrences >> np.uint64(_POSITION_SHIFT)  # of a term and a position
        self.positions = self._pairs.astype("u2")
        self.places = (occurrences >> np.uint64(_COUNT)).astype("u1") & ((1 << _PLACE) - 1)
        self.counts = occurrences.astype("u2") & _MOST
        #: Where each pair of term and position begins.
        self.firsts = np.flatnonzero(np.diff(self._pairs, prepend=~self._pairs[:1]))

    def summed(self, amounts: np.ndarray) -> np.ndarray:
        """The sum of `amounts` for each pair."""
        return np.add.reduceat(amounts, self.firsts)

    def postings(
        self, field: Field, values: np.ndarray, *, where: np.ndarray | slice = slice(None)
    ) -> Iterator[tuple[Field, str, Postings]]:
        """Each term with its positions and their `values`, which have an entry a pair."""
        firsts = self.firsts[where]
        positions, values = self.positions[firsts], values[where].astype("u1")
        terms = (self._pairs[firsts] >> np.uint64(_POSITION)).astype("i8")
        starts = np.flatnonzero(np.diff(terms, prepend=-1)).tolist()
        spans = itertools.pairwise([*starts, len(terms)])  # none in a block without such pairs
        for number, (start, end) in zip(terms[starts].tolist(), spans, strict=True):
            yield field, self._names[number], Postings(positions[start:end], values[start:end])
