"""Kinds of files by suffix: what is read, and why the others are not."""

from __future__ import annotations

from pathlib import Path

#: File name suffix → format; "office" is what LibreOffice turns into .docx.
SUFFIXES = {
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "office"),
}
READ_AS = "、".join(suffix for suffix in SUFFIXES if suffix not in (".markdown", ".htm"))
_REASONS = {
    ".ofd": "OFD 版式文件不能直接读，请用阅读器另存为 .docx 或文字版 .pdf",
    **dict.fromkeys((".xlsx", ".xls", ".et", ".ods"), "电子表格不是公文正文，不读；要收的表请放进 .docx"),
    **dict.fromkeys((".pptx", ".ppt", ".dps", ".odp"), "演示文稿不是公文正文，不读"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".xz"), "压缩包不读，请先解开"),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"),
        "图片里没有文字可读，请先做文字识别",
    ),
}


def reason_not_read(path: Path) -> str:
    """Why a file is not read."""
    if path.name.startswith("~$"):
        return "Office 打开文件时留下的临时文件，不读"
    if path.name.startswith("."):
        return "隐藏文件，不读"
    suffix = path.suffix.lower()
    return _REASONS.get(suffix) or f"不支持 {suffix or '没有扩展名的'} 文件，可读 {READ_AS}"
