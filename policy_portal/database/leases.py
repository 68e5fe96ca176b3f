"""Leases on the embedded server: each process holds a shared lock; the last to release it stops the server.

Locks are flock(2): the kernel releases them when a process dies, however it dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock on `path`, waiting for it: only one process at a time starts or stops the server."""
    with _open(path) as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


class Lease:
    """This process's share in the server. Take and release it only while holding the start lock."""

    def __init__(self, path: Path):
        self._path = path
        self._stream: IO | None = None
        self._pid: int | None = None

    @property
    def is_held(self) -> bool:
        # A forked child inherits the parent's open file, which is not its own lease.
        return self._pid == os.getpid()

    def take(self) -> None:
        if not self.is_held:
            self._stream = _open(self._path)
            fcntl.flock(self._stream, fcntl.LOCK_SH)
            self._pid = os.getpid()

    def release(self) -> bool:
        """Give the share up; return whether it was the last one."""
        if not self.is_held or self._stream is None:
            return False
        self._stream.close()
        self._stream = self._pid = None
        with _open(self._path) as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True


def _open(path: Path) -> IO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b")
