"""Rows of the query log as requests leave them."""

from datetime import date

from articles.models import QueryLog
from articles.models.search.query_log import Clicked, QueryOutcome, Searched


def log_searches(query: str, times: int = 1, *, day: date, outcome: str = QueryOutcome.ANSWERED) -> None:
    QueryLog.objects.count_searches([Searched(query, day, times, 4, outcome)])


def log_clicks(query: str, position: int, times: int = 1, *, day: date) -> None:
    QueryLog.objects.count_clicks([Clicked(query, day, position, times)])
