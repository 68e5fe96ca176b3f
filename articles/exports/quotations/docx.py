"""Quotations in Word: each numbered as a reference, the references (GB/T 7714, 顺序编码制) at the end."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from articles.exports.office_files import with_fixed_times
from articles.exports.quotations.quotation_words import Quotation, QuotationList
from articles.exports.word_layout import (
    BODY,
    HEITI,
    KAITI,
    SONGTI,
    TITLE,
    XIAOBIAOSONG,
    add_paragraph,
    add_run,
    add_text,
    set_page,
    set_properties,
    set_styles,
)
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import written_date

_SMALL, _SMALL_LINE = Pt(12), Pt(18)  # 小四


def docx_bytes(quotation_list: QuotationList) -> bytes:
    """Return the document; the same list is always the same bytes."""
    document = Document()
    set_page(document)
    set_styles(document)
    set_properties(document, title=quotation_list.title, author=quotation_list.made_by)
    _head(document, quotation_list)
    for number, quotation in enumerate(quotation_list.quotations, start=1):
        _quotation(document, quotation, number)
    _references(document, quotation_list)
    output = io.BytesIO()
    document.save(output)
    return with_fixed_times(output)


def _head(document, quotation_list: QuotationList) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(36)
    add_run(title, quotation_list.title, XIAOBIAOSONG, TITLE)
    origin = document.add_paragraph()
    origin.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(
        origin,
        f"{quotation_list.made_by}　{written_date(quotation_list.made_on)}　{quotation_list.remark}",
        KAITI,
        _SMALL,
    )
    document.add_paragraph()


def _quotation(document, quotation: Quotation, number: int) -> None:
    if quotation.remark:
        _add_small_paragraph(document, quotation.remark).paragraph_format.keep_with_next = True
    place = add_paragraph(document, "")
    place.paragraph_format.keep_with_next = True
    add_run(place, quotation.citation, HEITI, BODY)
    _add_reference_mark(place, number)
    add_text(document, quotation.text, quotation.spans)
    for rule in quotation.later_rules_in_brief:
        _add_small_paragraph(document, f"后来的规定：{rule}")
    document.add_paragraph().paragraph_format.line_spacing = _SMALL_LINE


def _add_small_paragraph(document, words: str) -> Paragraph:
    """What the portal says about a text, set apart from it."""
    paragraph = add_paragraph(document, "")
    paragraph.paragraph_format.line_spacing = _SMALL_LINE
    add_run(paragraph, words, KAITI, _SMALL)
    return paragraph


def _add_reference_mark(paragraph: Paragraph, number: int) -> None:
    """The number of the reference, raised: [1]."""
    mark = paragraph.add_run(f"[{number}]")
    mark.font.superscript = True


def _references(document, quotation_list: QuotationList) -> None:
    document.add_heading("参考文献", level=1)
    for number, quotation in enumerate(quotation_list.quotations, start=1):
        line = document.add_paragraph()
        line.paragraph_format.line_spacing = _SMALL_LINE
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(24), Pt(-24)
        add_run(line, f"[{number}] {quotation.reference}", SONGTI, _SMALL)
    statuses = "；".join(
        dict.fromkeys(
            f"{in_title_marks(quotation.document)}效力状态：{quotation.status}"
            for quotation in quotation_list.quotations
        )
    )
    note = document.add_paragraph()
    note.paragraph_format.line_spacing = _SMALL_LINE
    add_run(
        note, f"条文逐字取自{quotation_list.made_by}。{statuses}。{quotation_list.address}", KAITI, _SMALL
    )
