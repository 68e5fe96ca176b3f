"""The citations of a draft as its quotations refer to them: outside quotation marks, in lists and lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.drafts.spans import Spans

#: Letters between a quotation and what follows at most; before a citation that begins its line.
_LONGEST_GAP, _MOST_LEAD = 16, 4
#: Between citations of one list.
_AND = re.compile(r"[、，,]?(?:和|及|以及|与|或者?)?")
_MOST_OF_LIST = 30


class CitedPlaces:
    """`all` the citations of a draft, and in `order` (places in `all`) those outside its quotation marks."""

    def __init__(
        self,
        text: str,
        citations: Sequence[DraftCitation],
        line_starts: Sequence[int],
        marked: Sequence[tuple[int, int]],
    ) -> None:
        self.text, self.all, self.lines = text, citations, line_starts
        inside = Spans(marked)
        order = [place for place, each in enumerate(citations) if inside.number_at(each.start) is None]
        self.order = order
        self.ends = [citations[place].end for place in order]
        self.starts = [citations[place].start for place in order]
        self.group_begins: dict[int, int] = {}
        for place, each in enumerate(citations):
            self.group_begins.setdefault(each.group, place)
        self.joined = {index for index in range(len(order) - 1) if self.is_joined_to_next(index)}

    def is_joined_to_next(self, index: int) -> bool:
        """Whether a citation and the next are of one list."""
        here, other = (self.all[self.order[each]] for each in (index, index + 1))
        return here.group == other.group or bool(_AND.fullmatch(self.text, here.end, other.start))

    def group(self, place: int) -> tuple[int, ...]:
        """The citations of one list with this one, this one first: 《甲法》第一条、第二条和《乙法》第三条."""
        first = last = place
        while first > max(0, place - _MOST_OF_LIST) and first - 1 in self.joined:
            first -= 1
        while last < min(len(self.order) - 1, place + _MOST_OF_LIST) and last in self.joined:
            last += 1
        others = [*range(place + 1, last + 1), *range(first, place)]
        return (self.order[place], *(self.order[each] for each in others))

    def list_start(self, place: int) -> int:
        """Where the list begins that a citation ends; the end of the text for another."""
        if place in self.joined:
            return len(self.text)
        return min(self.all[each].start for each in self.group(place))

    def following(self, end: int) -> tuple[int | None, str]:
        """The citation that follows closely, and what stands before it."""
        place = bisect_left(self.starts, end)
        if place == len(self.order) or self.starts[place] - end > _LONGEST_GAP:
            return None, ""
        return place, self.text[end : self.starts[place]]

    def is_own(self, place: int) -> bool:
        """Whether a citation may belong to the words that are quoted: 本法第五条、第六条, 前款."""
        cited = self.all[self.group_begins[self.all[place].group]]
        return cited.is_relative or self.text[cited.start] == "本"

    def cites_at(self, start: int) -> bool:
        """Whether another document is cited at the beginning of a line."""
        place = bisect_left(self.starts, start)
        is_one = place < len(self.starts) and self.starts[place] - start <= _MOST_LEAD
        return is_one and not self.is_own(self.order[place])

    def begins_line(self, citation: DraftCitation) -> bool:
        return citation.start - self.line_of(citation.start) <= _MOST_LEAD

    def is_one_line(self, offset: int, other: int) -> bool:
        return self.line_of(offset) == self.line_of(other)

    def line_of(self, offset: int) -> int:
        """Where the line begins that holds an offset."""
        return self.lines[max(0, bisect_right(self.lines, offset) - 1)] if self.lines else 0
