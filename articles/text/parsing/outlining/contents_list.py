"""The contents list of a source, whose headings all come again in the text.

It may have no head (目录), hang on to the title (某预案目录), or leave out numbers that the text has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from articles.text.citing.naming.titles import closed_up
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.outlining.labels import match_division
from articles.text.parsing.outlining.openings import DocumentParts
from articles.text.parsing.units.listed_labels import possible_label_of
from articles.text.parsing.units.unit_labels import (
    decimal_label_of,
    unit_label_of,
    unspaced_whole_of,
    whole_number_of,
)

_CONTENTS_HEAD = re.compile(r"目[录次]")
_HEADS = ("目录", "目次")
_DIGITS, _LEADERS = "0123456789０１２３４５６７８９", " \t\u3000\xa0.…·⋯—_-"  # 第一章……3
_SENTENCE = re.compile(r"[。；！？]")
_LONGEST_CONTENTS_LINE = 60
_FEWEST_ENTRIES, _MOST_ENTRIES = 3, 400
_SHARE_NUMBERED = 0.5
_LABELS = (decimal_label_of, whole_number_of, unspaced_whole_of, unit_label_of, possible_label_of)
_ENDS_WITH_HEAD = re.compile(r".*[^、和及与\s]\s*(?P<head>目\s*[录次])")


def contents_apart(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    """The lines without their contents list, and those of the list, 目录 behind a title among them."""
    contents = _numbered_list(lines)
    if not contents:
        return list(lines), []
    above = list(lines[: contents.start])
    head: list[SourceLine] = []
    if above and (match := _ENDS_WITH_HEAD.fullmatch(above[-1].text)):
        title, offset = above.pop(), match.start("head")
        above.append(replace(title, text=title.text[:offset], tail=""))
        head = [replace(title, start=title.start + offset, text=title.text[offset:], indent="")]
    elif above and closed_up(above[-1].text) in _HEADS:
        head = [above.pop()]
    return [*above, *lines[contents.stop :]], [*head, *lines[contents.start : contents.stop]]


def _numbered_list(lines: Sequence[SourceLine]) -> range:
    """Lines, half of them numbered, that all come again in their order with other lines between them."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        places[_entry_words(line)].append(index)
    for begin, line in enumerate(lines):
        repeat_index = next(
            (index for index in places[_entry_words(line)] if index >= begin + _FEWEST_ENTRIES), None
        )
        if repeat_index is None or repeat_index > begin + _MOST_ENTRIES:
            continue
        entries = lines[begin:repeat_index]
        if all(map(_may_be_listed, entries)) and _is_contents(entries, repeat_index, places):
            return range(begin, repeat_index)
    return range(0)


def _is_contents(
    entries: Sequence[SourceLine], repeat_index: int, places: Mapping[str, Sequence[int]]
) -> bool:
    if sum(map(_is_numbered, entries)) < _SHARE_NUMBERED * len(entries):
        return False
    position = repeat_index
    for entry in entries:
        place = next((index for index in places[_entry_words(entry)] if index >= position), None)
        if place is None:
            return False
        position = place + 1
    return position - repeat_index > len(entries)


def _may_be_listed(line: SourceLine) -> bool:
    is_short = len(line.text) <= _LONGEST_CONTENTS_LINE
    return is_short and not line.is_row and not _SENTENCE.search(line.text)


def _is_numbered(line: SourceLine) -> bool:
    return _label_end(line.text) > 0


def _label_end(text: str) -> int:
    if division := match_division(text):
        return max(division.start("title"), 0)
    labels = (label_of(text) for label_of in _LABELS)
    return next((label.gap[1] for label in labels if label), 0)


def _entry_words(line: SourceLine) -> str:
    """What an entry and its heading have in common: the words without number and page."""
    return _entry_key(line.text[_label_end(line.text) :]) or _entry_key(line.text)


def contents_of(lines: Sequence[SourceLine], outline: DocumentParts, *, first: int) -> range:
    """The contents list before the first article: 目录, or headings that all come again before it."""
    for index, line in enumerate(lines[:first]):
        if _CONTENTS_HEAD.match(closed_up(line.text)) and _is_contents_head(line.text):
            return range(index, _end_of_contents(lines, index + 1, first))
    heads = [index for index in range(first) if index in outline.openings]
    if heads:
        first_entry = _entry_key(lines[heads[0]].text)
        repeats_of_first = [index for index in heads[1:] if _entry_key(lines[index].text) == first_entry]
        if repeats_of_first:
            return range(heads[0], repeats_of_first[0])
    return range(0)


def _is_contents_head(text: str) -> bool:
    return closed_up(text) in _HEADS or text.count("章") + text.count("节") > 1


def _end_of_contents(lines: Sequence[SourceLine], begin: int, first: int) -> int:
    """The line after the list: where its first heading comes again, or what is no heading begins."""
    if begin >= first:
        return begin
    first_entry = _entry_key(lines[begin].text)
    for index in range(begin + 1, first):
        text = lines[index].text
        if _entry_key(text) == first_entry:
            return index
        if _SENTENCE.search(text) or len(text) > _LONGEST_CONTENTS_LINE:
            return index
    return first


def _entry_key(text: str) -> str:
    return "".join(text.rstrip(_DIGITS).rstrip(_LEADERS).split())
