"""A TCP proxy that loses connections: it cuts them, refuses new ones, or keeps them open and says no more."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

_CHUNK = 1 << 16
_LOOK_AGAIN = 0.2  # seconds


class Proxy:
    """From a free port of this machine to another of its ports."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open, self._flowing = threading.Event(), threading.Event()
        self._open.set()
        self._flowing.set()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End all connections, and refuse those that come, until `restore`."""
        self._open.clear()
        self.drop()

    def silence(self) -> None:
        """Pass nothing on, in either direction, until `restore`: as where a cable is pulled."""
        self._flowing.clear()

    def restore(self) -> None:
        self._open.set()
        self._flowing.set()

    def drop(self) -> None:
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            self._close(pair)

    def stop(self) -> None:
        self._listener.close()
        self.restore()
        self.drop()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                if not self._open.is_set():
                    client.close()
                    continue
                self._connect(client)

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        pair = client, server
        with self._lock:
            self._pairs.add(pair)
        for source, sink in (pair, pair[::-1]):
            threading.Thread(target=self._pass_on, args=(source, sink, pair), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, pair: tuple) -> None:
        with suppress(OSError):
            while content := source.recv(_CHUNK):
                while not self._flowing.wait(_LOOK_AGAIN):
                    pass
                sink.sendall(content)
        self._close(pair)

    def _close(self, pair: tuple[socket.socket, socket.socket]) -> None:
        with self._lock:
            self._pairs.discard(pair)
        for end in pair:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
