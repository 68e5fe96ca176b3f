"""Word documents as offices make them, written as XML where python-docx has no words for it."""

import io
from collections.abc import Iterable

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def document_bytes(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def with_paragraph(xml: str, *, before: str = "") -> Document:
    """A document whose second paragraph holds `xml`."""
    document = Document()
    document.add_paragraph("某办法")
    spaces = nsdecls("w", "wp", "a", "r", "m") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    document.element.body.insert(1, parse_xml(f"<w:p {spaces}>{before}{xml}</w:p>"))
    return document


def add_notes(document: Document, texts: Iterable[str], *, kind: str = "footnote") -> None:
    notes = "".join(
        f'<w:{kind} w:id="{number}"><w:p>{run(text)}</w:p></w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )
    separator = f'<w:{kind} w:id="0" w:type="separator"><w:p/></w:{kind}>'
    blob = f"<w:{kind}s {W}>{separator}{notes}</w:{kind}s>".encode()
    name, content = f"/word/{kind}s.xml", "application/xml"
    part = Part(PackURI(name), content, blob, document.part.package)
    kinds = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
    document.part.relate_to(part, kinds[kind])


def level(depth: int, number_format: str, text: str, *, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def starts_at(depth: int, number: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{number}"/></w:lvlOverride>'


def numbered_document(
    definitions: list[str],
    lists: dict[int, tuple[int, str]],
    places: Iterable[tuple[int, int]],
    *,
    styles: Iterable[str] = (),
) -> Document:
    """Paragraphs of `lists` (number → definition, overrides); each place is (list, level), 0 for no list."""
    document = Document()
    root = document.part.numbering_part.element
    for element in list(root):
        root.remove(element)
    for name, definition in enumerate(definitions):
        root.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="{name}">{definition}</w:abstractNum>'))
    for number, (name, overrides) in lists.items():
        link = f'<w:abstractNumId w:val="{name}"/>'
        root.append(parse_xml(f'<w:num {W} w:numId="{number}">{link}{overrides}</w:num>'))
    for style in styles:
        document.styles.element.append(parse_xml(style))
    for number, depth in places:
        number_in(document.add_paragraph("文"), number, depth)
    return document


def number_in(paragraph, number: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    xml = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(xml))


def add_paragraph_in_style(document: Document, name: str) -> None:
    paragraph = document.add_paragraph("文")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle {W} w:val="{name}"/>'))


def merge_cells(table, first: tuple[int, int], last: tuple[int, int]) -> None:
    table.cell(*first).merge(table.cell(*last))
