"""Deferred writes: what requests leave behind is kept in this process and written by a thread of its own.

So a request neither waits for the writing nor fails with it, on a standby or while the database is away.
"""

from __future__ import annotations

import atexit
import logging
from threading import Event, Lock, Thread
from typing import Protocol

from django.db import connections

from articles.models.postgres.outages import outage_of

logger = logging.getLogger(__name__)

#: Seconds between two writings, and for the last one when the process ends.
EVERY, PATIENCE = 5.0, 3.0


class Write(Protocol):
    def __call__(self, *, is_last: bool) -> None: ...


class DeferredWriter:
    """Calls `write` every few seconds once it was asked to, and a last time when the process ends.

    The thread begins with the first `ask`: a worker process is forked before it, and a command that counts
    nothing has none. It holds a connection only while it writes.
    """

    def __init__(self, write: Write, *, every: float = EVERY) -> None:
        self._write, self._every = write, every
        self._lock, self._ending = Lock(), Event()
        self._thread: Thread | None = None

    def ask(self) -> None:
        if self._thread is not None and self._thread.is_alive():  # a forked child has it, but not alive
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="deferred-writer", daemon=True)
                self._thread.start()
                atexit.register(self._end)

    def _run(self) -> None:
        is_ending = False
        while not is_ending:
            is_ending = self._ending.wait(self._every)
            try:
                self._write(is_last=is_ending)
            except Exception as error:
                if outage_of(error) is None:
                    logger.exception("what requests left to be written is lost")
            finally:
                connections.close_all()

    def _end(self) -> None:
        self._ending.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)
