"""What is searched for, without anything about who searches (docs/operations.md, 检索记录).

A row counts one query of one day. No address, no account, no time of day is kept, and no two searches can be
told to come from the same reader. What looks like personal data is never written (`articles.text.personal`).
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection, models
from django.db.models import Count, F, FloatField, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce

#: Longer queries are pasted texts: they say nothing of what readers look for, and may name a person.
LONGEST_LOGGED = 60
#: Results of the first page; a click further down is not counted.
LAST_POSITION = 20
#: A query that fewer searches ask for within `RARE_AFTER` is forgotten then; all are after `KEPT`.
RARE, RARE_AFTER, KEPT = 3, timedelta(days=7), timedelta(days=400)
#: Rows that are kept at most; of more, those asked for least are forgotten first.
MOST_ROWS = 50_000

_COUNT = """
INSERT INTO articles_querylog AS log (query, day, searches, results, outcome) VALUES (%s, %s, 1, %s, %s)
ON CONFLICT (query, day) DO UPDATE
SET searches = log.searches + 1, results = EXCLUDED.results, outcome = EXCLUDED.outcome
RETURNING id
"""
# Only what was searched for can be clicked, and no more often than it was: an outsider cannot add much.
_CLICK = """
INSERT INTO articles_queryclick AS known (entry_id, position, clicks)
SELECT id, %s, 1 FROM articles_querylog WHERE query = %s AND day = %s
ON CONFLICT (entry_id, position) DO UPDATE SET clicks = known.clicks + 1
WHERE known.clicks < (SELECT searches FROM articles_querylog WHERE id = known.entry_id)
"""


class QueryOutcome(models.TextChoices):
    """What a search came to."""

    ANSWERED = "answered", "有结果"
    WEAK = "weak", "只有也许相关的"
    EMPTY = "empty", "没有结果"


class QueryLogQuerySet(models.QuerySet):
    def count_search(self, query: str, *, day: date, results: int, outcome: str) -> int:
        """Count one search, in one statement; returns the id of its row."""
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [query, day, results, outcome])
            return cursor.fetchone()[0]

    def count_click(self, query: str, *, day: date, position: int) -> None:
        """Count that a result of this query was opened; of a query that is not in the log, nothing."""
        with connection.cursor() as cursor:
            cursor.execute(_CLICK, [position, query, day])

    def since(self, day: date) -> QueryLogQuerySet:
        return self.filter(day__gte=day)

    def answered(self) -> QueryLogQuerySet:
        return self.filter(outcome=QueryOutcome.ANSWERED)

    def beginning_with(self, typed: str) -> QueryLogQuerySet:
        return self.filter(query__startswith=typed)

    def popular(self) -> models.QuerySet:
        """Rows of `summed`, the queries most often searched for first."""
        return self.summed().order_by("-total", "query")

    def failed(self) -> models.QuerySet:
        """Rows of `summed` for searches that had no answer, the most frequent first."""
        return self.exclude(outcome=QueryOutcome.ANSWERED).popular()

    def often_answered(self, typed: str, *, least: int) -> models.QuerySet:
        """Queries that begin so and were answered in at least so many searches, the most frequent first."""
        begun = self.answered().beginning_with(typed).order_by().values("query")
        often = begun.annotate(total=Sum("searches")).filter(total__gte=least)
        return often.order_by("-total", "query").values_list("query", flat=True)

    def summed(self) -> models.QuerySet:
        """A dict a query over all days: query, total (searches), last_day, days, clicks, mean_position.

        `mean_position` is that of the results opened, None where none was.
        """
        of_query = QueryClick.objects.filter(entry__query=OuterRef("query"))
        if self.query.where:
            of_query = of_query.filter(entry__in=self.values("pk"))
        of_query = of_query.order_by().values("entry__query")
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
        """Delete what is old, what is rare, and what is more than the limit; returns how many rows."""
        rare = self.order_by().values("query").annotate(total=Sum("searches"), last=Max("day"))
        rare = rare.filter(total__lt=RARE, last__lt=today - RARE_AFTER).values("query")
        over = self.order_by("-searches", "-day").values("pk")[most_rows:]
        gone = Q(day__lt=today - KEPT) | Q(query__in=rare) | Q(pk__in=over)
        deleted = self.filter(gone).delete()[1]
        return deleted.get("articles.QueryLog", 0)


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


class QueryClick(models.Model):
    """How often the result at a position, counted from 1, was opened."""

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
