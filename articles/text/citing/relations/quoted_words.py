"""Which words of a text stand in quotation marks: a new wording, or what somebody said, is another text's."""

from __future__ import annotations

from bisect import bisect_right

_MARKS = "“”"


class Quotations:
    """The quotations of one text; a mark that is opened and not closed holds to the next mark."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [place for place, mark in enumerate(text) if mark in _MARKS]

    def hold(self, start: int, end: int) -> bool:
        """Whether the words [start, end) are part of a longer quotation, not quoted alone."""
        opening = bisect_right(self._places, start) - 1
        if opening < 0 or self._text[self._places[opening]] == _MARKS[1]:
            return False
        closing = self._places[opening + 1] if opening + 1 < len(self._places) else len(self._text)
        return (self._places[opening] + 1, closing) != (start, end)
