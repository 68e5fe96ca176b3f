"""Text of Word documents, a line for each paragraph and table row."""

from __future__ import annotations

import io

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from articles.importing.readers.decoding import UnreadableFileError
from articles.importing.readers.docx_body import Body
from articles.importing.readers.docx_outside_body import outside_body
from articles.importing.readers.extraction import Extraction, extraction_of
from articles.importing.readers.file_size import DAMAGED_PACKAGE, check_package

#: What `zipfile`, `lxml` and `docx` raise for a file that is damaged or encrypted.
DAMAGED = (*DAMAGED_PACKAGE, PackageNotFoundError, etree.XMLSyntaxError)


def read_docx(content: bytes, *, is_converted: bool = False) -> Extraction:
    """Return a document's text with notes and text boxes; numbers that Word counts by itself (第%1条) are
    written out. What is not in the text is named. `is_converted` says that LibreOffice wrote it.

    Raises UnreadableFileError for what is no Word document.
    """
    try:
        check_package(content)
        document = Document(io.BytesIO(content))
    except UnreadableFileError:
        raise
    except DAMAGED as error:
        raise UnreadableFileError("不是完好的 .docx 文件（可能加了密，或是改了扩展名的其他文件）") from error
    body = Body(document, is_converted)
    lines = list(body.lines(document.element.body))
    return extraction_of(lines, [*body.omitted(), *outside_body(document)])
