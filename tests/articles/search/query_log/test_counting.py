"""The log counts queries of a day and knows nothing of readers; what is old, rare or much is forgotten."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError

from articles.models import QueryClick, QueryLog
from articles.models.search.query_log import QueryLogQuerySet, QueryOutcome, Searched
from articles.search import search
from articles.search.query_log.counting import count_click, count_search, counted_search, write_counts
from tests.articles.search.logged_queries import log_clicks, log_searches

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 5)


def log(query: str, times: int = 1, *, day: date = TODAY, outcome: str = "answered") -> None:
    log_searches(query, times, day=day, outcome=outcome)


def test_many_are_added_in_one_statement_and_those_of_a_day_are_one_row(django_assert_num_queries):
    with django_assert_num_queries(1):
        searches = [Searched(query, TODAY, 1, 4, QueryOutcome.ANSWERED) for query in ("期权", "知识产权")]
        QueryLog.objects.count_searches(searches)
    QueryLog.objects.filter(query="期权").delete()
    log("知识产权")
    log("知识产权", day=TODAY - timedelta(days=1))
    assert [(row.day, row.searches) for row in QueryLog.objects.all()] == [
        (TODAY, 2),
        (TODAY - timedelta(days=1), 1),
    ]


def test_a_row_holds_no_more_than_query_day_and_counts():
    names = {field.name for field in QueryLog._meta.concrete_fields}
    assert names == {"id", "query", "day", "searches", "results", "outcome"}
    assert {field.name for field in QueryClick._meta.concrete_fields} == {"id", "entry", "position", "clicks"}


def test_popular_and_failed_queries():
    log("期权", 2)
    log("期权", 3, day=TODAY - timedelta(days=2))
    log("税", 4)
    log("婚姻", 3, outcome=QueryOutcome.EMPTY)
    log("工资", 5, outcome=QueryOutcome.WEAK)
    log_clicks("期权", 1, day=TODAY)
    log_clicks("期权", 4, 2, day=TODAY)
    popular = list(QueryLog.objects.answered().popular())
    assert [(row["query"], row["total"], row["clicks"]) for row in popular] == [("期权", 5, 3), ("税", 4, 0)]
    assert popular[0]["mean_position"] == 3.0
    assert popular[1]["mean_position"] is None
    assert [row["query"] for row in QueryLog.objects.all().failed()] == ["工资", "婚姻"]


def test_only_results_of_what_was_searched_for_are_clicked_and_no_more_often():
    log_clicks("没人查过", 1, day=TODAY)
    assert not QueryClick.objects.exists()
    log("期权", 2)
    log_clicks("期权", 1, day=TODAY)
    log_clicks("期权", 1, 5, day=TODAY)
    assert QueryClick.objects.get().clicks == 2


def test_old_rare_and_surplus_rows_are_forgotten():
    log("去年", 9, day=TODAY - timedelta(days=500))
    log("偶尔", 2, day=TODAY - timedelta(days=8))
    log("常有", 2, day=TODAY - timedelta(days=8))
    log("常有", 1)
    log("昨天", 1, day=TODAY - timedelta(days=1))
    assert QueryLog.objects.all().forget(today=TODAY) == 2
    assert set(QueryLog.objects.values_list("query", flat=True)) == {"常有", "昨天"}
    assert QueryLog.objects.all().forget(today=TODAY, most_rows=1) == 2
    assert [row.searches for row in QueryLog.objects.all()] == [2]


def test_the_command(capsys):
    log("去年", 9, day=date(2001, 1, 1))
    call_command("purge_query_log")
    assert "删除 1 行检索记录，余 0 行" in capsys.readouterr().out
    log("期权")
    call_command("purge_query_log", all=True)
    assert not QueryLog.objects.exists()


class TestDeferred:
    """What requests count is written together, later."""

    def count(self, query: str, times: int = 1) -> None:
        counted = counted_search(search(query))
        for _ in range(times):
            count_search(counted, day=TODAY)

    def rows(self) -> dict[str, int]:
        return dict(QueryLog.objects.values_list("query", "searches"))

    def test_two_statements_for_however_many(self, django_assert_num_queries):
        self.count("企业", 30)
        self.count("知识产权", 12)
        count_click("企业", 3, day=TODAY)
        with django_assert_num_queries(4):  # and the savepoint's two
            write_counts()
        assert self.rows() == {"企业": 30, "知识产权": 12}
        assert QueryClick.objects.get().position == 3
        write_counts()
        assert self.rows() == {"企业": 30, "知识产权": 12}

    def test_a_click_waits_for_the_search_that_another_process_has_still_to_write(self):
        count_click("企业", 1, day=TODAY)
        write_counts(is_last=False)
        log("企业")  # by the other process
        write_counts(is_last=False)
        assert QueryClick.objects.get().entry.query == "企业"

    def test_what_could_not_be_written_is_kept_until_the_database_is_back(self, monkeypatch):
        self.count("企业", 2)
        count_click("企业", 1, day=TODAY)
        with monkeypatch.context() as patch:
            patch.setattr(QueryLogQuerySet, "count_clicks", self.lose_connection)
            with pytest.raises(OperationalError):
                write_counts()
        assert not self.rows()
        self.count("企业")
        write_counts()
        assert self.rows() == {"企业": 3}
        assert QueryClick.objects.get().clicks == 1

    def lose_connection(self, *_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    def test_there_is_a_bound_to_what_is_kept(self, monkeypatch):
        monkeypatch.setattr("articles.search.query_log.counting.MOST_HELD", 2)
        for query in ("企业", "知识产权", "关税", "企业"):
            self.count(query)
        write_counts()
        assert self.rows() == {"企业": 2, "知识产权": 1}
