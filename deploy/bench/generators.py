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
    turned = [*paths[first % len(paths) :], *paths[: first % len(paths)]]
    started = time.monotonic()
    answers = asyncio.run(load.read_without_pause(port, turned, seconds=seconds, readers=READERS))
    requests = len(answers.times) + answers.errors
    return Load(requests, time.monotonic() - started, answers.share(95), answers.errors)


def _wrk(port: int, paths: Sequence[str], *, first: int, seconds: int) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("".join(f"{path}\n" for path in paths))
        listed.flush()
        command = ["wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", "--timeout", f"{load.PATIENCE}s"]
        command += ["-s", str(_SCRIPT), f"http://127.0.0.1:{port}", "--", listed.name, str(first)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _read(said)


def _read(said: str) -> Load:
    counted = json.loads(said.strip().splitlines()[-1])
    errors = counted["failed"] + counted["refused"]
    return Load(counted["requests"], counted["seconds"], counted["p95"], errors)
