"""Which lines of a source open an article or a division, which are its contents list, where annexes begin.

A label at the start of a line is not always one: texts cite articles there, quote the articles they
amend, repeat their headings in a contents list, and carry annexes with numbers of their own. What a line
is can only be told from the order of the numbers around it.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from math import inf

from articles.text.citing.titles import closed_up
from articles.text.parsing.labels import (
    match_article,
    match_division,
    match_loose_division,
    match_point,
    match_unspaced_article,
    number_of,
)
from articles.text.parsing.lines import Doubt, SourceLine

_CONTENTS_HEAD = re.compile(r"目[录次]")
_DIGITS, _LEADERS = "0123456789０１２３４５６７８９", " \t\u3000\xa0.…·⋯—_-"  # 第一章……3
_ANNEX = re.compile(
    r"附\s*(?:件|录|表|图|注)?\s*[一二三四五六七八九十\d]*\s*(?:[:：．.、]\s*|[:：．.、]\s*\S.*|\s+\S.*|)|附(?:件|录|表|图)[^，。；]{1,40}"
)
_SENTENCE = re.compile(r"[。；！？]")
_ENDS_SENTENCE = re.compile(r"[。；！？：:][”’）)】]*$")
_TITLE_TAIL = re.compile(
    r"""
    (?P<tail>[^\s。；：，、,;:]{2,30})   # second half of a chapter title, glued to its first article
    (?P<gap>\u3000+)
    (?=第)
    """,
    re.VERBOSE,
)
_OPEN_TITLE = re.compile(r"(?:[、，,的和与及]|以及)$")
_CONTINUES_TITLE = re.compile(r"^(?:[、，,的和与及在]|以及)")
_BARE = re.compile(r"[^，。；：！？,;:!?（(【“\"\d\t][^，。；：！？,;:!?\t]{1,39}")
_BRACKETED = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^，。；：！？,;:!?]{1,30}")
_CLOSING_HEADS = frozenset({"附则", "总则", "分则", "序言", "前言"})
_LONGEST_CONTENTS_LINE = _LONGEST_ANNEX_HEAD = 60


class LineRole(Enum):
    DIVISION = auto()  # 第六章 …
    POINT_HEADING = auto()  # 一、一般规定 above articles
    BARE_HEADING = auto()  # 附则, 一般规定
    TITLE_GOES_ON = auto()  # the second line of a heading
    ARTICLE = auto()
    POINT = auto()  # 三、 as the unit of a text without articles
    TEXT = auto()


_HEADING_ROLES = frozenset(
    {LineRole.DIVISION, LineRole.POINT_HEADING, LineRole.BARE_HEADING, LineRole.TITLE_GOES_ON}
)


@dataclass(frozen=True)
class Opening:
    """What a line opens; `match` is that of its label, `tail` half a title before an article's label."""

    role: LineRole
    match: re.Match[str] | None = None
    tail: re.Match[str] | None = None


@dataclass
class Outline:
    """Indices into the kept lines: the contents list, the body [begin, end), the annexes [end, …)."""

    openings: dict[int, Opening] = field(default_factory=dict)
    contents: range = range(0)
    begin: int | None = None
    end: int = 0
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class _Label:
    index: int
    number: tuple[int, int]
    match: re.Match[str]
    is_certain: bool
    tail: re.Match[str] | None = None


def outline_of(lines: Sequence[SourceLine]) -> Outline:
    """Tell what each of the kept `lines` (no blank ones among them) is."""
    quoted = _quoted_lines(lines) | _table_rows(lines)
    outline = Outline(end=len(lines))
    labels = _article_labels(lines, quoted)
    annexes = [index for index, line in enumerate(lines) if _is_annex_head(line)]
    chain = _chain(labels, annexes, lines, outline)
    role = LineRole.ARTICLE
    if not chain:
        chain, role = _points(lines, quoted, annexes), LineRole.POINT
    if not chain:
        return _without_articles(lines, outline)
    for label in chain:
        outline.openings[label.index] = Opening(role, label.match, label.tail)
    outline.end = next((index for index in annexes if index > chain[-1].index), outline.end)
    outline.end = min(outline.end, _restart(labels, chain, lines, outline))
    _find_divisions(lines, quoted, outline)
    outline.contents = _contents(lines, outline, first=chain[0].index)
    for index in outline.contents:
        outline.openings.pop(index, None)
    _find_headings(lines, outline)
    outline.begin = min(index for index in outline.openings)
    return outline


