"""How large a file may be, and what is inside it, before anything of it is unpacked or parsed."""

from __future__ import annotations

import io
import zipfile

from articles.importing.readers.decoding import UnreadableFileError

_MB = 1024 * 1024
#: By what a file is read as. The longest law in force, the 民法典, has 0.3 MB of text.
_LARGEST = {"txt": 16 * _MB, "md": 16 * _MB, "html": 8 * _MB, "docx": 32 * _MB}
#: Of a .docx unpacked: all of it, and what is XML (which takes some twenty times as much memory parsed).
_LARGEST_UNPACKED, _LARGEST_XML = 96 * _MB, 16 * _MB
_MOST_PARTS = 2_000
#: Office documents are packed about 10:1; what is small unpacked may be packed as tightly as it likes.
_HIGHEST_RATIO, _SMALL = 100, 4 * _MB
_XML = (".xml", ".rels")


def check_size(kind: str, size: int) -> None:
    """Raises UnreadableFileError for a file of `size` bytes that is too large for its kind."""
    if size > _LARGEST[kind]:
        raise UnreadableFileError(f"文件有 {size / _MB:.1f} MB，{kind} 文件至多 {_LARGEST[kind] // _MB} MB")


def check_package(content: bytes) -> None:
    """Raises UnreadableFileError where a zipped document says it unpacks to too much, or brings a DTD.

    What a package says of its sizes may be believed: `zipfile` never unpacks more than that. Document type
    declarations are forbidden in Office documents (ECMA-376 part 2, 8.1.4).
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts)
        xml = [part for part in parts if part.filename.lower().endswith(_XML)]
        if len(parts) > _MOST_PARTS:
            raise UnreadableFileError(f"压缩包里有 {len(parts)} 个部件，至多 {_MOST_PARTS} 个")
        if unpacked > _LARGEST_UNPACKED:
            raise UnreadableFileError(_too_large(unpacked, _LARGEST_UNPACKED))
        if unpacked > max(_SMALL, _HIGHEST_RATIO * len(content)):
            raise UnreadableFileError(f"压缩比超过 {_HIGHEST_RATIO}:1，不是正常的文档")
        if (size := sum(part.file_size for part in xml)) > _LARGEST_XML:
            raise UnreadableFileError(_too_large(size, _LARGEST_XML))
        if any(b"<!DOCTYPE" in package.read(part) for part in xml):
            raise UnreadableFileError("文档里有 DTD 声明，Office 文档不允许")


def _too_large(size: int, most: int) -> str:
    return f"解开后有 {size / _MB:.0f} MB，至多 {most // _MB} MB"
