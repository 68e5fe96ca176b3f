"""Which server a web request uses: a replica for what anonymous readers read, else the primary.

Web requests may reach the primary by a pool. For the time of a request the chosen connection takes the place
of `default`, so that no query anywhere has to know. Commands and background jobs always use DATABASE_URL
itself: they hold locks of a session.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest, HttpResponse

from articles.models.postgres.outages import Outage
from policy_portal.caching.cacheable import is_anonymous
from policy_portal.noted_request import NotedRequest

logger = logging.getLogger(__name__)

POOL = "pool"
_SAFE = ("GET", "HEAD")
_LOOK_AGAIN = 1.0  # seconds between two looks at how far a replica is behind
_LEAVE_ALONE = 5.0  # seconds for which one that did not answer is not asked
_STATE = """
SELECT pg_is_in_recovery(),
    EXISTS (SELECT FROM pg_stat_wal_receiver),
    pg_last_wal_receive_lsn() IS NOT DISTINCT FROM pg_last_wal_replay_lsn(),
    coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0)
"""


@dataclass
class Replica:
    """A standby as this process last saw it: whether it answers, how many seconds it is behind."""

    alias: str
    answers: bool = False
    lag: float = float("inf")
    looked_at: float = float("-inf")
    lock: Lock = field(default_factory=Lock)

    @property
    def is_fresh(self) -> bool:
        return self.answers and self.lag <= settings.PORTAL_REPLICA_LAG

    def look(self, *, now: float) -> None:
        """Ask it, once a second and by one thread."""
        if now < self.looked_at + _LOOK_AGAIN or not self.lock.acquire(blocking=False):
            return
        try:
            self.looked_at = now
            lag = lag_of(self.alias)
            self._note(answers=True, lag=lag, why=f"落后 {lag:.0f} 秒，或已不跟随主库")
        except Error as error:
            connections[self.alias].close()
            self.leave_alone(now=now, why=str(error))
        finally:
            self.lock.release()

    def leave_alone(self, *, now: float, why: str) -> None:
        self.looked_at = now + _LEAVE_ALONE
        self._note(answers=False, lag=float("inf"), why=why)

    def _note(self, *, answers: bool, lag: float, why: str) -> None:
        was_fresh = self.is_fresh
        self.answers, self.lag = answers, lag
        if was_fresh and not self.is_fresh:
            logger.warning("备库 %s 暂不使用，改读主库：%s", self.alias, " ".join(why.split())[:200])
        elif self.is_fresh and not was_fresh:
            logger.warning("备库 %s 可以使用", self.alias)


def lag_of(alias: str) -> float:
    """Seconds that a replica is behind; infinite for one that is no standby, or has lost its primary."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_STATE)
        is_standby, is_following, has_applied_all, seconds = cursor.fetchone()
    if not is_standby or not is_following:
        return float("inf")
    return 0.0 if has_applied_all else float(seconds)


class Routes:
    """Middleware outside all that use the database: asks the first server that answers a request.

    For anonymous reading that is a replica that is up to date, else the primary, and while the primary is
    away any replica: what was published a while ago is better than nothing. For all else it is the primary.
    """

    def __init__(self, get_response: Callable[[NotedRequest], HttpResponse]) -> None:
        self._get_response = get_response
        names = sorted(alias for alias in settings.DATABASES if alias not in (DEFAULT_DB_ALIAS, POOL))
        self.replicas = [Replica(alias) for alias in names]
        self._turn = itertools.count()
        self._primary = POOL if POOL in settings.DATABASES else DEFAULT_DB_ALIAS
        self._primary_is_away_until = float("-inf")

    def __call__(self, request: NotedRequest) -> HttpResponse:
        aliases = self._in_order() if self.replicas and _is_for_replicas(request) else [self._primary]
        response = self._answer(request, aliases[0])
        for before, alias in pairwise(aliases):
            if not _has_failed(request, response):
                break
            self._note_failure(before, response)
            vars(request).pop("content_state", None)  # the other server's
            response = self._answer(request, alias)
        return response

    def _in_order(self) -> list[str]:
        now, start = time.monotonic(), next(self._turn)
        rotated = [*self.replicas[start % len(self.replicas) :], *self.replicas[: start % len(self.replicas)]]
        for replica in rotated:
            replica.look(now=now)
        fresh = [replica.alias for replica in rotated if replica.is_fresh][:1]
        behind = [replica.alias for replica in rotated if replica.answers and not replica.is_fresh][:1]
        is_away = now < self._primary_is_away_until
        return [*fresh, *behind, self._primary] if is_away else [*fresh, self._primary, *behind]

    def _note_failure(self, alias: str, response: HttpResponse) -> None:
        if getattr(response, "outage", None) is Outage.READ_ONLY:
            return  # it does answer
        now = time.monotonic()
        if alias == self._primary:
            self._primary_is_away_until = now + _LEAVE_ALONE
        for replica in self.replicas:
            if replica.alias == alias:
                replica.leave_alone(now=now, why=str(getattr(response, "error", "没有应答")))

    def _answer(self, request: NotedRequest, alias: str) -> HttpResponse:
        request.database = alias
        with using(alias):
            return self._get_response(request)


def _is_for_replicas(request: HttpRequest) -> bool:
    """Health is asked of the primary, and a preview makes its change there, before it takes it back."""
    return (
        request.method in _SAFE
        and is_anonymous(request)
        and not request.path.startswith(("/healthz/", "/preview/"))
    )


def _has_failed(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the server was away, or asked for what only a primary does; an old page is no answer yet."""
    outage = getattr(response, "outage", None)
    return outage in (Outage.AWAY, Outage.READ_ONLY) or getattr(request, "page_cache", "") == "stale"


@contextmanager
def using(alias: str) -> Iterator[None]:
    """Have `default` mean another connection in this thread."""
    if alias == DEFAULT_DB_ALIAS:
        yield
        return
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before
