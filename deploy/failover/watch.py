"""Let another node take over at once when the leader's processes are proven dead.

Patroni waits for the leader's key to expire, and takes no less than 20 seconds for that: a leader that does
not answer may only be cut off, and still be writing. But a machine that *refuses* connections to the ports of
PostgreSQL and of Patroni says that neither runs. Then nobody writes, and the key may go: this watcher deletes
it, if it is still that leader's. Silence is no proof; for a machine without power Patroni's own wait remains.

    python watch.py --etcd http://127.0.0.1:2379 --scope policy-portal

Run one beside each Patroni. It needs nothing but Python.
"""

from __future__ import annotations

import argparse
import base64
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

_EVERY = 1.0  # seconds
_REFUSALS = 3  # in a row: Patroni restarts a PostgreSQL that it has stopped itself
_TIMEOUT = 2.0  # seconds


@dataclass(frozen=True)
class Leader:
    name: str
    addresses: tuple[tuple[str, int], ...]  # of PostgreSQL and of Patroni


class Etcd:
    """What Patroni keeps under /service/<scope>/, by etcd's HTTP gateway."""

    def __init__(self, url: str, scope: str) -> None:
        self._url, self._root = url, f"/service/{scope}/"

    def leader(self) -> Leader | None:
        name = self._value("leader")
        if not name:
            return None
        member = json.loads(self._value(f"members/{name}") or "{}")
        urls = [urlsplit(member[key]) for key in ("conn_url", "api_url") if key in member]
        return (
            Leader(name, tuple((url.hostname or "", url.port or 0) for url in urls))
            if len(urls) == 2
            else None
        )

    def release(self, name: str) -> None:
        """Delete the leader's key if it is still held by `name`."""
        key = _base64(self._root + "leader")
        is_held = {"key": key, "target": "VALUE", "result": "EQUAL", "value": _base64(name)}
        self._ask("txn", {"compare": [is_held], "success": [{"request_delete_range": {"key": key}}]})

    def _value(self, name: str) -> str:
        entries = self._ask("range", {"key": _base64(self._root + name)}).get("kvs", [])
        return base64.b64decode(entries[0]["value"]).decode() if entries else ""

    def _ask(self, method: str, question: dict) -> dict:
        address = f"{self._url}/v3/kv/{method}"
        request = urllib.request.Request(address, json.dumps(question).encode())
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
            answer: dict = json.load(response)
            return answer


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def is_refused(address: tuple[str, int]) -> bool:
    """Whether the machine answers that nothing listens there; False for silence as for an answer."""
    try:
        socket.create_connection(address, timeout=_TIMEOUT).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return False


class Watcher:
    def __init__(self, etcd: Etcd, *, refused: Callable[[tuple[str, int]], bool] = is_refused) -> None:
        self._etcd, self._refused = etcd, refused
        self._suspect, self._refusals = "", 0

    def look(self) -> str:
        """Look once; returns the name of the leader that was released, else nothing."""
        leader = self._etcd.leader()
        if leader is None or not all(map(self._refused, leader.addresses)):
            self._suspect, self._refusals = "", 0
            return ""
        self._refusals = self._refusals + 1 if leader.name == self._suspect else 1
        self._suspect = leader.name
        if self._refusals < _REFUSALS:
            return ""
        self._refusals = 0
        self._etcd.release(leader.name)
        return leader.name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--etcd", default="http://127.0.0.1:2379")
    parser.add_argument("--scope", default="policy-portal")
    options = parser.parse_args()
    watcher = Watcher(Etcd(options.etcd, options.scope))
    while True:
        try:
            if released := watcher.look():
                print(f"{released} runs neither PostgreSQL nor Patroni: released its key", flush=True)
        except (OSError, ValueError) as error:
            print(f"etcd: {error}", flush=True)
        time.sleep(_EVERY)


if __name__ == "__main__":
    main()
