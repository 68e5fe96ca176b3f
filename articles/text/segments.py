"""Cut a text at the borders of the marks in it, so that overlapping marks can be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Label = TypeVar("Label")


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


def excerpt(text: str, start: int, end: int, *, around: int = 40) -> tuple[str, str, str]:
    """Return what stands before, in and after [start, end), cut to about `around` characters on each side.

    A cut is shown by 「…」 and made at a sentence's end where there is one.
    """
    before, after = text[:start], text[end:]
    if len(before) > around:
        sentence = max(before.rfind(mark, len(before) - around) for mark in "。；\n")
        before = f"…{before[sentence + 1 if sentence >= 0 else len(before) - around :]}"
    if len(after) > around:
        stops = [place for mark in "。；\n" if 0 <= (place := after.find(mark)) <= around]
        kept = after[: min(stops) + 1 if stops else around]
        after = kept if len(kept) == len(after) else f"{kept}…"
    return before, text[start:end], after
