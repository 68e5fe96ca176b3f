"""What a web page has run together on one line: 第一条 ……。 第二条 ……。, 某办法（2019年……发布）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.text.parsing.adoption import is_adoption_statement
from articles.text.parsing.labels import inner_labels, match_article, number_of
from articles.text.parsing.lines import SourceLine
from articles.text.parsing.title_lines import ends_title

_HEAD = 12  # lines
_TITLE_AND_ADOPTION = re.compile(
    r"(?P<title>[^《》]{4,80}?)(?P<gap>\s*)(?P<adoption>[（(][^（()）]{0,30}\d{4}年\d{1,2}月.*[）)])"
)


def unfolded(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """Yield the lines, split where one holds several articles: a line that begins with an article is split
    before each label that continues its numbering. Any other label within a line is a citation."""
    for line in lines:
        own = match_article(line.text)
        inner = inner_labels(line.text) if own else []
        if own and inner:
            yield from _parted(line, list(_following(number_of(own), inner)))
        else:
            yield line


def with_title_apart(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, split where one of the first holds a title and, in brackets, how it was adopted."""
    parted: list[SourceLine] = []
    for index, line in enumerate(lines):
        match = _TITLE_AND_ADOPTION.fullmatch(line.text) if index < _HEAD else None
        if match and ends_title(match["title"]) and is_adoption_statement(match["adoption"]):
            begin = match.start("adoption")
            parted.append(replace(line, text=match["title"], tail=match["gap"]))
            parted.append(replace(line, start=line.start + begin, text=line.text[begin:], indent=""))
        else:
            parted.append(line)
    return parted


def _following(last: tuple[int, int], labels: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    for label in labels:
        if number_of(label) in ((last[0] + 1, 0), (last[0], last[1] + 1)):
            last = number_of(label)
            yield label


def _parted(line: SourceLine, labels: list[re.Match[str]]) -> Iterator[SourceLine]:
    begin, indent = 0, line.indent
    for label in labels:
        start, end = label.span("space")
        text = line.text[begin:start]
        yield replace(line, start=line.start + begin, text=text, indent=indent, tail=line.text[start:end])
        begin, indent = end, ""
    yield replace(line, start=line.start + begin, text=line.text[begin:], indent=indent)
