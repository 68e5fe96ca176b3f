"""Readers who ask for pages, in a rhythm or without pause, and clients that hold connections open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle

PAGE = "/policies/gxblk-2009-232/articles/25/"
READERS = 6
RHYTHM = 1.0  # seconds from one request of a reader to its next
PATIENCE = 20  # seconds
IDLE, SLOW_BODIES, SLOW_READERS = 300, 20, 20

_GET = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, deflate, br\r\n"
    "Connection: close\r\n\r\n"
)
_POST = (
    "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 2000\r\n\r\n"
)


@dataclass
class Answers:
    """Milliseconds of each answered request, and how many had no answer or a wrong one."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    processor: float = 0  # milliseconds that the server has used meanwhile

    def share(self, percent: int) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] if ordered else float("nan")


async def read_for(port: int, seconds: float) -> Answers:
    """Let READERS ask in their rhythm, whether or not earlier requests have been answered."""
    answers = Answers()
    async with asyncio.TaskGroup() as group:
        started = time.monotonic()
        for number in range(int(READERS * seconds / RHYTHM)):
            await asyncio.sleep(started + number * RHYTHM / READERS - time.monotonic())
            group.create_task(_ask(port, answers))
    return answers


async def read_without_pause(port: int, paths: list[str], *, seconds: float, readers: int) -> Answers:
    """Let readers ask for `paths` in turn, each again as soon as it is answered."""
    answers, ends, path_cycle = Answers(), time.monotonic() + seconds, cycle(paths)

    async def read() -> None:
        while time.monotonic() < ends:
            await _ask(port, answers, next(path_cycle))

    await asyncio.gather(*(read() for _ in range(readers)))
    return answers


async def warm_up(port: int) -> None:
    """Let every thread of every process have its connection to the database and its caches."""
    await asyncio.gather(*(_ask(port, Answers()) for _ in range(60)))


async def _ask(port: int, answers: Answers, path: str = PAGE) -> None:
    started = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(_GET.format(path=path).encode())
            answer = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        answer = b""
    if answer.startswith(b"HTTP/1.1 200"):
        answers.times.append((time.monotonic() - started) * 1000)
    else:
        answers.errors += 1


async def idle(port: int) -> None:
    """A third says nothing, a third half a request, a third one byte of a header a second."""
    await _hold(
        [lambda: _connection(port, b"")] * (IDLE // 3)
        + [lambda: _connection(port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")] * (IDLE // 3)
        + [lambda: _connection(port, b"GET / HTTP/1.1\r\nX-Slow: ", drop=b"a")] * (IDLE // 3)
    )


async def slow_bodies(port: int) -> None:
    await _hold([lambda: _connection(port, _POST.encode(), drop=b"a")] * SLOW_BODIES)


async def slow_readers(port: int) -> None:
    """They ask for the whole text and read none of it."""
    request = _GET.format(path="/policies/gxblk-2009-232.json").encode()
    await _hold([lambda: _connection(port, request, is_reading=False)] * SLOW_READERS)


async def _hold(clients: Sequence[Callable[[], Awaitable[None]]]) -> None:
    """Keep every one of them connected: who is thrown out comes back."""

    async def reconnect(client: Callable[[], Awaitable[None]]) -> None:
        while True:
            with suppress(OSError):
                await client()
            await asyncio.sleep(0.5)

    await asyncio.gather(*(reconnect(client) for client in clients))


async def _connection(port: int, first: bytes, *, drop: bytes = b"", is_reading: bool = True) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    try:
        writer.write(first)
        while not (is_reading and reader.at_eof()):
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await (reader.read(1) if is_reading else asyncio.sleep(60))
            writer.write(drop)
            await writer.drain()
    finally:
        writer.close()


HINDRANCES: dict[str, Callable[[int], Coroutine[None, None, None]] | None] = {
    "无": None,
    f"{IDLE} 个空闲或半截的连接": idle,
    f"{SLOW_BODIES} 个慢请求体": slow_bodies,
    f"{SLOW_READERS} 个不读回答的": slow_readers,
}
