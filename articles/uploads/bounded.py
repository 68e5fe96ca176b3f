"""Reading an uploaded file in a process of its own, within time and memory: it may be hostile."""

from __future__ import annotations

import sys
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from multiprocessing import get_context

from articles.importing.readers import SourceText, UnreadableFileError, documents_of, read_content

SECONDS = 240  # an old .doc may take 90, a .pdf 180
_MOST_MEMORY = 3 * 1024**3  # of addresses, with what the process shares with its parent


def read_documents(name: str, content: bytes) -> tuple[SourceText, ...]:
    """The documents of a file. Raises UnreadableFileError, also where reading takes too much."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_limit) as pool:
        future = pool.submit(_read_documents, name, content)
        try:
            return future.result(timeout=SECONDS)
        except TooLate as error:
            for process in list(pool._processes.values()):
                process.kill()
            raise UnreadableFileError(f"读了 {SECONDS} 秒还没有读完，已停止") from error
        except (BrokenExecutor, MemoryError) as error:
            raise UnreadableFileError("读这个文件用尽了许可的内存或时间，已停止") from error


def _read_documents(name: str, content: bytes) -> tuple[SourceText, ...]:
    return documents_of(read_content(name, content))


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
