"""Which searches are counted, and in what form; nothing else writes the log."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from articles.models import QueryLog
from articles.models.query_log import LAST_POSITION, LONGEST_LOGGED, QueryOutcome
from articles.search.engine import SearchResults
from articles.text.folding import fold
from articles.text.personal import looks_personal

#: One of about so many new rows brings the log back to its bounds, so that nobody has to think of it.
_TIDIED = 1_000


def loggable(typed: str) -> str:
    """The form in which a query is counted; empty where it is not."""
    query = " ".join(fold(typed).split())
    return "" if len(query) > LONGEST_LOGGED or looks_personal(query) else query


def count_search(results: SearchResults, *, day: date) -> None:
    """Count a search, unless the setting PORTAL_QUERY_LOG is off or its words are nobody's business."""
    query = loggable(results.query.text)
    if not settings.PORTAL_QUERY_LOG or not query:
        return
    row = QueryLog.objects.count_search(query, day=day, results=results.count, outcome=_outcome(results))
    if row % _TIDIED == 0:
        QueryLog.objects.all().forget(today=day)


def count_click(typed: str, position: int, *, day: date) -> None:
    """Count that the result at `position` of the first page was opened."""
    query = loggable(typed)
    if settings.PORTAL_QUERY_LOG and query and 1 <= position <= LAST_POSITION:
        QueryLog.objects.count_click(query, day=day, position=position)


def _outcome(results: SearchResults) -> QueryOutcome:
    if not results.count:
        return QueryOutcome.EMPTY
    return QueryOutcome.WEAK if results.is_weak else QueryOutcome.ANSWERED
