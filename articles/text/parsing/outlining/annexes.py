"""Where annexes begin: 附件1, 附件2-1 after the text; their list above the signature (附件说明) is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.citing.naming.titles import closed_up
from articles.text.numbers.dates import parse_date
from articles.text.numbers.numerals import numeral_or_none
from articles.text.parsing.closing import is_dated, signature_end
from articles.text.parsing.heads.title_lines import joined_key, named_title_end, named_titles
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.outlining.labels import match_article, match_division

_LONGEST_HEAD = 60
_HEAD = re.compile(
    r"附\s*(?:件|录|表|图|注)?\s*[一二三四五六七八九十\d]*\s*(?:[:：．.、]\s*|[:：．.、]\s*\S.*|\s+\S.*|)|附(?:件|录|表|图)[^，。；]{1,40}"
)
_PARTS = re.compile(
    r"""
    (?P<label>附\s*(?:件|(?=[一二三四五六七八九十\d]))\s*          # 附1 is 附件1
        (?P<number>[一二三四五六七八九十\d]{0,3})(?:[-－—–](?P<suffix>\d{1,2}))?(?![-－—–\d]))
    (?P<gap>[\s:：．.、]*)
    (?P<title>.*)
    """,
    re.VERBOSE,
)
#: 附表, 附表2, 附录B: an annex that goes by another name.
_OTHER = re.compile(r"附\s*(?P<name>录|表|图)\s*(?P<number>[A-Z]|[一二三四五六七八九十\d]{0,3})")
_LISTS = re.compile(r"附\s*(?P<whole>件)?\s*[:：]\s*\S")
_SENTENCE = re.compile(r"[。；！？]")
_NOT_A_TITLE = re.compile(r"[。；！？：\t]|^[（(]?[一二三四五六七八九十\d]+[)）、．.]")
_MOST_LISTED, _MOST_TITLE_LINES, _LONGEST_TITLE_LINE = 30, 3, 60
_MOST_BETWEEN = 6  # lines between the date and the title of what is attached: notes


@dataclass(frozen=True)
class AnnexHead:
    """The first line of an annex, and how many lines its title takes after it.

    `number` is None for a lone 附件, `suffix` the 1 of 附件2-1, else 0; `match` is None for 附录, 附表 …,
    whose whole line is the title.
    """

    index: int
    number: int | None
    match: re.Match[str] | None
    title_lines: int = 0
    suffix: int = 0


def is_annex_head(text: str) -> bool:
    """Whether a line may be the head of an annex, or of their list."""
    if len(text) > _LONGEST_HEAD or text.endswith("。") or closed_up(text) == "附则":
        return False
    return bool(_HEAD.fullmatch(text))


@dataclass(frozen=True)
class Annexes:
    """The heads of annexes in order, and the lines of their list, with the signature below it, if any."""

    heads: tuple[AnnexHead, ...]
    listed: range = range(0)

    def before(self, index: int) -> list[int]:
        """The lines of the heads that stand before a line."""
        return [head.index for head in self.heads if head.index < index]


def annexes_of(lines: Sequence[SourceLine], begin: int = 0) -> Annexes:
    """The annexes from `begin` on."""
    candidates = [index for index in range(begin, len(lines)) if is_annex_head(lines[index].text)]
    last_places = {_stated_number(lines[index]): place for place, index in enumerate(candidates)}
    heads: list[AnnexHead] = []
    listed = range(0)
    for place, index in enumerate(candidates):
        end = candidates[place + 1] if place + 1 < len(candidates) else len(lines)
        number = _stated_number(lines[index])
        comes_again = number is not None and last_places[number] > place
        is_bare = closed_up(lines[index].text) == "附件"
        if not (listed and is_bare) and _is_list(lines, index, end, comes_again=comes_again):
            signature_stop = signature_end(lines, index)
            listed = listed or range(index, signature_stop if signature_stop > index else end)
        elif not heads or _annex_label(lines[index].text, heads) or _is_next_table(lines, index, heads[-1]):
            heads.append(_annex_head(lines, index, end, heads))
    return Annexes(tuple(heads), listed)


def attached_document(lines: Sequence[SourceLine]) -> AnnexHead | None:
    """The document below the signature of a notice that names it in 《》, without 附件 above it."""
    date_index = next((index for index, line in enumerate(lines) if index and is_dated(line)), None)
    if date_index is None:
        return None
    titles = named_titles(lines[:date_index]) - {joined_key(lines[:1])}
    for index in range(date_index + 1, min(date_index + 1 + _MOST_BETWEEN, len(lines))):
        if end := named_title_end(lines, index, titles):
            return AnnexHead(index, None, None, end - index - 1)
    return None


def _stated_number(line: SourceLine) -> tuple[str, str | None] | None:
    """The number and suffix of a head as they are written, None for one without a number."""
    match = _PARTS.fullmatch(line.text)
    return (match["number"], match["suffix"]) if match and match["number"] else None


def _is_next_table(lines: Sequence[SourceLine], index: int, before: AnnexHead) -> bool:
    """Whether the line is 附表2 behind the annex 附表1, 附录B behind 附录A, or 附图 alone behind either.

    A table of 附录A is a part of it.
    """
    first, second = _OTHER.match(lines[before.index].text), _OTHER.match(lines[index].text)
    if before.match or not (first and second):
        return False
    number = _annex_number(second["number"])
    if first["name"] != second["name"]:
        is_alone = _OTHER.fullmatch(lines[index].text) is not None
        return is_alone and not first["number"].isupper() and number in (None, 1)
    return number is not None and number == (_annex_number(first["number"]) or 0) + 1


def _annex_label(text: str, before: Sequence[AnnexHead]) -> re.Match[str] | None:
    """The parts of a head. 附件1-3 is one only behind 附件1-2; else it names the annexes from 1 to 3."""
    match = _PARTS.fullmatch(text)
    if match is None or not match["suffix"]:
        return match
    number, suffix = _annex_number(match["number"]), int(match["suffix"])
    is_next = suffix <= 1 or any((head.number, head.suffix) == (number, suffix - 1) for head in before)
    return match if is_next else None


def _is_list(lines: Sequence[SourceLine], index: int, end: int, *, comes_again: bool) -> bool:
    """附件：1. … 2. … with nothing below it but the signature, or the annex itself."""
    if signature_end(lines, index) > index:
        return True
    lists = _LISTS.match(lines[index].text)
    if not (comes_again or (lists and (lists["whole"] or _is_first_annex(lines, end)))):
        return False
    for later in range(index + 1, min(end, index + 1 + _MOST_LISTED)):
        if parse_date(lines[later].text):
            return True
        if _SENTENCE.search(lines[later].text):
            return False
    return end < len(lines) and end <= index + 1 + _MOST_LISTED


def _is_first_annex(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether the line is 附1 or 附件1."""
    match = _PARTS.fullmatch(lines[index].text) if index < len(lines) else None
    return match is not None and _annex_number(match["number"]) == 1


