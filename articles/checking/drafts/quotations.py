"""Reads the quotations of a draft and the citations that each belongs to.

Pure: texts are closed up and offsets are theirs, as in `citations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence

from articles.checking.drafts import introductions
from articles.checking.drafts.cited_places import CitedPlaces
from articles.checking.drafts.draft_parts import DraftCitation, DraftQuotation
from articles.checking.drafts.introductions import AT_ONCE, FOLLOWED, FOLLOWED_BELOW, GOES_ON, INTRODUCES
from articles.checking.drafts.spans import Spans
from articles.checking.drafts.unmarked_words import UnmarkedWords

_SENTENCE_END = re.compile(r"[。！？!?]")
#: 在第五条中增加一款，作为第二款：“…”: words that are put there, not quoted.
_AMENDS = re.compile(r"增加|修改为|改为|作为|修正为|删去|删除")
_IS_AMENDED = re.compile(r"[，,]?(?:一句|一语|中的|之?后)?(?:修改为|改为|修改成|增写|增加|删去|删除)")
_CLAUSE_ENDS = re.compile("[。；;”」]")
#: Letters between a quotation and its citation at most; between a quotation and the next.
_FARTHEST, _LONGEST_GAP = 80, 16
#: Lines below the label of a copied article that may belong to it.
_MOST_LINES = 12


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
    cited = CitedPlaces(text, citations, line_starts, marked)
    return _QuotationReader(cited, marked, quoted_lines, UnmarkedWords(cited, spaced)).read()


class _QuotationReader:
    def __init__(
        self,
        cited: CitedPlaces,
        marked: Sequence[tuple[int, int]],
        quoted_lines: Sequence[tuple[int, int]],
        unmarked: UnmarkedWords,
    ) -> None:
        self._cited, self._unmarked = cited, unmarked
        self._marked, self._blocks = marked, quoted_lines

    def read(self) -> list[DraftQuotation]:
        quotations: list[DraftQuotation] = []
        for start, end in self._marked:
            if quotation := self._marked_quotation(start, end, quotations[-1] if quotations else None):
                quotations.append(quotation)
        quotations += self._set_off_quotations(quotations)
        copied = list(self._copied_article_lines(self._introducing_line_starts(quotations)))
        quotations = [*_quotations_outside(copied, quotations), *copied]
        quotations += _quotations_outside(quotations, self._unmarked.in_cells())
        quotations += list(self._unmarked.loose(quotations))
        quotations += list(self._unmarked.bare(quotations))
        return sorted(quotations, key=lambda quotation: quotation.start)

    def _marked_quotation(self, start: int, end: int, before: DraftQuotation | None) -> DraftQuotation | None:
        """What stands between marks, if it belongs to a citation behind it, to that of the quotation before
        or to the last citation."""
        is_next = before is not None and self._follows_quotation(before, start)
        ahead = (
            self._after_quotation(start, end, before)
            if before and is_next
            else self._after_citation(start, end)
        )
        return (
            self._before_citation(start, end)
            or (self._as_subject(start, end) if self._cited.line_of(start) == start else None)
            or (ahead if ahead and (ahead.is_strong or self._cited.text[start - 1] == ":") else None)
            or self._above_citation(start, end)
            or self._as_subject(start, end)
            or ahead
        )

    def _before_citation(self, start: int, end: int) -> DraftQuotation | None:
        """“……”（《…》第五条）, on one line."""
        place, gap = self._cited.following(end)
        if place is None or not FOLLOWED.fullmatch(gap):
            return None
        if not self._cited.is_one_line(end - 1, self._cited.starts[place]):
            return None
        return DraftQuotation(start + 1, end - 1, self._cited.group(place))

    def _above_citation(self, start: int, end: int) -> DraftQuotation | None:
        """“……” with its citation on the next line."""
        place, gap = self._cited.following(end)
        if place is None or not FOLLOWED_BELOW.fullmatch(gap):
            return None
        return DraftQuotation(start + 1, end - 1, self._cited.group(place))

    def _as_subject(self, start: int, end: int) -> DraftQuotation | None:
        """“……”，《…》第五条如是规定."""
        place, gap = self._cited.following(end)
        if place is None or gap not in ("", "，", ","):
            return None
        if not introductions.so_it_says(self._cited.text, self._cited.ends[place]):
            return None
        return DraftQuotation(start + 1, end - 1, self._cited.group(place), is_strong=False)

    def _follows_quotation(self, before: DraftQuotation, start: int) -> bool:
        """Whether no citation stands between a quotation and the one before."""
        last = bisect_right(self._cited.ends, start) - 1
        return before.end < start and (last < 0 or self._cited.ends[last] <= before.start)

    def _after_quotation(self, start: int, end: int, before: DraftQuotation) -> DraftQuotation | None:
        """规定“……”，并规定“……”"""
        gap = self._cited.text[before.end + 1 : start]
        is_strong = before.is_strong and (bool(gap) or self._cited.is_one_line(before.end, start))
        if len(gap) > _LONGEST_GAP or not GOES_ON.fullmatch(gap):
            return None
        return DraftQuotation(start + 1, end - 1, before.of, is_strong=is_strong)

    def _after_citation(self, start: int, end: int) -> DraftQuotation | None:
        """《…》第五条规定：“……”"""
        last = bisect_right(self._cited.ends, start) - 1
        gap = self._cited.text[self._cited.ends[last] : start] if last >= 0 else "。"
        if len(gap) > _FARTHEST or _SENTENCE_END.search(gap) or self._is_amended(last, start, end):
            return None
        is_strong = bool(INTRODUCES.fullmatch(gap) or AT_ONCE.fullmatch(gap))
        return DraftQuotation(start + 1, end - 1, self._cited.group(last), is_strong=is_strong)

    def _is_amended(self, last: int, start: int, end: int) -> bool:
        """Whether the words are put into a text or taken from it, and not quoted."""
        clause = _CLAUSE_ENDS.split(self._cited.text[max(0, self._cited.starts[last] - 20) : start])[-1]
        return bool(_AMENDS.search(clause) or _IS_AMENDED.match(self._cited.text, end))

    def _set_off_quotations(self, quotations: Sequence[DraftQuotation]) -> Iterator[DraftQuotation]:
        """Lines set off below a citation that introduces them."""
        quotation_starts = [quotation.start for quotation in quotations]
        for start, end in self._blocks:
            last = bisect_right(self._cited.ends, start) - 1
            if last < 0 or bisect_left(quotation_starts, start) != bisect_left(quotation_starts, end):
                continue
            gap = self._cited.text[self._cited.ends[last] : start]
            if len(gap) <= _FARTHEST and not _SENTENCE_END.search(gap) and not self._cited.cites_at(start):
                yield DraftQuotation(start, end, self._cited.group(last))

    def _introducing_line_starts(self, quotations: Sequence[DraftQuotation]) -> set[int]:
        """The starts of lines that cite another document or place: no copied article goes on there."""
        introducing = {quotation.of[0] for quotation in quotations if quotation.is_strong}
        introducing |= {
            number for number, citation in enumerate(self._cited.all) if self._cited.begins_line(citation)
        }
        of_other_documents = (
            number
            for number in introducing
            if not (self._cited.all[number].is_label or self._cited.is_own(number))
        )
        return {self._cited.line_of(self._cited.all[number].start) for number in of_other_documents}

    def _copied_article_lines(self, introducing: Container[int]) -> Iterator[DraftQuotation]:
        """The lines of copied articles, behind their labels; lines below may be their further paragraphs."""
        new_starts = {
            citation.start
            for citation in self._cited.all
            if citation.is_label or not (citation.is_relative or citation.place.article)
        }
        for number, citation in enumerate(self._cited.all):
            if not citation.is_label:
                continue
            line, start = bisect_right(self._cited.lines, citation.start), citation.end
            for lines_below in range(_MOST_LINES):
                stop = self._cited.lines[line] if line < len(self._cited.lines) else len(self._cited.text)
                begin = introductions.behind_caption(self._cited.text, start)
                if stop > begin:
                    yield DraftQuotation(
                        begin, stop, (number,), is_marked=not lines_below, is_strong=not lines_below
                    )
                start, line = stop, line + 1
                if start >= len(self._cited.text) or start in new_starts or start in introducing:
                    break


def _quotations_outside(
    outer: Iterable[DraftQuotation], quotations: Iterable[DraftQuotation]
) -> list[DraftQuotation]:
    """The quotations that do not begin inside one of `outer`."""
    within = Spans(sorted((quotation.start, quotation.end) for quotation in outer))
    return [quotation for quotation in quotations if within.number_at(quotation.start) is None]
