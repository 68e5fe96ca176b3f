"""A matrix as a workbook: the numbers, and every link that they count."""

from __future__ import annotations

from datetime import date

from articles.analysis.matrix import LinkInMatrix, Matrix, links_counted
from articles.exports.sheets import (
    PrintedWords,
    SheetColumn,
    link_addresses,
    saved_bytes,
    workbook,
    write_table,
)
from articles.reading.site_address import site_address
from articles.text.citing.naming.titles import in_title_marks

_WIDEST, _NUMBER = 40, 12


def xlsx_bytes(matrix: Matrix, *, made_on: date, made_by: str) -> bytes:
    """Return the workbook; the same matrix is always the same bytes."""
    title = f"{in_title_marks(matrix.crossing.policy.title)}{_dimensions(matrix)}"
    printed = PrintedWords(f"{title} {made_on.isoformat()}", made_by, matrix.crossing.scope.label)
    book = workbook(title=title, creator=made_by)
    head, *rows = matrix.table()
    columns = [SheetColumn(str(head[0]), _WIDEST), *(SheetColumn(str(name), _NUMBER) for name in head[1:])]
    write_table(book.create_sheet("条数"), columns, rows, printed)
    _write_links(book.create_sheet("明细"), matrix, printed)
    return saved_bytes(book)


def _dimensions(matrix: Matrix) -> str:
    return f"{matrix.row_axis.dimension.label} × {matrix.col_axis.dimension.label}"


def _write_links(sheet, matrix: Matrix, printed: PrintedWords) -> None:
    columns = [
        SheetColumn(matrix.row_axis.dimension.label, _WIDEST),
        SheetColumn(matrix.col_axis.dimension.label, _WIDEST),
        SheetColumn("文件", 24),
        SheetColumn("条", 12),
        SheetColumn("标题", 28),
        SheetColumn("依据", 12),
        SheetColumn("原文的话", 60),
        SheetColumn("理由", 50),
        SheetColumn("网址", 44),
    ]
    links = list(links_counted(matrix))
    write_table(sheet, columns, map(_link_row, links), printed)
    link_addresses(sheet, columns, map(_address, links))


def _link_row(link: LinkInMatrix) -> tuple[str, ...]:
    article = link.article
    place = (article.policy.title, article.label, article.display_title)
    return (link.row, link.cols, *place, link.basis, link.quote, link.reason, _address(link))


def _address(link: LinkInMatrix) -> str:
    return site_address(link.article.get_absolute_url())
