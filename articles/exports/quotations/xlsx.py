"""Quotations in Excel: one row a unit on the first sheet, one row a link on the second."""

from __future__ import annotations

from articles.exports.quotations.quotation_words import Quotation, QuotationList
from articles.exports.sheets import (
    PrintedWords,
    SheetColumn,
    link_addresses,
    saved_bytes,
    workbook,
    write_table,
)

UNITS = (
    SheetColumn("序号", 6),
    SheetColumn("文件", 24),
    SheetColumn("发文字号", 24),
    SheetColumn("条", 12),
    SheetColumn("标题", 28),
    SheetColumn("原文", 70),
    SheetColumn("说明", 30),
    SheetColumn("链接（种类：名称，依据）", 60),
    SheetColumn("效力状态", 10),
    SheetColumn("后来的规定", 60),
    SheetColumn("引用（GB/T 7714）", 50),
    SheetColumn("网址", 44),
    SheetColumn("SHA-256", 24),
)
_LINKS = (
    SheetColumn("序号", 6),
    SheetColumn("条", 30),
    SheetColumn("种类", 12),
    SheetColumn("名称", 30),
    SheetColumn("依据", 12),
    SheetColumn("原文的话", 60),
    SheetColumn("理由", 60),
)


def xlsx_bytes(quotation_list: QuotationList) -> bytes:
    """Return the workbook; the same list is always the same bytes."""
    book = workbook(title=quotation_list.title, creator=quotation_list.made_by)
    printed = PrintedWords(
        f"{quotation_list.title} {quotation_list.made_on.isoformat()}",
        quotation_list.made_by,
        quotation_list.remark,
    )
    units = book.create_sheet("条文")
    write_table(
        units,
        UNITS,
        map(unit_row, range(1, len(quotation_list.quotations) + 1), quotation_list.quotations),
        printed,
    )
    link_addresses(units, UNITS, (quotation.address for quotation in quotation_list.quotations))
    write_table(book.create_sheet("链接"), _LINKS, _links(quotation_list), printed)
    return saved_bytes(book)


def unit_row(number: int, quotation: Quotation) -> tuple[str, ...]:
    return (
        str(number),
        quotation.document,
        quotation.document_number,
        quotation.label,
        quotation.title,
        quotation.text,
        quotation.remark,
        "\n".join(map(str, quotation.links)),
        quotation.status,
        "\n".join(quotation.later_rules),
        quotation.reference,
        quotation.address,
        quotation.sha256,
    )


def _links(quotation_list: QuotationList) -> list[tuple[str, ...]]:
    return [
        (str(number), quotation.citation, link.kind, link.name, link.basis, link.quote, link.reason)
        for number, quotation in enumerate(quotation_list.quotations, start=1)
        for link in quotation.links
    ]
