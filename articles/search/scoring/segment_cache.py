"""A process's cache of segments. Segments never change, so nothing in it can be stale: each query reads from
the database which segments there are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from articles.search.index.citation_counts import UNCOUNTED, Citedness
from articles.search.index.inversion import Head
from articles.search.index.packing import Postings
from articles.search.scoring.index_part import Key

_MOST_BYTES = 32 << 20  # a process
_BESIDE_ARRAYS = 700  # bytes that Python takes for a posting list, measured over 51,254 of them

_PostingsBySegment = dict[int, dict[Key, Postings]]


@dataclass(frozen=True)
class Recalled:
    """What the cache has for a query, by segment, and the terms that have to be read from the database.

    `segments` is None where nothing is remembered yet.
    """

    segments: Mapping[int, Head] | None
    postings: Mapping[int, Mapping[Key, Postings]]
    missing_grams: tuple[str, ...]
    missing_words: tuple[str, ...]
    citedness: Citedness

    def is_all_of(self, segments: Mapping[int, Head]) -> bool:
        """Whether just these segments are remembered, with every term of the query."""
        is_read = not self.missing_grams and not self.missing_words
        return is_read and self.segments is not None and self.segments.keys() == segments.keys()


class SegmentCache:
    """The terms used last with their postings in all known segments (LRU), up to `_MOST_BYTES`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        with self._lock:
            self._segments: dict[int, Head] | None = None
            self._terms: OrderedDict[tuple[bool, str], _PostingsBySegment] = OrderedDict()
            self._bytes = 0
            self._citedness = UNCOUNTED

    def recall(self, gram_terms: Sequence[str], word_terms: Sequence[str]) -> Recalled:
        postings: _PostingsBySegment = {}
        missing: dict[bool, list[str]] = {True: [], False: []}
        with self._lock:
            for is_gram, terms in ((True, gram_terms), (False, word_terms)):
                for term in terms:
                    cached = self._terms.get((is_gram, term))
                    if cached is None:
                        missing[is_gram].append(term)
                        continue
                    self._terms.move_to_end((is_gram, term))
                    for segment, of_segment in cached.items():
                        postings.setdefault(segment, {}).update(of_segment)
            grams, words = tuple(missing[True]), tuple(missing[False])
            return Recalled(self._segments, postings, grams, words, self._citedness)

    def keep(
        self,
        segments: Mapping[int, Head],
        recalled: Recalled,
        postings_read: _PostingsBySegment,
        citedness: Citedness,
    ) -> None:
        """Remember what was read for the terms that `recalled` lacked: also that a term stands nowhere."""
        by_term: dict[tuple[bool, str], _PostingsBySegment]
        by_term = {(True, term): {} for term in recalled.missing_grams}
        by_term |= {(False, term): {} for term in recalled.missing_words}
        for segment, of_segment in postings_read.items():
            for (field, term), postings in of_segment.items():
                by_term[field.is_of_grams, term].setdefault(segment, {})[field, term] = postings
        with self._lock:
            if self._segments is not recalled.segments:
                return  # another query saw other segments meanwhile
            if self._segments is None:
                self._segments = dict(segments)
            self._citedness = citedness
            for key, of_segments in by_term.items():
                if key not in self._terms:  # else another query has read it at the same time
                    self._terms[key] = of_segments
                    self._bytes += _size(of_segments)
            while self._bytes > _MOST_BYTES and self._terms:
                _, oldest = self._terms.popitem(last=False)
                self._bytes -= _size(oldest)


def _size(of_segments: _PostingsBySegment) -> int:
    """Bytes held."""
    posting_lists = [postings for by_key in of_segments.values() for postings in by_key.values()]
    return _BESIDE_ARRAYS + sum(_BESIDE_ARRAYS + postings.nbytes for postings in posting_lists)
