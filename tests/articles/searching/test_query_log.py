"""The log counts queries of a day and knows nothing of readers; what is old, rare or much is forgotten."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from articles.models import QueryClick, QueryLog
from articles.models.query_log import QueryOutcome, Searched
from tests.articles.searched import clicked, searched

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 5)


def log(query: str, times: int = 1, *, day: date = TODAY, outcome: str = "answered") -> None:
    searched(query, times, day=day, outcome=outcome)


def test_many_are_added_in_one_statement_and_those_of_a_day_are_one_row(django_assert_num_queries):
    with django_assert_num_queries(1):
        counted = [Searched(query, TODAY, 1, 4, QueryOutcome.ANSWERED) for query in ("期权", "知识产权")]
        QueryLog.objects.count_searches(counted)
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
    clicked("期权", 1, day=TODAY)
    clicked("期权", 4, 2, day=TODAY)
    popular = list(QueryLog.objects.answered().popular())
    assert [(one["query"], one["total"], one["clicks"]) for one in popular] == [("期权", 5, 3), ("税", 4, 0)]
    assert popular[0]["mean_position"] == 3.0
    assert popular[1]["mean_position"] is None
    assert [one["query"] for one in QueryLog.objects.all().failed()] == ["工资", "婚姻"]


def test_only_results_of_what_was_searched_for_are_clicked_and_no_more_often():
    clicked("没人查过", 1, day=TODAY)
    assert not QueryClick.objects.exists()
    log("期权", 2)
    clicked("期权", 1, day=TODAY)
    clicked("期权", 1, 5, day=TODAY)
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
