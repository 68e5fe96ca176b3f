"""Text of Word documents, a line for each paragraph and table row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.docx_numbering import Numbering
from articles.importing.readers.limits import check_package

#: Deleted and moved text, fallbacks and text boxes: not part of the text.
_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:instrText", "w:rPr", "w:pPr")))
#: What `zipfile`, `lxml` and `docx` raise for a file that is damaged or encrypted.
_BROKEN = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def docx_text(content: bytes) -> str:
    """Return the text of a document's body; numbers that Word counts by itself (第%1条) are written out.

    Raises UnreadableFileError for what is no Word document.
    """
    try:
        check_package(content)
        document = Document(io.BytesIO(content))
    except UnreadableFileError:
        raise
    except _BROKEN as error:
        raise UnreadableFileError("不是完好的 .docx 文件（旧式 .doc 请先另存为 .docx）") from error
    numbering = Numbering(document)
    return "".join(f"{line}\n" for line in _lines(document.element.body, numbering))


def _lines(container: etree._Element, numbering: Numbering) -> Iterator[str]:
    for element in container:
        if element.tag == qn("w:p"):
            yield numbering.label(element) + _text(element)
        elif element.tag == qn("w:tbl"):
            yield from _rows(element, numbering)
        elif element.tag == qn("w:sdt") and (inner := element.find(qn("w:sdtContent"))) is not None:
            yield from _lines(inner, numbering)


def _rows(table: etree._Element, numbering: Numbering) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        cells = (" ".join(_lines(cell, numbering)).strip() for cell in row.findall(qn("w:tc")))
        yield "\t".join(cells)


def _text(element: etree._Element) -> str:
    if element.tag in _SKIPPED or element.tag == _FALLBACK:
        return ""
    if element.tag == qn("w:t"):
        return element.text or ""
    return _WRITTEN.get(element.tag, "") + "".join(_text(child) for child in element)
