"""Short rounds that alternate between all targets: what else the machine does falls on all of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deploy.bench.generators import Load, put_load
from deploy.bench.installations import Served
from deploy.bench.processes import processor_of, status_of

WARM_UP = 1  # seconds


@dataclass(frozen=True)
class Measurement:
    """A target in one round."""

    rate: float  # requests a second
    p95: float  # milliseconds
    server: float  # milliseconds of processor for a request
    database: float | None  # the same of PostgreSQL; None of what has no database
    errors: int


#: Installation → target → its rounds.
Results = dict[str, dict[str, list[Measurement]]]


class Turns:
    """Puts load on a target, going on with its addresses where the last round ended."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._requests = 0

    def check(self) -> None:
        path = self._served.target.paths[0]
        if (status := status_of(self._served.port, path)) != 200:
            sys.exit(f"{path}：{status}")

    def load(self, seconds: int) -> Load:
        answered = put_load(
            self._served.port, self._served.target.paths, first=self._requests, seconds=seconds
        )
        self._requests += answered.requests
        return answered

    def measure(self, seconds: int) -> Measurement:
        server_before, database_before = self._server_milliseconds(), self._database_milliseconds()
        answered = self.load(seconds)
        requests = max(answered.requests, 1)
        server = self._server_milliseconds() - server_before
        database = self._database_milliseconds() - database_before
        return Measurement(
            rate=answered.requests / answered.seconds,
            p95=answered.p95,
            server=server / requests,
            database=None if self._served.postmaster is None else database / requests,
            errors=answered.errors,
        )

    def _server_milliseconds(self) -> float:
        return processor_of(self._served.processes)

    def _database_milliseconds(self) -> float:
        return processor_of([self._served.postmaster] if self._served.postmaster else [])


def measure_rounds(places: Mapping[str, Sequence[Served]], *, rounds: int, seconds: int) -> Results:
    """Measure all targets of all places (label → what is served there) in each round.

    The same target of two places has its turns one after the other, as they are compared.
    """
    turns = [
        (label, served.target.name, Turns(served))
        for same_target in zip(*places.values(), strict=True)
        for label, served in zip(places, same_target, strict=True)
    ]
    results: Results = {
        label: {served.target.name: [] for served in served_targets}
        for label, served_targets in places.items()
    }
    for *_, turn in turns:
        turn.check()
        turn.load(WARM_UP)
    for number in range(rounds):
        print(f"第 {number + 1} / {rounds} 轮", file=sys.stderr)
        for label, name, turn in turns:
            results[label][name].append(turn.measure(seconds))
    return results
