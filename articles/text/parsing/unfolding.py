"""Articles that a web page has run together on one line: 第一条 ……。 第二条 ……。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.text.parsing.labels import inner_labels, match_article, number_of
from articles.text.parsing.lines import SourceLine


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
