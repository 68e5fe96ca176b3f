"""Many short folded texts as one, so that those which hold some words are found in one pass over it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

_BETWEEN = "\n"


class JoinedTexts:
    """The texts in their order. They are looked through for words of a query, in which no line ends."""

    def __init__(self, texts: Iterable[str]) -> None:
        ordered = list(texts)
        self._whole = _BETWEEN.join(ordered)
        self._starts = list(accumulate((len(text) + len(_BETWEEN) for text in ordered), initial=0))

    def hold(self, words: Iterable[str]) -> bool:
        """Whether each word stands in some text."""
        return all(word in self._whole for word in words)

    def holding(self, words: Sequence[str]) -> Iterator[int]:
        """The places of the texts that hold all words, ascending."""
        if not words or len(self._starts) < 2:
            return
        longest, *others = sorted(words, key=len, reverse=True)  # the rarest, most often
        offset = self._whole.find(longest)
        while offset >= 0:
            place = bisect_right(self._starts, offset) - 1
            start, end = self._starts[place : place + 2]
            if all(self._whole.find(word, start, end) >= 0 for word in others):
                yield place
            offset = self._whole.find(longest, end)
