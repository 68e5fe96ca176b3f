"""The words without marks that citations of a draft introduce: behind 规定，, 根据…，, in cells, below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

from articles.checking.drafts import introductions
from articles.checking.drafts.cited_places import CitedPlaces
from articles.checking.drafts.draft_parts import DraftQuotation
from articles.checking.drafts.introductions import INTRODUCES
from articles.checking.drafts.quotation_marks import OPENING
from articles.checking.drafts.spans import Spans
from articles.checking.drafts.table_rows import cells_beside

_SENTENCE_END = re.compile(r"[。！？!?]")
_NEXT = re.compile(
    r"[，,；;。、]?(?:同时|其中|而|并且|此外|另外|再|又|根据|依据|依照|按照|参照|结合|以及|和|及|与)*$"
)
_BEGINS_SENTENCE = re.compile(
    r"[。；;！!？?](?:同时|其中|而|又|再|另外?|此外|根据|依据|依照|按照|参照|结合|，|,)*$"
)
#: Before the words of a line that is an item.
_ITEM = re.compile(r"[>\-•·]*(?:[(]?\d{1,2}[.、)])?")
_LONGEST_BARE, _SHORTEST_BARE, _SHORTEST_LOOSE = 600, 4, 8


class UnmarkedWords:
    """`spaced` are the offsets that stood behind a space or line break."""

    def __init__(self, cited: CitedPlaces, spaced: Container[int]) -> None:
        self._cited, self._spaced = cited, spaced

    def in_cells(self) -> Iterator[DraftQuotation]:
        """The cells of a table beside one that cites."""
        spans = list(zip(self._cited.starts, self._cited.ends, strict=True))
        for start, end, index in cells_beside(self._cited.text, self._cited.lines, spans):
            yield DraftQuotation(start, end, self._cited.group(index), is_marked=False)

    def bare(self, quotations: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """Words without marks behind 规定，: up to the end of the line or the next quotation."""
        ordered = sorted(quotations, key=lambda quotation: quotation.start)
        starts, within = (
            [quotation.start for quotation in ordered],
            Spans([(quotation.start, quotation.end) for quotation in ordered]),
        )
        until = 0
        for index, end in enumerate(self._cited.ends):
            begin = introductions.bare_words(self._cited.text, end) or self._begin_after_heading(index)
            if begin is None or within.number_at(begin) is not None:
                continue
            if begin <= until and self._cited.is_own(self._cited.order[index]):
                continue
            until = self._latest_end(begin, index)
            if bisect_left(starts, begin) == bisect_left(starts, until) and until - begin >= _SHORTEST_BARE:
                is_strong = not introductions.runs_on(self._cited.text, end)
                yield DraftQuotation(
                    begin, until, self._cited.group(index), is_marked=False, is_strong=is_strong
                )

    def _begin_after_heading(self, index: int) -> int | None:
        """Where words begin behind a citation that stands at the head of a line, or is all of the line."""
        citation, end = self._cited.all[self._cited.order[index]], self._cited.ends[index]
        is_head = (
            citation.place.article is not None and self._cited.begins_line(citation) and end in self._spaced
        )
        if not is_head or end >= len(self._cited.text):
            return None
        lead = _ITEM.match(self._cited.text, end)
        begin = introductions.behind_caption(self._cited.text, lead.end() if lead else end)
        return (
            None if self._cited.cites_at(begin) or self._cited.text[begin : begin + 1] in OPENING else begin
        )

    def loose(self, quotations: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """根据第五条，…: the rest of the sentence."""
        spans = sorted((quotation.start, quotation.end) for quotation in quotations)
        within, starts = Spans(spans), [start for start, _ in spans]
        for index, end in enumerate(self._cited.ends):
            begin = introductions.loose_words(self._cited.text, end)
            if begin is None or introductions.bare_words(self._cited.text, end) is not None:
                continue
            if not introductions.is_ground(self._cited.text, self._cited.list_start(index)):
                continue
            until = self._loose_end(begin, index)
            is_free = within.number_at(begin) is None
            is_free = is_free and bisect_left(starts, begin) == bisect_left(starts, until)
            if until - begin >= _SHORTEST_LOOSE and is_free:
                yield DraftQuotation(begin, until, self._cited.group(index), False, False, True)

    def _loose_end(self, begin: int, index: int) -> int:
        """Where words behind 根据…， end: at the end of the sentence, or before another document is cited."""
        latest_end = self._latest_end(begin, index)
        stop = min([latest_end, *_first_after(self._foreign_starts, self._cited.starts[index])])
        sentence_end = _SENTENCE_END.search(self._cited.text, begin, stop)
        return sentence_end.start() if sentence_end else stop

    def _latest_end(self, begin: int, index: int) -> int:
        """Where unmarked words may end at the latest: at the next line, quotation or citation of such."""
        stops = [len(self._cited.text), begin + _LONGEST_BARE]
        stops += _first_after(self._introducing_starts, self._cited.starts[index])
        line = bisect_right(self._cited.lines, begin)
        stops += self._cited.lines[line : line + 1]
        stop = max(begin, min(stops))
        rest = _NEXT.search(self._cited.text[begin:stop])
        return begin + rest.start() if rest and stop < len(self._cited.text) else stop

    @cached_property
    def _foreign_starts(self) -> list[int]:
        """Where the citations begin that cannot belong to words of another document."""
        starts = zip(self._cited.starts, self._cited.order, strict=True)
        return [start for start, number in starts if not self._cited.is_own(number)]

    @cached_property
    def _introducing_starts(self) -> list[int]:
        """Where the citations begin that introduce words of their own."""
        return [start for index, start in enumerate(self._cited.starts) if self._introduces(index)]

    def _introduces(self, index: int) -> bool:
        """Whether a citation introduces words of its own, and does not belong to words that are quoted."""
        end = self._cited.ends[index]
        is_said = introductions.bare_words(self._cited.text, end) is not None or self._is_marked_after(end)
        start = self._cited.starts[index]
        begins = _BEGINS_SENTENCE.search(self._cited.text[max(0, start - 10) : start]) is not None
        return is_said and begins and not self._cited.is_own(self._cited.order[index])

    def _is_marked_after(self, end: int) -> bool:
        after = INTRODUCES.match(self._cited.text, end)
        return after is not None and self._cited.text[after.end() : after.end() + 1] in OPENING


def _first_after(starts: Sequence[int], start: int) -> Sequence[int]:
    """The first of ascending `starts` behind another, if there is one."""
    place = bisect_right(starts, start)
    return starts[place : place + 1]
