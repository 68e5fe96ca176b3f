"""Tables in a text: consecutive lines whose cells are parted by tabs, each on the full grid.

What a cell covers besides its own place is not in the text but beside it, as spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_ARTICLE_LABEL = re.compile(r"\s*第\S{1,12}[条章节编]\t")
_CONTENTS_ENTRY = re.compile(
    r"\s*(?:第.{1,12}[编章节条]|[（(]?[一二三四五六七八九十\d]{1,4}[)）、.．]|附).*\t\s*\d{1,4}\s*"
)
_ITEM_LABEL = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,4}[)）、.．]|[①-⑳㈠-㈩⑴-⒇])\t")
_NUMBER = re.compile(r"[\d.,%％+-]+")
_LONGEST_HEAD = 30
_FEWEST_ROWS = 2


class CellSpan(NamedTuple):
    """A cell that covers several rows or columns; `line` counts the lines of the text from 0."""

    line: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Run:
    """Lines [start, stop) that are a table; all have `before` tabs of indent, and `after` at the end."""

    start: int
    stop: int
    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (款) at [start, end) of a text; `number` counts from 1 and leaves tables out."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class TableCell:
    """A printed cell; `start` is its offset in the text, `column` counts from 0."""

    column: int
    start: int
    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class PrintedTable:
    """Rows of the cells that are printed; `number` counts the tables of the text from 1."""

    number: int
    rows: tuple[tuple[TableCell, ...], ...]
    width: int

    @property
    def heads(self) -> int:
        """How many rows are its head."""
        return sum(all(cell.is_head for cell in row) for row in self.rows if row)


def table_runs(lines: Sequence[str]) -> Iterator[Run]:
    """Yield where tables are: two or more lines with the same number of tabs, at least one within the words.

    Tabs that all of them begin or end with are margins. Labels followed by a tab (第一条⇥…, 1.⇥…) and
    entries of a contents list with their pages are no table.
    """
    start = 0
    while start < len(lines):
        tabs = _tab_count(lines[start])
        stop = start + 1
        while tabs and stop < len(lines) and _tab_count(lines[stop]) == tabs:
            stop += 1
        if tabs and stop - start >= _FEWEST_ROWS and (run := _table_run(lines, start, stop)):
            yield run
        start = stop


def _tab_count(line: str) -> int:
    return line.count("\t") if line.strip() and not _ARTICLE_LABEL.match(line) else 0


def _table_run(lines: Sequence[str], start: int, stop: int) -> Run | None:
    rows = [line.split("\t") for line in lines[start:stop]]
    filled = [column for column in range(len(rows[0])) if any(row[column].strip() for row in rows)]
    is_list = any(
        all(map(is_label, lines[start:stop])) for is_label in (_ITEM_LABEL.match, _CONTENTS_ENTRY.fullmatch)
    )
    if len(filled) < 2 or is_list:
        return None
    return Run(start, stop, filled[0], len(rows[0]) - 1 - filled[-1])


def blocks(text: str, spans: Iterable[Sequence[int]] = ()) -> list[Paragraph | PrintedTable]:
    """The paragraphs and tables of a text, in order.

    >>> [type(block).__name__ for block in blocks("见下表：\\n项目\\t税率\\n甲\\t5%\\n以上。")]
    ['Paragraph', 'PrintedTable', 'Paragraph']
    """
    lines = text.split("\n")
    starts = _line_starts(lines)
    runs = {run.start: run for run in table_runs(lines)} if "\t" in text else {}
    fitting = fitting_spans(text, spans) if runs else []
    text_blocks: list[Paragraph | PrintedTable] = []
    index = tables = 0
    while index < len(lines):
        run = runs.get(index)
        if run:
            tables += 1
            text_blocks.append(_printed_table(tables, lines, starts, run, fitting))
            index = run.stop
        else:
            text_blocks.append(Paragraph(len(text_blocks) - tables + 1, starts[index], lines[index]))
            index += 1
    return text_blocks


def _line_starts(lines: Sequence[str]) -> list[int]:
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    return starts


def _printed_table(
    number: int, lines: Sequence[str], starts: Sequence[int], run: Run, spans: Sequence[CellSpan]
) -> PrintedTable:
    inside = {(span.line, span.column): span for span in spans if run.start <= span.line < run.stop}
    covered = {place for span in inside.values() for place in _covered_places(span)}
    heads = _head_rows(lines[run.start].split("\t"), run.start, inside)
    rows = []
    for line in range(run.start, run.stop):
        cells, offset = [], starts[line]
        for column, cell_text in enumerate(lines[line].split("\t")):
            if (line, column) not in covered:
                span = inside.get((line, column), CellSpan(line, column, 1, 1))
                cells.append(
                    TableCell(column, offset, cell_text, span.rows, span.columns, line < run.start + heads)
                )
            offset += len(cell_text) + 1
        rows.append(tuple(cells))
    return PrintedTable(number, tuple(rows), lines[run.start].count("\t") + 1)


def _head_rows(first_row: Sequence[str], line: int, spans: dict[tuple[int, int], CellSpan]) -> int:
    """The rows of the head: as high as its highest cell; 0 if the first row is no head.

    The cells of a head are short words, none is empty.
    """
    line_spans = [span for (span_line, _), span in spans.items() if span_line == line]
    covered = {place for span in line_spans for place in _covered_places(span)}
    cell_texts = [cell.strip() for column, cell in enumerate(first_row) if (line, column) not in covered]
    is_head = len(cell_texts) > 1 and all(
        word and len(word) <= _LONGEST_HEAD and "。" not in word and not _NUMBER.fullmatch(word)
        for word in cell_texts
    )
    return max([1, *(span.rows for span in line_spans)]) if is_head else 0


def _covered_places(span: CellSpan) -> Iterator[tuple[int, int]]:
    """The places that a cell covers besides its own."""
    for line in range(span.line, span.line + span.rows):
        for column in range(span.column, span.column + span.columns):
            if (line, column) != (span.line, span.column):
                yield line, column


def fitting_spans(text: str, spans: Iterable[Sequence[int]]) -> list[CellSpan]:
    """Those of `spans` that fit the text: inside one table, over empty cells, over no other cell's."""
    lines = text.split("\n")
    run_of = {line: run for run in table_runs(lines) for line in range(run.start, run.stop)}
    occupied: set[tuple[int, int]] = set()
    fitting = []
    for span in sorted(CellSpan(*values) for values in spans):
        run = run_of.get(span.line)
        if run is None or not _is_span_inside(span, run, lines[span.line].count("\t") + 1):
            continue
        places = {(span.line, span.column), *_covered_places(span)}
        is_empty = not any(lines[line].split("\t")[column].strip() for line, column in _covered_places(span))
        if is_empty and not places & occupied:
            occupied |= places
            fitting.append(span)
    return fitting


def _is_span_inside(span: CellSpan, run: Run, width: int) -> bool:
    is_cell = span.rows >= 1 and span.columns >= 1 and span.column >= 0 and span.rows * span.columns > 1
    return is_cell and span.line + span.rows <= run.stop and span.column + span.columns <= width


def moved_spans(before: str, after: str, spans: Iterable[Sequence[int]]) -> list[CellSpan]:
    """The spans of a text that was edited, as far as they still fit.

    Lines keep their place, or move with the end of the text if lines were put in or taken out above them.
    """
    old, new = before.split("\n"), after.split("\n")
    first_change = next(
        (line for line, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), len(old)
    )
    moved = [
        CellSpan(values[0] if values[0] < first_change else values[0] + len(new) - len(old), *values[1:])
        for values in spans
    ]
    return fitting_spans(after, [span for span in moved if span.line >= 0])
