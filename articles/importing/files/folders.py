"""Which files of the given paths are read, and which are left aside: each is named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.importing.readers import SUFFIXES, reason_not_read


@dataclass(frozen=True)
class LeftAside:
    """A file in a folder that is not read, and why. Nobody expects hidden and temporary files to be read."""

    path: Path
    reason: str

    @property
    def is_expected(self) -> bool:
        return self.path.name.startswith((".", "~$"))

    def __str__(self) -> str:
        return f"{self.path}：没有读，{self.reason}"


class NoSuchPathError(ValueError):
    """A given path does not exist."""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files in `paths` that are to be read; of folders, those of a known kind, sorted by name."""
    return [entry for entry in _sorted_entries(paths) if isinstance(entry, Path)]


def left_aside_in(paths: Iterable[Path]) -> list[LeftAside]:
    """The other files of the folders in `paths`; of a hidden folder only itself."""
    return [entry for entry in _sorted_entries(paths) if isinstance(entry, LeftAside)]


def _sorted_entries(paths: Iterable[Path]) -> list[Path | LeftAside]:
    entries: list[Path | LeftAside] = []
    for path in paths:
        if path.is_dir():
            entries += sorted(_folder_entries(path), key=_entry_path)
        elif path.exists():
            entries.append(path)
        else:
            raise NoSuchPathError(f"没有这个文件或文件夹：{path}")
    return list(dict.fromkeys(entries))


def _entry_path(entry: Path | LeftAside) -> Path:
    return entry if isinstance(entry, Path) else entry.path


def _folder_entries(folder: Path) -> Iterator[Path | LeftAside]:
    for root, folders, names in os.walk(folder):
        for hidden in [name for name in folders if name.startswith(".")]:
            folders.remove(hidden)
            yield LeftAside(Path(root, hidden), "隐藏文件夹，不读")
        for name in names:
            path = Path(root, name)
            is_read = path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            yield path if is_read else LeftAside(path, reason_not_read(path))
