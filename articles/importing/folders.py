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
    return [each for each in _sorted(paths) if isinstance(each, Path)]


def left_aside_in(paths: Iterable[Path]) -> list[LeftAside]:
    """The other files of the folders in `paths`; of a hidden folder only itself."""
    return [each for each in _sorted(paths) if isinstance(each, LeftAside)]


def _sorted(paths: Iterable[Path]) -> list[Path | LeftAside]:
    found: list[Path | LeftAside] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_inside(path), key=lambda each: each if isinstance(each, Path) else each.path)
        elif path.exists():
            found.append(path)
        else:
            raise NoSuchPathError(f"没有这个文件或文件夹：{path}")
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> Iterator[Path | LeftAside]:
    for root, folders, names in os.walk(folder):
        for hidden in [name for name in folders if name.startswith(".")]:
            folders.remove(hidden)
            yield LeftAside(Path(root, hidden), "隐藏文件夹，不读")
        for name in names:
            path = Path(root, name)
            is_read = path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            yield path if is_read else LeftAside(path, reason_not_read(path))
