"""Sheets of tables as files: .xlsx and .csv out, and in row by row with little memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.importing.readers.file_size import DAMAGED_PACKAGE, check_package
from articles.tables.columns import NO, YES
from articles.tables.table import Table, comparable
from articles.text.spreadsheet_cells import BOM, looks_like_formula, plain_cell, read_cell

MOST_ROWS, MOST_COLUMNS = 10_000, 100
LARGEST = 16 * 1024 * 1024
_LONGEST_CELL = 32_767  # Excel's own limit
_MOST_BLANK = 1_000  # rows in a row: what a format that reaches down leaves
#: Made once for all cells, of which a table has tens of thousands.
_WRAPPED, _BOLD = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
_FORMULA = "是公式；请复制后“选择性粘贴”为数值"


class SheetError(ValueError):
    """A file that cannot be read as a sheet; the message says why, in Chinese."""


@dataclass(frozen=True)
class SheetRow:
    """A row by its number in the file: the text of each cell by its heading, and what is wrong with cells."""

    number: int
    cells: dict[str, str]
    problems: tuple[tuple[str, str], ...] = ()


def write_csv(table: Table, rows: Iterable[Any]) -> Iterator[str]:
    """The lines of a .csv with the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield BOM
    headings = [column.heading for column in table.all_columns]
    for cells in chain([headings], map(table.cells, rows)):
        writer.writerow([plain_cell(comparable(cell)) for cell in cells])
        yield buffer.getvalue()
        buffer.seek(0), buffer.truncate()


def write_xlsx(table: Table, rows: Iterable[Any], target: Any) -> None:
    """Write a workbook: the rows, and a second sheet that explains the columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.all_columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_cell(sheet, column.heading, is_head=True) for column in table.all_columns])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in table.cells(row)])
    _write_explanations(book, table)
    book.save(target)


def _write_explanations(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet("填写说明")
    for letter, width in zip("ABC", (18, 22, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, text, is_head=True) for text in ("列", "能不能改", "说明")])
    for column in table.all_columns:
        if column.is_fixed or column.key in ("id", "stamp"):
            editable = "只供参看"
        else:
            editable = "只在新增时填" if column.is_once else "可以改"
        sheet.append([_cell(sheet, text) for text in (column.heading, editable, column.help)])
    for note in filter(
        None,
        (
            table.said,
            "整张表要么全部写入，要么一点不写。没有的列保持不变；有这一列而格子是空的，就是清空。",
            "不删除行：表里没有的行保持不变。",
        ),
    ):
        sheet.append([_cell(sheet, text) for text in ("", "", note)])


def _cell(sheet: Any, text: str, *, is_head: bool = False) -> Any:
    """A cell that is text, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.value = comparable(text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)
    cell.alignment = _WRAPPED
    if is_head:
        cell.font = _BOLD
    return cell


def read_sheet(name: str, content: bytes) -> Iterator[SheetRow]:
    """The rows of a file, the headings first (row number 1). Raises SheetError."""
    if len(content) > LARGEST:
        raise SheetError(f"文件有 {len(content) / 1024 / 1024:.1f} MB，至多 {LARGEST // 1024 // 1024} MB")
    if name.lower().endswith(".xlsx"):
        rows = _xlsx_rows(content)
    elif name.lower().endswith((".csv", ".txt")):
        rows = _csv_rows(content)
    else:
        raise SheetError("只读 .xlsx 和 .csv；.xls、.et 请另存为 .xlsx")
    yield from _rows_with_headings(rows)


def _rows_with_headings(rows: Iterator[list[tuple[str, str]]]) -> Iterator[SheetRow]:
    """Give each cell its heading. A cell is (text, problem)."""
    first = next(rows, None)
    headings = [text.strip() for text, _ in first or ()]
    if not any(headings):
        raise SheetError("第一行没有列名")
    if repeated := [
        heading for heading in dict.fromkeys(headings) if heading and headings.count(heading) > 1
    ]:
        raise SheetError(f"列名重复：{'、'.join(repeated)}")
    yield SheetRow(1, dict.fromkeys(filter(None, headings), ""))
    row_count = blank = 0
    for number, cells in enumerate(rows, start=2):
        if not any(text.strip() for text, _ in cells):
            blank += 1
            if blank > _MOST_BLANK:
                return
            continue
        row_count, blank = row_count + 1, 0
        if row_count > MOST_ROWS:
            raise SheetError(f"超过 {MOST_ROWS} 行，请分成几个文件")
        yield _sheet_row(number, headings, cells)


def _sheet_row(number: int, headings: Sequence[str], cells: list[tuple[str, str]]) -> SheetRow:
    named = list(zip(headings, cells, strict=False))
    beyond = [text for text, _ in cells[len(headings) :] if text.strip()]
    problems = [(heading or "没有列名的一列", problem) for heading, (_, problem) in named if problem]
    problems += [
        ("没有列名的一列", f"有内容“{text[:20]}”")
        for heading, (text, _) in named
        if text.strip() and not heading
    ]
    problems += [("没有列名的一列", f"有内容“{text[:20]}”") for text in beyond]
    texts = {heading: comparable(text) for heading, (text, _) in named if heading}
    return SheetRow(number, dict.fromkeys(filter(None, headings), "") | texts, tuple(problems))


def _xlsx_rows(content: bytes) -> Iterator[list[tuple[str, str]]]:
    try:
        check_package(content)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the file may claim a million rows
        for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield [_xlsx_cell(cell) for cell in cells[: _filled_width(cells)]]
    except UnreadableFileError as error:
        raise SheetError(str(error)) from error
    except SheetError:
        raise
    except (*DAMAGED_PACKAGE, IndexError, TypeError, SyntaxError) as error:
        raise SheetError(f"不是完好的 .xlsx 文件（{type(error).__name__}）") from error


def _filled_width(cells: Sequence[Any]) -> int:
    """Up to the last cell that the file has: openpyxl fills each row up to `MOST_COLUMNS`."""
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1] is not EMPTY_CELL), 0)


def _xlsx_cell(cell: Any) -> tuple[str, str]:
    problem = {"f": _FORMULA, "e": f"是错误值 {cell.value}"}.get(cell.data_type, "")
    return _xlsx_text(cell.value), problem


def _xlsx_text(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _csv_rows(content: bytes) -> Iterator[list[tuple[str, str]]]:
    try:
        text = decode(content).removeprefix(BOM)
    except UnreadableFileError as error:
        raise SheetError(str(error)) from error
    if "\0" in text:
        raise SheetError("含有 NUL 字符，不是文本文件")
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_csv_cell(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise SheetError(f"不是完好的 .csv 文件：{error}") from error


def _csv_cell(text: str) -> tuple[str, str]:
    return (text, _FORMULA) if text.startswith(("=", "＝")) else (read_cell(text), "")
