"""A notice that prints several documents (国办发〔2018〕124号 prints two 规定): its text and each of theirs.

The notice names them in 《》 before its date; after the date each begins with its title. One document
alone stays with its notice, whose number it bears.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from articles.text.parsing.closing import is_dated
from articles.text.parsing.heads.cover import ANNEX_LABEL
from articles.text.parsing.heads.title_lines import joined_key, named_title_end, named_titles
from articles.text.parsing.lines import SourceLine, split_lines

_MOST_LINES_OF_NOTICE = 60
_PRINTS = re.compile(r"印发|发布|公布|转发|批转|颁布|颁发|下发")


def documents_in(text: str, *, markdown: bool = False) -> tuple[str, ...]:
    """Return the notice and the documents it prints, which joined are `text`; one document is itself."""
    lines = split_lines(text, markdown=markdown)
    text_lines = [line for line in lines if not line.is_noise]
    first_lines = [text_lines[index] for index in _document_starts(text_lines)]
    if len(first_lines) < 2:
        return (text,)
    starts = [0, *(line.start - len(line.indent) for line in first_lines), len(text)]
    return tuple(text[start:end] for start, end in pairwise(starts))


def _document_starts(lines: Sequence[SourceLine]) -> list[int]:
    """Where the documents begin that the notice names, each with the label 附件1 above its title."""
    head = lines[:_MOST_LINES_OF_NOTICE]
    date_index = next((index for index, line in enumerate(head) if index and is_dated(line)), None)
    if date_index is None or not any(_PRINTS.search(line.text) for line in head[:date_index]):
        return []
    titles = named_titles(lines[:date_index])
    starts: list[int] = []
    index = date_index + 1
    while index < len(lines) and titles:
        end = named_title_end(lines, index, titles)
        if end:
            is_labelled = ANNEX_LABEL.fullmatch(lines[index - 1].text) is not None
            starts.append(index - is_labelled)
            titles = titles - {joined_key(lines[index:end])}
        index = end or index + 1
    return starts
