"""Lines without a label that are units of their own, though numbered units stand above them.

Words after a list belong to what the list stands in, and the closing of a document (特此通知。) to no point.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.text.parsing.lines import SourceLine
from articles.text.parsing.outlining.openings import LineRole, Opening

_INTRODUCES = ("：", ":")
_GOES_ON = ("；", ";")
_ENDS = ("。", "！")
#: 但无害的除外: goes on with the item above it.
_OF_THE_ITEM = re.compile(r"但|其中|例如|如[：:]|注[：:]|说明[：:]|[（(]")
#: 本决定自…起施行, 特此公告, 请你市认真组织实施: the whole of a line that closes a document.
_CLOSING = re.compile(
    r"""
    特此(?:通知|公告|通告|批复|函复|复函|函告|函达|报告|通报|决定|说明|公布|请示)[。！]?
    |专此(?:报告|函达|函复|函告|报备|通报|呈报)[。！]?
    |此[复函致令][。！]?
    |(?:以上|上述)(?:意见|请示|通知|报告|规定|措施|事项)[^。；：]{0,60}(?:执行|落实|批示|批转|审议|贯彻|批准)[^。；：]{0,6}。
    |请[你各][^。；：]{1,80}(?:实施|执行|落实|办理|贯彻)[^。；：]{0,6}。
    |本(?:决定|通知|公告|通告|意见|办法|规定|方案|措施|规划|批复|细则|规则|指引|计划|目录)(?:[^，。；]{0,20})自[^。；]{1,40}
        (?:施行|执行|实施|生效)[^；：]*。
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class UnitLines:
    """The lines that open units and headings, by index, each with the line of the unit that it stands in."""

    parents: Mapping[int, int | None]

    def paragraphs(self, lines: Sequence[SourceLine], free: Sequence[int]) -> Iterator[tuple[int, Opening]]:
        """The lines among `free` that are paragraphs of their own, with what they open."""
        above = None  # what the list that ends with the unit before stands in
        closing = self._closing_lines(lines, free)
        for index in free:
            if index in self.parents:
                above = self._list_owner(lines, index)
            elif index in closing:
                yield index, Opening(LineRole.PARAGRAPH)
            elif above is not None and not _OF_THE_ITEM.match(lines[index].text):
                yield index, Opening(LineRole.PARAGRAPH, parent=above)

    @cached_property
    def _children(self) -> dict[int | None, list[int]]:
        children: dict[int | None, list[int]] = defaultdict(list)
        for index, parent in self.parents.items():
            children[parent].append(index)
        return children

    def _list_owner(self, lines: Sequence[SourceLine], last: int) -> int | None:
        """The unit whose list ends with the unit at `last`, the outermost of those that end there."""
        if not lines[last].text.endswith(_ENDS):
            return None
        owner, inner = None, last
        while (above := self.parents[inner]) is not None:
            siblings = self._children[above]
            is_list = lines[above].text.endswith(_INTRODUCES) and siblings[-1] == inner
            if not is_list or not self._all_go_on(lines, siblings, before=inner):
                break
            owner = inner = above
        return owner

    def _all_go_on(self, lines: Sequence[SourceLine], siblings: Sequence[int], *, before: int) -> bool:
        """Whether each item but the last ends with a semicolon, on the line before the next item."""
        next_items = [index for index in siblings[1:] if index <= before]
        return bool(next_items) and all(lines[index - 1].text.endswith(_GOES_ON) for index in next_items)

    def _closing_lines(self, lines: Sequence[SourceLine], free: Sequence[int]) -> set[int]:
        """The lines after the last unit that close the document, where that unit says something itself."""
        last = max(self.parents, default=None)
        if last is None or not lines[last].text.endswith((*_ENDS, *_GOES_ON)):
            return set()
        behind = [index for index in free if index > last]
        begins = next(
            (position for position, index in enumerate(behind) if _CLOSING.fullmatch(lines[index].text)), None
        )
        if begins is None:
            return set()
        ends = begins
        while ends < len(behind) and _CLOSING.fullmatch(lines[behind[ends]].text):
            ends += 1
        return set(behind[begins:ends])
