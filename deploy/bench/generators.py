"""The load: a fixed number of readers, each asking again as soon as it is answered. wrk, or else load.py."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.bench import load

READERS = 8  # as many as two workers have threads
_SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Load:
    """What readers got in some seconds; `errors` had no answer or another than 200."""

    requests: int
    seconds: float
    p95: float  # milliseconds
    errors: int


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def put_load(port: int, paths: Sequence[str], *, first: int, seconds: int) -> Load:
    """Ask for `paths` in turn, beginning with number `first`, for so many seconds."""
    if has_wrk():
        return _wrk(port, paths, first=first, seconds=seconds)
    rotated = [*paths[first % len(paths) :], *paths[: first % len(paths)]]
    started = time.monotonic()
    answers = asyncio.run(load.read_without_pause(port, rotated, seconds=seconds, readers=READERS))
    requests = len(answers.times) + answers.errors
    return Load(requests, time.monotonic() - started, answers.share(95), answers.errors)


def _wrk(port: int, paths: Sequence[str], *, first: int, seconds: int) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as path_file:
        path_file.write("".join(f"{path}\n" for path in paths))
        path_file.flush()
        command = ["wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", "--timeout", f"{load.PATIENCE}s"]
        command += ["-s", str(_SCRIPT), f"http://127.0.0.1:{port}", "--", path_file.name, str(first)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _parse_output(output)


def _parse_output(output: str) -> Load:
    counts = json.loads(output.strip().splitlines()[-1])
    errors = counts["failed"] + counts["refused"]
    return Load(counts["requests"], counts["seconds"], counts["p95"], errors)
