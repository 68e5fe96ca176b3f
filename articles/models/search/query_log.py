"""The query log: what is searched for, with nothing about the readers (docs/operations.md, 检索记录).

A row counts one query on one day. No address, account or time of day is stored, so searches cannot be
attributed to a reader. Queries that look like personal data are never written (`text.wording.personal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, models
from django.db.models import Count, F, FloatField, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce

#: Longer queries are pasted texts, which are not useful and may name a person.
LONGEST_LOGGED = 60
#: Results on the first page; clicks further down are not counted.
LAST_POSITION = 20
#: A query with fewer searches is deleted after `RARE_AFTER`; all are after `KEPT`.
RARE, RARE_AFTER, KEPT = 3, timedelta(days=7), timedelta(days=400)
_FIRST = 2**31 - 1
#: The most rows kept; the least searched are deleted first.
MOST_ROWS = 50_000

_COUNT = """
INSERT INTO articles_querylog AS log (query, day, searches, results, outcome)
SELECT * FROM unnest(%s::text[], %s::date[], %s::int[], %s::int[], %s::text[])
ON CONFLICT (query, day) DO UPDATE
SET searches = log.searches + EXCLUDED.searches, results = EXCLUDED.results, outcome = EXCLUDED.outcome
RETURNING id
"""
# Clicks count only for logged queries and at most once a search: an outsider cannot add many.
_CLICK = """
INSERT INTO articles_queryclick AS known (entry_id, position, clicks)
SELECT log.id, said.position, least(said.clicks, log.searches)
FROM unnest(%s::text[], %s::date[], %s::int[], %s::int[]) AS said (query, day, position, clicks)
JOIN articles_querylog log USING (query, day)
ON CONFLICT (entry_id, position) DO UPDATE SET clicks = least(
    known.clicks + EXCLUDED.clicks, (SELECT searches FROM articles_querylog WHERE id = known.entry_id)
)
"""


class QueryOutcome(models.TextChoices):
    """The outcome of a search."""

    ANSWERED = "answered", "有结果"
    WEAK = "weak", "只有也许相关的"
    EMPTY = "empty", "没有结果"


class Searched(NamedTuple):
    """Searches for a query on a day, with the outcome of the last one."""

    query: str
    day: date
    searches: int
    results: int
    outcome: QueryOutcome


class Clicked(NamedTuple):
    """How often results at a position were opened for a query on a day."""

    query: str
    day: date
    position: int
    clicks: int


class QueryLogQuerySet(models.QuerySet["QueryLog"]):
    def count_searches(self, counted: Iterable[Searched]) -> list[int]:
        """Add counts to the log in one statement and return the row ids. No two may be of the same row."""
        return [pk for (pk,) in _add_counts(_COUNT, counted)]

    def count_clicks(self, counted: Iterable[Clicked]) -> None:
        """Add counts in one statement; clicks of queries that are not in the log are ignored."""
        _add_counts(_CLICK, counted)

    def since(self, day: date) -> QueryLogQuerySet:
        return self.filter(day__gte=day)

    def answered(self) -> QueryLogQuerySet:
        return self.filter(outcome=QueryOutcome.ANSWERED)

    def popular(self) -> models.QuerySet:
        """Rows of `summed`, the most searched queries first."""
        return self.summed().order_by("-total", "query")

    def failed(self) -> models.QuerySet:
        """Rows of `summed` for searches without an answer, the most frequent first."""
        return self.exclude(outcome=QueryOutcome.ANSWERED).popular()

    def unanswered(self) -> QueryLogQuerySet:
        """The last row of each query without an answer."""
        failed = self.exclude(outcome=QueryOutcome.ANSWERED).order_by("query", "-day").distinct("query")
        return QueryLog.objects.filter(pk__in=failed.values("pk"))

    def of_queries(self, queries: Iterable[str]) -> QueryLogQuerySet:
        return self.filter(query__in=list(queries))

    def often_answered(self, *, searches: int, days: int) -> models.QuerySet:
        """Queries answered in at least so many searches on so many days, the most frequent first: (query,
        searches, days)."""
        of_query = self.answered().order_by().values("query")
        counted = of_query.annotate(total=Sum("searches"), days=Count("day"))
        frequent = counted.filter(total__gte=searches, days__gte=days).order_by("-total", "query")
        return frequent.values_list("query", "total", "days")

    def summed(self) -> models.QuerySet:
        """A dict for each query: query, total (searches), last_day, days, clicks, mean_position.

        `mean_position` is that of the results opened, None where none was.
        """
        opened = QueryClick.objects.filter(entry__query=OuterRef("query"))
        if self.query.where:
            opened = opened.filter(entry__in=self.values("pk"))
        of_query = opened.order_by().values("entry__query")
        clicks = of_query.annotate(number=Sum("clicks")).values("number")
        weighed = Cast(Sum(F("clicks") * F("position")), FloatField()) / Cast(Sum("clicks"), FloatField())
        return (
            self.order_by()
            .values("query")
            .annotate(
                total=Sum("searches"),
                last_day=Max("day"),
                days=Count("day"),
                clicks=Coalesce(Subquery(clicks), 0),
                mean_position=Subquery(of_query.annotate(mean=weighed).values("mean")),
            )
        )

    def forget(self, *, today: date, most_rows: int = MOST_ROWS) -> int:
        """Delete rows that are old, rare or beyond the limit; return how many."""
        counted = self.order_by().values("query").annotate(total=Sum("searches"), last=Max("day"))
        rare = counted.filter(total__lt=RARE, last__lt=today - RARE_AFTER).values("query")
        beyond_limit = self.order_by("-searches", "-day").values("pk")[most_rows:]
        outdated = Q(day__lt=today - KEPT) | Q(query__in=rare) | Q(pk__in=beyond_limit)
        deleted = self.filter(outdated).delete()[1]
        return deleted.get("articles.QueryLog", 0)


def _add_counts(statement: str, counted: Iterable[tuple]) -> list[tuple]:
    # Sorted, so that two processes with the same rows do not deadlock.
    columns = [list(column) for column in zip(*sorted(counted), strict=True)]
    if not columns:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
        return cursor.fetchall() if cursor.description else []


class QueryLog(models.Model):
    query = models.CharField("检索词", max_length=LONGEST_LOGGED, help_text="折叠全角、空白和大小写之后。")
    day = models.DateField("日期")
    searches = models.PositiveIntegerField("检索次数", default=1)
    results = models.PositiveIntegerField("结果数", help_text="当日最后一次检索时的。")
    outcome = models.CharField("结果", max_length=10, choices=QueryOutcome)

    objects = QueryLogQuerySet.as_manager()

    class Meta:
        verbose_name = "检索记录"
        verbose_name_plural = "检索记录"
        ordering = ("-day", "-searches")
        indexes = [models.Index(fields=["query"], name="query_log_prefix", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.UniqueConstraint(fields=["query", "day"], name="query_log_once_a_day"),
            models.CheckConstraint(condition=~Q(query=""), name="query_log_query_present"),
            models.CheckConstraint(condition=Q(searches__gte=1), name="query_log_searched"),
        ]

    def __str__(self) -> str:
        return f"{self.query}（{self.day}）"

    @property
    def audit_name(self) -> str:
        """Readers' words are not recorded."""
        return "一个检索词"


