"""Cut a text at the borders of the marks in it, so that overlapping marks can be shown."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Generic, TypeVar

Label = TypeVar("Label")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")


@dataclass(frozen=True)
class Mark(Generic[Label]):
    """[start, end) of a text, in code points, means `label`."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True)
class MarkedSegment(Generic[Label]):
    """A run of text under the same marks, the longest (outermost) first.

    `begins` are the marks whose first segment this is.
    """

    text: str
    marks: tuple[Mark[Label], ...]
    begins: tuple[Mark[Label], ...]


def segments(text: str, marks: Sequence[Mark[Label]]) -> list[MarkedSegment[Label]]:
    """Return `text` in segments; joined they are the text again. The time grows with what is returned.

    >>> [segment.text for segment in segments("增强企业能力", [Mark(0, 6, "目标"), Mark(2, 4, "主体")])]
    ['增强', '企业', '能力']
    """
    borders = sorted({0, len(text), *(place for mark in marks for place in (mark.start, mark.end))})
    later_marks, open_marks = sorted(marks, key=lambda mark: mark.start)[::-1], []
    cut_text = []
    for start, end in pairwise(borders):
        while later_marks and later_marks[-1].start <= start:
            open_marks.append(later_marks.pop())
        open_marks = [mark for mark in open_marks if end <= mark.end]
        open_marks.sort(key=lambda mark: (mark.start - mark.end, mark.start))
        begins = tuple(mark for mark in open_marks if mark.start == start)
        cut_text.append(MarkedSegment(text[start:end], tuple(open_marks), begins))
    return cut_text


def within(marks: Sequence[Mark[Label]], start: int, end: int) -> list[Mark[Label]]:
    """Return the parts of `marks` inside [start, end), with offsets from `start`."""
    clipped = ((max(mark.start, start), min(mark.end, end), mark.label) for mark in marks)
    return [Mark(first - start, last - start, label) for first, last, label in clipped if first < last]


@dataclass(frozen=True)
class Excerpt(Generic[Label]):
    """Whole sentences with the marks in them; `cut_before`/`cut_after` say whether text is left out."""

    segments: list[MarkedSegment[Label]]
    cut_before: bool
    cut_after: bool


def sentence_at(text: str, start: int, end: int) -> str:
    """The whole sentences of `text` around [start, end), without outer spaces.

    >>> sentence_at("支持企业。《甲》同时废止。", 5, 8)
    '《甲》同时废止。'
    """
    windows = _marked_sentences(text, [Mark(start, end, None)])
    return text[windows[0][0] : windows[0][1]].strip() if windows else ""


def excerpts(text: str, marks: Sequence[Mark[Label]]) -> list[Excerpt[Label]]:
    """Return the sentences of `text` that hold marks, neighbouring ones together.

    >>> sentences = excerpts("支持企业。其他。企业。", [Mark(2, 4, "主体"), Mark(8, 10, "主体")])
    >>> ["".join(segment.text for segment in excerpt.segments) for excerpt in sentences]
    ['支持企业。', '企业。']
    """
    windows = _marked_sentences(text, marks)
    marks_inside: list[list[Mark[Label]]] = [[] for _ in windows]
    for mark in marks:
        if (window := bisect_right(windows, mark.start, key=itemgetter(0)) - 1) >= 0:
            marks_inside[window].append(mark)
    return [
        Excerpt(segments(text[start:end], within(inside, start, end)), start > 0, end < len(text))
        for (start, end), inside in zip(windows, marks_inside, strict=True)
    ]


def _marked_sentences(text: str, marks: Sequence[Mark[Label]]) -> list[tuple[int, int]]:
    """The spans of the sentences that hold marks, neighbouring ones joined so that no mark is divided."""
    marked = bytearray(len(text))
    for mark in marks:
        marked[mark.start : mark.end] = b"\1" * len(marked[mark.start : mark.end])
    windows: list[tuple[int, int]] = []
    for start, end in (match.span() for match in _SENTENCE.finditer(text)):
        if not any(marked[start:end]):
            continue
        is_next = windows and windows[-1][1] == start
        windows.append((windows.pop()[0] if is_next else start, end))
    return windows
