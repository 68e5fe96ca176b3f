"""Reads the citations of a draft: the documents and places its words mean, by name or context (本法, 前款).

Pure: names that are known are given. Texts are closed up (no spaces or line breaks, folded), offsets are
theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from articles.checking.drafts.copied_articles import copied_articles, labels_in
from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.drafts.named_documents import (
    LONGEST_NAME,
    NAMED_PART,
    DraftDocument,
    DraftMention,
    KnownNames,
    mentions_in,
    name_before,
)
from articles.checking.drafts.relative_places import RELATIVE, resolve_relative
from articles.checking.drafts.said_before import Context
from articles.checking.drafts.spans import Spans
from articles.text.citing.naming.document_names import is_generic
from articles.text.citing.places.article_citations import Citation
from articles.text.citing.places.article_places import PLACE_FIELDS, PlaceInText, leading_places
from articles.text.citing.places.unit_citations import StepKind, UnitPath, leading_unit_path
from articles.text.numbers.numerals import NUMERAL_CHARACTERS

_DIGIT = rf"[{NUMERAL_CHARACTERS}]"
_KINDS = (
    "法典|法|总则|通则|条例|规定|办法|细则|规则|解释|决定|准则|规程|规范|公约|协定|章程|意见|通知|纲要|方案|规划|政策|"
    "指南"
)
#: Where a place may begin: 第五条, 第(六)项; a number before 条 is one behind a name only.
_PLACE_BEGINS = re.compile(
    rf"第(?=[(]?{_DIGIT})|附件(?=第|{_DIGIT})|"
    rf"(?<!{_DIGIT})(?<![第.\-~至到]){_DIGIT}{{1,9}}(?=(?:[、,和及至到\-~]{_DIGIT}{{1,9}}){{0,9}}条)"
)
_BARE_UNIT = re.compile(r"[一二三四五六七八九十]{1,3}(?=[、(])|\d{1,2}\.\d")
_OWN = re.compile(rf"(?P<word>(?<!基)本|该|上述|前述|此|(?<!合)同)(?P<kind>{_KINDS})的?$")
#: 该法指出：“…”
_REFERENCE_TO_EARLIER_DOCUMENT = re.compile(
    rf"(?:该|上述|前述|(?<!合)同)(?P<kind>{_KINDS})(?=(?:还|也|又|同时|并|明确|对此|中)*(?:规定|指出|明确|载明|要求|提出)(?!的))"
)
_GAP = re.compile(
    rf"(?:的|中|之|里|中的|当中的?|里的|项下|文件?的?)?(?:(?P<part>{NAMED_PART})(?:的|中的?|之)?)?"
)
_WIDEST_GAP = 16
#: Own articles (第一条 at the beginning of a line) that make a draft a document of its own.
_MAKES_OWN = 3

Span = tuple[int, int]


def read_citations(
    text: str,
    *,
    line_starts: Sequence[int],
    spaced: Container[int],
    marked: Sequence[Span],
    names: KnownNames,
    is_document: bool = False,
) -> list[DraftCitation]:
    """All citations of a closed-up draft in order.

    `spaced` are the offsets that stood behind a space, `marked` the spans in quotation marks.
    """
    labels = dict(labels_in(text, line_starts, spaced))
    return _CitationReader(text, line_starts, labels, Spans(marked), names, is_document=is_document).read()


class _CitationReader:
    def __init__(
        self,
        text: str,
        line_starts: Sequence[int],
        labels: Mapping[int, int],
        marked: Spans,
        names: KnownNames,
        *,
        is_document: bool,
    ) -> None:
        self._text, self._names = text, names
        self._mentions = mentions_in(text, names)
        self._starts = [mention.start for mention in self._mentions]
        self._ends = {mention.end: mention for mention in self._mentions}
        self._labels = labels
        self._blocks = copied_articles(text, line_starts, labels, self._mentions, names)
        is_own = is_document or sum(start not in self._blocks for start in labels) >= _MAKES_OWN
        self._context = Context(text, line_starts, self._mentions, marked, is_document=is_own)
        self._group = 0

    def read(self) -> list[DraftCitation]:
        at = 0
        for begins in self._place_starts():
            if begins >= at:
                at = max(self._read_at(begins), begins + 1)
        citations = sorted(self._context.citations, key=lambda citation: citation.start)
        within = Spans([(citation.start, citation.end) for citation in citations])
        alone = (mention for mention in self._mentions if not (mention.has_place or mention.is_inner))
        whole = [
            self._whole_document(mention) for mention in alone if within.number_at(mention.start) is None
        ]
        return sorted([*citations, *whole], key=lambda citation: citation.start)

    def _place_starts(self) -> Iterator[int]:
        """The offsets where a place, relative words (前款) or 该法规定 may begin, in order."""
        bare_unit_starts = {
            match.start()
            for mention in self._mentions
            for gap in [_GAP.match(self._text, mention.end)]
            if gap and (match := _BARE_UNIT.match(self._text, gap.end()))
        }
        relative_starts = {match.start() for match in RELATIVE.finditer(self._text)}
        place_starts = {match.start() for match in _PLACE_BEGINS.finditer(self._text)}
        earlier_document_starts = {
            match.start() for match in _REFERENCE_TO_EARLIER_DOCUMENT.finditer(self._text)
        }
        return iter(sorted(place_starts | bare_unit_starts | relative_starts | earlier_document_starts))

    def _whole_document(self, mention: DraftMention) -> DraftCitation:
        """A document that is named without a place of it."""
        self._group += 1
        end = mention.end if mention.document.number else mention.name_end
        return DraftCitation(
            mention.start, end, mention.document, group=self._group, named_end=mention.name_end
        )

    def _read_at(self, at: int) -> int:
        """Read the places that begin at an offset. Returns the end offset."""
        if at in self._labels:  # else it is the draft's own article
            return self._read_label(at, self._labels[at]) if at in self._blocks else at
        if reference := _REFERENCE_TO_EARLIER_DOCUMENT.match(self._text, at):
            return self._read_reference_to_earlier_document(reference)
        if that := RELATIVE.match(self._text, at):
            if end := self._read_relative(that):
                return end
            if not that["bare_item"]:
                return at if that["bare"] else that.end()
        mention, part = self._mention_before(at)
        places, end = leading_places(self._text, at)
        return self._read_unit(at, mention, places) or self._read_articles(at, mention, part, places) or end

    def _read_reference_to_earlier_document(self, match: re.Match[str]) -> int:
        """Read 该法规定, which cites a document named before, without a place of it.

        Returns the end offset.
        """
        if named := self._context.document_of_kind(match.start(), match["kind"], is_own=False):
            self._group += 1
            citation = DraftCitation(*match.span(), named, group=self._group, is_relative=True)
            self._context.citations.append(citation)
        return match.end()

    def _read_unit(self, at: int, mention: DraftMention | None, places: Sequence[PlaceInText]) -> int | None:
        """Read a place of a text without articles (第二部分第（六）项), unless it is one of an article.

        Returns the end offset; None if there is none.
        """
        read = leading_unit_path(self._text, at)
        if read is None or (places and read[1] <= places[-1].end):
            return None
        path, end = read
        if not mention and (not path.is_certain or self._is_of_article(at, path)):
            return None
        if document := self._document_of_place(at, mention):
            self._add_citations([(at, end, Citation(steps=path.steps))], document, mention)
        return end

    def _is_of_article(self, at: int, path: UnitPath) -> bool:
        """Whether 第一项 stands where articles are spoken of: it is one of theirs."""
        before = self._context.cited_before(at)
        is_item = [step.kind for step in path.steps] in ([StepKind.ITEM], [StepKind.ENTRY])
        return is_item and before is not None and before.place.article is not None

    def _read_articles(
        self, at: int, mention: DraftMention | None, part: str, places: Sequence[PlaceInText]
    ) -> int | None:
        """Read articles or divisions (第五条、第六条) that begin at an offset.

        Returns the end offset; None if there are none.
        """
        if not places:
            return None
        is_article = places[0].place.article is not None
        if document := self._document_of_place(at, mention, is_article=is_article):
            cited_spans = [(place.start, place.end, _as_citation(place, part)) for place in places]
            self._add_citations(cited_spans, document, mention)
        return places[-1].end

    def _read_label(self, at: int, end: int) -> int:
        """Read the label of a copied article as a citation of it; where it ends."""
        places, _ = leading_places(self._text, at)
        if places:
            place = places[0].place
            citation = Citation(article=place.article, suffix=place.suffix)
            if places[0].end == end:  # 第三十三条第三款 is the whole label
                citation = replace(citation, paragraph=place.paragraph, item=place.item)
            self._group += 1
            self._context.citations.append(
                DraftCitation(at, end, self._blocks[at], citation, self._group, is_label=True)
            )
        return end

    def _add_citations(
        self,
        places: Sequence[tuple[int, int, Citation]],
        document_and_start: tuple[DraftDocument, int],
        mention: DraftMention | None,
    ) -> None:
        document, start = document_and_start
        if mention:
            mention.has_place = True
        if not self._context.continues(places[0][0], start):
            self._group += 1
        for number, (begin, end, place) in enumerate(places):
            first = start if number == 0 else begin
            named_end = mention.name_end if mention and number == 0 else 0
            citation = DraftCitation(first, end, document, place, self._group, named_end)
            self._context.citations.append(citation)
        inner = self._mentions[bisect_left(self._starts, start) : bisect_right(self._starts, places[0][0])]
        for inner_mention in inner:
            inner_mention.is_inner = inner_mention is not mention

    def _mention_before(self, at: int) -> tuple[DraftMention | None, str]:
        """The words that name a document right before a place, and the part (合同编) named between them."""
        for width in range(_WIDEST_GAP):
            if mention := self._ends.get(at - width):
                gap = _GAP.fullmatch(self._text, at - width, at)
                return (mention, gap["part"] or "") if gap else (None, "")
        return None, ""

    def _document_of_place(
        self, at: int, mention: DraftMention | None, *, is_article: bool = False
    ) -> tuple[DraftDocument, int] | None:
        """The document that a place belongs to, and where the words of the citation begin: at its name.

        The name stands right before the place (《甲法》第五条, 甲法第五条, 本法第五条); without one the place
        belongs to the document named last and begins the citation. A bare number (25条) needs a name.
        """
        if mention:
            return mention.document, mention.start
        leading = self._text[max(0, at - LONGEST_NAME) : at]
        if own := _OWN.search(leading):
            document = self._context.document_of_kind(at, own["kind"], is_own=own["word"] == "本")
            return (document, at - len(leading) + own.start()) if document else None
        if is_article and (name_and_length := name_before(leading, self._names, first=at - len(leading))):
            document, length = name_and_length
            if is_generic(document.title) and document.title not in self._names:  # 解释第五条
                document = self._context.document_of_kind(at, document.title, is_own=True)
            return (document, at - length) if document else None
        is_bare_number = self._text[at] not in "第附"
        return None if is_bare_number else self._context.unnamed(at)

    def _read_relative(self, that: re.Match[str]) -> int | None:
        """Read 该条第二款, 前款, 第二款 of the article that was cited last; where it ends."""
        before = self._context.cited_before(that.start())
        if before is None or not self._context.may_refer(that, before):
            return None
        if (place_and_end := resolve_relative(that, before.place)) is None:
            return None
        place, end = place_and_end
        self._group += 1
        self._context.citations.append(
            DraftCitation(that.start(), end, before.document, place, self._group, is_relative=True)
        )
        return end


def _as_citation(place: PlaceInText, named_part: str) -> Citation:
    return Citation(**{name: getattr(place.place, name) for name in PLACE_FIELDS}, named_part=named_part)
