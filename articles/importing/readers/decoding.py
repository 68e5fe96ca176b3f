"""Decoding of bytes in the encodings common in China."""

import codecs
import re

_MARKED = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNMARKED_UTF16 = ("utf-16-le", "utf-16-be")
#: What Chinese texts are made of: ASCII, punctuation, characters in use, full-width forms.
_USUAL = re.compile(
    "[\t\n\r -~\u00a0-\u00ff\u2010-\u2027\u3000-\u301f\u3220-\u32ff\u4e00-\u9fff\uff00-\uffef]"
)
#: Characters that nearly every text of some length has, and that other encodings read as UTF-16 hardly give.
_FREQUENT = re.compile("[\n，。、的：；（第一国中人政府关于年月日]")
_MOSTLY, _SOMETIMES = 0.95, 0.02


class UnreadableFileError(ValueError):
    """The file cannot be read as text; the message says where and why, in Chinese."""


def decode(content: bytes) -> str:
    """Decode UTF-8, UTF-16 or GB 18030 (with GBK and GB 2312); line ends stay as they are.

    UTF-16 without a mark is known by what it says: Chinese text in one of the two orders of bytes.
    Raises UnreadableFileError that names the first line that is none of them.
    """
    for mark, encoding in _MARKED.items():
        if content.startswith(mark):
            return _decode(content, encoding)
    if encoding := _unmarked_utf16(content):
        return _decode(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _as_gb18030(content, error)


def _unmarked_utf16(content: bytes) -> str:
    """The order of bytes of a UTF-16 text without a mark, or "".

    A text in UTF-8 or GB 18030 has no NUL byte; one without is UTF-16 only where it is no text in these.
    """
    has_nul = b"\0" in content
    if len(content) % 2 or (not has_nul and (_is_text(content, "utf-8") or _is_text(content, "gb18030"))):
        return ""
    orders = (order for order in _UNMARKED_UTF16 if _is_text(content, order, is_certain=has_nul))
    return next(orders, "")


def _is_text(content: bytes, encoding: str, *, is_certain: bool = False) -> bool:
    """Whether the bytes are Chinese text: usual characters, some of them frequent unless that is certain."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    usual, frequent = len(_USUAL.findall(text)), len(_FREQUENT.findall(text))
    return usual >= _MOSTLY * len(text) and (is_certain or frequent >= _SOMETIMES * len(text))


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{_position_text(content, error.start)}不是 {encoding.upper()} 文字"
        ) from error


def _as_gb18030(content: bytes, utf8: UnicodeDecodeError) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        position = _position_text(content, max(utf8.start, error.start))
        raise UnreadableFileError(f"{position}既不是 UTF-8 也不是 GB 18030 文字") from error


def _position_text(content: bytes, position: int) -> str:
    line = content.count(b"\n", 0, position) + 1
    return f"第 {line} 行（第 {position + 1} 字节）"
