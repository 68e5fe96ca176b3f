"""What was found in a draft, in Excel: one row a finding."""

from __future__ import annotations

from articles.checking import Finding, FindingKind, Report
from articles.exports.checks.finding_words import MOST_FINDINGS, address_of, difference_text, left_out
from articles.exports.sheets import (
    PrintedWords,
    SheetColumn,
    link_addresses,
    saved_bytes,
    workbook,
    write_table,
)

_COLUMNS = (
    SheetColumn("序号", 6),
    SheetColumn("结论", 12),
    SheetColumn("种类", 8),
    SheetColumn("在第几行", 10),
    SheetColumn("稿中的话", 60),
    SheetColumn("说明", 50),
    SheetColumn("不同的字", 40),
    SheetColumn("应为", 60),
    SheetColumn("出处", 44),
    SheetColumn("效力状态", 12),
    SheetColumn("原文", 70),
    SheetColumn("也见于", 40),
    SheetColumn("网址", 44),
    SheetColumn("SHA-256", 24),
)


def xlsx_bytes(text: str, report: Report, *, title: str, made_by: str) -> bytes:
    book = workbook(title=title, creator=made_by)
    sheet = book.create_sheet("核验结果")
    findings = report.findings[:MOST_FINDINGS]
    rows = [_row(number, finding, text) for number, finding in enumerate(findings, start=1)]
    remark = left_out(report)
    if remark:
        rows.append(("", remark, *[""] * (len(_COLUMNS) - 2)))
    write_table(sheet, _COLUMNS, rows, PrintedWords(title, made_by, remark or f"共 {len(rows)} 处"))
    addresses = (address_of(finding.unit) if finding.unit else "" for finding in findings)
    link_addresses(sheet, _COLUMNS, addresses)
    return saved_bytes(book)


def _row(number: int, finding: Finding, text: str) -> tuple[str, ...]:
    unit = finding.unit
    return (
        str(number),
        finding.verdict_label,
        FindingKind(finding.kind).label,
        str(text.count("\n", 0, finding.start) + 1),
        finding.words,
        finding.explanation,
        "\n".join(map(difference_text, finding.differences)),
        finding.right,
        (unit.citation or unit.label) if unit else "",
        finding.status_label,
        unit.text if unit else "",
        "\n".join(other.citation or other.label for other in finding.elsewhere),
        address_of(unit) if unit else "",
        unit.sha256 if unit else "",
    )
