"""Reads the quotations of a draft and the citations that each belongs to.

Pure: texts are closed up and offsets are theirs, as in `citations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.checking.citations import DraftCitation
from articles.checking.spans import Spans

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_SAYS = (
    r"(?:规定|指出|明确|载明|要求|提出|强调|写明|写道|写着|指明|(?<!所)称|说|表述|界定|确立|约定|原文|内容|条文|如下|可知|认为|"
    r"表明|定义)"
)
#: Between a citation and the words it is said to hold: 规定：, 中明确指出, “…
_INTRODUCES = re.compile(
    rf"(?:\([^()]{{0,60}}\))?(?:的|中|里|也|还|则|均|都|又|已|同时|就|对此|对[^。；;“”，,]{{1,30}}?|关于[^。；;“”，,]{{1,30}}?|[^。；;，,“”]{{0,12}})?"
    rf"[，,]?(?:明确|具体|专门|分别|一致|亦|也|明文|进一步|特别)*{_SAYS}(?:了|为|是|道|到|有|中|内容|如下|以下|原文)*[：:，,—\-]*(?:即|其中|是)?[：:，,]*"
)
_AT_ONCE = re.compile(r"(?:\([^()]{0,60}\))?[：:，,的—\-]{0,3}(?:即|是)?[：:]?")
_GOES_ON = re.compile(
    rf"[，,、；;和与及]?(?:以及|并且|并|同时|还|又|也|另|和|其中|进一步|，)*(?:明确)?(?:{_SAYS})?(?:了|的|是)?[：:，,]?"
)
#: Between words and the citation that follows: “……”（《…》第五条）, ——《…》第五条, “……”是《…》第五条的规定
_FOLLOWED = re.compile(
    r"[。；;，,]?(?:[(\[]|[—\-]{1,4})(?:见|参见|详见|引自|摘自|出自|语出|依据|根据|载于|来源|出处)?[：:]?|"
    r"[，,]?(?:这|此|以上|上述)?(?:一?规定|内容|表述|条文|文字)?(?:是|系|为|出自|来自|载于|见于|源自|引自|摘自|即)"
)
_BARE = re.compile(
    r"(?:\([^()]{0,60}\))?(?:中|也|还|则|均|都|又|已|同时|就|对此)*(?:明确|具体|专门|分别|亦|明文|进一步)*"
    r"(?:规定|指出|明确|载明|要求|提出|强调|写明|可知)(?:如下|为|是|的是)?[：:，,]|[：:]"
)
#: 第八十二条规定用人单位应当…: words only where they are those of the text.
_RUNS_ON = re.compile(r"(?:中|明确)?(?:规定|载明)(?![的了为情“‘「『\"：:，,。；;、）)])")
_SENTENCE_END = re.compile(r"[。！？!?]")
_NEXT = re.compile(
    r"[，,；;。、]?(?:同时|其中|而|并且|此外|另外|再|又|根据|依据|依照|按照|参照|结合|以及|和|及|与)*$"
)
_BEGINS_SENTENCE = re.compile(
    r"[。；;！!？?](?:同时|其中|而|又|再|另外?|此外|根据|依据|依照|按照|参照|结合|，|,)*$"
)
#: 在第五条中增加一款，作为第二款：“…”: words that are put there, not quoted.
_AMENDS = re.compile(r"增加|修改为|改为|作为|修正为|删去|删除")
_IS_AMENDED = re.compile(r"[，,]?(?:一句|一语|中的|之?后)?(?:修改为|改为|修改成|增写|增加|删去|删除)")
_CLAUSE_ENDS = re.compile("[。；;”」]")
#: Letters between a quotation and its citation at most; between a quotation and the next, or what follows.
_FARTHEST, _LONGEST_GAP = 80, 16
_LONGEST_BARE, _SHORTEST_BARE = 600, 4
#: Lines below the label of a copied article that may belong to it.
_MOST_LINES = 12


@dataclass(frozen=True)
class DraftQuotation:
    """The words [start, end), without their marks, that one of the citations `of` (places in the list) holds.

    `is_marked`: they stand in quotation marks, or are set off as a block. `is_strong`: the draft says that
    they are the words there (规定：“…”), so that words that are not there are an error.
    """

    start: int
    end: int
    of: tuple[int, ...]
    is_marked: bool = True
    is_strong: bool = True


def read_quotations(
    text: str,
    citations: Sequence[DraftCitation],
    *,
    line_starts: Sequence[int],
    marked: Sequence[tuple[int, int]],
    quoted_lines: Sequence[tuple[int, int]] = (),
) -> list[DraftQuotation]:
    """The quotations of a closed-up draft, in order.

    `marked` are its `marked_spans`; `quoted_lines` are set off (>, deeper indented).
    """
    return _Reader(text, citations, line_starts, marked, quoted_lines).read()


class _Reader:
    def __init__(
        self,
        text: str,
        citations: Sequence[DraftCitation],
        line_starts: Sequence[int],
        marked: Sequence[tuple[int, int]],
        quoted_lines: Sequence[tuple[int, int]],
    ) -> None:
        self._text = text
        self._lines = line_starts
        self._marked = marked
        self._blocks = quoted_lines
        inside = Spans(marked)
        order = [place for place, each in enumerate(citations) if inside.number_at(each.start) is None]
        self._all, self._order = citations, order
        self._group_begins: dict[int, int] = {}
        for place, each in enumerate(citations):
            self._group_begins.setdefault(each.group, place)
        self._ends = [citations[place].end for place in order]
        self._starts = [citations[place].start for place in order]

    def read(self) -> list[DraftQuotation]:
        found: list[DraftQuotation] = []
        for start, end in self._marked:
            if each := self._marked_quotation(start, end, found[-1] if found else None):
                found.append(each)
        found += self._set_off(found)
        labelled = list(self._labelled())
        within = Spans([(each.start, each.end) for each in labelled])
        found = [each for each in found if within.number_at(each.start) is None] + labelled
        found += self._bare(found)
        return sorted(found, key=lambda each: each.start)

    def _marked_quotation(self, start: int, end: int, before: DraftQuotation | None) -> DraftQuotation | None:
        """What stands between marks, if it belongs to a citation behind it, to that of the quotation before
        or to the last citation."""
        return self._followed(start, end) or (
            self._going_on(start, end, before)
            if before and self._is_next(before, start)
            else self._introduced(start, end)
        )

    def _followed(self, start: int, end: int) -> DraftQuotation | None:
        """“……”（《…》第五条）"""
        following = bisect_left(self._starts, end)
        gap = self._text[end : self._starts[following]] if following < len(self._order) else ""
        if gap and len(gap) <= _LONGEST_GAP and _FOLLOWED.fullmatch(gap):
            return DraftQuotation(start + 1, end - 1, self._group(following))
        return None

    def _is_next(self, before: DraftQuotation, start: int) -> bool:
        """Whether no citation stands between a quotation and the one before."""
        last = bisect_right(self._ends, start) - 1
        return before.end < start and (last < 0 or self._ends[last] <= before.start)

    def _going_on(self, start: int, end: int, before: DraftQuotation) -> DraftQuotation | None:
        """规定“……”，并规定“……”"""
        gap = self._text[before.end + 1 : start]
        if len(gap) > _LONGEST_GAP or not _GOES_ON.fullmatch(gap):
            return None
        return DraftQuotation(start + 1, end - 1, before.of, is_strong=before.is_strong)

    def _introduced(self, start: int, end: int) -> DraftQuotation | None:
        """《…》第五条规定：“……”"""
        last = bisect_right(self._ends, start) - 1
        gap = self._text[self._ends[last] : start] if last >= 0 else "。"
        if len(gap) > _FARTHEST or _SENTENCE_END.search(gap) or self._is_amended(last, start, end):
            return None
        is_strong = bool(_INTRODUCES.fullmatch(gap) or _AT_ONCE.fullmatch(gap))
        return DraftQuotation(start + 1, end - 1, self._group(last), is_strong=is_strong)

    def _is_amended(self, last: int, start: int, end: int) -> bool:
        """Whether the words are put into a text or taken from it, and not quoted."""
        clause = _CLAUSE_ENDS.split(self._text[max(0, self._starts[last] - 20) : start])[-1]
        return bool(_AMENDS.search(clause) or _IS_AMENDED.match(self._text, end))

    def _group(self, place: int) -> tuple[int, ...]:
        """The citations of one list with this one, this one first."""
        own = self._all[self._order[place]]
        others = [
            each
            for each in self._order[max(0, place - 30) : place + 30]
            if self._all[each].group == own.group and each != self._order[place]
        ]
        return (self._order[place], *others)

    def _set_off(self, found: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """Lines set off below a citation that introduces them."""
        taken = [each.start for each in found]
        for start, end in self._blocks:
            last = bisect_right(self._ends, start) - 1
            if last < 0 or bisect_left(taken, start) != bisect_left(taken, end):
                continue
            gap = self._text[self._ends[last] : start]
            if len(gap) <= _FARTHEST and not _SENTENCE_END.search(gap):
                yield DraftQuotation(start, end, self._group(last))

    def _labelled(self) -> Iterator[DraftQuotation]:
        """The lines of copied articles, behind their labels; lines below may be their further paragraphs."""
        begun = {
            each.start for each in self._all if each.is_label or not (each.is_relative or each.place.article)
        }
        for place, each in enumerate(self._all):
            if not each.is_label:
                continue
            line, start = bisect_right(self._lines, each.start), each.end
            for number in range(_MOST_LINES):
                stop = self._lines[line] if line < len(self._lines) else len(self._text)
                if stop > start:
                    yield DraftQuotation(start, stop, (place,), is_marked=not number, is_strong=not number)
                start, line = stop, line + 1
                if start >= len(self._text) or start in begun:
                    break

    def _bare(self, found: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """Words without marks behind 规定，: up to the end of the line or the next quotation."""
        ordered = sorted(found, key=lambda each: each.start)
        taken, within = [each.start for each in ordered], Spans([(each.start, each.end) for each in ordered])
        until = 0
        for place, end in enumerate(self._ends):
            begin = self._says(end)
            if begin is None or within.number_at(begin) is not None:
                continue
            if begin <= until and self._is_own(self._order[place]):
                continue
            until = self._stop(begin, place)
            if bisect_left(taken, begin) == bisect_left(taken, until) and until - begin >= _SHORTEST_BARE:
                is_strong = _RUNS_ON.match(self._text, end) is None
                yield DraftQuotation(begin, until, self._group(place), is_marked=False, is_strong=is_strong)

    def _says(self, end: int) -> int | None:
        """Where words without marks begin that a citation that ends there introduces."""
        said = _BARE.match(self._text, end) or _RUNS_ON.match(self._text, end)
        if not said or self._text[said.end() : said.end() + 1] in {"", '"', *_PAIRS}:
            return None
        return said.end()

    def _stop(self, start: int, place: int) -> int:
        """Where unmarked words may end at the latest: at the next line, quotation or citation of such."""
        stops = [len(self._text), start + _LONGEST_BARE]
        following = range(place + 1, min(place + 12, len(self._order)))
        stops += islice((self._starts[each] for each in following if self._introduces(each)), 1)
        line = bisect_right(self._lines, start)
        stops += self._lines[line : line + 1]
        stop = max(start, min(stops))
        rest = _NEXT.search(self._text[start:stop])
        return start + rest.start() if rest and stop < len(self._text) else stop

    def _introduces(self, place: int) -> bool:
        """Whether a citation introduces words of its own, and does not belong to words that are quoted."""
        end = self._ends[place]
        is_said = self._says(end) is not None or self._is_marked_after(end)
        start = self._starts[place]
        begins = _BEGINS_SENTENCE.search(self._text[max(0, start - 10) : start]) is not None
        return is_said and begins and not self._is_own(self._order[place])

    def _is_marked_after(self, end: int) -> bool:
        after = _INTRODUCES.match(self._text, end)
        return after is not None and self._text[after.end() : after.end() + 1] in {'"', *_PAIRS}

    def _is_own(self, place: int) -> bool:
        """Whether a citation may belong to the words that are quoted: 本法第五条、第六条, 前款."""
        cited = self._all[self._group_begins[self._all[place].group]]
        return cited.is_relative or self._text[cited.start] == "本"


def marked_spans(text: str) -> list[tuple[int, int]]:
    """The outermost stretches between quotation marks, marks and all; a mark without its partner is none."""
    spans: list[tuple[int, int]] = []
    open_marks: dict[str, list[int]] = {}
    straight = -1
    for match in re.finditer('[“”‘’「」『』"]', text):
        mark, at = match[0], match.start()
        if mark == '"':
            if straight < 0:
                straight = at
            else:
                spans.append((straight, at + 1))
                straight = -1
        elif mark in _PAIRS:
            open_marks.setdefault(mark, []).append(at)
        elif waiting := open_marks.get(_CLOSING[mark]):
            spans.append((waiting.pop(), at + 1))
    return _outermost(spans)


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
