"""etcd, three PostgreSQLs kept by Patroni, and HAProxy before them, all on this machine: for the drill."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import psutil

from policy_portal.database.account import Account, database_account, let_traverse
from policy_portal.database.binaries import installed_folders, programs_folder

HERE = Path(__file__).parent
PATIENCE = 60  # seconds for the cluster to have a leader


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def required_program(name: str, *, hint: str) -> str:
    """The path of a program; ends the drill where it is not installed."""
    path = os.environ.get(name.upper()) or shutil.which(name)
    if not path:
        sys.exit(f"没有 {name}：{hint}")
    return path


def _fill_template(name: str, /, **values: object) -> str:
    return Template((HERE / name).read_text("utf-8")).substitute(values)


@dataclass
class Node:
    """A PostgreSQL and the Patroni that keeps it."""

    name: str
    port: int
    api: int
    process: subprocess.Popen | None = None

    def role(self) -> str:
        """primary, replica, … or "" while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.api}/patroni", timeout=2) as response:
                return json.load(response)["role"]
        except urllib.error.HTTPError as error:
            return json.load(error).get("role", "")
        except (OSError, ValueError):
            return ""


@dataclass
class Cluster:
    folder: Path
    account: Account = field(default_factory=database_account)
    etcd: int = field(default_factory=free_port)
    leader_port: int = field(default_factory=free_port)
    replicas_port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    others: list[subprocess.Popen] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    def start(self) -> None:
        self.account.give(self.folder)
        let_traverse(self.folder / "x", *installed_folders())
        self.nodes = [Node(f"node{number}", free_port(), free_port()) for number in (1, 2, 3)]
        self._start_etcd()
        for node in self.nodes:
            self._write(f"{node.name}.yml", self._patroni_settings(node))
            self.start_node(node)
        self._start_haproxy()
        self._start_watcher()
        self.wait_until_whole()

    def start_node(self, node: Node) -> None:
        patroni = required_program(
            "patroni", hint="pip install 'patroni[etcd3]' psycopg2-binary，用 PATRONI= 写明它的路径"
        )
        node.process = self._run(node.name, patroni, f"{node.name}.yml")

    def kill(self, node: Node) -> None:
        """As if the machine had lost its power: Patroni and PostgreSQL with all its processes at once."""
        assert node.process is not None
        family = [psutil.Process(node.process.pid)]
        family += family[0].children(recursive=True)
        with suppress(FileNotFoundError, ValueError, psutil.Error):  # the server is not Patroni's child
            pid = int((self.folder / node.name / "postmaster.pid").read_text().splitlines()[0])
            server = psutil.Process(pid)
            family += [server, *server.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        node.process.wait()

    def leader(self) -> Node | None:
        return next((node for node in self.nodes if node.role() == "primary"), None)

    def wait_until_whole(self) -> None:
        """Return once there are a leader, a node that has each of its commits, and a third that follows."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            members = sorted(self._members())
            if members == [("leader", "running"), ("replica", "streaming"), ("sync_standby", "streaming")]:
                return
            time.sleep(0.3)
        raise TimeoutError(f"the cluster is not whole: {members}\n{self._last_words()}")

    def _members(self) -> list[tuple[str, str]]:
        """Role and state of each node, as the first that answers sees them."""
        for node in self.nodes:
            cluster = f"http://127.0.0.1:{node.api}/cluster"
            with suppress(OSError, ValueError), urllib.request.urlopen(cluster, timeout=2) as response:
                return [(member["role"], member["state"]) for member in json.load(response)["members"]]
        return []

    def _last_words(self) -> str:
        logs = sorted(self.folder.glob("*.log"))
        lines = [
            f"{log.name}: {line}" for log in logs for line in log.read_text("utf-8", "replace").splitlines()
        ]
        return "\n".join(line for line in lines if re.search("ERROR|FATAL|CRITICAL|rror:", line))[:3000]

    def stop(self) -> None:
        processes = [node.process for node in self.nodes if node.process] + self.others[::-1]
        for process in processes:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
        for node in self.nodes:
            with suppress(psutil.Error, AssertionError):
                self.kill(node)

    def url(self, port: int, database: str = "portal") -> str:
        return f"postgres://postgres:{self.password}@127.0.0.1:{port}/{database}"

    def create_database(self) -> None:
        command = [
            programs_folder() / "createdb",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.leader_port),
            "-U",
            "postgres",
        ]
        environment = {**os.environ, "PGPASSWORD": self.password}
        subprocess.run([*command, "portal"], env=environment, check=True)

    def _start_etcd(self) -> None:
        etcd = required_program("etcd", hint="apt-get install etcd-server，或 etcd")
        here, peers = f"http://127.0.0.1:{self.etcd}", f"http://127.0.0.1:{free_port()}"
        listening = [
            "--listen-client-urls",
            here,
            "--advertise-client-urls",
            here,
            "--listen-peer-urls",
            peers,
        ]
        options = ["--data-dir", str(self.folder / "etcd"), "--log-level", "error"]
        self.others.append(self._run("etcd", etcd, *listening, *options))

    def _start_haproxy(self) -> None:
        haproxy = required_program("haproxy", hint="apt-get install haproxy")
        servers = [
            f"    server {node.name} 127.0.0.1:{node.port} check port {node.api}" for node in self.nodes
        ]
        config = _fill_template(
            "haproxy.cfg",
            folder=self.folder,
            leader=self.leader_port,
            replicas=self.replicas_port,
            servers="\n".join(servers),
        )
        self._write("haproxy.cfg", config)
        self.others.append(self._run("haproxy", haproxy, "-db", "-f", "haproxy.cfg"))

    def _start_watcher(self) -> None:
        watch = [sys.executable, str(HERE / "watch.py"), "--etcd", f"http://127.0.0.1:{self.etcd}"]
        with (self.folder / "watch.log").open("ab") as log:
            self.others.append(subprocess.Popen(watch, stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def _patroni_settings(self, node: Node) -> str:
        return _fill_template(
            "patroni.yml",
            name=node.name,
            api=node.api,
            etcd=self.etcd,
            port=node.port,
            programs=programs_folder(),
            data=self.folder / node.name,
            folder=self.folder,
            password=self.password,
        )

    def _write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        self.account.give(file)

    def _run(self, name: str, *command: str) -> subprocess.Popen:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
                **self.account.as_subprocess_arguments(),
            )
