"""The documents in an uploaded file: itself, or what a .zip holds, within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from articles.importing.readers.file_size import DAMAGED_PACKAGE

MOST_FILES = 200
_LARGEST_UNPACKED = 128 * 1024 * 1024
_HIGHEST_RATIO, _SMALL = 100, 4 * 1024 * 1024
_UTF8_NAMES = 0x800


@dataclass(frozen=True)
class Packed:
    """A file out of an archive, or the archive itself with what is wrong with it."""

    name: str
    content: bytes = b""
    problem: str = ""


def is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def files_in_archive(name: str, content: bytes) -> Iterator[Packed]:
    """The files of an archive one by one; of a hostile or broken one what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [
                entry for entry in archive.infolist() if not entry.is_dir() and not _is_junk(entry.filename)
            ]
            if problem := _entries_problem(entries, len(content)):
                yield Packed(name, problem=problem)
                return
            for entry in entries:
                yield _packed_file(archive, entry)
    except DAMAGED_PACKAGE as error:
        yield Packed(name, problem=f"不是完好的压缩包（{type(error).__name__}）")


def _entries_problem(entries: list[zipfile.ZipInfo], size: int) -> str:
    unpacked = sum(entry.file_size for entry in entries)
    if not entries:
        return "压缩包是空的"
    if len(entries) > MOST_FILES:
        return f"压缩包里有 {len(entries)} 个文件，至多 {MOST_FILES} 个，请分几次上传"
    if unpacked > _LARGEST_UNPACKED:
        return f"解开后有 {unpacked // 1024 // 1024} MB，至多 {_LARGEST_UNPACKED // 1024 // 1024} MB"
    if unpacked > max(_SMALL, _HIGHEST_RATIO * size):
        return f"压缩比超过 {_HIGHEST_RATIO}:1，不是正常的压缩包"
    return ""


def _packed_file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Packed:
    name = PurePosixPath(_entry_name(entry)).name
    try:
        return Packed(name, archive.read(entry))  # never more than the size that was checked
    except DAMAGED_PACKAGE:
        return Packed(name, problem="压缩包里的这个文件打不开（加了密，或者已损坏）")


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry: Windows writes Chinese names in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_junk(name: str) -> bool:
    base_name = PurePosixPath(name).name
    return base_name.startswith((".", "~$")) or name.startswith("__MACOSX/") or base_name == "Thumbs.db"
