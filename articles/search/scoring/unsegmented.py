"""The articles that are in no segment yet, as they changed a moment ago: scored from their own rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from articles.search.index.citation_counts import Citedness
from articles.search.index.inversion import (
    GRAMS,
    UNITS,
    WORDS,
    ChapterPlaces,
    Head,
    TermUnit,
    WeightedTerms,
    saturated,
    weighted_frequencies,
)
from articles.search.index.packing import Postings
from articles.search.scoring.index_part import NOWHERE, Key, Part
from articles.search.settings.weights import Field, stored_weights

#: Rows that a process remembers weighed; at most about 40 MB.
_MOST_REMEMBERED = 1_024
#: Weights in use at once: those in force, and drafts that are tried out.
_MOST_VERSIONS = 3

WeighedRow = Mapping[TermUnit, WeightedTerms]
WeighedRows = Mapping[int, WeighedRow]

# By stored weights. A row never changes, so nothing here can go stale.
_remembered: dict[str, WeighedRows] = {}


@dataclass(frozen=True)
class OutsideRow:
    """A row of the index outside segments: `columns` are those of `Head`; the texts are only given where
    the row is not remembered."""

    pk: int
    columns: tuple[object, ...]
    title: str = ""
    context: str = ""
    folded: str = ""
    tokens: str = ""


def remembered_rows() -> WeighedRows:
    """The rows that need not be read again, by their pk."""
    return _remembered.get(stored_weights(), {})


def outside_part(
    rows: Sequence[OutsideRow],
    weighed: Sequence[WeighedRow],
    gram_terms: Sequence[str],
    word_terms: Sequence[str],
    citedness: Citedness,
) -> Part:
    """The part of the articles outside segments; `weighed` are the same rows as `weighed_rows` gives them."""
    head = Head.of([row.columns for row in rows])
    postings: dict[Key, Postings] = {}
    for unit, terms in ((GRAMS, gram_terms), (WORDS, word_terms)):
        postings.update(_postings([row[unit] for row in weighed], unit, terms))
    postings.update(_chapter_postings([row[WORDS] for row in weighed], head.chapters, word_terms))
    return Part(head, NOWHERE, citedness.of(head.policies), postings)


def weighed_rows(rows: Sequence[OutsideRow], remembered: WeighedRows) -> list[WeighedRow]:
    """The rows weighed, in their order; `remembered` are those that come without texts."""
    all_weighed = [
        remembered.get(row.pk) or {unit: weighted_frequencies(row, unit) for unit in UNITS} for row in rows
    ]
    if any(row.pk not in remembered for row in rows):
        latest = list(zip(rows, all_weighed, strict=True))[-_MOST_REMEMBERED:]
        if len(_remembered) >= _MOST_VERSIONS:
            _remembered.clear()
        _remembered[stored_weights()] = {row.pk: weighed for row, weighed in latest}
    return all_weighed


def _postings(
    rows: Sequence[WeightedTerms], unit: TermUnit, terms: Sequence[str]
) -> Iterator[tuple[Key, Postings]]:
    for term in terms:
        rows_with_term = [(place, row) for place, row in enumerate(rows) if term in row.frequencies]
        in_text = [(place, row) for place, row in rows_with_term if term in row.text_counts]
        around = [(place, row) for place, row in rows_with_term if term not in row.text_counts]
        for field, rows_of_field in ((unit.text, in_text), (unit.around, around)):
            if rows_of_field:
                frequencies = np.array([row.frequencies[term] for _, row in rows_of_field])
                positions = np.array([place for place, _ in rows_of_field])
                yield (field, term), Postings(positions, saturated(frequencies))


def _chapter_postings(
    rows: Sequence[WeightedTerms], chapters: ChapterPlaces, terms: Sequence[str]
) -> Mapping[Key, Postings]:
    postings = {}
    for term in terms:
        counts = [row.text_counts.get(term, 0) for row in rows]
        if any(counts):
            summed = np.bincount(chapters.of_article, weights=counts, minlength=len(chapters.keys))
            postings[Field.CHAPTER_WORDS, term] = Postings(None, summed)
    return postings
