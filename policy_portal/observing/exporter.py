"""Metrics for Prometheus on a port of their own, by a process beside the workers that the same master forks.

A thread of the master would be copied into each worker in whatever state it was; a worker could be busy.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import psutil
from django.db import Error, connection
from prometheus_client import CollectorRegistry, Metric, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from policy_portal.observing import state
from policy_portal.serving.server import PortError, address_of, host_and_port, port_number

DEFAULT_HOST = "127.0.0.1"
_POLL = 1.0  # seconds between two looks at whether the master is still there


def metrics_address(text: str) -> tuple[str, int]:
    """Parse `port` or `host:port`. Raises policy_portal.serving.server.PortError."""
    host, _, port = text.rpartition(":")
    return host.strip("[]") or DEFAULT_HOST, port_number(port)


class Exporter:
    """The process that serves /metrics; none without an address. Raises PortError."""

    def __init__(self, address: str, *, folder: Path, on_start: Callable[[], None]) -> None:
        self._folder, self._on_start = folder, on_start
        self._child = 0
        self._address = metrics_address(address) if address else None
        self._server = _listen(self._address) if self._address else None

    def start(self) -> str:
        """Fork it; returns its address."""
        if self._server is None or self._address is None:
            return ""
        _forget_former_runs(self._folder)
        master = os.getpid()
        self._child = os.fork()
        if not self._child:
            _serve(self._server, self._folder, master=master, on_start=self._on_start)
        self._server.server_close()
        return f"{address_of(*self._address)}metrics"

    def stop(self) -> None:
        """Return once it is gone."""
        if not self._child:
            return
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGTERM)
        with suppress(ChildProcessError):  # gunicorn has waited for it
            os.waitpid(self._child, 0)


def _listen(address: tuple[str, int]) -> WSGIServer:
    server = _IPv6Server if ":" in address[0] else WSGIServer
    try:
        return server(address, _Quiet)
    except OSError as error:
        address_text = host_and_port(*address)
        raise PortError(f"监控的地址 {address_text}（PORTAL_METRICS）不能用：{error.strerror}。") from error


def _forget_former_runs(folder: Path) -> None:
    """Counters begin at nought with each start, as Prometheus expects; this process' own files stay."""
    for file in folder.glob("*.db"):
        if not file.stem.endswith(f"_{os.getpid()}"):
            file.unlink(missing_ok=True)


def _serve(server: WSGIServer, folder: Path, *, master: int, on_start: Callable[[], None]) -> NoReturn:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    registry.register(PortalState(master))
    server.set_app(make_wsgi_app(registry))
    server.timeout = _POLL
    on_start()
    while os.getppid() == master:
        server.handle_request()
    os._exit(0)


class PortalState(Collector):
    """What is asked at each reading rather than counted: the database, the disk, the workers."""

    def __init__(self, master: int) -> None:
        self._master = master

    def collect(self) -> Iterator[Metric]:
        disk = state.disk()
        yield GaugeMetricFamily(
            "portal_disk_free_bytes", "Free bytes where the data folder is.", value=disk.free
        )
        yield self._memory()
        try:
            families = list(_database_metrics())
        except Error:
            connection.close()
            families = [_gauge("portal_database_up", "Whether the database answers.", 0)]
        yield from families

    def _memory(self) -> Metric:
        family = GaugeMetricFamily(
            "portal_memory_bytes", "Proportional set size (PSS) of the web processes.", labels=["process"]
        )
        with suppress(psutil.Error):
            master = psutil.Process(self._master)
            family.add_metric(["master"], _pss(master))
            workers = [child for child in master.children() if child.pid != os.getpid()]
            family.add_metric(["workers"], sum(map(_pss, workers)))
        return family


def _database_metrics() -> Iterator[Metric]:
    database = state.database_state()
    yield _gauge("portal_database_up", "Whether the database answers.", 1)
    yield _gauge("portal_database_bytes", "Size of the database.", database.size)
    yield _gauge("portal_database_connections", "Connections to the database.", database.connections)
    yield _gauge("portal_database_is_standby", "Whether it is a read-only standby.", int(database.is_standby))
    yield _gauge("portal_database_lag_seconds", "Age of what a standby applied last.", database.lag)
    holdings = GaugeMetricFamily("portal_held", "Rows in the base.", labels=["kind"])
    for kind, number in state.held().items():
        holdings.add_metric([kind], number)
    yield holdings
    rows = GaugeMetricFamily(
        "portal_rows_by_status", "Rows by what editors decided.", labels=["kind", "status"]
    )
    for labels, number in state.waiting().items():
        rows.add_metric(list(labels), number)
    yield rows


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_text, value=value)


def _pss(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except (psutil.Error, AttributeError):  # another user's, or a system without PSS
        return 0


class _IPv6Server(WSGIServer):
    address_family = socket.AF_INET6


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Readings are no news."""
