"""Worker processes: each takes one file after another, and one that dies fails no file but its own."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.db import connections

logger = logging.getLogger(__name__)

#: With fewer files, worker processes cost more than they save.
FEWEST_FOR_WORKERS = 12
#: Each has a connection to the database and writes to the same tables.
_MOST_WORKERS = 4
#: How many files are given out at a time: what the others do while the caller is busy with a result.
_AHEAD = 16
#: After so many files come new processes, small as this one: what large files have left in theirs is freed.
_FILES_A_POOL = 150
_PR_SET_PDEATHSIG = 1

Work = Callable[[Path], Any]


def by_workers(paths: Sequence[Path], work: Work) -> Iterator[Any]:
    """Yield `work(path)` of each path, in order; None where the process that did it has died.

    `work` can be anything that a forked process can call; its results are sent back. The caller's database
    connections are closed, so it must not be inside a transaction.
    """
    gc.freeze()  # what workers share stays shared: a collection would write to its pages
    remaining_paths = deque(paths)
    while remaining_paths:
        yield from _until_one_dies(remaining_paths, work)


def _until_one_dies(remaining_paths: deque[Path], work: Work) -> Iterator[Any]:
    """Take some paths off `remaining_paths` and yield their results, until a worker dies.

    Which path killed the worker is not known: the current one is given to a worker of its own, the others to
    a new pool.
    """
    count_for_later = max(0, len(remaining_paths) - _FILES_A_POOL)
    with _forked_pool(work) as pool:
        futures: deque[Future[Any]] = deque()
        try:
            while len(remaining_paths) > count_for_later:
                ahead = min(_AHEAD, len(remaining_paths) - count_for_later)
                for path in list(islice(remaining_paths, len(futures), ahead)):
                    futures.append(pool.submit(_run_work, path))
                result = futures.popleft().result()
                remaining_paths.popleft()
                yield result
        except BrokenExecutor:
            yield _run_alone(remaining_paths.popleft(), work)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _run_alone(path: Path, work: Work) -> Any:
    with _forked_pool(work, most=1) as pool:
        try:
            return pool.submit(_run_work, path).result()
        except BrokenExecutor:
            logger.error("%s：处理它的进程中断了", path)
            return None


def _forked_pool(work: Work, *, most: int = _MOST_WORKERS) -> ProcessPoolExecutor:
    """Closes the caller's database connections: not for use inside a transaction."""
    connections.close_all()  # two processes cannot speak over one; each opens its own when it needs it
    return ProcessPoolExecutor(
        max_workers=min(most, os.cpu_count() or 2),
        mp_context=get_context("fork"),
        initializer=_start_worker,
        initargs=(work,),
    )


_work: Work | None = None


def _start_worker(work: Work) -> None:
    """Initialise a worker: it ignores Ctrl-C and ends with its parent, even if that is killed."""
    global _work  # noqa: PLW0603 - a process pool has no other place for shared state
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _run_work(path: Path) -> Any:
    assert _work is not None
    return _work(path)
