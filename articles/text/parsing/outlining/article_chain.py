"""The articles of a text: a rising sequence of numbers among all lines that begin with 第…条."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from articles.text.parsing.lines import Doubt, SourceLine
from articles.text.parsing.outlining.labels import (
    match_article,
    match_division,
    match_point,
    match_unspaced_article,
    number_of,
)
from articles.text.parsing.outlining.openings import DocumentParts, is_bare

_SENTENCE = re.compile(r"[。；！？]")
_ENDS_SENTENCE = re.compile(r"[。；！？：:][”’）)】]*$")
_BEHIND_QUOTES = "。；，、;,. "
_TITLE_TAIL = re.compile(
    r"""
    (?P<tail>[^\s。；：，、,;:]{2,30})   # second half of a chapter title, glued to its first article
    (?P<gap>\u3000+)
    (?=第)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class ArticleLabel:
    """A label 第…条 at the start of line `index`; `number` is (number, suffix), `tail` as in `Opening`.

    It `is_certain` where a space follows the label; else only the order of the numbers tells.
    """

    index: int
    number: tuple[int, int]
    match: re.Match[str]
    is_certain: bool
    tail: re.Match[str] | None = None


def quoted_lines(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Lines inside a quotation that an earlier line opened: the articles that a decision inserts.

    A quotation of several paragraphs has “ before each of them and ” behind the last alone. One left open is
    taken to end where points are numbered on (二、 after 一、).
    """
    quoted, depth, last_point = set(), 0, 0
    for index, line in enumerate(lines):
        point = match_point(line.text)
        if point and number_of(point)[0] == last_point + 1:
            depth, last_point = 0, last_point + 1
        if depth > 0 and last_point:
            quoted.add(index)
        opens_again = depth > 0 and _opens_again(line.text)
        depth = max(depth + line.text.count("“") - line.text.count("”") - opens_again, 0)
    return frozenset(quoted)


def _opens_again(text: str) -> bool:
    """Whether the “ that a line in a quotation begins with only says that the quotation goes on: no ” in the
    line answers it, or one that ends the line and so the quotation.

    >>> _opens_again("“二、乙。"), _opens_again("“二、乙。”"), _opens_again("“乙”是什么。")
    (True, True, False)
    """
    if not text.startswith("“"):
        return False
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "“") - (character == "”")
        if not depth:
            return not text[place + 1 :].strip(_BEHIND_QUOTES)
    return True


def table_rows(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The indices of lines that are rows of tables: they open nothing, whatever their first cell says."""
    return frozenset(index for index, line in enumerate(lines) if line.is_row)


def article_labels(
    lines: Sequence[SourceLine], quoted: frozenset[int], region: range | None = None
) -> list[ArticleLabel]:
    """The labels of articles among the lines, or those of a `region`, in order; without `quoted` lines."""
    labels = []
    for index in range(len(lines)) if region is None else region:
        if index in quoted:
            continue
        line = lines[index]
        if match := match_article(line.text):
            labels.append(ArticleLabel(index, number_of(match), match, True))
        elif match := match_unspaced_article(line.text):
            if not index or _ends_sentence(lines[index - 1]):
                labels.append(ArticleLabel(index, number_of(match), match, False))
        elif index and match_division(lines[index - 1].text) and (label := _glued_label(index, line)):
            labels.append(label)
    return labels


def _glued_label(index: int, line: SourceLine) -> ArticleLabel | None:
    """The label after the second half of a chapter title (原文陷阱 6)."""
    tail = _TITLE_TAIL.match(line.text)
    match = match_article(line.text, tail.end()) if tail else None
    return ArticleLabel(index, number_of(match), match, True, tail) if match else None


def _ends_sentence(line: SourceLine) -> bool:
    if line.is_row:
        return True
    return bool(_ENDS_SENTENCE.search(line.text) or match_division(line.text) or is_bare(line))


def chain_of(
    labels: list[ArticleLabel], annexes: list[int], lines: Sequence[SourceLine], outline: DocumentParts
) -> list[ArticleLabel]:
    """The labels that open articles: a rising sequence of numbers that skips none that comes later."""
    chain: list[ArticleLabel] = []
    ahead = _ArticlesAhead(labels)
    for place, label in enumerate(labels):
        if not chain:
            if label.is_certain or label.number == (1, 0):
                chain.append(label)
            continue
        last = chain[-1].number
        if _is_next(label.number, last):
            chain.append(label)
        elif label.number > last:
            is_in_annex = _is_between(annexes, chain[-1].index, label.index)
            if label.is_certain and not is_in_annex and not ahead.has_next(last, place):
                outline.doubts.append(Doubt(lines[label.index].number, _gap_message(last, label.number)))
                chain.append(label)
        elif label.is_certain and _begins_again(labels, place):
            break
        elif label.is_certain and not _is_between(annexes, chain[-1].index, label.index):
            message = f"{label.match['label']}已经出现过或次序颠倒，作为前一条的文字保留"
            outline.doubts.append(Doubt(lines[label.index].number, message))
    return chain


def _is_next(number: tuple[int, int], last: tuple[int, int]) -> bool:
    return number in ((last[0] + 1, 0), (last[0], last[1] + 1))


def _is_between(annexes: list[int], low: int, high: int) -> bool:
    """Whether one of `annexes`, which ascend, stands between the two lines."""
    place = bisect_right(annexes, low)
    return place < len(annexes) and annexes[place] < high


class _ArticlesAhead:
    """Where each number's certain labels are."""

    def __init__(self, labels: list[ArticleLabel]) -> None:
        self._places: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, label in enumerate(labels):
            if label.is_certain:
                self._places[label.number].append(place)

    def has_next(self, last: tuple[int, int], place: int) -> bool:
        """Whether the number after `last` is still to come after `place`, before the numbers begin anew."""
        return self._next_place((last[0] + 1, 0), place) < self._next_place((1, 0), place)

    def _next_place(self, number: tuple[int, int], place: int) -> float:
        places = self._places.get(number, [])
        index = bisect_right(places, place)
        return places[index] if index < len(places) else inf


def _begins_again(labels: list[ArticleLabel], place: int) -> bool:
    following = labels[place + 1] if place + 1 < len(labels) else None
    return labels[place].number == (1, 0) and (following is None or following.number == (2, 0))


def restart_of(
    labels: list[ArticleLabel], chain: list[ArticleLabel], lines: Sequence[SourceLine], outline: DocumentParts
) -> int:
    """The line where a second text with its own numbering begins, its title lines included."""
    for place, label in enumerate(labels):
        if label.index > chain[-1].index and label.is_certain and _begins_again(labels, place):
            if label.index >= outline.end:
                return outline.end
            begin = label.index
            while begin - 1 > chain[-1].index and not _SENTENCE.search(lines[begin - 1].text):
                begin -= 1
            message = "条号从第一条重新开始，从这里起作为附件保留"
            outline.doubts.append(Doubt(lines[begin].number, message))
            return begin
    return outline.end


def _gap_message(last: tuple[int, int], number: tuple[int, int]) -> str:
    if number[1] and number[0] == last[0]:
        return f"第{last[0]}条之{last[1]}之后是之{number[1]}，中间的条文原文没有"
    first, stop = last[0] + 1, number[0] - (0 if number[1] else 1)
    missing = f"第{first}条" if first == stop else f"第{first}条至第{stop}条"
    return f"条号不连续：原文没有{missing}"
