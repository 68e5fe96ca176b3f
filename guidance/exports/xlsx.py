"""The evidence pack as a workbook: 结果, 理由, 部委与提示, 不适用, 企业情况.

Every cell is text; nothing is calculated.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.units import pixels_to_EMU
from openpyxl.worksheet.worksheet import Worksheet

from articles.exports.layout import FIXED_TIME, printable, with_fixed_times
from guidance.exports.pack import VERDICTS_EXPLAINED, Entry, Pack
from guidance.exports.qr import qr_png
from guidance.matching.codes import StatedName

_FONT, _SIZE = "宋体", 11
_LINE_HEIGHT, _TALLEST = 15.0, 409.0  # points; Excel's own limit
_QR_PIXELS = 108
_QR_HEIGHT = 90.0
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_EDGE = Side(style="thin", color="999999")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD_FILL = PatternFill("solid", fgColor="E8EDF3")


@dataclass(frozen=True)
class SheetColumn:
    """A column's heading and its width in half-width characters."""

    heading: str
    width: int


_RESULT = (
    SheetColumn("序号", 6),
    SheetColumn("结论", 12),
    SheetColumn("措施", 20),
    SheetColumn("条文", 20),
    SheetColumn("效力性质", 12),
    SheetColumn("一句话说明（编者所拟）", 30),
    SheetColumn("措施原文", 38),
    SheetColumn("理由：判断事项、回答、决定性的原文", 52),
    SheetColumn("还须核对", 20),
    SheetColumn("引用", 34),
    SheetColumn("条文永久链接", 44),
    SheetColumn("二维码", 17),
    SheetColumn("文件效力状态", 9),
    SheetColumn("条文 SHA-256", 24),
)
_LINK_COLUMN, _QR_COLUMN = 11, 12
_FURTHER = (
    SheetColumn("序号", 6),
    SheetColumn("措施", 34),
    SheetColumn("主管部委及依据", 60),
    *(SheetColumn(name.label, 18) for name in StatedName),
    SheetColumn("提示", 60),
    SheetColumn("措施标识", 34),
)
_REASON = (
    SheetColumn("序号", 6),
    SheetColumn("措施", 34),
    SheetColumn("结论", 12),
    SheetColumn("判断事项", 40),
    SheetColumn("所填回答", 24),
    SheetColumn("是否符合", 12),
    SheetColumn("决定性的原文", 60),
)
_EXCLUDED = (
    SheetColumn("序号", 6),
    SheetColumn("措施", 34),
    SheetColumn("条文", 30),
    SheetColumn("不符合之处：判断事项、回答、原文", 70),
    SheetColumn("措施原文", 50),
    SheetColumn("条文永久链接", 34),
    SheetColumn("条文 SHA-256", 34),
    SheetColumn("措施标识", 24),
)
_PROFILE = (SheetColumn("项目", 34), SheetColumn("内容", 90))


def xlsx_bytes(pack: Pack) -> bytes:
    """Return the workbook; the same pack is always the same bytes."""
    book = Workbook()
    book.properties.title, book.properties.creator = pack.title, pack.made_by
    book.properties.created = FIXED_TIME
    _results(book.active, pack)
    _table(book.create_sheet("理由"), _REASON, _reason_rows(pack), pack)
    _table(book.create_sheet("部委与提示"), _FURTHER, map(_further_row, pack.offered), pack)
    _table(book.create_sheet("不适用"), _EXCLUDED, map(_excluded_row, pack.excluded), pack)
    _profile(book.create_sheet("企业情况"), pack)
    saved = io.BytesIO()
    book.save(saved)
    return with_fixed_times(saved)


def _results(sheet: Worksheet, pack: Pack) -> None:
    sheet.title = "结果"
    _table(sheet, _RESULT, map(_result_row, pack.offered), pack, least_height=_QR_HEIGHT)
    for row, entry in enumerate(pack.offered, start=2):
        _link(sheet.cell(row, _LINK_COLUMN), entry.permalink)
        sheet.add_image(_qr(entry.permalink, row))


def _result_row(entry: Entry) -> tuple[str, ...]:
    measure, article = entry.measure, entry.measure.article
    return (
        str(entry.number),
        entry.match.verdict.label,
        measure.title,
        article.short_citation,
        entry.force,
        measure.promise,
        "\n".join(measure.words),
        "\n".join(map(str, entry.match.reasons)),
        "\n".join(entry.missing),
        f"{entry.citation}\n{entry.reference}",
        entry.permalink,
        "",
        article.policy.get_status_display(),
        article.sha256,
    )


