"""Reads the citations of a draft: which documents and places its words mean, by name or by context (本法, 前款).

Pure: names that are known are given. Texts are closed up (no spaces or line breaks, folded), offsets are
theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.text.citing.article_citations import Citation
from articles.text.citing.article_places import PLACE_FIELDS, leading_places
from articles.text.citing.citations_in_text import title_before
from articles.text.citing.document_names import (
    IN_BRACKETS,
    TITLE,
    is_generic,
    is_other_paper,
    is_surely_document,
    short_names,
    without_tail,
)
from articles.text.citing.document_numbers import numbers_in_text
from articles.text.citing.numerals import NUMERAL_CHARACTERS, NumeralError, parse_numeral
from articles.text.citing.titles import title_key, without_state
from articles.text.citing.unit_citations import leading_unit_path

_N = rf"[{NUMERAL_CHARACTERS}]"
_KINDS = "法典|法|总则|通则|条例|规定|办法|细则|规则|解释|决定|准则|规程|规范|公约|协定|章程|意见|通知|纲要|方案|规划|政策|指南"
#: Where a place may begin: 第五条, 第(六)项; a number before 条 is one behind a name only.
_PLACE_BEGINS = re.compile(
    rf"第(?=[(]?{_N})|(?<!{_N})(?<![第.\-~至到]){_N}{{1,9}}(?=(?:[、,和及至到\-~]{_N}{{1,9}}){{0,9}}条)|附件(?=第|{_N})"
)
_BARE_UNIT = re.compile(r"[一二三四五六七八九十]{1,3}(?=[、(])|\d{1,2}\.\d")
_OWN = re.compile(rf"(?P<word>(?<!基)本|该|上述|前述|此|(?<!合)同)(?P<kind>{_KINDS})的?$")
_GAP = re.compile(r"(?:的|中|之|里|中的|当中的?|里的|项下)?")
_BRACKETS = re.compile(rf"{IN_BRACKETS}")
#: What may stand between two places of one list.
_LIST = re.compile(
    r"[^。；;，,《》“”]{0,20}(?:、|和|及|以及|或者|或|与)(?:其|该法|同法|该条例|其中)?|[，,](?:以及|和)?|"
)
#: What may stand before a place that is said without its document, in a text that has named one before.
_BEFORE_BARE = re.compile(
    r"(?:^|[，,。；;：:、(）)“”\"]|根据|依据|依照|按照|违反|适用|符合|参照|触犯|及其|其|以及|及|和|与|或|并|而|但|在|即|是|由|从|"
    r"修正后|修订后|同时|其中|又|且|对|关于|有|如|见|参见|结合|援引|指出)$"
)
_THAT = re.compile(
    rf"""
    (?P<article>该|同|上述|前述|此|本)条(?!例|约|文|款|件)(?P<its>第(?P<paragraph>{_N}{{1,4}})款)?
    |(?P<above>前(?P<several>[两二三四])?款)
    |(?P<same>该|同|上述|前述|本)款
    |(?P<before>前条)(?:第(?P<its_paragraph>{_N}{{1,4}})款)?
    |第(?P<bare>{_N}{{1,4}})款
    |第?[(]?(?P<bare_item>{_N}{{1,4}})[)]?项(?!目)       # in a list: 前款第一项、第二项
    """,
    re.VERBOSE,
)
_ITEM = re.compile(rf"第?[(](?P<item>{_N}{{1,4}})[)]项|第(?P<plain>{_N}{{1,4}})项")
_ARTICLE_LINE = re.compile(rf"[>*#\-]*第{_N}{{1,9}}条(?:之{_N}{{1,3}})?")
_NO_LABEL = re.compile(r"[、和至及或款第的]")
_SAID = re.compile(
    r"(?:中|里|也|还|又|均|都|已|就|则|对此|明确|专门|同时|已经|仅|只)*(?:规定|指出|载明|明确|要求|提出|强调|写明)"
)
_LEADS = re.compile(r"(?:依照|依据|根据|按照|违反|适用|符合|参照|执行|援引|触犯)$")
_VERSION = re.compile(r"[(]?(?P<year>(?:19|20)\d\d)年?(?:第.次)?(?:修正|修订|修改|版|年版)(?:本|版)?[)]?$")
_COUNTS = {None: 1, "": 1, "两": 2, "二": 2, "三": 3, "四": 4}
#: Own articles (第一条 at the beginning of a line) that make a draft a document of its own.
_MAKES_OWN = 3
_BACK = 600
_MOST_BACK = 50
_LONGEST_NAME = 100

#: Finds the names that are known in a text: (start, end, key).
FindNames = Callable[[str], Iterable[tuple[int, int, str]]]


@dataclass(frozen=True)
class NamedDocument:
    """A document as a draft names it: `title` is the key of its title, `number` that of its number.

    `is_sure`: nobody can doubt that it is meant (《…》, or a known name after 根据, a comma …).
    """

    title: str = ""
    number: str = ""
    version: int | None = None
    is_sure: bool = True


@dataclass(frozen=True)
class DraftCitation:
    """The words [start, end) cite a place of a document, or all of it. Those of one list share a `group`.

    `named_end` is where the words end that name the document, if they do. `block` is set where the place is
    the label of a line that copies the article.
    """

    start: int
    end: int
    document: NamedDocument
    place: Citation = field(default_factory=Citation)
    group: int = 0
    named_end: int = 0
    is_relative: bool = False
    is_label: bool = False


@dataclass
class _Mention:
    """Words that name a document, with the brackets behind them; `name_end` is where the title ends."""

    start: int
    end: int
    document: NamedDocument
    name_end: int
    has_place: bool = False
    is_inner: bool = False  # part of the name of another


def read_citations(
    text: str,
    *,
    line_starts: Sequence[int],
    spaced: Container[int],
    marked: Sequence[tuple[int, int]],
    known: Container[str],
    numbers: Container[str],
    find: FindNames,
) -> list[DraftCitation]:
    """All citations of a closed-up draft in order.

    `spaced` are the offsets that stood behind a space, `marked` the spans in quotation marks.
    """
    labels = dict(_labels(text, line_starts, spaced))
    return _Reader(text, line_starts, labels, Spans(marked), known, numbers, find).read()


def _labels(text: str, line_starts: Sequence[int], spaced: Container[int]) -> Iterator[tuple[int, int]]:
    """The lines that begin with the label of an article, and where the label ends."""
    for start in line_starts:
        label = _ARTICLE_LINE.match(text, start)
        if label and (label.end() in spaced or not _NO_LABEL.match(text, label.end())):
            yield start, label.end()


class Spans:
    """Spans of a text that do not overlap, in order."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts, self._spans = [start for start, _ in spans], spans

    def number_at(self, offset: int) -> int | None:
        """The number of the span that holds an offset."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self._spans[number][1] else None


class _Reader:
    def __init__(
        self,
        text: str,
        line_starts: Sequence[int],
        labels: Mapping[int, int],
        marked: Spans,
        known: Container[str],
        numbers: Container[str],
        find: FindNames,
    ) -> None:
        self._text, self._lines, self._known, self._marked = text, line_starts, known, marked
        self._short = {key: title_key(title) for key, title in short_names([text]).items()}
        self._mentions = _mentions(text, known, numbers, find, self._short)
        self._starts = [each.start for each in self._mentions]
        self._ends = {each.end: each for each in self._mentions}
        self._labels = labels
        self._blocks = _blocks(text, line_starts, labels, self._mentions, known)
        self._is_document = sum(start not in self._blocks for start in labels) >= _MAKES_OWN
        self._found: list[DraftCitation] = []
        self._group = 0

    def read(self) -> list[DraftCitation]:
        at = 0
        for begins in self._places():
            if begins >= at:
                at = max(self._read_at(begins), begins + 1)
        found = sorted(self._found, key=lambda each: each.start)
        within = Spans([(each.start, each.end) for each in found])
        alone = (each for each in self._mentions if not (each.has_place or each.is_inner))
        whole = [self._whole(each) for each in alone if within.number_at(each.start) is None]
        return sorted([*found, *whole], key=lambda each: each.start)

    def _places(self) -> Iterator[int]:
        named = {
            match.start()
            for each in self._mentions
            for gap in [_GAP.match(self._text, each.end)]
            if gap and (match := _BARE_UNIT.match(self._text, gap.end()))
        }
        that = {match.start() for match in _THAT.finditer(self._text)}
        return iter(sorted({match.start() for match in _PLACE_BEGINS.finditer(self._text)} | named | that))

    def _whole(self, mention: _Mention) -> DraftCitation:
        """A document that is named without a place of it."""
        self._group += 1
        end = mention.end if mention.document.number else mention.name_end
        return DraftCitation(
            mention.start, end, mention.document, group=self._group, named_end=mention.name_end
        )

    def _read_at(self, at: int) -> int:
        """Read the places that begin at an offset; where reading ended."""
        if at in self._labels:  # else it is the draft's own article
            return self._label(at, self._labels[at]) if at in self._blocks else at
        if that := _THAT.match(self._text, at):
            if self._relative(that):
                return that.end()
            if not that["bare_item"]:
                return at if that["bare"] else that.end()
        mention = self._mention_before(at)
        path = leading_unit_path(self._text, at)
        places, end = leading_places(self._text, at)
        if path and (not places or path[1] > places[-1].end) and (mention or path[0].is_certain):
            if document := self._document(at, mention, is_steps=True):
                place = Citation(steps=path[0].steps)
                self._add([(at, path[1], place)], document, mention)
            return path[1]
        if not places:
            return end
        if not (document := self._document(at, mention, is_article=places[0].place.article is not None)):
            return places[-1].end
        self._add(
            [
                (each.start, each.end, Citation(**{name: getattr(each.place, name) for name in PLACE_FIELDS}))
                for each in places
            ],
            document,
            mention,
        )
        return places[-1].end

    def _label(self, at: int, end: int) -> int:
        places, _ = leading_places(self._text, at)
        if places:
            place = places[0].place
            citation = Citation(article=place.article, suffix=place.suffix)
            self._group += 1
            self._found.append(DraftCitation(at, end, self._blocks[at], citation, self._group, is_label=True))
        return end

    def _add(
        self,
        places: Sequence[tuple[int, int, Citation]],
        document: tuple[NamedDocument, int],
        mention: _Mention | None,
    ) -> None:
        named, start = document
        if mention:
            mention.has_place = True
        if not self._continues(places[0][0], start):
            self._group += 1
        for number, (begin, end, place) in enumerate(places):
            first = start if number == 0 else begin
            named_end = mention.name_end if mention and number == 0 else 0
            cited = DraftCitation(first, end, named, place, self._group, named_end)
            self._found.append(cited)
        inner = self._mentions[bisect_left(self._starts, start) : bisect_right(self._starts, places[0][0])]
        for each in inner:
            each.is_inner = each is not mention

    def _continues(self, at: int, start: int) -> bool:
        """Whether a place without a name goes on with the list of the citation before."""
        before = self._cited_before(at)
        return before is not None and start == at and bool(_LIST.fullmatch(self._text[before.end : at]))

    def _mention_before(self, at: int) -> _Mention | None:
        """The words that name a document right before a place."""
        for width in (0, 1, 2, 3):
            each = self._ends.get(at - width)
            if each and _GAP.fullmatch(self._text[at - width : at]):
                return each
        return None

    def _document(
        self, at: int, mention: _Mention | None, *, is_article: bool = False, is_steps: bool = False
    ) -> tuple[NamedDocument, int] | None:
        """The document that a place belongs to, and where the words of the citation begin."""
        if mention:
            return mention.document, mention.start
        leading = self._text[max(0, at - _LONGEST_NAME) : at]
        if own := _OWN.search(leading):
            named = self._context(at, own["kind"], is_own=own["word"] == "本")
            return (named, at - len(leading) + own.start()) if named else None
        if is_article and (named := self._bare_name(leading)):
            return named[0], at - named[1]
        if self._text[at] not in "第附":
            return None  # 25条 behind something else than a name
        return self._unnamed(at)

    def _bare_name(self, leading: str) -> tuple[NamedDocument, int] | None:
        """A name without 《》 before a place, and how far before the place it begins."""
        bare = leading.removesuffix("的")
        for begin in range(max(0, len(bare) - _LONGEST_NAME), len(bare) - 1):
            if (key := without_state(bare[begin:])) in self._known:  # also with 、 or brackets in it
                return NamedDocument(key, is_sure=_begins_clear(bare, begin)), len(leading) - begin
        cut = re.sub(rf"{IN_BRACKETS}$", "", bare)
        named = _name_at_the_end(cut, self._known, self._short)
        return (named[0], named[1] + len(leading) - len(cut)) if named else None

    def _context(self, at: int, kind: str, *, is_own: bool) -> NamedDocument | None:
        """本法, 该条例, 同法: the document of this kind that was named last."""
        if is_own and self._is_document:
            return None
        near = [named for named, where in self._named_before(at) if at - where <= 4 * _BACK]
        of_kind = (named for named in near if _is_of_kind(named.title, kind))
        may_be_another = bool(near) and (kind == "法" or not is_own)
        return next(of_kind, near[0] if may_be_another else None)

    def _named_before(self, at: int) -> Iterator[tuple[NamedDocument, int]]:
        """The documents named before an offset, the last first, by name or in citations."""
        by_name = self._mentions[: bisect_right(self._starts, at - 1)]
        events = [(each.start, each.document) for each in by_name[-20:] if not each.is_inner]
        events += [(each.start, each.document) for each in self._found[-20:] if each.start < at]
        for where, document in sorted(events, key=lambda event: -event[0]):
            if self._is_heard(where, at):
                yield document, where

    def _is_heard(self, before: int, at: int) -> bool:
        """Whether words can refer to what was said before: outside a quotation not to what it says."""
        inside = self._marked.number_at(before)
        return inside is None or inside == self._marked.number_at(at)

    def _cited_before(self, at: int) -> DraftCitation | None:
        """The last citation that words there can refer to."""
        recent = reversed(self._found[-_MOST_BACK:])
        return next((each for each in recent if self._is_heard(each.start, at)), None)

    def _unnamed(self, at: int) -> tuple[NamedDocument, int] | None:
        """A place without a document: of a list, or of the document named before in the paragraph."""
        before = self._cited_before(at)
        if before is None or before.end > at or before.is_label:
            return None
        between = self._text[before.end : at]
        latest = next(self._named_before(at), None)
        if _LIST.fullmatch(between) and (latest is None or latest[1] <= before.start):
            return before.document, at
        is_near = bisect_right(self._lines, before.start) == bisect_right(self._lines, at)
        if self._is_document or not is_near or at - before.end > _BACK or latest is None:
            return None
        return (latest[0], at) if _BEFORE_BARE.search(self._text[max(0, at - 8) : at]) else None

    def _relative(self, that: re.Match[str]) -> bool:
        """该条第二款, 前款, 第二款 of the article that was cited last."""
        before = self._cited_before(that.start())
        if before is None or before.place.article is None or before.end > that.start():
            return False
        if that.start() - before.end > _BACK or before.is_label:
            return False
        if self._is_document and not (that["article"] in ("该", "同") or that["same"] in ("该", "同")):
            return False
        if that["bare_item"] and not _LIST.fullmatch(self._text[before.end : that.start()]):
            return False
        if that["bare"] and not _BEFORE_BARE.search(self._text[max(0, that.start() - 8) : that.start()]):
            return False
        place = _related(that, before.place)
        if place is None:
            return False
        end = that.end()
        if (item := _ITEM.match(self._text, end)) and (number := _number(item["item"] or item["plain"])):
            place, end = replace(place, item=number), item.end()
        self._group += 1
        self._found.append(
            DraftCitation(that.start(), end, before.document, place, self._group, is_relative=True)
        )
        return True


def _related(that: re.Match[str], last: Citation) -> Citation | None:
    """The place that relative words mean, if the place cited last tells."""
    article = Citation(article=last.last or last.article, suffix=last.suffix)
    if that["before"]:
        if last.suffix or (last.article or 0) < 2:
            return None
        return Citation(article=(last.article or 0) - 1, paragraph=_number(that["its_paragraph"]))
    if that["article"]:
        return replace(article, paragraph=_number(that["paragraph"]))
    if that["bare_item"]:
        item = _number(that["bare_item"])
        return replace(article, paragraph=last.paragraph, item=item) if last.item and item else None
    if that["bare"]:
        return replace(article, paragraph=_number(that["bare"]))
    if that["same"]:
        return replace(article, paragraph=last.paragraph)
    above = (last.paragraph or 0) - _COUNTS[that["several"]]
    return replace(article, paragraph=above if above >= 1 else last.paragraph)


def _mentions(
    text: str, known: Container[str], numbers: Container[str], find: FindNames, short: dict[str, str]
) -> list[_Mention]:
    """The words that name documents, in order."""
    numbered = list(numbers_in_text(text, numbers))
    quoted = list(TITLE.finditer(text))
    mentions = [each for match in quoted if (each := _quoted(match, known, short))]
    spans = [match.span() for match in quoted]
    mentions = _with_numbers(text, mentions, numbered)
    taken = sorted([*spans, *((each.start, each.end) for each in mentions)])
    starts = [span[0] for span in taken]
    for start, end, key in find(text):
        place = bisect_right(starts, start) - 1
        if place >= 0 and taken[place][1] > start:
            continue
        if _SAID.match(text, end) or _LEADS.search(text[max(0, start - 4) : start]):
            is_sure = _begins_clear(text, start)
            mentions.append(_Mention(start, end, NamedDocument(key, is_sure=is_sure), end))
    return sorted(mentions, key=lambda each: each.start)


def _quoted(match: re.Match[str], known: Container[str], short: dict[str, str]) -> _Mention | None:
    """A title in 《》, with the brackets behind it that tell its version or number."""
    key = title_key(match[0][1:-1])
    key = short.get(key, key)
    if key not in known and (is_other_paper(key) or not is_surely_document(key)):
        return None
    version = None
    if key not in known and (stated := _VERSION.search(key)):
        key, version = without_tail(key[: stated.start()]), int(stated["year"])
    end = match.end()
    if brackets := _BRACKETS.match(match.string, end):
        end = brackets.end()
        if stated := _VERSION.match(brackets[0]):
            version = int(stated["year"])
    if is_generic(key) and key not in known:
        return None
    return _Mention(match.start(), end, NamedDocument(key, version=version), match.end())


def _with_numbers(
    text: str, mentions: list[_Mention], numbered: Sequence[tuple[str, int, int]]
) -> list[_Mention]:
    """Titles with the numbers beside them, and numbers that stand alone."""
    by_name_end = {each.name_end: each for each in mentions}
    by_start = {each.start: each for each in mentions}
    whole = list(mentions)
    for key, start, end in numbered:
        titled = by_name_end.get(start - 1) if text[start - 1 : start] == "(" else None
        after = next((by_start[at] for at in (end, end + 1, end + 2) if at in by_start), None)
        if after and not re.fullmatch(r"(?:文件?|的)*", text[end : after.start]):
            after = None
        if titled:
            titled.document = replace(titled.document, number=key)
            closing = text.find(")", end, end + 60)
            titled.end = max(titled.end, closing + 1)
        elif after:
            after.document, after.start = replace(after.document, number=key), start
        elif not any(each.start <= start < each.end for each in mentions):
            whole.append(_Mention(start, end, NamedDocument(number=key), end))
    return whole


def _blocks(
    text: str,
    line_starts: Sequence[int],
    labels: Container[int],
    mentions: Sequence[_Mention],
    known: Container[str],
) -> dict[int, NamedDocument]:
    """The lines that begin with 第X条 below a line that is the title of a document: copied articles."""
    found: dict[int, NamedDocument] = {}
    titles = {each.start: each for each in mentions}
    document: NamedDocument | None = None
    for start, end in pairwise((*line_starts, len(text))):
        if end - start > 120 and start not in labels:
            continue
        line = text[start:end]
        lead = re.match(r"[>*#\-\d.、(一二三四五六七八九十)附:：]*", line)
        begin = start + (lead.end() if lead else 0)
        mention = titles.get(begin)
        if mention and re.fullmatch(
            r"(?:\(.{0,60}\))?(?:规定|节选|摘录|相关条文|有关规定|如下)*[:：]?", text[mention.name_end : end]
        ):
            document = mention.document
        elif title_key(text[begin:end].rstrip(":：")) in known:
            document = NamedDocument(title_key(text[begin:end].rstrip(":：")))
        elif document and start in labels:
            found[start] = document
    return found


def _name_at_the_end(
    leading: str, known: Container[str], short: dict[str, str]
) -> tuple[NamedDocument, int] | None:
    """A name without 《》 that a text ends with, and its length with what stands behind it."""
    both = _Either(known, short)
    named = title_before(leading, both)
    if named is None or not named.title or leading.removesuffix("的").endswith("》"):
        return None
    bare = leading.removesuffix("的")
    begin = bare.rfind(named.title)
    key = title_key(named.title)
    if key in short:
        return NamedDocument(short[key]), len(leading) - begin
    is_known = key in known
    is_sure = _begins_clear(bare, begin) if is_known else True
    return NamedDocument(key, is_sure=is_sure), len(leading) - begin


@dataclass(frozen=True)
class _Either:
    first: Container[str]
    second: Container[str]

    def __contains__(self, key: object) -> bool:
        return key in self.first or key in self.second


_CLEAR = re.compile(
    r"(?:^|[^\u3400-\u9fff]|依照|依据|根据|按照|违反|适用|符合|参照|执行|援引|触犯|构成|以及|及|和|与|或|在|对|从|以|是|为|由|将|把|了|的|"
    r"我国|国家|现行|修订后|修正后|新|中华人民共和国|如|即|按|向|于|而|但|并|据|遵守|贯彻|实施|落实|属于|其中|结合|关于|所称)$"
)


def _begins_clear(text: str, start: int) -> bool:
    """Whether a name without 《》 begins there for certain, and is not the end of a longer one."""
    return _CLEAR.search(text[max(0, start - 8) : start]) is not None


def _is_of_kind(title: str, kind: str) -> bool:
    """Whether 本法, 该办法 can mean a document of this title."""
    bare = without_tail(title)
    return bare.endswith(kind) or (kind == "法" and bare.endswith(("法典", "通则", "总则")))


def _number(numeral: str | None) -> int | None:
    try:
        return parse_numeral(numeral) if numeral else None
    except NumeralError:
        return None
