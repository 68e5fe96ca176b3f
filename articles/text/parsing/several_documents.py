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
    kept = [line for line in lines if not line.is_noise]
    begins = [kept[index] for index in _beginnings(kept)]
    if len(begins) < 2:
        return (text,)
    starts = [0, *(line.start - len(line.indent) for line in begins), len(text)]
    return tuple(text[start:end] for start, end in pairwise(starts))


def _beginnings(kept: Sequence[SourceLine]) -> list[int]:
    """Where the documents begin that the notice names, each with the label 附件1 above its title."""
    head = kept[:_MOST_LINES_OF_NOTICE]
    dated = next((index for index, line in enumerate(head) if index and is_dated(line)), None)
    if dated is None or not any(_PRINTS.search(line.text) for line in head[:dated]):
        return []
    named = named_titles(kept[:dated])
    begins: list[int] = []
    index = dated + 1
    while index < len(kept) and named:
        end = named_title_end(kept, index, named)
        if end:
            is_labelled = ANNEX_LABEL.fullmatch(kept[index - 1].text) is not None
            begins.append(index - is_labelled)
            named = named - {joined_key(kept[index:end])}
        index = end or index + 1
    return begins
