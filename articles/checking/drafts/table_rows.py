"""Rows of tables in a draft: a cell that cites a place, and the cells beside it that may hold its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

#: Stands between the cells of a row; `articles.checking.drafts.draft` writes tabs so too.
BAR = "|"
#: Beside the citation in its cell: a number, 依据：, a stop.
_MOST_BESIDE = 6
_SHORTEST_CELL = 8


def cells_beside(
    text: str, line_starts: Sequence[int], citations: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """The other cells of each row that has one cell filled by citations: (start, end, place of the first).

    `citations` are the spans of all citations in order.

    >>> text = "|《甲法》第五条|经营者应当守法经营|"
    >>> [(text[a:b], cited) for a, b, cited in cells_beside(text, [0], [(1, 8)])]
    [('经营者应当守法经营', 0)]
    """
    index = 0
    for start, end in pairwise((*line_starts, len(text))):
        while index < len(citations) and citations[index][0] < start:
            index += 1
        if BAR not in text[start:end]:
            continue
        cells = list(_cells(text, start, end))
        filled = [
            (cell, first)
            for cell in cells
            if (first := _first_citation_of_cell(cell, citations, index)) is not None
        ]
        if len(filled) == 1:
            (citing, first), *_ = filled
            beside = (cell for cell in cells if cell != citing and cell[1] - cell[0] >= _SHORTEST_CELL)
            yield from ((*cell, first) for cell in beside)


def _first_citation_of_cell(
    cell: tuple[int, int], citations: Sequence[tuple[int, int]], begin: int
) -> int | None:
    """The place of the first of the citations that fill a cell."""
    own = []
    for index in range(begin, len(citations)):
        if citations[index][0] >= cell[1]:
            break
        if citations[index][0] >= cell[0]:
            own.append(index)
    if not own:
        return None
    length = citations[own[-1]][1] - citations[own[0]][0]
    return own[0] if cell[1] - cell[0] - length <= _MOST_BESIDE else None


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        bar = text.find(BAR, at, end)
        stop = bar if bar >= 0 else end
        if stop > at:
            yield at, stop
        at = stop + 1
