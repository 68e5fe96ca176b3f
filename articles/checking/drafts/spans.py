"""Spans of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class Spans:
    """Spans of a text that do not overlap, in order."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts, self._spans = [start for start, _ in spans], spans

    def number_at(self, offset: int) -> int | None:
        """The number of the span that holds an offset."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self._spans[number][1] else None
