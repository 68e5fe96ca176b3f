"""The PostgreSQL processes of a cluster, running or orphaned."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

GRACE = 3  # seconds for the children of a killed postmaster to notice it


def running_postmaster(cluster: Path) -> psutil.Process | None:
    """Return the server that `postmaster.pid` names if it really is one of this cluster.

    After a crash the pid may be free, a zombie that a container's init never reaps, or reused by an
    unrelated program.
    """
    pid = recorded_pid(cluster)
    if pid is None:
        return None
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None
    return process if _belongs_to(process, cluster) else None


def recorded_pid(cluster: Path) -> int | None:
    lines = _lock_file_lines(cluster)
    return int(lines[0]) if lines and lines[0].strip().isdecimal() else None


def is_stopping(cluster: Path) -> bool:
    """Whether the eighth line of `postmaster.pid` says that the server is stopping."""
    lines = _lock_file_lines(cluster)
    return len(lines) > 7 and lines[7].strip() == "stopping"


def end(process: psutil.Process) -> None:
    """Kill it; `end_orphans` then waits for it and its children."""
    _send(process, signal.SIGKILL)


def end_orphans(cluster: Path) -> None:
    """Wait for the children of a killed postmaster; end those that do not exit by themselves.

    A new server must not start beside them. SIGQUIT is what a postmaster sends its children after a crash.
    """
    if not _wait_until_gone(cluster, GRACE):
        for process in _cluster_processes(cluster):
            _send(process, signal.SIGQUIT)
    if not _wait_until_gone(cluster, GRACE):
        for process in _cluster_processes(cluster):
            _send(process, signal.SIGKILL)


def _wait_until_gone(cluster: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while _cluster_processes(cluster):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _cluster_processes(cluster: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _belongs_to(process, cluster)]


def _belongs_to(process: psutil.Process, cluster: Path) -> bool:
    # PostgreSQL works in its data folder all its life.
    try:
        return (
            process.name() == "postgres"
            and process.status() != psutil.STATUS_ZOMBIE
            and os.path.samefile(process.cwd(), cluster)
        )
    except (psutil.Error, OSError):
        return False


def _send(process: psutil.Process, number: int) -> None:
    with suppress(psutil.Error):
        process.send_signal(number)


def _lock_file_lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
