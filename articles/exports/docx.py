"""Word documents laid out as GB/T 9704—2012 (党政机关公文格式) asks: A4, 三号仿宋, 22 lines of 28 characters.

It is an export, no original: there is no red head, and a note says where it comes from.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from articles.exports.content import Content
from articles.models import Division

_FANGSONG, _XIAOBIAOSONG, _HEITI, _KAITI, _SONGTI = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
_BODY, _TITLE, _FOOT = Pt(16), Pt(22), Pt(14)  # 三号, 二号, 四号
_LINE = Pt(28)  # 22 lines fill 225 mm
_HEADINGS = {"part": 1, "subpart": 1, "chapter": 1, "section": 2}
_FIXED = datetime(2000, 1, 1)  # one export of one text is always the same bytes


def docx_bytes(content: Content, *, url: str, exported_from: str) -> bytes:
    """Return the document; `url` is its page, `exported_from` the name of the portal."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _properties(document, content)
    _head(document, content)
    if content.is_whole:
        _passages(document, content)
    _articles(document, content)
    if content.is_whole:
        _tail(document, content)
    _note(document, content, url=url, exported_from=exported_from)
    saved = io.BytesIO()
    document.save(saved)
    return _with_fixed_times(saved)


def _set_page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)  # a text block of 156 × 225 mm
    section.footer_distance = Mm(25)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "— ", _SONGTI, _FOOT)
    _field(foot, "PAGE")
    _run(foot, " —", _SONGTI, _FOOT)


def _set_styles(document) -> None:
    normal = document.styles["Normal"]
    _font(normal, _FANGSONG, _BODY)
    normal.paragraph_format.line_spacing = _LINE
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    for level, font in ((1, _HEITI), (2, _KAITI)):
        heading = document.styles[f"Heading {level}"]
        _font(heading, font, _BODY)
        heading.font.bold, heading.font.italic, heading.font.color.rgb = False, False, None
        heading.paragraph_format.line_spacing = _LINE
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(14)
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _font(style: ParagraphStyle, name: str, size: Pt) -> None:
    style.font.name, style.font.size = "Times New Roman", size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


def _run(paragraph: Paragraph, text: str, font: str, size: Pt) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _field(paragraph: Paragraph, name: str) -> None:
    run = paragraph.add_run()
    run.font.size = _FOOT
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run._element.append(element)


def _properties(document, content: Content) -> None:
    policy, properties = content.policy, document.core_properties
    properties.title = content.articles[0].short_citation if not content.is_whole else policy.title
    properties.author = "、".join(issuer.name for issuer in policy.issuers.all())[:255]
    properties.language, properties.comments, properties.last_modified_by = "zh-CN", "", ""
    properties.created = properties.modified = _FIXED


def _head(document, content: Content) -> None:
    policy = content.policy
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(36)
    _run(title, policy.title, _XIAOBIAOSONG, _TITLE)
    for line in (policy.document_number, *policy.adoption.split("\n")):
        if line:
            _paragraph(document, line, indent=False).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()


def _passages(document, content: Content) -> None:
    policy = content.policy
    if policy.addressees_text:
        _paragraph(document, policy.addressees_text, indent=False)
    for line in filter(None, policy.notice.split("\n")):
        _paragraph(document, line)
    if policy.notice:
        _signature(document, content)
        document.add_paragraph()
    for line in filter(None, policy.introduction.split("\n")):
        _paragraph(document, line)


def _articles(document, content: Content) -> None:
    shown: set[int] = set()
    by_key = {division.pk: division for division in content.divisions}
    for article in content.articles:
        for division in _path(by_key, article.division_id):
            if division.pk not in shown:
                shown.add(division.pk)
                document.add_heading(str(division), level=_HEADINGS[division.kind])
                for line in filter(None, division.opening.split("\n")):
                    _paragraph(document, line)
        first, *rest = article.paragraphs
        paragraph = _paragraph(document, "")
        _run(paragraph, f"{article.label}\u3000", _HEITI, _BODY)
        paragraph.add_run(_printable(first))
        for line in rest:
            _paragraph(document, line)


def _path(by_key: dict[int, Division], division_id: int | None) -> list[Division]:
    division = by_key.get(division_id)
    return [*_path(by_key, division.parent_id), division] if division else []


def _tail(document, content: Content) -> None:
    if not content.policy.notice:  # a covering notice bears the signature itself
        _signature(document, content)
    for line in filter(None, content.policy.annex.split("\n")):
        _paragraph(document, line)


def _signature(document, content: Content) -> None:
    policy = content.policy
    if not policy.signed_on_text:
        return
    document.add_paragraph()
    for line in (*(issuer.printed_name for issuer in policy.issuers.all()), policy.signed_on_text):
        signature = _paragraph(document, line, indent=False)
        signature.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signature.paragraph_format.right_indent = Pt(64)  # 右空四字
        signature.paragraph_format.keep_with_next = line != policy.signed_on_text


def _note(document, content: Content, *, url: str, exported_from: str) -> None:
    policy = content.policy
    document.add_paragraph()
    told = f"本文件由{exported_from}导出，不是公文原件；效力状态：{policy.get_status_display()}。{url}"
    note = document.add_paragraph()
    _run(note, told, _KAITI, Pt(12))


def _paragraph(document, text: str, *, indent: bool = True) -> Paragraph:
    paragraph = document.add_paragraph(_printable(text))
    if indent:
        paragraph.paragraph_format.first_line_indent = _BODY * 2
    return paragraph


def _printable(text: str) -> str:
    """Control characters have no place in a Word document."""
    return "".join(character if character == "\t" or character >= " " else "\ufffd" for character in text)


def _with_fixed_times(saved: io.BytesIO) -> bytes:
    """The same parts with one fixed time each, so that the same content is the same file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(
                zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()