def _annex_head(lines: Sequence[SourceLine], index: int, end: int, before: Sequence[AnnexHead]) -> AnnexHead:
    match = _annex_label(lines[index].text, before)
    if match is None:
        is_bare = _OTHER.fullmatch(lines[index].text)
        return AnnexHead(index, None, None, _title_lines(lines, index + 1, end) if is_bare else 0)
    title_lines = 0 if match["title"] else _title_lines(lines, index + 1, end)
    number = _annex_number(match["number"])
    return AnnexHead(index, number, match, title_lines, int(match["suffix"] or 0) if number else 0)


def _annex_number(numeral: str) -> int | None:
    if numeral.isascii() and numeral.isupper():
        return ord(numeral) - ord("A") + 1
    return numeral_or_none(numeral) or None


def _title_lines(lines: Sequence[SourceLine], begin: int, end: int) -> int:
    """How many lines the title takes: short ones without a full stop, more than one where it goes on."""
    count = 0
    for index in range(begin, min(end, begin + _MOST_TITLE_LINES)):
        text = lines[index].text
        if len(text) > _LONGEST_TITLE_LINE or _NOT_A_TITLE.search(text) or _is_labelled(text):
            break
        count += 1
        if not _is_unfinished(text):
            break
    return count


def _is_labelled(text: str) -> bool:
    return bool(match_division(text) or match_article(text))


def _is_unfinished(text: str) -> bool:
    """Whether a line of a title can only be its beginning: it ends in mid-phrase, or says （规范性）."""
    return bool(
        re.search(
            r"(?:^[（(](?:规范性|资料性)(?:附录)?[）)]|[、和与及的“]|关于[^。]{0,60}(?<!意见)(?<!方案)(?<!办法)(?<!通知))$",
            text,
        )
    )