def _without_articles(lines: Sequence[SourceLine], outline: Outline) -> Outline:
    _find_divisions(lines, frozenset(), outline)
    outline.begin = min(outline.openings, default=None)
    return outline


def _quoted_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Lines inside a quotation that an earlier line opened: the articles that a decision inserts.

    A quotation left open is taken to end where points are numbered on (二、 after 一、).
    """
    quoted, depth, last_point = set(), 0, 0
    for index, line in enumerate(lines):
        point = match_point(line.text)
        if point and number_of(point)[0] == last_point + 1:
            depth, last_point = 0, last_point + 1
        if depth > 0 and last_point:
            quoted.add(index)
        depth = max(depth + line.text.count("“") - line.text.count("”"), 0)
    return frozenset(quoted)


def _table_rows(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Rows of tables open nothing, whatever their first cell says."""
    return frozenset(index for index, line in enumerate(lines) if line.is_row)


def _article_labels(lines: Sequence[SourceLine], quoted: frozenset[int]) -> list[_Label]:
    labels = []
    for index, line in enumerate(lines):
        if index in quoted:
            continue
        if match := match_article(line.text):
            labels.append(_Label(index, number_of(match), match, True))
        elif match := match_unspaced_article(line.text):
            if not index or _ends_sentence(lines[index - 1]):
                labels.append(_Label(index, number_of(match), match, False))
        elif index and match_division(lines[index - 1].text) and (label := _glued_label(index, line)):
            labels.append(label)
    return labels


def _glued_label(index: int, line: SourceLine) -> _Label | None:
    """The label after the second half of a chapter title (原文陷阱 6)."""
    tail = _TITLE_TAIL.match(line.text)
    match = match_article(line.text, tail.end()) if tail else None
    return _Label(index, number_of(match), match, True, tail) if match else None


def _ends_sentence(line: SourceLine) -> bool:
    return bool(_ENDS_SENTENCE.search(line.text) or match_division(line.text) or _BARE.fullmatch(line.text))


def _is_annex_head(line: SourceLine) -> bool:
    text = line.text
    if len(text) > _LONGEST_ANNEX_HEAD or text.endswith("。") or closed_up(text) == "附则":
        return False
    return bool(_ANNEX.fullmatch(text))


def _chain(
    labels: list[_Label], annexes: list[int], lines: Sequence[SourceLine], outline: Outline
) -> list[_Label]:
    """The labels that open articles: a rising sequence of numbers that skips none that comes later."""
    chain: list[_Label] = []
    ahead = _Ahead(labels)
    for place, label in enumerate(labels):
        if not chain:
            if label.is_certain or label.number == (1, 0):
                chain.append(label)
            continue
        last = chain[-1].number
        if _follows(label.number, last):
            chain.append(label)
        elif label.number > last:
            in_annex = _is_between(annexes, chain[-1].index, label.index)
            if label.is_certain and not in_annex and not ahead.has_next(last, place):
                outline.doubts.append(Doubt(lines[label.index].number, _gap(last, label.number)))
                chain.append(label)
        elif label.is_certain and _begins_again(labels, place):
            break
        elif label.is_certain and not _is_between(annexes, chain[-1].index, label.index):
            told = f"{label.match['label']}已经出现过或次序颠倒，作为前一条的文字保留"
            outline.doubts.append(Doubt(lines[label.index].number, told))
    return chain


