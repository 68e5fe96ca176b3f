"""Tables: cells as a file states them → lines on the full grid, with the spans beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.extraction import TextLine
from articles.text.parsing.outlining.labels import match_article

#: A cell of more lines is no cell of a table, but a part of a page that a table lays out: in any table, and
#: in one without lines or heads where that cell is most of it.
_MOST_LINES_OF_A_CELL, _MOST_LINES = 40, 3
_FEWEST_ARTICLES = 2
_WIDEST, _MOST_CELLS, _MOST_PLACES = 1_000, 200_000, 1_000_000
_BREAKS = re.compile(r"[\t\r\n]+")


@dataclass(frozen=True)
class SourceCell:
    """A cell and over how many rows and columns it goes."""

    lines: tuple[TextLine, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """One line, without tabs: these part the cells."""
        return _BREAKS.sub(" ", "\n".join(line.text.strip() for line in self.lines)).strip()


@dataclass(frozen=True)
class _PlacedCell:
    cell: SourceCell
    row: int
    column: int
    rows: int
    columns: int


def table_lines(
    rows: Sequence[Sequence[SourceCell]],
    elements: Sequence[Any],
    *,
    is_drawn: bool = True,
    may_nest: bool = False,
) -> list[TextLine]:
    """The rows as lines; for a table that only lays out the page, the lines of its cells in turn.

    Rows and columns without any text are left out. `elements` are where the rows stand. Old web pages place
    their parts by tables that are not drawn, and by tables in tables; where a table `may_nest`, one in a cell
    of several rows and columns is words of that cell.
    """
    cells = [cell for row in rows for cell in row]
    placed_with_text = [placed_cell for placed_cell in _placed_cells(rows) if placed_cell.cell.text]
    kept_rows = sorted({placed_cell.row for placed_cell in placed_with_text})
    kept_columns = sorted({placed_cell.column for placed_cell in placed_with_text})
    nests = may_nest and len(kept_rows) > 1
    lays_out = any(_holds_a_page(cell, may_hold_table=nests) for cell in cells) or (
        not is_drawn and _is_mostly_one_cell(cells)
    )
    if len(kept_columns) < 2 or lays_out:
        return [line for cell in cells for line in cell.lines]
    if len(kept_rows) * len(kept_columns) > _MOST_CELLS:
        raise UnreadableFileError(f"一个表格超过 {_MOST_CELLS} 格")
    column_at = {column: index for index, column in enumerate(kept_columns)}
    texts: dict[int, list[str]] = {row: [""] * len(kept_columns) for row in kept_rows}
    spans: dict[int, list[tuple[int, int, int]]] = {row: [] for row in kept_rows}
    for placed_cell in placed_with_text:
        column = column_at[placed_cell.column]
        texts[placed_cell.row][column] = placed_cell.cell.text
        covered = (
            _kept_places_within(kept_rows, placed_cell.row, placed_cell.rows),
            _kept_places_within(kept_columns, placed_cell.column, placed_cell.columns),
        )
        if max(covered) > 1:
            spans[placed_cell.row].append((column, *covered))
    return [TextLine("\t".join(texts[row]), tuple(spans[row]), elements[row]) for row in kept_rows]


def _holds_a_page(cell: SourceCell, *, may_hold_table: bool) -> bool:
    """Whether it holds a table of its own (unless it may), articles, or as many lines as a page."""
    articles = sum(match_article(line.text.strip()) is not None for line in cell.lines)
    has_table = not may_hold_table and any("\t" in line.text.strip() for line in cell.lines)
    return has_table or articles >= _FEWEST_ARTICLES or len(cell.lines) > _MOST_LINES_OF_A_CELL


def _is_mostly_one_cell(cells: Sequence[SourceCell]) -> bool:
    largest = max(cells, key=lambda cell: len(cell.text))
    return len(largest.lines) > _MOST_LINES and len(largest.text) * 2 > sum(len(cell.text) for cell in cells)


def _kept_places_within(kept_places: Sequence[int], start: int, length: int) -> int:
    return bisect_left(kept_places, start + length) - bisect_left(kept_places, start)


def _placed_cells(rows: Sequence[Sequence[SourceCell]]) -> Iterable[_PlacedCell]:
    """Each cell in the first free column of its row (HTML, 4.9.12 "Forming a table")."""
    covered: dict[int, int] = {}  # column → the row below the cell that covers it
    place_total = 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while covered.get(column, 0) > row:
                column += 1
            columns = max(1, min(cell.columns, _WIDEST - column))
            height = min(cell.rows, len(rows) - row)
            place_total += columns
            if column >= _WIDEST or place_total > _MOST_PLACES:
                raise UnreadableFileError(f"一个表格超过 {_WIDEST} 列或 {_MOST_PLACES} 格")
            covered.update(dict.fromkeys(range(column, column + columns), row + height))
            yield _PlacedCell(cell, row, column, height, columns)
            column += columns
