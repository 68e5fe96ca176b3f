"""Processes that are measured: started and ended together, and what they use of processor and memory."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
START_PATIENCE = 120  # seconds
STOP_PATIENCE = 15


@contextmanager
def running(
    commands: Iterable[list[str]], *, environment: Mapping[str, str], log: Path
) -> Iterator[list[psutil.Process]]:
    """Run commands in the project's folder; what they print is added to `log`."""
    started: list[subprocess.Popen] = []
    try:
        with log.open("ab") as output:
            for command in commands:
                started.append(
                    subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
                )
        yield [psutil.Process(process.pid) for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            _end(process)


def _end(process: subprocess.Popen) -> None:
    try:
        process.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:  # it waits for its slow clients
        for member in _families_of([psutil.Process(process.pid)]):
            member.kill()
        process.wait()


def wait_until_answering(port: int, path: str) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while status_of(port, path) != 200:
        if time.monotonic() > deadline:
            sys.exit(f"no answer from {port}")
        time.sleep(0.2)


def status_of(port: int, path: str) -> int | str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError as error:
        return type(error).__name__


def memory_of(processes: Iterable[psutil.Process]) -> float:
    """MB, what they share counted once."""
    return sum(process.memory_full_info().pss for process in _families_of(processes)) / 1_000_000


def processor_of(processes: Iterable[psutil.Process]) -> float:
    """Milliseconds that they have used, with those of children that have ended."""
    milliseconds = 0.0
    for process in _families_of(processes):
        with suppress(psutil.NoSuchProcess):  # ended meanwhile: its parent has its time
            milliseconds += 1000 * sum(process.cpu_times()[:4])
    return milliseconds


def _families_of(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    return [member for process in processes for member in (process, *process.children(recursive=True))]
