"""How the C library of a process keeps memory that is free again (docs/decisions/0038-memory.md)."""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # glibc's malloc.h
_LARGE = 128 * 1024  # bytes: glibc's own default, which it raises up to 32 MB as large blocks come and go
_ARENAS = 2  # for the four threads of a worker


def return_large_blocks() -> bool:
    """Have large blocks go back to the system at once; returns whether this C library can.

    Pages and posting lists of 100 kB to some MB else come from heaps that what is small and stays holds open.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # macOS, musl
        return False
    choices = {_MMAP_THRESHOLD: _LARGE, _TRIM_THRESHOLD: _LARGE, _ARENA_MAX: _ARENAS}
    return all(mallopt(name, value) == 1 for name, value in choices.items())
