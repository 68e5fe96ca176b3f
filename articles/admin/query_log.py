"""What readers search for (检索记录), read only: day by day, and summed up as popular and failed searches."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from articles.admin.base import KeptForever
from articles.models import QueryLog
from articles.models.query_log import KEPT, QueryLogQuerySet

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
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: QueryLog | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        pages = {
            "popular": partial(summary, self, QueryLogQuerySet.popular, "热门检索"),
            "failed": partial(summary, self, QueryLogQuerySet.failed, "没有结果的检索"),
        }
        own = [path(f"{n}/", guarded(p), name=f"articles_querylog_{n}") for n, p in pages.items()]
        return [*own, *super().get_urls()]


def summary(model_admin: QueryLogAdmin, summed, title: str, request: HttpRequest) -> HttpResponse:
    """Queries summed up over a period, each with what an editor can make of it."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, _PERIODS) else 30
    since = timezone.localdate() - timedelta(days=days)
    found = Paginator(summed(QueryLog.objects.since(since)), _PAGE_SIZE)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "periods": _PERIODS,
        "days": days,
        "page": found.get_page(request.GET.get("page")),
        "may_change_settings": request.user.has_perm("articles.add_searchconfiguration"),
        "may_add_questions": request.user.has_perm("articles.add_goldenquestion"),
    }
    return TemplateResponse(request, "admin/articles/querylog/summary.html", context)
