"""Readers: file → text, with the spans of its tables and what was left out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.importing.readers.docx import read_docx
from articles.importing.readers.extraction import Extraction, Omission, SourceSpan
from articles.importing.readers.file_kinds import READ_AS, SUFFIXES, reason_not_read
from articles.importing.readers.file_size import check_size
from articles.importing.readers.html import read_html
from articles.importing.readers.office import as_docx
from articles.importing.readers.pdf import read_pdf
from articles.text.parsing.several_documents import documents_in
from articles.text.storable import unstorable_at

__all__ = [
    "READ_AS",
    "SUFFIXES",
    "Omission",
    "SourceSpan",
    "SourceText",
    "UnreadableFileError",
    "documents_of",
    "read_content",
    "read_source",
    "reason_not_read",
]


def _read_plain(content: bytes) -> Extraction:
    return Extraction(decode(content))


_READERS: dict[str, Callable[[bytes], Extraction]] = {
    "txt": _read_plain,
    "md": _read_plain,
    "docx": read_docx,
    "html": read_html,
    "pdf": read_pdf,
}


@dataclass(frozen=True)
class SourceText:
    """The text of a file: verbatim for .txt and .md, the visible text for others.

    `notice` is the text of the notice that printed this one together with others.
    """

    name: str
    format: str
    text: str
    spans: tuple[SourceSpan, ...] = ()
    omissions: tuple[Omission, ...] = ()
    notice: str = ""

    @property
    def is_markdown(self) -> bool:
        return self.format == "md"


def documents_of(source: SourceText) -> tuple[SourceText, ...]:
    """The notice and the documents that it prints; a file of one document is that."""
    notice, *texts = documents_in(source.text, markdown=source.is_markdown)
    if not texts:
        return (source,)
    documents = (
        replace(source, name=f"{source.name}（第 {number} 件）", text=text, notice=notice)
        for number, text in enumerate(texts, start=1)
    )
    return (replace(source, text=notice), *documents)


def read_source(path: Path) -> SourceText:
    """Read a file. Raises UnreadableFileError with the reason and, if known, the line."""
    kind = _file_kind(path)
    check_size(kind, path.stat().st_size)  # before it is in memory
    return _read_kind(path, kind, path.read_bytes())


def read_content(name: str, content: bytes) -> SourceText:
    """Read the content of a file of this name. Raises UnreadableFileError."""
    path = Path(name)
    kind = _file_kind(path)
    check_size(kind, len(content))
    return _read_kind(path, kind, content)


def _file_kind(path: Path) -> str:
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None or path.name.startswith("~$"):
        raise UnreadableFileError(reason_not_read(path))
    return kind


def _read_kind(path: Path, kind: str, content: bytes) -> SourceText:
    if not content.strip():
        raise UnreadableFileError("文件是空的")
    if kind == "office":
        document = as_docx(content, path.suffix.lower())
        extraction = read_docx(document, is_converted=document is not content)
    else:
        extraction = _READERS[kind](content)
    if (position := unstorable_at(extraction.text)) is not None:
        line = extraction.text.count("\n", 0, position) + 1
        raise UnreadableFileError(f"第 {line} 行含有 NUL 字符或半个代理对，不是文本文件")
    return SourceText(path.name, kind, extraction.text, extraction.spans, extraction.omissions)
