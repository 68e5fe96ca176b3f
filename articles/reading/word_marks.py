"""The words that a reader looks for, marked in the texts of a page: carried from a search, or typed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from articles.text.wording.comparison.snippets import SnippetPiece, find_marks, informative_terms

#: Characters of the words that a page marks; more is a pasted text.
MOST_CHARACTERS = 100


@dataclass
class WordMarks:
    """`typed` as the reader wrote it, `terms` what is marked for it (folded).

    On a page that is read from hit to hit (`is_walk`) each mark leads to the next, the last to the first.
    `is_meant` says that the terms are those of a search, as the words themselves stand nowhere.
    `total` is the number of marks of the page, once they have been counted.
    """

    typed: str
    terms: tuple[str, ...]
    is_walk: bool = False
    is_meant: bool = False
    total: int = 0
    _next: int = field(default=0, init=False)

    def spans(self, text: str) -> list[tuple[int, int]]:
        return find_marks(text, informative_terms(text, self.terms))

    def number(self) -> int:
        """The number of the next mark of the page, from 1."""
        self._next += 1
        return self._next

    def after(self, number: int) -> int:
        return number % self.total + 1 if self.total else number


@dataclass(frozen=True)
class UnitWithWords:
    """A unit of a document that holds the words: how often, and the number of its first mark."""

    label: str
    count: int
    first: int


def units_with_words(texts: Iterable[tuple[str, list[str]]], marks: WordMarks) -> list[UnitWithWords]:
    """The units, each a label with its blocks as they are printed, that hold marks; counts all of them."""
    label_counts = [(label, sum(len(marks.spans(block)) for block in blocks)) for label, blocks in texts]
    ends = list(accumulate(count for _, count in label_counts))
    marks.total = ends[-1] if ends else 0
    return [
        UnitWithWords(label, count, end - count + 1)
        for (label, count), end in zip(label_counts, ends, strict=True)
        if count
    ]


def pieces_of(text: str, spans: Iterable[tuple[int, int]], start: int) -> list[SnippetPiece]:
    """A run of text that begins at `start` in pieces, those within `spans` marked."""
    pieces, position, end = [], start, start + len(text)
    for first, last in spans:
        begin, stop = max(first, start), min(last, end)
        if begin < stop:
            pieces += [
                SnippetPiece(text[position - start : begin - start], marked=False),
                SnippetPiece(text[begin - start : stop - start], marked=True),
            ]
            position = stop
    pieces.append(SnippetPiece(text[position - start :], marked=False))
    return [piece for piece in pieces if piece.text]
