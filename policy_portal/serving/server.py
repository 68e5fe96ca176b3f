"""The production web server, run inside this process (see docs/decisions/0002-web-server.md).

Gunicorn keeps the worker processes, waitress serves in each of them (policy_portal/serving/worker.py).
"""

import errno
import gc
import os
import socket
import time
from collections.abc import Callable
from typing import NoReturn

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from policy_portal.serving.heap import return_large_blocks
from policy_portal.serving.worker import WaitressWorker

Say = Callable[[str], None]

THREADS = 4  # a worker; each keeps one database connection
MAX_WORKERS = 4
GRACEFUL_TIMEOUT = 4  # seconds for running requests at a stop, which takes less than five with all else
KILL_PATIENCE = 5  # seconds for killed workers to be gone
WORKER_TIMEOUT = 60  # seconds before a worker that no longer answers is replaced
# Workers of a master that was killed notice it within a second, then finish what they were answering.
PORT_PATIENCE = GRACEFUL_TIMEOUT + 3


class PortError(Exception):
    """The address cannot be listened on; the message says, in Chinese, why and what to do."""


def default_workers() -> int:
    return max(2, min(MAX_WORKERS, os.cpu_count() or 1))


def port_number(text: str) -> int:
    """Parse a port. Raises PortError."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 65536:
        raise PortError(f"端口“{text}”不正确，应为 1 到 65535 的整数，例如 make run PORT=8001")
    return int(text)


def wait_for_port(host: str, port: int, *, say: Say, patience: float = PORT_PATIENCE) -> None:
    """Return once `port` is free. Raises PortError."""
    deadline = time.monotonic() + patience
    is_announced = False
    while not _is_free(host, port):
        if time.monotonic() > deadline:
            raise PortError(
                f"端口 {port} 已被占用，可能门户已在运行（打开 {address_of(host, port)} 看看）。"
                f"要换一个端口，请运行：make run PORT={port + 1}"
            )
        if not is_announced:
            say(f"端口 {port} 被占用，等它释放（最多 {patience:.0f} 秒）…")
            is_announced = True
        time.sleep(0.2)


def address_of(host: str, port: int) -> str:
    visible = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # nosec B104
    return f"http://{host_and_port(visible, port)}/"


def host_and_port(host: str, port: int) -> str:
    """Both as in an address; an IPv6 host stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def serve_forever(
    host: str,
    port: int,
    *,
    workers: int,
    on_ready: Callable[[], None],
    on_worker: Callable[[], None],
    on_stop: Callable[[], None],
) -> NoReturn:
    """Serve until SIGINT, SIGTERM or SIGHUP, then raise SystemExit. Workers leave through SystemExit, too.

    `on_ready` is called once the address is open, `on_worker` in each worker process when it starts,
    `on_stop` when all workers are gone.
    """
    options = {
        "bind": host_and_port(host, port),
        "workers": workers,
        "worker_class": WaitressWorker,
        "threads": THREADS,
        "preload_app": True,  # the dictionary of the tokenizer is loaded once and shared
        "timeout": WORKER_TIMEOUT,
        "graceful_timeout": GRACEFUL_TIMEOUT,
        "worker_tmp_dir": _heartbeat_dir(),
        "loglevel": "warning",
        "proc_name": "policy-portal",
        "control_socket_disable": True,
        "when_ready": lambda arbiter: share_memory(on_ready),
        "post_worker_init": lambda worker: on_worker(),
        "on_exit": lambda arbiter: on_stop(),
    }
    PortalArbiter(_PortalApplication(options)).run()
    raise SystemExit


def share_memory(on_ready: Callable[[], None]) -> None:
    """Called before the first worker is forked."""
    return_large_blocks()
    gc.collect()
    gc.freeze()  # a collection in a worker would write to all objects, and so copy the memory they are in
    on_ready()


class PortalArbiter(Arbiter):
    def handle_hup(self):
        # A closed terminal means stop here, not gunicorn's "read the configuration again".
        self.handle_term()

    def stop(self, graceful=True):
        super().stop(graceful)
        # Gunicorn kills those that outlast the grace and does not wait for them to go; while one is there
        # it has its share in the database, which would then go on running without any user.
        deadline = time.monotonic() + KILL_PATIENCE
        while self.WORKERS and time.monotonic() < deadline:
            time.sleep(0.02)
            self.reap_workers()


class _PortalApplication(BaseApplication):
    def __init__(self, options: dict):
        self.options = options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        from policy_portal.wsgi import application

        return application


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise PortError(
                f"没有权限使用端口 {port}。请换一个 1024 以上的端口，例如 make run PORT=8000"
            ) from error
        except (socket.gaierror, OverflowError) as error:
            raise PortError(f"地址 {host_and_port(host, port)} 不正确。") from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise PortError(f"无法使用地址 {host_and_port(host, port)}（{error.strerror}）。") from error
    return True


def _heartbeat_dir() -> str | None:
    # Workers touch a file every second; on a slow disk that could stall them, in memory it cannot.
    return "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None  # nosec B108 - gunicorn makes it
