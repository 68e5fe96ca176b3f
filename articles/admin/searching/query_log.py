"""The query log (检索记录): daily rows, summaries, and decisions on which queries are suggested."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.base import KeptForever
from articles.admin.journal import log_rows
from articles.models import QueryDecision, QueryLog
from articles.models.search.query_log import KEPT, QueryLogQuerySet, Suggesting
from articles.search import (
    SUGGESTED_FROM_DAYS,
    SUGGESTED_FROM_SEARCHES,
    decide_on_queries,
    suggestion_standings,
    withdraw_decisions,
)

_PERIODS = {7: "最近一周", 30: "最近一个月", KEPT.days: "全部"}
_PAGE_SIZE = 50


@admin.register(QueryLog)
class QueryLogAdmin(KeptForever, admin.ModelAdmin):
    section = "检索"
    change_list_template = "admin/articles/querylog/change_list.html"
    list_display = ("query", "day", "searches", "results", "outcome")
    list_display_links = None
    list_filter = ("outcome",)
    date_hierarchy = "day"
    search_fields = ("query",)
    search_help_text = "按检索词查找"
    actions = ("approve", "refuse", "undo")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: QueryLog | None = None) -> bool:
        return False  # rows are counted, not edited

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_querylog")

    @admin.action(description="作为输入建议提供给读者", permissions=["decide"])
    def approve(self, request: HttpRequest, rows: QuerySet) -> None:
        record_decision(request, "approve", _distinct_queries(rows))

    @admin.action(description="不作为输入建议", permissions=["decide"])
    def refuse(self, request: HttpRequest, rows: QuerySet) -> None:
        record_decision(request, "refuse", _distinct_queries(rows))

    @admin.action(description="撤回关于输入建议的决定", permissions=["decide"])
    def undo(self, request: HttpRequest, rows: QuerySet) -> None:
        record_decision(request, "undo", _distinct_queries(rows))

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        pages = {
            "popular": partial(summary, self, QueryLogQuerySet.popular, "热门检索"),
            "failed": partial(summary, self, QueryLogQuerySet.failed, "没有结果的检索"),
            "suggested": partial(suggestions_page, self),
            "decide": require_POST(partial(decision_buttons, self)),
        }
        routes = [
            path(f"{name}/", guarded(page), name=f"articles_querylog_{name}") for name, page in pages.items()
        ]
        return [*routes, *super().get_urls()]


def summary(model_admin: QueryLogAdmin, summed_queries, title: str, request: HttpRequest) -> HttpResponse:
    """Queries summed up over a period, with the actions an editor can take."""
    typed_days = request.GET.get("days", "")
    days = int(typed_days) if typed_days in map(str, _PERIODS) else 30
    since = timezone.localdate() - timedelta(days=days)
    queries = summed_queries(QueryLog.objects.since(since))
    return _page(model_admin, request, queries, title=title, periods=_PERIODS, days=days)


def suggestions_page(model_admin: QueryLogAdmin, request: HttpRequest) -> HttpResponse:
    """The queries that the rule or an editor has selected, and whether each is suggested."""
    frequent = QueryLog.objects.often_answered(searches=SUGGESTED_FROM_SEARCHES, days=SUGGESTED_FROM_DAYS)
    queries = {*QueryDecision.objects.values_list("query", flat=True), *(query for query, *_ in frequent)}
    rows = {row["query"]: row for row in QueryLog.objects.of_queries(queries).popular()}
    rows |= {query: {"query": query} for query in sorted(queries - rows.keys())}  # no longer in the log
    return _page(model_admin, request, list(rows.values()), title="输入建议", days=30)


def decision_buttons(model_admin: QueryLogAdmin, request: HttpRequest) -> HttpResponse:
    """Handle the decision buttons of the summaries."""
    if not model_admin.has_decide_permission(request):
        raise PermissionDenied
    record_decision(request, request.POST.get("decision", ""), request.POST.getlist("query"))
    return redirect("admin:articles_querylog_suggested")


def record_decision(request: HttpRequest, decision: str, queries: Sequence[str]) -> None:
    """Decide on queries, record it without their words, and show the result and how to undo it."""
    known_queries = [*QueryLog.objects.of_queries(queries).values_list("query", flat=True)]
    known_queries = sorted(
        {*known_queries, *QueryDecision.objects.of_queries(queries).values_list("query", flat=True)}
    )
    if not known_queries or decision not in _DECISIONS:
        messages.warning(request, "没有选择检索词，什么也没有改变。")
        return
    label, decide = _DECISIONS[decision]
    refused = decide(known_queries, by=request.user)
    done = [query for query in known_queries if query not in refused]
    if refused:
        messages.error(request, f"像是含有联系方式或个人信息，没有批准：{'、'.join(refused)}")
    if done:
        rows = QueryLog.objects.of_queries(done).order_by("query", "-day").distinct("query")
        log_rows(request, rows, f"{label}（这一批共 {len(done)} 个检索词）")
        messages.success(request, f"{label}：{len(done)} 个检索词。可以用“撤回决定”恢复按规则处理。")
    if unanswered := [
        query
        for query in done
        if decision == "approve" and not suggestion_standings([query])[query].is_offered
    ]:
        messages.warning(request, f"现在检索不到答案，有答案之前不会提供：{'、'.join(unanswered)}")


def _withdraw(queries: Sequence[str], *, by: object) -> tuple[str, ...]:
    withdraw_decisions(queries)
    return ()


_DECISIONS: dict[str, tuple[str, Callable]] = {
    "approve": ("作为输入建议提供", partial(decide_on_queries, decision=Suggesting.APPROVED)),
    "refuse": ("不作为输入建议", partial(decide_on_queries, decision=Suggesting.REFUSED)),
    "undo": ("撤回关于输入建议的决定", _withdraw),
}


def _distinct_queries(rows: QuerySet) -> list[str]:
    return list(rows.order_by().values_list("query", flat=True).distinct())


def _page(
    model_admin: QueryLogAdmin, request: HttpRequest, rows: QuerySet | list, **context: object
) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    page = Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("page"))
    standings = suggestion_standings(row["query"] for row in page)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "page": page,
        "rows": [{**row, "standing": standings[row["query"]]} for row in page],
        "least_days": SUGGESTED_FROM_DAYS,
        "least_searches": SUGGESTED_FROM_SEARCHES,
        "may_decide": model_admin.has_decide_permission(request),
        "may_change_synonyms": request.user.has_perm("articles.add_synonymentry"),
        "may_add_questions": request.user.has_perm("articles.add_goldenquestion"),
        **context,
    }
    return TemplateResponse(request, "admin/articles/querylog/summary.html", context)
