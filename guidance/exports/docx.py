"""The evidence pack as a Word document, laid out as offices do (page and fonts of GB/T 9704—2012)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from articles.exports.office_files import printable, with_fixed_times
from articles.exports.qr import qr_png
from articles.exports.word_layout import (
    FANGSONG,
    HEITI,
    KAITI,
    SONGTI,
    TITLE,
    XIAOBIAOSONG,
    add_run,
    set_page,
    set_properties,
    set_styles,
)
from articles.text.numbers.dates import written_date
from guidance.exports.pack import VERDICTS_EXPLAINED, Pack, PackEntry

_TEXT, _SMALL = Pt(12), Pt(10.5)  # 小四, 五号
_LINE, _TABLE_LINE = Pt(20), Pt(16)
_PAIR = (Mm(34), Mm(122))
_OVERVIEW = (("序号", 12), ("结论", 24), ("措施和说明", 92), ("条文", 28))
_REASONS = (("判断事项", 46), ("所填回答", 30), ("是否符合", 20), ("决定性的原文", 60))
_EXCLUDED = (("序号", 12), ("结论", 22), ("措施及条文", 44), ("停止执行或不符合之处", 44), ("原文", 34))
_LIMITS = (("序号", 12), ("限制及条文", 46), ("说明（编者所拟，以原文为准）", 50), ("原文", 48))


def docx_bytes(pack: Pack) -> bytes:
    """Return the document; the same pack is always the same bytes."""
    document = Document()
    set_page(document)
    _set_styles(document)
    _add_footer(document, pack)
    set_properties(document, title=pack.title, author=pack.made_by)
    _add_head(document, pack)
    _add_overview(document, pack)
    _add_situation(document, pack)
    _add_evidence(document, pack)
    _add_explanations(document, pack)
    _add_annex(document, pack)
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_times(buffer)


def _set_styles(document) -> None:
    set_styles(document)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.line_spacing = _TEXT, _LINE
    for level, size in ((1, Pt(16)), (2, Pt(14))):
        heading = document.styles[f"Heading {level}"]
        heading.font.size = size
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(6)
        heading.paragraph_format.keep_with_next = True


def _add_footer(document, pack: Pack) -> None:
    """The footer of every page: page number, disclaimer and checksum."""
    footer = document.sections[0].footer
    footer.paragraphs[0].paragraph_format.line_spacing = Pt(18)
    document.sections[0].footer_distance = Mm(14)
    for text in ("仅供查阅，不是行政决定。内容校验值（SHA-256）：", pack.hash):
        line = footer.add_paragraph()
        line.alignment, line.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(11)
        add_run(line, text, SONGTI, Pt(8))


def _add_head(document, pack: Pack) -> None:
    title = document.add_paragraph()
    title.alignment, title.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(36)
    add_run(title, pack.title, XIAOBIAOSONG, TITLE)
    maker_line = document.add_paragraph()
    maker_line.alignment, maker_line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(10)
    add_run(maker_line, f"{pack.made_by}　{written_date(pack.made_on)}", KAITI, _TEXT)
    _add_line(document, pack.notice, indent=True)


def _add_situation(document, pack: Pack) -> None:
    document.add_heading("二、单位情况", level=1)
    question_rows = [("所问的问题", pack.question)] if pack.question else []
    filter_rows = tuple((f"只列出（{name}）", value) for name, value in pack.narrowed)
    _add_pairs(document, (*question_rows, *pack.profile, *filter_rows, ("同一结果的网址", pack.address)))


def _add_limits(document, pack: Pack) -> None:
    """What has to be heeded, before what may be had."""
    if not pack.limits:
        return
    document.add_heading("须注意的限制", level=2)
    rows = [
        (
            str(entry.number),
            f"{entry.measure.title}\n{entry.measure.article.short_citation}",
            "\n".join([entry.measure.promise, *(f"还须核对：{label}" for label in entry.missing)]),
            "\n".join(f"“{quote}”" for quote in entry.measure.words),
        )
        for entry in pack.limits
    ]
    _add_table(document, _LIMITS, rows)


def _add_overview(document, pack: Pack) -> None:
    document.add_heading("一、结论", level=1)
    _add_limits(document, pack)
    for standing in pack.standings:
        _add_line(document, standing, indent=True)
    counts = "，".join(f"{label} {count} 项" for label, count in pack.counts)
    _add_line(document, f"{counts}。已停止执行和条件不符的见附件。", indent=True)
    if not pack.offered:
        _add_line(document, "没有可以列出的措施。", indent=True)
        return
    rows = [
        (
            str(entry.number),
            entry.verdict,
            f"{entry.measure.title}\n{entry.measure.promise}",
            entry.measure.article.label,
        )
        for entry in pack.offered
    ]
    _add_table(document, _OVERVIEW, rows)


def _add_evidence(document, pack: Pack) -> None:
    if not pack.offered:
        return
    document.add_heading("三、逐项依据", level=1)
    for entry in pack.offered:
        document.add_heading(f"{entry.number}．{entry.measure.title}", level=2)
        verdict = _add_leading_line(document, "")
        add_run(verdict, entry.verdict, HEITI, _TEXT)
        add_run(verdict, f"　{entry.measure.article.short_citation}　{entry.force}", FANGSONG, _TEXT)
        _add_leading_line(document, f"{entry.measure.promise}（编者所拟的说明，以原文为准）", indent=True)
        for quote in entry.measure.words:
            paragraph = _add_leading_line(document, "")
            paragraph.paragraph_format.left_indent = _TEXT * 2
            add_run(paragraph, f"“{printable(quote)}”", KAITI, _TEXT)
        rows = [
            (reason.label, reason.short_answer, reason.finding.label, "\n".join(reason.quotes))
            for reason in entry.match.reasons
        ]
        _add_table(document, _REASONS, rows)
        _add_details(document, entry)


def _add_details(document, entry: PackEntry) -> None:
    """What else is known of a measure, and how to find and cite it, with the QR code of its article."""
    measure = entry.measure
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(6)
    rows = [
        ("还须核对", "\n".join(entry.missing)),
        ("主管部委", "\n".join(map(str, entry.match.ministries))),
        *((stated.name.label, str(stated)) for stated in measure.stated),
        ("提示", "\n".join(map(str, measure.cautions))),
        ("引用", f"{entry.citation}\n{entry.reference}"),
        ("后来的规定", "\n".join(entry.later_rules)),
        ("文件效力状态", entry.standing),
        ("条文 SHA-256", measure.article.sha256),
        ("永久链接", entry.permalink),
    ]
    table = _add_pairs(document, [(name, text) for name, text in rows if text])
    picture = table.rows[-1].cells[1].add_paragraph()
    picture.paragraph_format.line_spacing = 1.0
    picture.add_run().add_picture(io.BytesIO(qr_png(entry.permalink)), width=Mm(26))


def _add_explanations(document, pack: Pack) -> None:
    document.add_heading("四、说明" if pack.offered else "三、说明", level=1)
    for label, explanation in VERDICTS_EXPLAINED:
        _add_line(document, f"{label}：{explanation}", indent=True)
    _add_line(
        document,
        "引号中的文字逐字取自条文。条文 SHA-256 是条文原文 UTF-8 字节的校验值。内容校验值由所填情况、"
        "各项结论、理由、原文和条文校验值算出，与填写次序和制作日期无关；在同一结果的网址可以下载校验文本，"
        "其 SHA-256 即为此值。",
        indent=True,
    )
    _add_pairs(document, pack.signature_lines)


def _add_annex(document, pack: Pack) -> None:
    if not pack.excluded:
        return
    document.add_page_break()
    document.add_heading("附件　已停止执行和条件不符的措施及理由", level=1)
    rows = [
        (
            str(entry.number),
            entry.match.verdict.label,
            f"{entry.measure.title}\n{entry.measure.article.short_citation}",
            "\n".join(
                f"{reason.label.removesuffix('？')}：{reason.short_answer}" for reason in entry.match.failed
            ),
            "\n".join(f"“{quote}”" for reason in entry.match.failed for quote in reason.quotes),
        )
        for entry in pack.excluded
    ]
    _add_table(document, _EXCLUDED, rows)


def _add_line(document, text: str, *, indent: bool = False) -> Paragraph:
    paragraph = document.add_paragraph(printable(text))
    if indent:
        paragraph.paragraph_format.first_line_indent = _TEXT * 2
    return paragraph


def _add_leading_line(document, text: str, *, indent: bool = False) -> Paragraph:
    """A line kept on the same page as the next paragraph."""
    paragraph = _add_line(document, text, indent=indent)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _add_pairs(document, rows: Iterable[tuple[str, str]]) -> Table:
    table = _add_grid(document, _PAIR)
    for name, text in rows:
        row = table.add_row()
        _set_row_property(row, "w:cantSplit")
        _write_cell(row.cells[0], name, font=HEITI)
        _write_cell(row.cells[1], text)
    return table


def _add_table(document, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
    """A table whose heading row is repeated on each page and whose rows do not break across pages."""
    table = _add_grid(document, [Mm(width) for _, width in columns])
    head = table.add_row()
    _set_row_property(head, "w:tblHeader")
    for cell, (name, _) in zip(head.cells, columns, strict=True):
        _write_cell(cell, name, font=HEITI)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in rows:
        table_row = table.add_row()
        _set_row_property(table_row, "w:cantSplit")
        for cell, text in zip(table_row.cells, row, strict=True):
            _write_cell(cell, text)


def _add_grid(document, widths: Sequence[Length]) -> Table:
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _set_row_property(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _write_cell(cell: _Cell, text: str, *, font: str = FANGSONG) -> None:
    first, *rest = printable(text, keep="\n").split("\n")
    for paragraph, line in [(cell.paragraphs[0], first), *((cell.add_paragraph(), line) for line in rest)]:
        paragraph.paragraph_format.line_spacing = _TABLE_LINE
        add_run(paragraph, line, font, _SMALL)
