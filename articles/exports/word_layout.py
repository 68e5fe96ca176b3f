"""Shared layout of the portal's Word documents: page, fonts and runs as GB/T 9704—2012 asks."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from articles.exports.office_files import FIXED_TIME, printable
from articles.text.tables import PrintedTable, TableCell, blocks

FANGSONG, XIAOBIAOSONG, HEITI, KAITI, SONGTI = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
BODY, TITLE, FOOT = Pt(16), Pt(22), Pt(14)  # 三号, 二号, 四号
_LINE = Pt(28)  # 22 lines fill 225 mm
_LONGEST_PROPERTY = 255  # python-docx refuses longer ones


def set_page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)  # a text block of 156 × 225 mm
    section.footer_distance = Mm(25)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(footer, "— ", SONGTI, FOOT)
    add_field(footer, "PAGE")
    add_run(footer, " —", SONGTI, FOOT)


def set_properties(document, *, title: str, author: str) -> None:
    """The properties of the file, which hold less than titles do."""
    properties = document.core_properties
    properties.title, properties.author = title[:_LONGEST_PROPERTY], author[:_LONGEST_PROPERTY]
    properties.language, properties.comments, properties.last_modified_by = "zh-CN", "", ""
    properties.created = properties.modified = FIXED_TIME


def set_styles(document) -> None:
    normal = document.styles["Normal"]
    set_font(normal, FANGSONG, BODY)
    normal.paragraph_format.line_spacing = _LINE
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    for level, font in ((1, HEITI), (2, KAITI)):
        heading = document.styles[f"Heading {level}"]
        set_font(heading, font, BODY)
        heading.font.bold, heading.font.italic, heading.font.color.rgb = False, False, None
        heading.paragraph_format.line_spacing = _LINE
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(14)
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def set_font(style: ParagraphStyle, name: str, size: Pt) -> None:
    style.font.name, style.font.size = "Times New Roman", size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


def add_run(paragraph: Paragraph, text: str, font: str, size: Pt) -> None:
    run = paragraph.add_run(printable(text))
    run.font.size = size
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def add_field(paragraph: Paragraph, name: str) -> None:
    run = paragraph.add_run()
    run.font.size = FOOT
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run._element.append(element)


def add_paragraph(document, text: str, *, indent: bool = True) -> Paragraph:
    paragraph = document.add_paragraph(printable(text))
    if indent:
        paragraph.paragraph_format.first_line_indent = BODY * 2
    return paragraph


def add_text(
    document, text: str, spans: Sequence[Sequence[int]] = (), *, goes_on: Paragraph | None = None
) -> None:
    """Add the paragraphs and tables of a text; its first paragraph ends the one that `goes_on`, if any.

    Empty lines are left out.
    """
    for place, block in enumerate(blocks(text, spans)):
        if isinstance(block, PrintedTable):
            add_table(document, block)
        elif goes_on is not None and not place:
            goes_on.add_run(printable(block.text))
        elif block.text:
            add_paragraph(document, block.text)


def add_table(document, table: PrintedTable) -> None:
    """Add a table with its merged cells; its head comes again on every page."""
    word_table = document.add_table(rows=len(table.rows), cols=table.width, style="Table Grid")
    places = [list(row.tc_lst) for row in word_table._tbl.tr_lst]
    for row, cells in enumerate(table.rows):
        for cell in cells:
            _merge(places, row, cell)
            _fill(_Cell(places[row][cell.column], word_table).paragraphs[0], cell)
    for row in word_table._tbl.tr_lst[: table.heads]:
        row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _merge(places: list[list], row: int, cell: TableCell) -> None:
    for below in range(cell.rows):
        first, *beside = places[row + below][cell.column : cell.column + cell.columns]
        if beside:
            first.grid_span = cell.columns
        for covered in beside:
            covered.getparent().remove(covered)
        if cell.rows > 1:
            first.vMerge = "continue" if below else "restart"


def _fill(paragraph: Paragraph, cell: TableCell) -> None:
    paragraph.paragraph_format.line_spacing = Pt(18)
    if cell.is_head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(paragraph, cell.text, HEITI if cell.is_head else FANGSONG, Pt(12))
