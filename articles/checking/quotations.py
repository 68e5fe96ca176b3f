"""Reads the quotations of a draft and the citations that each belongs to.

Pure: texts are closed up and offsets are theirs, as in `citations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.checking import introductions
from articles.checking.context import DraftCitation
from articles.checking.introductions import AT_ONCE, FOLLOWED, FOLLOWED_BELOW, GOES_ON, INTRODUCES
from articles.checking.marks import OPENING
from articles.checking.spans import Spans
from articles.checking.table_rows import cells_beside

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
_MOST_OF_LIST, _MOST_LEAD, _SHORTEST_LOOSE = 30, 4, 8
#: Before the words of a line that is an item.
_ITEM = re.compile(r"[>\-•·]*(?:[(]?\d{1,2}[.、)])?")
#: Between citations of one list.
_AND = re.compile(r"[、，,]?(?:和|及|以及|与|或者?)?")
#: Lines below the label of a copied article that may belong to it.
_MOST_LINES = 12


@dataclass(frozen=True)
class DraftQuotation:
    """The words [start, end), without their marks, that one of the citations `of` (places in the list) holds.

    `is_marked`: they stand in quotation marks, or are set off as a block. `is_strong`: the draft says that
    they are the words there (规定：“…”), so that words that are not there are an error. `is_loose`: nothing
    says that they are quoted (根据第五条，…).
    """

    start: int
    end: int
    of: tuple[int, ...]
    is_marked: bool = True
    is_strong: bool = True
    is_loose: bool = False


def read_quotations(
    text: str,
    citations: Sequence[DraftCitation],
    *,
    line_starts: Sequence[int],
    marked: Sequence[tuple[int, int]],
    quoted_lines: Sequence[tuple[int, int]] = (),
    spaced: Container[int] = (),
) -> list[DraftQuotation]:
    """The quotations of a closed-up draft, in order.

    `marked` are its `marked_spans`; `quoted_lines` are set off (>, deeper indented); `spaced` are the offsets
    that stood behind a space or line break.
    """
    return _Reader(text, citations, line_starts, marked, quoted_lines, spaced).read()


class _Reader:
    def __init__(
        self,
        text: str,
        citations: Sequence[DraftCitation],
        line_starts: Sequence[int],
        marked: Sequence[tuple[int, int]],
        quoted_lines: Sequence[tuple[int, int]],
        spaced: Container[int],
    ) -> None:
        self._text = text
        self._lines = line_starts
        self._marked = marked
        self._blocks = quoted_lines
        self._spaced = spaced
        inside = Spans(marked)
        order = [place for place, each in enumerate(citations) if inside.number_at(each.start) is None]
        self._all, self._order = citations, order
        self._group_begins: dict[int, int] = {}
        for place, each in enumerate(citations):
            self._group_begins.setdefault(each.group, place)
        self._ends = [citations[place].end for place in order]
        self._starts = [citations[place].start for place in order]
        self._joined = {place for place in range(len(order) - 1) if self._is_list(place)}

    def _is_list(self, place: int) -> bool:
        """Whether a citation and the next are of one list."""
        one, other = (self._all[self._order[each]] for each in (place, place + 1))
        return one.group == other.group or bool(_AND.fullmatch(self._text, one.end, other.start))

    def read(self) -> list[DraftQuotation]:
        found: list[DraftQuotation] = []
        for start, end in self._marked:
            if each := self._marked_quotation(start, end, found[-1] if found else None):
                found.append(each)
        found += self._set_off(found)
        labelled = list(self._labelled(self._introducing_lines(found)))
        found = [*_outside(labelled, found), *labelled]
        found += _outside(found, self._in_cells())
        found += list(self._loose(found))
        found += list(self._bare(found))
        return sorted(found, key=lambda each: each.start)

    def _marked_quotation(self, start: int, end: int, before: DraftQuotation | None) -> DraftQuotation | None:
        """What stands between marks, if it belongs to a citation behind it, to that of the quotation before
        or to the last citation."""
        is_next = before is not None and self._is_next(before, start)
        ahead = self._going_on(start, end, before) if before and is_next else self._introduced(start, end)
        return (
            self._followed(start, end)
            or (self._subject(start, end) if self._line_of(start) == start else None)
            or (ahead if ahead and (ahead.is_strong or self._text[start - 1] == ":") else None)
            or self._followed_below(start, end)
            or self._subject(start, end)
            or ahead
        )

    def _followed(self, start: int, end: int) -> DraftQuotation | None:
        """“……”（《…》第五条）, on one line."""
        place, gap = self._following(end)
        is_one_line = place is not None and self._line_of(end - 1) == self._line_of(self._starts[place])
        if place is None or not is_one_line or not FOLLOWED.fullmatch(gap):
            return None
        return DraftQuotation(start + 1, end - 1, self._group(place))

    def _followed_below(self, start: int, end: int) -> DraftQuotation | None:
        """“……” with its citation on the next line."""
        place, gap = self._following(end)
        if place is None or not FOLLOWED_BELOW.fullmatch(gap):
            return None
        return DraftQuotation(start + 1, end - 1, self._group(place))

    def _subject(self, start: int, end: int) -> DraftQuotation | None:
        """“……”，《…》第五条如是规定."""
        place, gap = self._following(end)
        if place is None or gap not in ("", "，", ","):
            return None
        if not introductions.so_it_says(self._text, self._ends[place]):
            return None
        return DraftQuotation(start + 1, end - 1, self._group(place), is_strong=False)

    def _following(self, end: int) -> tuple[int | None, str]:
        """The citation that follows closely, and what stands before it."""
        place = bisect_left(self._starts, end)
        if place == len(self._order) or self._starts[place] - end > _LONGEST_GAP:
            return None, ""
        return place, self._text[end : self._starts[place]]

    def _line_of(self, offset: int) -> int:
        """Where the line begins that holds an offset."""
        return self._lines[max(0, bisect_right(self._lines, offset) - 1)] if self._lines else 0

    def _is_next(self, before: DraftQuotation, start: int) -> bool:
        """Whether no citation stands between a quotation and the one before."""
        last = bisect_right(self._ends, start) - 1
        return before.end < start and (last < 0 or self._ends[last] <= before.start)

    def _going_on(self, start: int, end: int, before: DraftQuotation) -> DraftQuotation | None:
        """规定“……”，并规定“……”"""
        gap = self._text[before.end + 1 : start]
        is_strong = before.is_strong and (bool(gap) or self._line_of(before.end) == self._line_of(start))
        if len(gap) > _LONGEST_GAP or not GOES_ON.fullmatch(gap):
            return None
        return DraftQuotation(start + 1, end - 1, before.of, is_strong=is_strong)

    def _introduced(self, start: int, end: int) -> DraftQuotation | None:
        """《…》第五条规定：“……”"""
        last = bisect_right(self._ends, start) - 1
        gap = self._text[self._ends[last] : start] if last >= 0 else "。"
        if len(gap) > _FARTHEST or _SENTENCE_END.search(gap) or self._is_amended(last, start, end):
            return None
        is_strong = bool(INTRODUCES.fullmatch(gap) or AT_ONCE.fullmatch(gap))
        return DraftQuotation(start + 1, end - 1, self._group(last), is_strong=is_strong)

    def _is_amended(self, last: int, start: int, end: int) -> bool:
        """Whether the words are put into a text or taken from it, and not quoted."""
        clause = _CLAUSE_ENDS.split(self._text[max(0, self._starts[last] - 20) : start])[-1]
        return bool(_AMENDS.search(clause) or _IS_AMENDED.match(self._text, end))

    def _group(self, place: int) -> tuple[int, ...]:
        """The citations of one list with this one, this one first: 《甲法》第一条、第二条和《乙法》第三条."""
        first = last = place
        while first > max(0, place - _MOST_OF_LIST) and first - 1 in self._joined:
            first -= 1
        while last < min(len(self._order) - 1, place + _MOST_OF_LIST) and last in self._joined:
            last += 1
        others = [*range(place + 1, last + 1), *range(first, place)]
        return (self._order[place], *(self._order[each] for each in others))

    def _set_off(self, found: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """Lines set off below a citation that introduces them."""
        taken = [each.start for each in found]
        for start, end in self._blocks:
            last = bisect_right(self._ends, start) - 1
            if last < 0 or bisect_left(taken, start) != bisect_left(taken, end):
                continue
            gap = self._text[self._ends[last] : start]
            if len(gap) <= _FARTHEST and not _SENTENCE_END.search(gap) and not self._cites_at(start):
                yield DraftQuotation(start, end, self._group(last))

    def _cites_at(self, start: int) -> bool:
        """Whether another document is cited at the beginning of a line."""
        place = bisect_left(self._starts, start)
        is_one = place < len(self._starts) and self._starts[place] - start <= _MOST_LEAD
        return is_one and not self._is_own(self._order[place])

    def _introducing_lines(self, found: Sequence[DraftQuotation]) -> set[int]:
        """Where lines begin that tell what another place says: no copied article goes on there."""
        told = {each.of[0] for each in found if each.is_strong}
        told |= {place for place, each in enumerate(self._all) if self._begins_line(each)}
        other = (place for place in told if not (self._all[place].is_label or self._is_own(place)))
        return {self._line_of(self._all[place].start) for place in other}

    def _begins_line(self, citation: DraftCitation) -> bool:
        return citation.start - self._line_of(citation.start) <= _MOST_LEAD

    def _labelled(self, introducing: Container[int]) -> Iterator[DraftQuotation]:
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
                begin = introductions.behind_caption(self._text, start)
                if stop > begin:
                    yield DraftQuotation(begin, stop, (place,), is_marked=not number, is_strong=not number)
                start, line = stop, line + 1
                if start >= len(self._text) or start in begun or start in introducing:
                    break

    def _bare(self, found: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """Words without marks behind 规定，: up to the end of the line or the next quotation."""
        ordered = sorted(found, key=lambda each: each.start)
        taken, within = [each.start for each in ordered], Spans([(each.start, each.end) for each in ordered])
        until = 0
        for place, end in enumerate(self._ends):
            begin = introductions.bare_words(self._text, end) or self._apart(place)
            if begin is None or within.number_at(begin) is not None:
                continue
            if begin <= until and self._is_own(self._order[place]):
                continue
            until = self._stop(begin, place)
            if bisect_left(taken, begin) == bisect_left(taken, until) and until - begin >= _SHORTEST_BARE:
                is_strong = not introductions.runs_on(self._text, end)
                yield DraftQuotation(begin, until, self._group(place), is_marked=False, is_strong=is_strong)

    def _apart(self, place: int) -> int | None:
        """Where words begin behind a citation that stands at the head of a line, or is all of the line."""
        cited, end = self._all[self._order[place]], self._ends[place]
        is_head = cited.place.article is not None and self._begins_line(cited) and end in self._spaced
        if not is_head or end >= len(self._text):
            return None
        lead = _ITEM.match(self._text, end)
        begin = introductions.behind_caption(self._text, lead.end() if lead else end)
        return None if self._cites_at(begin) or self._text[begin : begin + 1] in OPENING else begin

    def _loose(self, found: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """根据第五条，…: the rest of the sentence."""
        taken = sorted((each.start, each.end) for each in found)
        within, starts = Spans(taken), [start for start, _ in taken]
        for place, end in enumerate(self._ends):
            begin = introductions.loose_words(self._text, end)
            if begin is None or introductions.bare_words(self._text, end) is not None:
                continue
            if not introductions.is_ground(self._text, self._list_start(place)):
                continue
            until = self._loose_end(begin, place)
            is_free = within.number_at(begin) is None
            is_free = is_free and bisect_left(starts, begin) == bisect_left(starts, until)
            if until - begin >= _SHORTEST_LOOSE and is_free:
                yield DraftQuotation(begin, until, self._group(place), False, False, True)

    def _list_start(self, place: int) -> int:
        """Where the list begins that a citation ends; the end of the text for another."""
        if place in self._joined:
            return len(self._text)
        return min(self._all[each].start for each in self._group(place))

    def _loose_end(self, begin: int, place: int) -> int:
        stop = self._stop(begin, place)
        following = range(place + 1, min(place + 6, len(self._order)))
        others = (self._starts[each] for each in following if not self._is_own(self._order[each]))
        stop = min(stop, next(others, stop))
        ends = _SENTENCE_END.search(self._text, begin, stop)
        return ends.start() if ends else stop

    def _in_cells(self) -> Iterator[DraftQuotation]:
        """The cells of a table beside one that cites."""
        spans = list(zip(self._starts, self._ends, strict=True))
        for start, end, place in cells_beside(self._text, self._lines, spans):
            yield DraftQuotation(start, end, self._group(place), is_marked=False)

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
        is_said = introductions.bare_words(self._text, end) is not None or self._is_marked_after(end)
        start = self._starts[place]
        begins = _BEGINS_SENTENCE.search(self._text[max(0, start - 10) : start]) is not None
        return is_said and begins and not self._is_own(self._order[place])

    def _is_marked_after(self, end: int) -> bool:
        after = INTRODUCES.match(self._text, end)
        return after is not None and self._text[after.end() : after.end() + 1] in OPENING

    def _is_own(self, place: int) -> bool:
        """Whether a citation may belong to the words that are quoted: 本法第五条、第六条, 前款."""
        cited = self._all[self._group_begins[self._all[place].group]]
        return cited.is_relative or self._text[cited.start] == "本"


def _outside(taken: Iterable[DraftQuotation], found: Iterable[DraftQuotation]) -> list[DraftQuotation]:
    """Those that do not begin inside a quotation that is taken."""
    within = Spans(sorted((each.start, each.end) for each in taken))
    return [each for each in found if within.number_at(each.start) is None]
