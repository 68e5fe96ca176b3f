"""Cut a text at the borders of the marks in it, so that overlapping marks can be shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
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
class Segment(Generic[Label]):
    """A run of text under the same marks, the longest (outermost) first.

    `begins` are the marks whose first segment this is.
    """

    text: str
    marks: tuple[Mark[Label], ...]
    begins: tuple[Mark[Label], ...]


def segments(text: str, marks: Sequence[Mark[Label]]) -> list[Segment[Label]]:
    """Return `text` in segments; joined they are the text again.

    >>> [segment.text for segment in segments("增强企业能力", [Mark(0, 6, "目标"), Mark(2, 4, "主体")])]
    ['增强', '企业', '能力']
    """
    borders = sorted({0, len(text), *(place for mark in marks for place in (mark.start, mark.end))})
    cut = []
    for start, end in pairwise(borders):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        over.sort(key=lambda mark: (mark.start - mark.end, mark.start))
        begins = tuple(mark for mark in over if mark.start == start)
        cut.append(Segment(text[start:end], tuple(over), begins))
    return cut


def within(marks: Sequence[Mark[Label]], start: int, end: int) -> list[Mark[Label]]:
    """Return the parts of `marks` inside [start, end), with offsets from `start`."""
    clipped = ((max(mark.start, start), min(mark.end, end), mark.label) for mark in marks)
    return [Mark(first - start, last - start, label) for first, last, label in clipped if first < last]


@dataclass(frozen=True)
class Excerpt(Generic[Label]):
    """Whole sentences with the marks in them; `cut_before`/`cut_after` say whether text is left out."""

    segments: list[Segment[Label]]
    cut_before: bool
    cut_after: bool


def excerpts(text: str, marks: Sequence[Mark[Label]]) -> list[Excerpt[Label]]:
    """Return the sentences of `text` that hold marks, neighbouring ones together.

    >>> found = excerpts("支持企业。其他。企业。", [Mark(2, 4, "主体"), Mark(8, 10, "主体")])
    >>> ["".join(segment.text for segment in excerpt.segments) for excerpt in found]
    ['支持企业。', '企业。']
    """
    windows: list[tuple[int, int]] = []
    for start, end in (match.span() for match in _SENTENCE.finditer(text)):
        if not any(mark.start < end and start < mark.end for mark in marks):
            continue
        is_next = windows and windows[-1][1] == start
        windows.append((windows.pop()[0] if is_next else start, end))
    return [
        Excerpt(segments(text[start:end], within(marks, start, end)), start > 0, end < len(text))
        for start, end in windows
    ]
