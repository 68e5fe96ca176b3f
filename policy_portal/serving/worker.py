"""A worker of gunicorn in which waitress serves (docs/decisions/0002-web-server.md).

Waitress reads requests and writes responses in one loop for all connections; a request takes a thread only
after it has arrived completely, and until its response is in a buffer. So slow or silent connections do not
block threads.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask

from policy_portal.observing import metrics
from policy_portal.serving.request_parser import WHOLE_HEAD, RefusedRequest, RequestParser

MOST_CONNECTIONS = 400  # a worker; each takes a file descriptor, and many systems allow a process 1,024
LINGERING = 5  # seconds
LONGEST_UPLOAD = 600  # seconds


class WaitressWorker(Worker):
    """A gunicorn worker that runs waitress' loop."""

    server: Server | None = None

    def run(self) -> None:
        self.server = Server(self.wsgi, self.sockets[0].sock, threads=self.cfg.threads)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            self.server.serve_once(seconds=1)
        self.server.finish(seconds=self.cfg.graceful_timeout, meanwhile=self.notify)

    def handle_exit(self, sig, frame) -> None:
        super().handle_exit(sig, frame)
        if self.server is not None:
            self.server.pull_trigger()

    handle_quit = handle_exit  # both signals let running requests finish


class ResponseTask(WSGITask):
    def build_response_header(self) -> bytes:
        # A kept connection stays with the worker that accepted it, and of 16 one worker accepted 12 to 15.
        self.set_close_on_finish()
        return super().build_response_header()

    def write(self, data: bytes) -> None:
        if self.request.command == "HEAD":  # Django leaves it to the server to drop the body
            super().write(b"")
            self.chunked_response = False  # else `finish` sends the mark of the last chunk, which is a body
        else:
            super().write(data)


class RefusalAnswer(ErrorTask):
    def execute(self) -> None:
        if not isinstance(
            self.request.error, RefusedRequest
        ):  # a fault of the application that Django did not see
            self.request.refuse(self.request.error.code)
        metrics.REFUSED.labels(self.request.error.code).inc()
        super().execute()

    def set_close_on_finish(self) -> None:
        super().set_close_on_finish()  # sets the header
        self.close_on_finish = False  # but `Connection` lingers


class Connection(HTTPChannel):
    """A connection for one request. After a refusal it drops further data for a moment: closing a socket
    with unread data resets the connection, and the client would lose the response."""

    parser_class = RequestParser
    task_class = ResponseTask
    error_task_class = RefusalAnswer
    lingers_until: float | None = None
    request: RequestParser | None
    requests: list[RequestParser]

    def received(self, data: bytes) -> bool:
        return self.lingers_until is None and super().received(data)

    def service(self) -> None:
        with self.requests_lock:
            del self.requests[1:]
            is_refused = bool(self.requests[0].error)
            if is_refused:
                self.lingers_until = time.time() + LINGERING
        try:
            super().service()
        finally:
            self.server.busy.discard(self)
            if is_refused:
                self._shut_down_sending()
            self.server.pull_trigger()

    def end_if_late(self, now: float) -> None:
        """Close it if the client does not send a request in time, or does not read the response."""
        late = now - settings.PORTAL_REQUEST_TIMEOUT
        if self.lingers_until is not None:
            self.will_close = now > self.lingers_until
        elif self.total_outbufs_len:
            self.will_close = self.last_activity < late
        elif not self.requests and self.creation_time < late and not self._is_receiving_files(now, late):
            self._time_out()

    def _is_receiving_files(self, now: float, late: float) -> bool:
        """Whether large files are on their way: they may take longer, as long as something arrives."""
        is_upload = self.request is not None and self.request.takes_files
        return is_upload and self.last_activity > late and self.creation_time > now - LONGEST_UPLOAD

    def _shut_down_sending(self) -> None:
        with suppress(OSError, AttributeError):  # the client is gone
            self.socket.shutdown(socket.SHUT_WR)

    def _time_out(self) -> None:
        if self.request is None:  # nothing was sent, so there is nothing to answer
            self.will_close = True
            return
        self.request.refuse(408)
        self.requests, self.request = [self.request], None
        self.server.add_task(self)


class Server(TcpWSGIServer):
    """Waitress on a socket that is shared with other workers."""

    channel_class = Connection

    def __init__(self, application: Callable, listener: socket.socket, *, threads: int) -> None:
        self.busy: set[Connection] = set()  # connections whose requests are waiting for a thread or have one
        super().__init__(
            application,
            _sock=listener,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            threads=threads,
            max_request_header_size=WHOLE_HEAD,
            max_request_body_size=settings.PORTAL_MOST_BODY,
            connection_limit=2 * MOST_CONNECTIONS,  # never reached: see `handle_accept`
            cleanup_interval=1,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=False,  # policy_portal.clients does
            ident="policy-portal",
            server_name="localhost",  # for HTTP/1.0 without a Host
        )

    def serve_once(self, *, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def finish(self, *, seconds: float, meanwhile: Callable[[], None]) -> None:
        """Accept no more connections; finish running requests and send their responses."""
        self.del_channel()
        deadline = time.monotonic() + seconds
        while self._has_work() and time.monotonic() < deadline:
            meanwhile()
            self.serve_once(seconds=0.1)

    def readable(self) -> bool:
        # A connection stays with the worker that accepts it: if all threads are busy, leave it to others.
        return super().readable() and len(self.busy) < self.adj.threads

    def add_task(self, task: Connection) -> None:
        self.busy.add(task)
        super().add_task(task)

    def handle_accept(self) -> None:
        super().handle_accept()
        if len(self.active_channels) > MOST_CONNECTIONS:
            self._close_longest_idle()

    def maintenance(self, now: float) -> None:
        for connection in list(self.active_channels.values()):
            connection.end_if_late(now)

    def _close_longest_idle(self) -> None:
        waiting = (connection for connection in self.active_channels.values() if not connection.requests)
        connection = next(waiting, None)
        if connection is not None:
            connection.handle_close()

    def _has_work(self) -> bool:
        return any(
            connection.requests or connection.total_outbufs_len
            for connection in self.active_channels.values()
        )