def _follows(number: tuple[int, int], last: tuple[int, int]) -> bool:
    return number in ((last[0] + 1, 0), (last[0], last[1] + 1))


def _is_between(annexes: list[int], low: int, high: int) -> bool:
    """Whether one of `annexes`, which ascend, stands between the two lines."""
    place = bisect_right(annexes, low)
    return place < len(annexes) and annexes[place] < high


class _Ahead:
    """Where each number's certain labels are."""

    def __init__(self, labels: list[_Label]) -> None:
        self._places: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, label in enumerate(labels):
            if label.is_certain:
                self._places[label.number].append(place)

    def has_next(self, last: tuple[int, int], place: int) -> bool:
        """Whether the number after `last` is still to come after `place`, before the numbers begin anew."""
        return self._next((last[0] + 1, 0), place) < self._next((1, 0), place)

    def _next(self, number: tuple[int, int], place: int) -> float:
        places = self._places.get(number, [])
        at = bisect_right(places, place)
        return places[at] if at < len(places) else inf


def _begins_again(labels: list[_Label], place: int) -> bool:
    following = labels[place + 1] if place + 1 < len(labels) else None
    return labels[place].number == (1, 0) and (following is None or following.number == (2, 0))


def _restart(labels: list[_Label], chain: list[_Label], lines: Sequence[SourceLine], outline: Outline) -> int:
    """The line where a second text with its own numbering begins, its title lines included."""
    for place, label in enumerate(labels):
        if label.index > chain[-1].index and label.is_certain and _begins_again(labels, place):
            if label.index >= outline.end:
                return outline.end
            begin = label.index
            while begin - 1 > chain[-1].index and not _SENTENCE.search(lines[begin - 1].text):
                begin -= 1
            told = "条号从第一条重新开始，从这里起作为附件保留"
            outline.doubts.append(Doubt(lines[begin].number, told))
            return begin
    return outline.end


def _gap(last: tuple[int, int], number: tuple[int, int]) -> str:
    if number[1] and number[0] == last[0]:
        return f"第{last[0]}条之{last[1]}之后是之{number[1]}，中间的条文原文没有"
    first, stop = last[0] + 1, number[0] - (0 if number[1] else 1)
    missing = f"第{first}条" if first == stop else f"第{first}条至第{stop}条"
    return f"条号不连续：原文没有{missing}"


def _points(lines: Sequence[SourceLine], quoted: frozenset[int], annexes: list[int]) -> list[_Label]:
    """一、二、三、 as the units of a text that has no articles; one alone is no numbering."""
    chain: list[_Label] = []
    for index, line in enumerate(lines):
        if chain and _is_between(annexes, index - 1, index + 1):
            break
        match = None if index in quoted else match_point(line.text)
        if match and number_of(match)[0] == len(chain) + 1:
            chain.append(_Label(index, number_of(match), match, True))
    return chain if len(chain) > 1 else []


def _find_divisions(lines: Sequence[SourceLine], quoted: frozenset[int], outline: Outline) -> None:
    for index, line in enumerate(lines[: outline.end]):
        if index in quoted or index in outline.openings:
            continue
        match = match_division(line.text)
        if not match and _opens(index + 1, lines, outline):
            match = match_loose_division(line.text)
        if match:
            outline.openings[index] = Opening(LineRole.DIVISION, match)


def _opens(index: int, lines: Sequence[SourceLine], outline: Outline) -> bool:
    """Whether the line at `index` opens an article or a division."""
    if index in outline.openings:
        return True
    return index < min(len(lines), outline.end) and match_division(lines[index].text) is not None


def _contents(lines: Sequence[SourceLine], outline: Outline, *, first: int) -> range:
    """The contents list before the first article: 目录, or headings that all come again before it."""
    for index, line in enumerate(lines[:first]):
        if _CONTENTS_HEAD.match(closed_up(line.text)) and _is_contents_head(line.text):
            return range(index, _end_of_contents(lines, index + 1, first))
    heads = [index for index in range(first) if index in outline.openings]
    if heads:
        first_entry = _key(lines[heads[0]])
        again = [index for index in heads[1:] if _key(lines[index]) == first_entry]
        if again:
            return range(heads[0], again[0])
    return range(0)


