"""The articles outside segments, weighed from their own rows: what has been changed a moment ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from articles.models import IndexedArticle
from articles.search.citedness import Citedness
from articles.search.fields import Field, stored_weights
from articles.search.inversion import GRAMS, UNITS, WORDS, Chapters, Head, Unit, Weighed, saturated, weigh
from articles.search.packing import Postings
from articles.search.part import Key, Part

#: Rows that a process remembers weighed; at most about 20 MB.
_MOST_REMEMBERED = 512

# A row never changes: what has once been made of it stays true.
_remembered: dict[tuple[str, int], dict[Unit, Weighed]] = {}


def outside_part(
    rows: Sequence[tuple[int, tuple]],
    gram_terms: Sequence[str],
    word_terms: Sequence[str],
    citedness: Citedness,
) -> Part:
    """The articles outside segments with the postings of these terms; `rows` are pk and `Head.COLUMNS`."""
    head = Head.of([columns for _, columns in rows])
    weighed = _weighed([pk for pk, _ in rows])
    postings: dict[Key, Postings] = {}
    for unit, terms in ((GRAMS, gram_terms), (WORDS, word_terms)):
        postings.update(_postings([one[unit] for one in weighed], unit, terms))
    postings.update(_chapter_postings([one[WORDS] for one in weighed], head.chapters, word_terms))
    return Part(head, np.array([], "i8"), citedness.of(head.policies), postings)


def _weighed(pks: Sequence[int]) -> list[dict[Unit, Weighed]]:
    version = stored_weights()
    found = {pk: _remembered[version, pk] for pk in pks if (version, pk) in _remembered}
    missing = [pk for pk in pks if pk not in found]
    if len(_remembered) + len(missing) > _MOST_REMEMBERED:
        _remembered.clear()
    for row in IndexedArticle.objects.filter(pk__in=missing) if missing else ():
        found[row.pk] = _remembered[version, row.pk] = {unit: weigh(row, unit) for unit in UNITS}
    return [found.get(pk, _GONE) for pk in pks]


_GONE = {unit: Weighed({}, {}) for unit in UNITS}  # a row that was replaced between two statements


def _postings(rows: Sequence[Weighed], unit: Unit, terms: Sequence[str]) -> Iterator[tuple[Key, Postings]]:
    for term in terms:
        held = [(place, row) for place, row in enumerate(rows) if term in row.frequencies]
        in_text = [(place, row) for place, row in held if term in row.in_text]
        around = [(place, row) for place, row in held if term not in row.in_text]
        for field, found in ((unit.text, in_text), (unit.around, around)):
            if found:
                frequencies = np.array([row.frequencies[term] for _, row in found])
                positions = np.array([place for place, _ in found])
                yield (field, term), Postings(positions, saturated(frequencies))


def _chapter_postings(
    rows: Sequence[Weighed], chapters: Chapters, terms: Sequence[str]
) -> Mapping[Key, Postings]:
    found = {}
    for term in terms:
        counts = [row.in_text.get(term, 0) for row in rows]
        if any(counts):
            summed = np.bincount(chapters.of_article, weights=counts, minlength=len(chapters.keys))
            found[Field.CHAPTER_WORDS, term] = Postings(None, summed)
    return found
