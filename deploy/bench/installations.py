"""Portals on data folders of their own: prepared once and kept, started for a measurement."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from deploy.bench.processes import ROOT, running, wait_until_answering
from deploy.bench.targets import EMPTY, Server, Target, portal_targets, static_target
from policy_portal.database.processes import running_postmaster

FOLDER = ROOT / ".data" / "bench"
_FOREIGN = ("DATABASE_URL", "PORTAL_DATA_DIR", "PORTAL_PAGE_CACHE_MB", "PYTHONPATH")
_UNLIMITED = {f"PORTAL_{group}_RATE": str(10**9) for group in ("API", "SEARCH", "FINDER")}
_NGINX = """
daemon off; user {user}; worker_processes auto; pid {folder}/pid; error_log {folder}/error;
events {{ worker_connections 1000; }}
http {{
  access_log off; sendfile on; types {{ text/css css; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; location /static/ {{ alias {static}/; }} }}
}}
"""


@dataclass(frozen=True)
class Installation:
    """A data folder: the shipped policy, and the laws of `corpus` (a folder or .tar.xz of Markdown files)."""

    data: Path
    corpus: Path | None = None

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        here = {"PORTAL_DATA_DIR": str(self.data), "DJANGO_SETTINGS_MODULE": "deploy.bench.settings"}
        return {**inherited, **_UNLIMITED, **here}

    def prepare(self) -> None:
        """Bring database, index and static files up to date; import the laws the first time."""
        imported = self.data / "imported"
        self.data.mkdir(parents=True, exist_ok=True)
        if self.corpus is None or imported.exists():
            self._prepare()
            return
        with _corpus_folder(self.corpus) as folder:
            self._prepare(str(folder))
        imported.touch()

    def _prepare(self, *folders: str) -> None:
        command = [sys.executable, "-m", "deploy.bench.prepare", *folders]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def postmaster(self) -> psutil.Process | None:
        return running_postmaster(self.data / "postgres" / "cluster")


def installation_of(corpus: Path) -> Installation:
    """Kept under the corpus's name: another corpus has another folder."""
    return Installation(FOLDER / f"corpus-{corpus.name.partition('.')[0]}", corpus.resolve())


@contextmanager
def _corpus_folder(corpus: Path) -> Iterator[Path]:
    if corpus.is_dir():
        yield corpus
        return
    with tempfile.TemporaryDirectory(prefix="bench-corpus-") as folder:
        with tarfile.open(corpus) as archive:
            # Python before 3.11.4, Debian's among them, has no filters: there only plain files are taken.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder, [member for member in archive if member.isfile()])
        yield Path(folder)


@dataclass(frozen=True)
class Served:
    """A target, the port that answers for it, and the processes whose work that is."""

    target: Target
    port: int
    processes: tuple[psutil.Process, ...]
    postmaster: psutil.Process | None = None


@contextmanager
def served(installation: Installation) -> Iterator[list[Served]]:
    """Every target of an installation, with the servers it needs running."""
    with ExitStack() as stack:
        portals = {
            server: stack.enter_context(_portal(installation, server))
            for server in (Server.PORTAL, Server.UNCACHED)
        }
        postmaster = installation.postmaster()
        served_targets = [Served(target, *portals[target.server], postmaster) for target in portal_targets()]
        if has_nginx():
            served_targets.append(stack.enter_context(_nginx(installation.data / "static")))
        yield served_targets


@contextmanager
def _portal(installation: Installation, server: Server) -> Iterator[tuple[int, tuple[psutil.Process, ...]]]:
    port = _free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    cache = {"PORTAL_PAGE_CACHE_MB": "0"} if server is Server.UNCACHED else {}
    log = installation.data / "serve.log"
    with running([command], environment={**installation.environment, **cache}, log=log) as processes:
        wait_until_answering(port, EMPTY.paths[0])
        yield port, tuple(processes)


def has_nginx() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def _nginx(static: Path) -> Iterator[Served]:
    port, target = _free_port(), static_target(static)
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as folder:
        config = Path(folder, "nginx.conf")
        config.write_text(_NGINX.format(folder=folder, port=port, static=static, user=getpass.getuser()))
        command = ["nginx", "-p", folder, "-c", str(config)]
        with running([command], environment=os.environ, log=Path(folder, "log")) as processes:
            wait_until_answering(port, target.paths[0])
            yield Served(target, port, tuple(processes))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
