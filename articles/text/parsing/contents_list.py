"""The contents list of a source, whose headings all come again in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.citing.titles import closed_up
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.openings import Outline

_CONTENTS_HEAD = re.compile(r"目[录次]")
_DIGITS, _LEADERS = "0123456789０１２３４５６７８９", " \t\u3000\xa0.…·⋯—_-"  # 第一章……3
_SENTENCE = re.compile(r"[。；！？]")
_LONGEST_CONTENTS_LINE = 60


def contents_of(lines: Sequence[SourceLine], outline: Outline, *, first: int) -> range:
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
