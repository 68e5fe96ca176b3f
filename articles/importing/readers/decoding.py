"""Decoding of bytes in the encodings common in China."""

import codecs

_MARKED = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class UnreadableFileError(ValueError):
    """The file cannot be read as text; the message says where and why, in Chinese."""


def decode(content: bytes) -> str:
    """Decode UTF-8, UTF-16 with a mark, or GB 18030 (with GBK and GB 2312); line ends stay as they are.

    Raises UnreadableFileError that names the first line that is none of them.
    """
    for mark, encoding in _MARKED.items():
        if content.startswith(mark):
            return _decode(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _as_gb18030(content, error)


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{_place(content, error.start)}不是 {encoding.upper()} 文字") from error


def _as_gb18030(content: bytes, utf8: UnicodeDecodeError) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        place = _place(content, max(utf8.start, error.start))
        raise UnreadableFileError(f"{place}既不是 UTF-8 也不是 GB 18030 文字") from error


def _place(content: bytes, position: int) -> str:
    line = content.count(b"\n", 0, position) + 1
    return f"第 {line} 行（第 {position + 1} 字节）"
