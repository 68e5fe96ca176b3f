"""Readers of .txt, .md, .docx and .html files: file → text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.importing.readers.docx import docx_text
from articles.importing.readers.html import html_text
from articles.importing.readers.limits import check_size
from articles.text.parsing.several_documents import documents_in
from articles.text.wording.storable import unstorable_at

__all__ = ["SUFFIXES", "SourceText", "UnreadableFileError", "documents_of", "read_source"]

#: File name suffix → format.
SUFFIXES = {".txt": "txt", ".md": "md", ".markdown": "md", ".docx": "docx", ".html": "html", ".htm": "html"}


@dataclass(frozen=True)
class SourceText:
    """The text of a file: verbatim for .txt and .md, the visible text for others.

    `notice` is the text of the notice that printed this one together with others.
    """

    name: str
    format: str
    text: str
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
        replace(source, name=f"{source.name}（第 {place} 件）", text=text, notice=notice)
        for place, text in enumerate(texts, start=1)
    )
    return (replace(source, text=notice), *documents)


def read_source(path: Path) -> SourceText:
    """Read a file. Raises UnreadableFileError with the reason and, if known, the line."""
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise UnreadableFileError(
            f"不支持 {path.suffix or '没有扩展名的'} 文件，可读 .txt、.md、.docx、.html"
        )
    check_size(kind, path.stat().st_size)
    content = path.read_bytes()
    if not content.strip():
        raise UnreadableFileError("文件是空的")
    read = {"docx": docx_text, "html": html_text}.get(kind, decode)
    text = read(content)
    if (position := unstorable_at(text)) is not None:
        line = text.count("\n", 0, position) + 1
        raise UnreadableFileError(f"第 {line} 行含有 NUL 字符或半个代理对，不是文本文件")
    return SourceText(path.name, kind, text)
