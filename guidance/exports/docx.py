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

from articles.exports.office_files import FIXED_TIME, printable, with_fixed_times
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
    _styles(document)
    _footer(document, pack)
    _properties(document, pack)
    _head(document, pack)
    _overview(document, pack)
    _situation(document, pack)
    _evidence(document, pack)
    _explanations(document, pack)
    _annex(document, pack)
    saved = io.BytesIO()
    document.save(saved)
    return with_fixed_times(saved)


def _styles(document) -> None:
    set_styles(document)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.line_spacing = _TEXT, _LINE
    for level, size in ((1, Pt(16)), (2, Pt(14))):
        heading = document.styles[f"Heading {level}"]
        heading.font.size = size
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(6)
        heading.paragraph_format.keep_with_next = True


def _footer(document, pack: Pack) -> None:
    """The footer of every page: page number, disclaimer and checksum."""
    footer = document.sections[0].footer
    footer.paragraphs[0].paragraph_format.line_spacing = Pt(18)
    document.sections[0].footer_distance = Mm(14)
    for text in ("仅供查阅，不是行政决定。内容校验值（SHA-256）：", pack.hash):
        line = footer.add_paragraph()
        line.alignment, line.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(11)
        add_run(line, text, SONGTI, Pt(8))


def _properties(document, pack: Pack) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = pack.title, pack.made_by, ""
    properties.language, properties.last_modified_by = "zh-CN", ""
    properties.created = properties.modified = FIXED_TIME


def _head(document, pack: Pack) -> None:
    title = document.add_paragraph()
    title.alignment, title.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(36)
    add_run(title, pack.title, XIAOBIAOSONG, TITLE)
    made = document.add_paragraph()
    made.alignment, made.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(10)
    add_run(made, f"{pack.made_by}　{written_date(pack.made_on)}", KAITI, _TEXT)
    _line(document, pack.notice, indent=True)


def _situation(document, pack: Pack) -> None:
    document.add_heading("二、单位情况", level=1)
    asked = [("所问的问题", pack.question)] if pack.question else []
    narrowed = tuple((f"只列出（{name}）", value) for name, value in pack.narrowed)
    _pairs(document, (*asked, *pack.profile, *narrowed, ("同一结果的网址", pack.address)))


def _limits(document, pack: Pack) -> None:
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
    _table(document, _LIMITS, rows)


def _overview(document, pack: Pack) -> None:
    document.add_heading("一、结论", level=1)
    _limits(document, pack)
    for standing in pack.standings:
        _line(document, standing, indent=True)
    counts = "，".join(f"{label} {count} 项" for label, count in pack.counts)
    _line(document, f"{counts}。已停止执行和条件不符的见附件。", indent=True)
    if not pack.offered:
        _line(document, "没有可以列出的措施。", indent=True)
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
    _table(document, _OVERVIEW, rows)


def _evidence(document, pack: Pack) -> None:
    if not pack.offered:
        return
    document.add_heading("三、逐项依据", level=1)
    for entry in pack.offered:
        document.add_heading(f"{entry.number}．{entry.measure.title}", level=2)
        verdict = _leading(document, "")
        add_run(verdict, entry.verdict, HEITI, _TEXT)
        add_run(verdict, f"　{entry.measure.article.short_citation}　{entry.force}", FANGSONG, _TEXT)
        _leading(document, f"{entry.measure.promise}（编者所拟的说明，以原文为准）", indent=True)
        for quote in entry.measure.words:
            quoted = _leading(document, "")
            quoted.paragraph_format.left_indent = _TEXT * 2
            add_run(quoted, f"“{printable(quote)}”", KAITI, _TEXT)
        rows = [
            (reason.label, reason.short_answer, reason.finding.label, "\n".join(reason.quotes))
            for reason in entry.match.reasons
        ]
        _table(document, _REASONS, rows)
        _details(document, entry)


def _details(document, entry: PackEntry) -> None:
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
    table = _pairs(document, [(name, text) for name, text in rows if text])
    picture = table.rows[-1].cells[1].add_paragraph()
    picture.paragraph_format.line_spacing = 1.0
    picture.add_run().add_picture(io.BytesIO(qr_png(entry.permalink)), width=Mm(26))


def _explanations(document, pack: Pack) -> None:
    document.add_heading("四、说明" if pack.offered else "三、说明", level=1)
    for label, explanation in VERDICTS_EXPLAINED:
        _line(document, f"{label}：{explanation}", indent=True)
    _line(
        document,
        "引号中的文字逐字取自条文。条文 SHA-256 是条文原文 UTF-8 字节的校验值。内容校验值由所填情况、"
        "各项结论、理由、原文和条文校验值算出，与填写次序和制作日期无关；在同一结果的网址可以下载校验文本，"
        "其 SHA-256 即为此值。",
        indent=True,
    )
    _pairs(document, pack.signature_lines)


def _annex(document, pack: Pack) -> None:
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
    _table(document, _EXCLUDED, rows)


def _line(document, text: str, *, indent: bool = False) -> Paragraph:
    paragraph = document.add_paragraph(printable(text))
    if indent:
        paragraph.paragraph_format.first_line_indent = _TEXT * 2
    return paragraph


def _leading(document, text: str, *, indent: bool = False) -> Paragraph:
    """A line kept on the same page as the next paragraph."""
    paragraph = _line(document, text, indent=indent)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _pairs(document, rows: Iterable[tuple[str, str]]) -> Table:
    table = _grid(document, _PAIR)
    for name, text in rows:
        row = table.add_row()
        _row_property(row, "w:cantSplit")
        _write(row.cells[0], name, font=HEITI)
        _write(row.cells[1], text)
    return table


def _table(document, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
    """A table whose heading row is repeated on each page and whose rows do not break across pages."""
    table = _grid(document, [Mm(width) for _, width in columns])
    head = table.add_row()
    _row_property(head, "w:tblHeader")
    for cell, (name, _) in zip(head.cells, columns, strict=True):
        _write(cell, name, font=HEITI)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in rows:
        added = table.add_row()
        _row_property(added, "w:cantSplit")
        for cell, text in zip(added.cells, row, strict=True):
            _write(cell, text)


def _grid(document, widths: Sequence[Length]) -> Table:
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _row_property(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _write(cell: _Cell, text: str, *, font: str = FANGSONG) -> None:
    first, *rest = printable(text, keep="\n").split("\n")
    for paragraph, line in [(cell.paragraphs[0], first), *((cell.add_paragraph(), line) for line in rest)]:
        paragraph.paragraph_format.line_spacing = _TABLE_LINE
        add_run(paragraph, line, font, _SMALL)
