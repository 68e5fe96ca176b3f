"""Marks of search terms in the original text, and snippets: the passage that best shows why it matches."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from articles.text.wording.characters.folding import Folded, fold, fold_with_offsets

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")


@dataclass(frozen=True)
class SnippetPiece:
    """A run of original characters, marked or not."""

    text: str
    marked: bool


class Span(NamedTuple):
    """[start, end) in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Snippet:
    """Marked pieces of one stretch of the original, which begins at `start` of it; `cut_before`/`cut_after`
    say whether text is left out."""

    pieces: tuple[SnippetPiece, ...]
    cut_before: bool
    cut_after: bool
    start: int = 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def marks(self) -> list[Span]:
        """Where the marked pieces stand in `text`."""
        ends = accumulate(len(piece.text) for piece in self.pieces)
        pieces_with_ends = zip(self.pieces, ends, strict=True)
        return [Span(end - len(piece.text), end) for piece, end in pieces_with_ends if piece.marked]

    @property
    def marks_in_original(self) -> list[Span]:
        return [Span(self.start + start, self.start + end) for start, end in self.marks]


def informative_terms(text: str, terms: Iterable[str]) -> list[str]:
    """Return the folded `terms` that are worth a mark in `text`, the longest first.

    A part of a longer term (技术 of 技术标准) is left out where the text holds the longer one, and a single
    character where it holds any longer term.

    >>> informative_terms("技术标准与技术创新", ["技术标准", "技术", "标准", "准"])
    ['技术标准']
    """
    return _informative_terms(fold(text), terms)


def _informative_terms(folded: str, terms: Iterable[str]) -> list[str]:
    present = sorted({term for term in terms if term and term in folded}, key=lambda term: (-len(term), term))
    chosen: list[str] = []
    for term in present:
        if not any(term in longer for longer in chosen) and not (len(term) == 1 and chosen):
            chosen.append(term)
    return chosen


def find_marks(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans of `text` (code points, half open, merged) where folded `terms` stand."""
    return _mark_spans(fold_with_offsets(text), terms)


def _mark_spans(folded: Folded, terms: Iterable[str]) -> list[tuple[int, int]]:
    spans = []
    for term in {term for term in terms if term}:
        start = folded.text.find(term)
        while start >= 0:
            spans.append(folded.original_span(start, start + len(term)))
            start = folded.text.find(term, start + 1)
    return _merge_spans(spans)


def _merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def snippet(
    text: str, terms: Iterable[str], *, limit: int = 120, within: tuple[int, int] | None = None
) -> Snippet:
    """Return the run of whole sentences, at most about `limit` characters, that holds most of the marks.

    Only what `informative_terms` keeps is marked. Spaces at the ends are left out.
    A sentence longer than the limit is cut around its first mark. `within` [start, end) is the part of the
    text that it is taken from.
    """
    folded = fold_with_offsets(text)
    marks = _mark_spans(folded, _informative_terms(folded.text, terms))
    window = _best_window(text, within or (0, len(text)), marks, limit)
    start, end = _without_outer_spaces(text, *window)
    cut_before, cut_after = bool(text[:start].strip()), bool(text[end:].strip())
    return Snippet(_snippet_pieces(text, marks, start, end), cut_before, cut_after, start)


def _best_window(
    text: str, within: tuple[int, int], marks: list[tuple[int, int]], limit: int
) -> tuple[int, int]:
    """The window of whole sentences that holds most. It only slides forward: each mark is visited twice."""
    ends = [match.end() for match in _SENTENCE.finditer(text, *within) if match[0]]
    start = within[0]
    best, best_score = (start, start), (-1, 0)
    last_sentence, first_mark, next_mark = 0, 0, 0
    word_counts = Counter[str]()  # of the marks inside
    total_length = 0  # of their distinct words
    for first_sentence, sentence_end in enumerate(ends):
        last_sentence = max(last_sentence, first_sentence)
        while last_sentence + 1 < len(ends) and ends[last_sentence + 1] - start <= limit:
            last_sentence += 1
        while next_mark < len(marks) and marks[next_mark][1] <= ends[last_sentence]:
            word = text[slice(*marks[next_mark])]
            total_length += len(word) if not word_counts[word] else 0
            word_counts[word] += 1
            next_mark += 1
        while first_mark < next_mark and marks[first_mark][0] < start:
            word = text[slice(*marks[first_mark])]
            word_counts[word] -= 1
            total_length -= len(word) if not word_counts[word] else 0
            first_mark += 1
        # Distinct words, the long ones more, count before their number; of equals the earliest window stays.
        if (score := (total_length, next_mark - first_mark)) > best_score:
            best, best_score = (start, ends[last_sentence]), score
        start = sentence_end
    start, end = best
    return (start, end) if end - start <= limit * 1.5 else _cut_around_mark(best, marks, limit)


def _without_outer_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the spaces and line ends around it."""
    stretch = text[start:end]
    begin = start + len(stretch) - len(stretch.lstrip())
    return begin, max(begin, end - len(stretch) + len(stretch.rstrip()))


def _cut_around_mark(span: tuple[int, int], marks: list[tuple[int, int]], limit: int) -> tuple[int, int]:
    start, end = span
    first_mark = next((mark_start for mark_start, mark_end in marks if start <= mark_start < end), start)
    begin = max(start, min(first_mark - limit // 4, end - limit))
    return begin, min(begin + limit, end)


def _snippet_pieces(
    text: str, marks: list[tuple[int, int]], start: int, end: int
) -> tuple[SnippetPiece, ...]:
    pieces, position = [], start
    for mark_start, mark_end in marks:
        visible_start, visible_end = max(mark_start, start), min(mark_end, end)
        if visible_start >= visible_end:
            continue
        pieces += [
            SnippetPiece(text[position:visible_start], marked=False),
            SnippetPiece(text[visible_start:visible_end], marked=True),
        ]
        position = visible_end
    pieces.append(SnippetPiece(text[position:end], marked=False))
    return tuple(piece for piece in pieces if piece.text)
