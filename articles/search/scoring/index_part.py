"""A part of the index as a query sees it: a segment, or the articles outside segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from articles.search.index.inversion import Head
from articles.search.index.packing import Postings
from articles.search.settings.weights import Field

Key = tuple[Field, str]
NOWHERE = np.array([], "i8")


@dataclass(frozen=True, eq=False)
class Part:
    """`vacant` are the places whose articles have changed since; `postings` those of the query's terms.

    `cited` says for each article how often its policy is cited (`Citedness.of`).
    """

    head: Head
    vacant: np.ndarray
    cited: np.ndarray
    postings: Mapping[Key, Postings]

    @property
    def size(self) -> int:
        return self.head.size

    def places_with_all(self, terms: Iterable[str], field: Field) -> np.ndarray:
        """The places of the articles that hold all `terms` in `field`, ascending; none for no terms."""
        posting_lists = [self.postings.get((field, term)) for term in set(terms)]
        if not posting_lists or None in posting_lists:
            return NOWHERE
        rarest, *others = sorted(filter(None, posting_lists), key=lambda postings: postings.count)
        places = rarest.places()
        for postings in others:
            places = places[postings.at(places) > 0]
        return places


def all_of(masks: Sequence[np.ndarray]) -> np.ndarray:
    """Where all of some masks of a part are true; everywhere for none."""
    # `np.logical_and.reduce` copies them all into one array first.
    return reduce(np.logical_and, masks) if masks else np.array(True)


def document_frequency(term: str, parts: Sequence[Part], *fields: Field) -> int:
    """How many articles of all parts hold `term` in one of `fields`; a term stands in one of them only."""
    posting_lists = (part.postings.get((field, term)) for part in parts for field in fields)
    return sum(postings.count for postings in posting_lists if postings)