def _is_contents_head(text: str) -> bool:
    return closed_up(text) in {"目录", "目次"} or text.count("章") + text.count("节") > 1


def _end_of_contents(lines: Sequence[SourceLine], begin: int, first: int) -> int:
    """The line after the list: where its first heading comes again, or what is no heading begins."""
    if begin >= first:
        return begin
    first_entry = _key(lines[begin])
    for index in range(begin + 1, first):
        text = lines[index].text
        if _key(lines[index]) == first_entry:
            return index
        if _SENTENCE.search(text) or len(text) > _LONGEST_CONTENTS_LINE:
            return index
    return first


def _key(line: SourceLine) -> str:
    return "".join(line.text.rstrip(_DIGITS).rstrip(_LEADERS).split())


def _find_headings(lines: Sequence[SourceLine], outline: Outline) -> None:
    """Headings without 第…章: known by what stands before and after them."""
    begin = min(outline.openings)
    for index in range(begin, outline.end):  # first, as 二、… above （一）… opens what that opens
        is_free = index not in outline.openings and index not in outline.contents and not lines[index].is_row
        if is_free and _BRACKETED.fullmatch(lines[index].text) and _opens(index + 1, lines, outline):
            outline.openings[index] = Opening(LineRole.BARE_HEADING)
    points = 0
    for index in range(begin, outline.end):
        if index in outline.openings or index in outline.contents or lines[index].is_row:
            continue
        line, before = lines[index], outline.openings.get(index - 1)
        if before and before.role in (LineRole.DIVISION, LineRole.POINT_HEADING) and _is_bare(line):
            if _goes_on(index, lines, outline):
                outline.openings[index] = Opening(LineRole.TITLE_GOES_ON)
            elif _opens(index + 1, lines, outline):
                outline.openings[index] = Opening(LineRole.BARE_HEADING)
        elif not (_opens(index + 1, lines, outline) and _stands_apart(index, lines, outline)):
            continue
        elif (match := match_point(line.text)) and number_of(match)[0] == points + 1:
            if not _SENTENCE.search(line.text):
                points += 1
                outline.openings[index] = Opening(LineRole.POINT_HEADING, match)
        elif line.level or (_is_bare(line) and _is_heading_like(line.text)):
            outline.openings[index] = Opening(LineRole.BARE_HEADING)


def _stands_apart(index: int, lines: Sequence[SourceLine], outline: Outline) -> bool:
    """Whether the line before is a finished sentence or a heading."""
    before = outline.openings.get(index - 1)
    if before and before.role in _HEADING_ROLES:
        return True
    return bool(re.search(r"[。！？；][”’）)】]*$", lines[index - 1].text))


def _is_bare(line: SourceLine) -> bool:
    return bool(_BARE.fullmatch(line.text))


def _is_heading_like(text: str) -> bool:
    return closed_up(text) in _CLOSING_HEADS or len(text) <= 20


def _goes_on(index: int, lines: Sequence[SourceLine], outline: Outline) -> bool:
    """Whether a bare line below a heading is its second half rather than a heading of its own.

    It is where grammar says so, or where the chapter has no other bare heading (a lone one divides nothing).
    """
    above, text = lines[index - 1].text, lines[index].text
    if _OPEN_TITLE.search(above) or _CONTINUES_TITLE.match(text):
        return True
    if not _opens(index + 1, lines, outline):
        return False
    for later in range(index + 1, outline.end):
        opening = outline.openings.get(later)
        if opening and opening.role is LineRole.DIVISION:
            return True
        is_bare = opening is None and _is_bare(lines[later]) and _is_heading_like(lines[later].text)
        if is_bare and _opens(later + 1, lines, outline) and _stands_apart(later, lines, outline):
            return False
    return True
