"""A PostgreSQL, the proxy before it and a portal, on this machine: what the soak test breaks."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from deploy.bench.processes import ROOT, status_of
from deploy.failover.cluster import free_port
from deploy.soak.proxy import Proxy
from policy_portal.database.account import Account, database_account, let_traverse
from policy_portal.database.binaries import installed_folders, programs_folder

DISK = 700  # MB of the database's own disk
PATIENCE = 600  # seconds for the portal to answer: the first start makes its database
RATES = ("API", "SEARCH", "SUGGEST", "FINDER", "ANALYSIS", "EXPORT", "LOGIN")
_CLOCK = Path(__file__).with_name("clock.c")
_OPTIONS = {"max_wal_size": "64MB", "min_wal_size": "32MB", "listen_addresses": "127.0.0.1"}


@dataclass
class Database:
    """PostgreSQL with its data on a small disk of its own, where this account may mount one."""

    folder: Path
    account: Account = field(default_factory=database_account)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    has_own_disk: bool = False

    def create(self) -> None:
        self.folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(self.folder)]
        self.has_own_disk = subprocess.run(mount, capture_output=True, check=False).returncode == 0
        self.folder.chmod(0o755)
        self.data.mkdir(mode=0o700)
        self.account.give(self.data)
        let_traverse(self.data / "x", *installed_folders())
        self._run(
            "initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"
        )
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "portal")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Return once it accepts connections; it may first have to recover."""
        settings = {**_OPTIONS, "unix_socket_directories": str(self.data), "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        with (self.folder.parent / "postgres.log").open("ab") as log:
            command = [str(programs_folder() / "postgres"), "-D", str(self.data), *options]
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.data, **self.account.as_subprocess_arguments()
            )
        for _ in range(600):
            ready = [programs_folder() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise TimeoutError("PostgreSQL does not start")

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        if self.process is not None:
            _kill_family(self.process.pid)
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.is_running():
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
            self.kill()
        if self.has_own_disk:
            subprocess.run(["umount", "-l", str(self.folder)], check=False)

    def fill_disk(self) -> None:
        with suppress(OSError), (self.folder / "ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(1 << 20))

    def free_disk(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)

    def _run(self, name: str, *arguments: object) -> None:
        command = [str(programs_folder() / name), *map(str, arguments)]
        options = self.account.as_subprocess_arguments()
        subprocess.run(command, check=True, capture_output=True, cwd=self.data, **options)


@dataclass
class Portal:
    folder: Path
    proxy: Proxy
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    def __post_init__(self) -> None:
        self._clock = self.folder / "clock"
        self._clock.write_bytes(struct.pack("l", 0))
        self.has_clock = _compile(_CLOCK, self.folder / "clock.so")
        url = f"postgres://postgres@127.0.0.1:{self.proxy.port}/portal"
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "PORTAL_DATA_DIR": str(self.folder / "data"),
            "SECRET_KEY": secrets.token_urlsafe(40),
            **{f"PORTAL_{group}_RATE": "1000000" for group in RATES},
        }

    @property
    def log(self) -> Path:
        return self.folder / "portal.log"

    def start(self) -> None:
        """Return once it is ready."""
        environment = dict(self.environment)
        if self.has_clock:
            environment |= {"LD_PRELOAD": str(self.folder / "clock.so"), "SOAK_CLOCK": str(self._clock)}
        with self.log.open("ab") as output:
            command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        deadline = time.monotonic() + PATIENCE
        while status_of(self.port, "/healthz/ready") != 200:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError(f"the portal does not start:\n{self.log.read_text('utf-8')[-2000:]}")
            time.sleep(0.3)

    def password(self) -> str:
        match = re.search(r"密  码：(\S+)", self.log.read_text("utf-8"))
        assert match is not None
        return match.group(1)

    def workers(self) -> list[psutil.Process]:
        with suppress(psutil.Error, AttributeError):
            return psutil.Process(self.process.pid).children()  # type: ignore[union-attr]
        return []

    def kill_worker(self) -> None:
        with suppress(psutil.Error, IndexError):
            self.workers()[0].kill()

    def kill(self) -> None:
        if self.process is not None:
            _kill_family(self.process.pid)
            self.process.wait()

    def stop(self) -> float:
        """Seconds that a graceful stop took."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        started = time.monotonic()
        self.process.terminate()
        self.process.wait(60)
        return time.monotonic() - started

    def set_clock(self, hours: int) -> None:
        """Move the wall clock of the portal's processes, where a C compiler made that possible."""
        with self._clock.open("r+b") as clock:
            clock.write(struct.pack("l", hours * 3600))

    def memory(self) -> list[float]:
        """MB (PSS) of each worker."""
        sizes = []
        for worker in self.workers():
            with suppress(psutil.Error):
                sizes.append(worker.memory_full_info().pss / 1_000_000)
        return sizes

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=900
        )


def _compile(source: Path, library: Path) -> bool:
    compiler = shutil.which("cc")
    command = [compiler or "", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)]
    return compiler is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _kill_family(pid: int) -> None:
    """As if the power had gone: all at once."""
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()
