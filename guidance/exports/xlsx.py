"""The evidence pack as a workbook: 结论, 单位情况, 结果, 理由, 部委与提示, 条件不符, 须注意的限制.

Every cell is text; nothing is calculated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import pixels_to_EMU
from openpyxl.worksheet.worksheet import Worksheet

from articles.exports.qr import qr_png
from articles.exports.sheets import (
    PrintedWords,
    SheetColumn,
    make_link,
    saved_bytes,
    workbook,
    write_table,
)
from guidance.exports.pack import VERDICTS_EXPLAINED, Pack, PackEntry
from guidance.matching.measure_choices import StatedName

_QR_PIXELS = 108
_QR_HEIGHT = 90.0

_VERDICT = (
    SheetColumn("序号", 6),
    SheetColumn("结论", 16),
    SheetColumn("措施", 30),
    SheetColumn("一句话说明（编者所拟）", 50),
    SheetColumn("条文", 16),
    SheetColumn("还须核对", 40),
)
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
    SheetColumn("文件效力状态", 18),
    SheetColumn("条文 SHA-256", 24),
)
_LINK_COLUMN, _QR_COLUMN = 11, 12
_FURTHER = (
    SheetColumn("序号", 6),
    SheetColumn("措施", 34),
    SheetColumn("主管部委及依据", 60),
    *(SheetColumn(name.label, 18) for name in StatedName),
    SheetColumn("提示", 60),
    SheetColumn("后来的规定", 60),
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
    SheetColumn("结论", 12),
    SheetColumn("措施", 34),
    SheetColumn("条文", 30),
    SheetColumn("停止执行或不符合之处：判断事项、回答、原文", 70),
    SheetColumn("措施原文", 50),
    SheetColumn("条文永久链接", 34),
    SheetColumn("条文 SHA-256", 34),
    SheetColumn("措施标识", 24),
)
_LIMIT = (
    SheetColumn("序号", 6),
    SheetColumn("须注意的限制", 34),
    SheetColumn("条文", 30),
    SheetColumn("一句话说明（编者所拟）", 40),
    SheetColumn("原文", 60),
    SheetColumn("还须核对", 40),
    SheetColumn("提示", 50),
    SheetColumn("条文永久链接", 44),
)
_PROFILE = (SheetColumn("项目", 34), SheetColumn("内容", 90))


def xlsx_bytes(pack: Pack) -> bytes:
    """Return the workbook; the same pack is always the same bytes."""
    book = workbook(title=pack.title, creator=pack.made_by)
    _fill_sheet(book.create_sheet("结论"), _VERDICT, map(_verdict_row, pack.offered), pack)
    _fill_profile(book.create_sheet("单位情况"), pack)
    _fill_results(book.create_sheet("结果"), pack)
    _fill_sheet(book.create_sheet("理由"), _REASON, _reason_rows(pack), pack)
    _fill_sheet(book.create_sheet("部委与提示"), _FURTHER, map(_further_row, pack.offered), pack)
    _fill_sheet(book.create_sheet("条件不符"), _EXCLUDED, map(_excluded_row, pack.excluded), pack)
    if pack.limits:
        _fill_sheet(book.create_sheet("须注意的限制"), _LIMIT, map(_limit_row, pack.limits), pack)
    return saved_bytes(book)


def _verdict_row(entry: PackEntry) -> tuple[str, ...]:
    measure = entry.measure
    return (
        str(entry.number),
        entry.verdict,
        measure.title,
        measure.promise,
        measure.article.label,
        "\n".join(entry.missing),
    )


def _fill_results(sheet: Worksheet, pack: Pack) -> None:
    _fill_sheet(sheet, _RESULT, map(_result_row, pack.offered), pack, least_height=_QR_HEIGHT)
    for row, entry in enumerate(pack.offered, start=2):
        make_link(sheet.cell(row, _LINK_COLUMN), entry.permalink)
        sheet.add_image(_qr_image(entry.permalink, row))


def _result_row(entry: PackEntry) -> tuple[str, ...]:
    measure, article = entry.measure, entry.measure.article
    return (
        str(entry.number),
        entry.verdict,
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
        entry.standing,
        article.sha256,
    )


def _further_row(entry: PackEntry) -> tuple[str, ...]:
    measure = entry.measure
    ministries, cautions = "\n".join(map(str, entry.match.ministries)), "\n".join(map(str, measure.cautions))
    later = "\n".join(entry.later_rules)
    return (
        str(entry.number),
        measure.title,
        ministries,
        *map(str, measure.stated),
        cautions,
        later,
        measure.slug,
    )


def _reason_rows(pack: Pack) -> list[tuple[str, ...]]:
    return [
        (
            str(entry.number),
            entry.measure.title,
            entry.verdict,
            reason.label,
            reason.answer,
            reason.finding.label,
            "\n".join(reason.quotes),
        )
        for entry in pack.offered
        for reason in entry.match.reasons
    ]


def _excluded_row(entry: PackEntry) -> tuple[str, ...]:
    measure, article = entry.measure, entry.measure.article
    return (
        str(entry.number),
        entry.match.verdict.label,
        measure.title,
        article.short_citation,
        "\n".join(map(str, entry.match.failed)),
        "\n".join(measure.words),
        entry.permalink,
        article.sha256,
        measure.slug,
    )


def _limit_row(entry: PackEntry) -> tuple[str, ...]:
    measure = entry.measure
    return (
        str(entry.number),
        measure.title,
        measure.article.short_citation,
        measure.promise,
        "\n".join(measure.words),
        "\n".join(entry.missing),
        "\n".join(map(str, measure.cautions)),
        entry.permalink,
    )


def _fill_profile(sheet: Worksheet, pack: Pack) -> None:
    rows = [
        ("文件", pack.title),
        ("说明", pack.notice),
        *(("文件的年份与效力", standing) for standing in pack.standings),
        ("制作日期", pack.made_on.isoformat()),
        ("制作", pack.made_by),
        *([("所问的问题", pack.question)] if pack.question else []),
        *pack.profile,
        *((f"只列出：{name}", value) for name, value in pack.narrowed),
        *((f"{label}（项）", str(count)) for label, count in pack.counts),
        *((f"“{label}”的意思", explanation) for label, explanation in VERDICTS_EXPLAINED),
        ("同一结果的网址", pack.address),
        ("内容校验值（SHA-256）", pack.hash),
        ("怎样核对", "下载同一结果的校验文本（网址中的 pack.txt），其 SHA-256 即为校验值；算法见门户文档。"),
        *pack.signature_lines,
    ]
    _fill_sheet(sheet, _PROFILE, rows, pack)


def _fill_sheet(
    sheet: Worksheet,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[str]],
    pack: Pack,
    *,
    least_height: float = 0,
) -> None:
    printed = PrintedWords(
        f"{pack.title} {pack.made_on.isoformat()}", "仅供查阅，不是行政决定", f"校验值 {pack.hash}"
    )
    write_table(sheet, columns, rows, printed, least_height=least_height)


def _qr_image(address: str, row: int) -> Image:
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