def _further_row(entry: Entry) -> tuple[str, ...]:
    measure = entry.measure
    ministries, cautions = "\n".join(map(str, measure.ministries)), "\n".join(map(str, measure.cautions))
    return (str(entry.number), measure.title, ministries, *map(str, measure.stated), cautions, measure.slug)


def _reason_rows(pack: Pack) -> list[tuple[str, ...]]:
    return [
        (
            str(entry.number),
            entry.measure.title,
            entry.match.verdict.label,
            reason.label,
            reason.answer,
            reason.finding.label,
            "\n".join(reason.quotes),
        )
        for entry in pack.offered
        for reason in entry.match.reasons
    ]


def _excluded_row(entry: Entry) -> tuple[str, ...]:
    measure, article = entry.measure, entry.measure.article
    return (
        str(entry.number),
        measure.title,
        article.short_citation,
        "\n".join(map(str, entry.match.failed)),
        "\n".join(measure.words),
        entry.permalink,
        article.sha256,
        measure.slug,
    )


def _profile(sheet: Worksheet, pack: Pack) -> None:
    rows = [
        ("文件", pack.title),
        ("说明", pack.notice),
        ("制作日期", pack.made_on.isoformat()),
        ("制作", pack.made_by),
        *pack.profile,
        *((f"只列出：{name}", value) for name, value in pack.narrowed),
        *((f"{verdict.label}（项）", str(count)) for verdict, count in pack.counts),
        *((f"“{verdict.label}”的意思", explanation) for verdict, explanation in VERDICTS_EXPLAINED),
        ("同一结果的网址", pack.address),
        ("内容校验值（SHA-256）", pack.hash),
        ("怎样核对", "下载同一结果的校验文本（网址中的 pack.txt），其 SHA-256 即为校验值；算法见门户文档。"),
    ]
    _table(sheet, _PROFILE, rows, pack)


def _table(
    sheet: Worksheet,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[str]],
    pack: Pack,
    *,
    least_height: float = 0,
) -> None:
    for number, column in enumerate(columns, start=1):
        _head(sheet.cell(1, number), column.heading)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            write_text(sheet.cell(number, place), text)
        sheet.row_dimensions[number].height = max(_height(columns, row), least_height)
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{sheet.max_row}"
    _print_setup(sheet, pack)


def write_text(cell: Cell, text: str) -> None:
    """Write a value as text, so that one that begins like a formula is never evaluated."""
    cell.value = printable(text, keep="\n")
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
    cell.font, cell.border = Font(name=_FONT, size=_SIZE), _BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _head(cell: Cell, text: str) -> None:
    write_text(cell, text)
    cell.font, cell.fill = Font(name="黑体", size=_SIZE), _HEAD_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _link(cell: Cell, address: str) -> None:
    cell.hyperlink = address
    cell.font = Font(name=_FONT, size=_SIZE, color="1F4E9E", underline="single")


def _height(columns: Sequence[SheetColumn], row: Sequence[str]) -> float:
    """The height that wrapped text needs; spreadsheet programs do not fit it by themselves."""
    lines = max(_lines(text, column.width) for column, text in zip(columns, row, strict=True))
    return min((lines + 0.4) * _LINE_HEIGHT, _TALLEST)


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(_cells(line) / (width - 2))) for line in text.split("\n"))


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _qr(address: str, row: int) -> Image:
    size = XDRPositiveSize2D(pixels_to_EMU(_QR_PIXELS), pixels_to_EMU(_QR_PIXELS))
    margin = pixels_to_EMU(4)
    marker = AnchorMarker(col=_QR_COLUMN - 1, colOff=margin, row=row - 1, rowOff=margin)
    return _PngImage(qr_png(address), OneCellAnchor(_from=marker, ext=size))


class _PngImage(Image):
    """openpyxl asks Pillow for the size of an image; this one says its own."""

    def __init__(self, png: bytes, anchor: OneCellAnchor) -> None:
        self._png, self.anchor = png, anchor
        self.width = self.height = _QR_PIXELS
        self.format = "png"

    def _data(self) -> bytes:
        return self._png


def _print_setup(sheet: Worksheet, pack: Pack) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddHeader.center.text = f"{pack.title} {pack.made_on.isoformat()}"
    sheet.oddFooter.left.text = "仅供查阅，不是行政决定"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.right.text = f"校验值 {pack.hash}"
    for part in (sheet.oddHeader.center, sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right):
        part.size, part.font = 8, _FONT
