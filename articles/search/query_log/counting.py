"""Which searches are counted, and in what form; nothing else writes the log.

Searches and clicks are gathered here and written together (`deferred_writer`), each as often as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import Error, transaction
from django.http import HttpRequest

from articles.models import QueryLog
from articles.models.postgres.outages import Outage, outage_of
from articles.models.search.query_log import LAST_POSITION, LONGEST_LOGGED, Clicked, QueryOutcome, Searched
from articles.search.query_log.deferred_writer import DeferredWriter
from articles.search.results.search_results import SearchResults
from articles.text.wording.characters.folding import fold
from articles.text.wording.personal import looks_personal

#: After about so many new rows, old ones are deleted: no scheduled task is needed.
_TIDIED = 1_000
#: Queries of a day, and clicked positions, that a process holds at most until they are written.
MOST_HELD = 5_000


def loggable(typed: str) -> str:
    """The form in which a query is counted; empty where it is not."""
    query = " ".join(fold(typed).split())
    return "" if len(query) > LONGEST_LOGGED or looks_personal(query) else query


class CountedSearch(NamedTuple):
    """What the log keeps of a search."""

    query: str
    results: int
    outcome: QueryOutcome


class SearchRequest(HttpRequest):
    """For annotations only: the page of results says on the request what counts of its search."""

    counted_search: CountedSearch | None


def counted_search(results: SearchResults) -> CountedSearch | None:
    """What counts of a search; None if the setting PORTAL_QUERY_LOG is off or the query looks personal."""
    query = loggable(results.query.text)
    if not settings.PORTAL_QUERY_LOG or not query:
        return None
    return CountedSearch(query, results.count, _outcome(results))


def count_search(search: CountedSearch, *, day: date) -> None:
    _COUNTS.add_search(Searched(search.query, day, 1, search.results, search.outcome))
    WRITER.ask()


def count_click(typed: str, position: int, *, day: date) -> None:
    """Count that the result at `position` of the first page was opened."""
    query = loggable(typed)
    if settings.PORTAL_QUERY_LOG and query and 1 <= position <= LAST_POSITION:
        _COUNTS.add_click(query, day, position)
        WRITER.ask()


def write_counts(*, is_last: bool = True) -> None:
    """Write the counts of this process; a click waits for the second writing, unless this is the last.

    By then every process has written the search that a click belongs to. If the database is away the counts
    are kept for later; if it is read-only they are lost.
    """
    searches, clicks = _COUNTS.take(with_new_clicks=is_last)
    try:
        with transaction.atomic():
            rows = QueryLog.objects.count_searches(searches)
            QueryLog.objects.count_clicks(clicks)
    except Error as error:
        if outage_of(error) is Outage.AWAY:
            _COUNTS.put_back(searches, clicks)
        raise
    if any(row % _TIDIED == 0 for row in rows):
        QueryLog.objects.all().forget(today=max(search.day for search in searches))


class _Counts:
    """Counts that wait to be written: at most `MOST_HELD`, further ones are dropped."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._searches: dict[tuple[str, date], Searched] = {}
        self._clicks: Counter[tuple[str, date, int]] = Counter()
        self._new_clicks: Counter[tuple[str, date, int]] = Counter()

    def add_search(self, search: Searched) -> None:
        with self._lock:
            self._add_search(search)

    def add_click(self, query: str, day: date, position: int) -> None:
        with self._lock:
            _add_click(self._new_clicks, (query, day, position), 1)

    def take(self, *, with_new_clicks: bool) -> tuple[list[Searched], list[Clicked]]:
        with self._lock:
            searches, self._searches = self._searches, {}
            clicks, self._clicks, self._new_clicks = self._clicks, self._new_clicks, Counter()
            if with_new_clicks:
                clicks, self._clicks = clicks + self._clicks, Counter()
        return list(searches.values()), [Clicked(*place, number) for place, number in clicks.items()]

    def put_back(self, searches: Iterable[Searched], clicks: Iterable[Clicked]) -> None:
        with self._lock:
            newer, self._searches = self._searches, {}
            for search in (*searches, *newer.values()):
                self._add_search(search)
            for clicked in clicks:
                _add_click(self._clicks, clicked[:3], clicked.clicks)

    def _add_search(self, search: Searched) -> None:
        before = self._searches.get((search.query, search.day))
        if before or len(self._searches) < MOST_HELD:
            searches = search.searches + (before.searches if before else 0)
            self._searches[search.query, search.day] = search._replace(searches=searches)


def _add_click(clicks: Counter[tuple[str, date, int]], place: tuple[str, date, int], number: int) -> None:
    if place in clicks or len(clicks) < MOST_HELD:
        clicks[place] += number


def _outcome(results: SearchResults) -> QueryOutcome:
    if not results.count:
        return QueryOutcome.EMPTY
    return QueryOutcome.WEAK if results.is_weak else QueryOutcome.ANSWERED


_COUNTS = _Counts()
WRITER = DeferredWriter(write_counts)
