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
    """The citations of a draft (`all`), and those outside its quotation marks (`order`, by number in `all`).

    Below `number` counts in `all`, `index` in `order`; `starts`, `ends` and `joined` are by index.
    """

    def __init__(
        self,
        text: str,
        citations: Sequence[DraftCitation],
        line_starts: Sequence[int],
        marked: Sequence[tuple[int, int]],
    ) -> None:
        self.text, self.all, self.lines = text, citations, line_starts
        inside = Spans(marked)
        order = [
            number for number, citation in enumerate(citations) if inside.number_at(citation.start) is None
        ]
        self.order = order
        self.ends = [citations[number].end for number in order]
        self.starts = [citations[number].start for number in order]
        self.group_begins: dict[int, int] = {}
        for number, citation in enumerate(citations):
            self.group_begins.setdefault(citation.group, number)
        self.joined = {index for index in range(len(order) - 1) if self.is_joined_to_next(index)}

    def is_joined_to_next(self, index: int) -> bool:
        """Whether a citation and the next are of one list."""
        here, other = (self.all[self.order[position]] for position in (index, index + 1))
        return here.group == other.group or bool(_AND.fullmatch(self.text, here.end, other.start))

    def group(self, index: int) -> tuple[int, ...]:
        """The numbers of the citations in a list, this one first: 《甲法》第一条、第二条和《乙法》第三条."""
        first = last = index
        while first > max(0, index - _MOST_OF_LIST) and first - 1 in self.joined:
            first -= 1
        while last < min(len(self.order) - 1, index + _MOST_OF_LIST) and last in self.joined:
            last += 1
        others = [*range(index + 1, last + 1), *range(first, index)]
        return (self.order[index], *(self.order[other] for other in others))

    def list_start(self, index: int) -> int:
        """Where the list begins that a citation ends; the end of the text if it does not end its list."""
        if index in self.joined:
            return len(self.text)
        return min(self.all[number].start for number in self.group(index))

    def following(self, end: int) -> tuple[int | None, str]:
        """The index of the citation that follows closely (or None), and what stands before it."""
        index = bisect_left(self.starts, end)
        if index == len(self.order) or self.starts[index] - end > _LONGEST_GAP:
            return None, ""
        return index, self.text[end : self.starts[index]]

    def is_own(self, number: int) -> bool:
        """Whether a citation may belong to the words that are quoted: 本法第五条、第六条, 前款."""
        first_of_list = self.all[self.group_begins[self.all[number].group]]
        return first_of_list.is_relative or self.text[first_of_list.start] == "本"

    def cites_at(self, start: int) -> bool:
        """Whether another document is cited at the beginning of a line."""
        index = bisect_left(self.starts, start)
        is_near = index < len(self.starts) and self.starts[index] - start <= _MOST_LEAD
        return is_near and not self.is_own(self.order[index])

    def begins_line(self, citation: DraftCitation) -> bool:
        return citation.start - self.line_of(citation.start) <= _MOST_LEAD

    def is_one_line(self, offset: int, other: int) -> bool:
        return self.line_of(offset) == self.line_of(other)

    def line_of(self, offset: int) -> int:
        """Where the line begins that holds an offset."""
        return self.lines[max(0, bisect_right(self.lines, offset) - 1)] if self.lines else 0
