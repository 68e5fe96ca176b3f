"""Limits on file sizes, checked before a file is unpacked or parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from lzma import LZMAError

from articles.importing.readers.decoding import UnreadableFileError

#: What `zipfile` raises for a package that is damaged, encrypted or made by a newer program
#: (NotImplementedError, a RuntimeError).
DAMAGED_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)

_MB = 1024 * 1024
#: By format. The longest law in force, the 民法典, has 0.3 MB of text.
_LARGEST = {
    "txt": 16 * _MB,
    "md": 16 * _MB,
    "html": 8 * _MB,
    "docx": 32 * _MB,
    "office": 32 * _MB,
    "pdf": 32 * _MB,
}
#: Unpacked size of a .docx: in total, and of its XML (which takes about 20 times the memory when parsed).
_LARGEST_UNPACKED, _LARGEST_XML = 96 * _MB, 16 * _MB
_MOST_PARTS = 2_000
#: Office documents are compressed about 10:1; small ones may be compressed more.
_HIGHEST_RATIO, _SMALL = 100, 4 * _MB
_XML = (".xml", ".rels")


def check_size(kind: str, size: int) -> None:
    """Raise UnreadableFileError if `size` (bytes) is over the limit of the format."""
    if size > _LARGEST[kind]:
        raise UnreadableFileError(f"文件有 {size / _MB:.1f} MB，{kind} 文件至多 {_LARGEST[kind] // _MB} MB")


def check_package(content: bytes) -> None:
    """Raise UnreadableFileError if a zipped document declares too large sizes or contains a DTD.

    The declared sizes can be trusted: `zipfile` never unpacks more. Document type declarations are forbidden
    in Office documents (ECMA-376 part 2, 8.1.4).
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
