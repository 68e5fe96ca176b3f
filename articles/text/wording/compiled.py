"""Large word lists, compiled once into files that all processes map into memory and share.

A Python dict of 500,000 words takes 67 MB, and each process soon has a copy of its own, because Python counts
references in the objects themselves. A file takes 3 MB once, and no time to load
(docs/decisions/0038-memory.md).
"""

from __future__ import annotations

import hashlib
import mmap
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

_PROGRAM = """
import pickle, sys
from hashlib import sha256
make, words = pickle.load(sys.stdin.buffer)
content = make(words)
sys.stdout.buffer.write(content + sha256(content).digest())
"""
_DIGEST_SIZE = hashlib.sha256().digest_size
_MOST_FILES = 8  # of one kind: a draft of the user dictionary that is tried makes another

_folders: list[Path] = []


def keep_in(folder: Path) -> None:
    """Keep the files in `folder`: never the shared temporary folder, where anybody could plant one.

    Without it each process makes files for itself.
    """
    _folders[:] = [folder]


def compiled(make: Callable[..., bytes], words: Iterable[str] = (), *, version: str) -> memoryview:
    """What `make(words)` returns, from its file. A file is made where there is none for these words and this
    `version` of the function and its sources."""
    words = list(words)
    digest = hashlib.sha256((version + repr(words)).encode()).hexdigest()
    folder = _folders[0] if _folders else Path(_temporary_folder().name)
    kind = make.__name__.removeprefix("_")
    path = folder / f"{kind}-{digest}"
    if (content := _content_of(path)) is not None:
        return content
    folder.mkdir(parents=True, exist_ok=True)
    _write_file(path, _make_in_subprocess(make, words))
    _drop_oldest(folder.glob(f"{kind}-*"))
    return _without_digest(_memory_map(path))


def _content_of(path: Path) -> memoryview | None:
    """What a file holds; None where there is none, or a disk or a killed process left less than the whole."""
    try:
        stored = _memory_map(path)
    except (FileNotFoundError, ValueError):  # nothing can be mapped of an empty file
        return None
    return _without_digest(stored) if _is_whole(stored) else None


def _memory_map(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _is_whole(stored: bytes | memoryview) -> bool:
    return hashlib.sha256(stored[:-_DIGEST_SIZE]).digest() == stored[-_DIGEST_SIZE:]


def _without_digest(stored: memoryview) -> memoryview:
    return stored[:-_DIGEST_SIZE]


def _make_in_subprocess(make: Callable[..., bytes], words: list[str]) -> bytes:
    """In a process of its own: making it takes 100 MB, most of which Python would keep."""
    pickled_call = pickle.dumps((make, words))
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", _PROGRAM]
    output = subprocess.run(
        command, input=pickled_call, stdout=subprocess.PIPE, env=os.environ | paths, check=True
    ).stdout
    if not _is_whole(output):  # a process that is killed may seem to have ended well
        raise OSError(f"the process that compiles {make.__name__} ended before it was done")
    return output


def _write_file(path: Path, content: bytes) -> None:
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(unfinished, path)  # whole or not at all; two processes write the same
    except BaseException:
        os.unlink(unfinished)
        raise


def _drop_oldest(files: Iterable[Path]) -> None:
    """Processes that have a file mapped keep it."""
    with suppress(FileNotFoundError):  # another process does the same
        for path in sorted(files, key=lambda path: path.stat().st_mtime)[:-_MOST_FILES]:
            path.unlink()


@cache
def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="compiled-")
