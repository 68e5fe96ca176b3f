"""Reads a draft: its citations, its quotations, and which belong together. Pure: known names are given."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.checking.drafts.citations import read_citations
from articles.checking.drafts.draft_parts import DraftCitation, DraftQuotation
from articles.checking.drafts.named_documents import KnownNames
from articles.checking.drafts.quotation_marks import marked_spans
from articles.checking.drafts.quotations import read_quotations
from articles.checking.drafts.spans import Spans
from articles.checking.drafts.table_rows import BAR
from articles.checking.judging.word_comparison import CountedLetters, words_of
from articles.text.wording.characters.folding import Folded, closed_up_with_offsets

#: Emphasis in Markdown and tags of HTML, which stand anywhere in a citation: **《民法典》**第五条.
_EMPHASIS = re.compile(r"[*`]|</?[a-z][^<>]{0,60}>")
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no answer could be written with it
#: A tab between words ends a cell of a table.
_CELL_END = re.compile(r"(?<=\S)\t(?=[\t ]*\S)")
_TAB = 4
#: How much deeper lines are that are set off, in letters of half width.
_DEEP = 4


@dataclass(frozen=True)
class Draft:
    """A draft as given and closed up. Offsets of citations and quotations are those of `closed`."""

    given: str
    closed: Folded
    citations: Sequence[DraftCitation]
    quotations: Sequence[DraftQuotation]

    def words(self, quotation: DraftQuotation) -> CountedLetters:
        """The words of a quotation; their offsets are those of the draft as given."""
        span = slice(quotation.start, quotation.end)
        return words_of(Folded(self.closed.text[span], self.closed.offsets[span])).trimmed()


def closed_up_draft(text: str) -> tuple[str, Folded]:
    """A draft as it can be written in an answer, and closed up."""
    given = _HALF.sub("\ufffd", text)
    return given, _without_emphasis(closed_up_with_offsets(_CELL_END.sub(BAR, given)))


def _without_emphasis(closed: Folded) -> Folded:
    if not _EMPHASIS.search(closed.text):
        return closed
    at, parts = 0, []
    offsets: list[int] = []
    for emphasis in (*_EMPHASIS.finditer(closed.text), None):
        start, end = emphasis.span() if emphasis else (len(closed.text), len(closed.text))
        parts.append(closed.text[at:start])
        offsets += closed.offsets[at:start]
        at = end
    return Folded("".join(parts), offsets)


def read_draft(given: str, closed: Folded, names: KnownNames, *, is_document: bool) -> Draft:
    """What a draft cites and quotes."""
    lines, marked = list(_line_starts(given, closed)), marked_spans(closed.text)
    spaced = _offsets_after_space(closed)
    citations = read_citations(
        closed.text,
        line_starts=lines,
        spaced=spaced,
        marked=marked,
        names=replace(names, line_starts=frozenset(lines)),
        is_document=is_document,
    )
    set_off = list(_set_off_lines(given, closed))
    quotations = read_quotations(
        closed.text, citations, line_starts=lines, marked=marked, quoted_lines=set_off, spaced=spaced
    )
    return Draft(given, closed, _resolve_own_names(closed.text, citations, quotations), quotations)


def _resolve_own_names(
    text: str, citations: Sequence[DraftCitation], quotations: Sequence[DraftQuotation]
) -> list[DraftCitation]:
    """The citations; those of 本法 inside a quotation now cite the document that is quoted."""
    outermost: list[DraftQuotation] = []
    for quotation in quotations:
        if not quotation.is_loose and (not outermost or quotation.start >= outermost[-1].end):
            outermost.append(quotation)
    spans = Spans([(quotation.start, quotation.end) for quotation in outermost])
    own_groups = {citation.group for citation in citations if text[citation.start] == "本"}

    def with_quoted_document(citation: DraftCitation) -> DraftCitation:
        number = spans.number_at(citation.start) if citation.group in own_groups else None
        if number is None:
            return citation
        return replace(citation, document=citations[outermost[number].of[0]].document)

    return [with_quoted_document(citation) for citation in citations]


def _line_starts(given: str, closed: Folded) -> Iterator[int]:
    """Where lines begin in the closed-up draft."""
    at, last = 0, -1
    for line in given.split("\n"):
        start = bisect_left(closed.offsets, at)
        if last < start < len(closed.offsets):
            yield start
            last = start
        at += len(line) + 1


def _offsets_after_space(closed: Folded) -> set[int]:
    """The offsets of the closed-up draft that stood behind a space or line break."""
    pairs = enumerate(zip(closed.offsets, closed.offsets[1:], strict=False), start=1)
    return {place for place, (before, after) in pairs if after > before + 1}


def _set_off_lines(given: str, closed: Folded) -> Iterator[tuple[int, int]]:
    """Lines that are set off as quotations: behind >, or indented deeper than the line before."""
    at, before = 0, 0
    for line in given.split("\n"):
        bare = line.lstrip()
        indent = sum(map(_width, line[: len(line) - len(bare)]))
        if bare[:1] in (">", "＞") or (bare and indent >= max(_DEEP, before + 1)):
            lead = len(bare) - len(bare.lstrip(">＞ "))
            start = bisect_left(closed.offsets, at + len(line) - len(bare) + lead)
            end = bisect_right(closed.offsets, at + len(line))
            if end > start:
                yield start, end
        elif bare:
            before = indent
        at += len(line) + 1


def _width(space: str) -> int:
    return {"\u3000": 2, "\t": _TAB}.get(space, 1)
