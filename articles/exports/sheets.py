"""Sheets of a workbook: tables of texts and numbers, laid out to be read and printed."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from articles.exports.office_files import FIXED_TIME, printable, with_fixed_times
from articles.text.spreadsheet_cells import looks_like_formula

FONT, SIZE = "宋体", 11
LINE_HEIGHT, TALLEST = 15.0, 409.0  # points; Excel's own limit
_EDGE = Side(style="thin", color="999999")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
#: Made once for all cells.
_PLAIN, _OF_A_HEAD, _LINK = (
    Font(name=FONT, size=SIZE),
    Font(name="黑体", size=SIZE),
    Font(name=FONT, size=SIZE, color="1F4E9E", underline="single"),
)
_HEAD_FILL = PatternFill("solid", fgColor="E8EDF3")
_OF_TEXT = Alignment(wrap_text=True, vertical="top")
_OF_HEADS = Alignment(wrap_text=True, vertical="center", horizontal="center")
_OF_NUMBERS = Alignment(vertical="top", horizontal="right")


@dataclass(frozen=True)
class SheetColumn:
    """A column's heading and its width in half-width characters."""

    heading: str
    width: int


@dataclass(frozen=True)
class PrintedWords:
    """What each printed page says at its head and, left and right of the page number, at its foot."""

    head: str
    foot_left: str = ""
    foot_right: str = ""


def workbook(*, title: str, creator: str) -> Workbook:
    """A workbook without a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = title, creator
    book.properties.created = FIXED_TIME
    return book


def saved_bytes(book: Workbook) -> bytes:
    """The file; the same workbook is always the same bytes."""
    output = io.BytesIO()
    book.save(output)
    return with_fixed_times(output)


def write_table(
    sheet: Worksheet,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[str | int]],
    printed: PrintedWords,
    *,
    least_height: float = 0,
) -> None:
    """Write columns and rows, laid out to be read and printed; `least_height` of a row is in points."""
    for number, column in enumerate(columns, start=1):
        _head(sheet.cell(1, number), column.heading)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            _write(sheet.cell(number, place), value)
        sheet.row_dimensions[number].height = max(_height(columns, row), least_height)
    sheet.row_dimensions[1].height = 2 * LINE_HEIGHT
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{sheet.max_row}"
    _set_up_print(sheet, printed)


def _write(cell: Cell | MergedCell, value: str | int) -> None:
    """Text as text, a number as one that can be added up."""
    write_text(cell, str(value))
    if isinstance(value, int):
        cell.value, cell.alignment = value, _OF_NUMBERS


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a value as text, so that one that begins like a formula is never evaluated."""
    cell.value = printable(text, keep="\n")
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(text)
    cell.font, cell.border, cell.alignment = _PLAIN, _BORDER, _OF_TEXT


def link_addresses(sheet: Worksheet, columns: Sequence[SheetColumn], addresses: Iterable[str]) -> None:
    """Make the cells of the column 网址 links, one address a row below the head; "" makes none."""
    column_number = [column.heading for column in columns].index("网址") + 1
    for row_number, address in enumerate(addresses, start=2):  # row 1 is the head
        if address:
            make_link(sheet.cell(row_number, column_number), address)


def make_link(cell: Cell | MergedCell, address: str) -> None:
    cell.hyperlink = address
    cell.font = _LINK


def _head(cell: Cell | MergedCell, text: str) -> None:
    write_text(cell, text)
    cell.font, cell.fill, cell.alignment = _OF_A_HEAD, _HEAD_FILL, _OF_HEADS


def _height(columns: Sequence[SheetColumn], row: Sequence[str | int]) -> float:
    """The height that wrapped text needs; spreadsheet programs do not fit it by themselves."""
    lines = max(_lines(str(value), column.width) for column, value in zip(columns, row, strict=True))
    return min((lines + 0.4) * LINE_HEIGHT, TALLEST)


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(_cells(line) / (width - 2))) for line in text.split("\n"))


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _set_up_print(sheet: Worksheet, printed: PrintedWords) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None  # every sheet begins with both
    assert footer is not None
    parts = (
        (header.center, printed.head),
        (footer.left, printed.foot_left),
        (footer.center, "第 &P 页，共 &N 页"),
        (footer.right, printed.foot_right),
    )
    for part, text in parts:
        part.text, part.size, part.font = text, 8, FONT