class Suggesting(models.TextChoices):
    """An editor's decision on suggesting a query to readers."""

    APPROVED = "approved", "批准提供"
    REFUSED = "refused", "不提供"


class QueryDecisionQuerySet(models.QuerySet["QueryDecision"]):
    def of_queries(self, queries: Iterable[str]) -> QueryDecisionQuerySet:
        return self.filter(query__in=list(queries))


class QueryDecision(models.Model):
    """Whether a query may be suggested to readers; kept when the query's log rows are deleted."""

    query = models.CharField("检索词", max_length=LONGEST_LOGGED, unique=True)
    decision = models.CharField("决定", max_length=8, choices=Suggesting)
    decided_at = models.DateTimeField("决定时间", auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="决定人"
    )

    objects = QueryDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "输入建议的决定"
        verbose_name_plural = "输入建议的决定"
        ordering = ("query",)
        constraints = [
            models.CheckConstraint(condition=~Q(query=""), name="query_decision_query_present"),
            models.CheckConstraint(condition=Q(decision__in=Suggesting.values), name="query_decision_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.query}：{self.get_decision_display()}"


class QueryClick(models.Model):
    """How often the result at a position (from 1) was opened."""

    entry = models.ForeignKey(QueryLog, on_delete=models.CASCADE, related_name="clicked", verbose_name="检索")
    position = models.PositiveSmallIntegerField("位置")
    clicks = models.PositiveIntegerField("点开次数", default=1)

    objects = models.Manager()

    class Meta:
        verbose_name = "点开的结果"
        verbose_name_plural = "点开的结果"
        ordering = ("entry", "position")
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="query_click_position_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, LAST_POSITION)), name="query_click_on_first_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} 第 {self.position} 项"


def queries_to_suggest(typed: str, *, searches: int, days: int, most: int) -> list[str]:
    """Queries that begin as typed: those that an editor approved, then those on which none has decided that
    were answered in at least so many searches on so many days, the most frequent first."""
    parameters: dict[str, str | int] = {
        "typed": f"{connection.ops.prep_for_like_query(typed)}%",
        "approved": Suggesting.APPROVED.value,
        "answered": QueryOutcome.ANSWERED.value,
        "searches": searches,
        "days": days,
        "most": most,
        "first": _FIRST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TO_SUGGEST, parameters)
        return [query for query, _ in cursor]


# SQL, as it runs with each letter that a reader types: the ORM took ten times as long to write it.
_TO_SUGGEST = """
SELECT query, %(first)s::bigint AS total FROM articles_querydecision
WHERE decision = %(approved)s AND query LIKE %(typed)s
UNION ALL
SELECT query, sum(searches) AS total FROM articles_querylog
WHERE outcome = %(answered)s AND query LIKE %(typed)s
    AND query NOT IN (SELECT query FROM articles_querydecision)
GROUP BY query HAVING count(day) >= %(days)s AND sum(searches) >= %(searches)s
ORDER BY total DESC, query LIMIT %(most)s
"""
