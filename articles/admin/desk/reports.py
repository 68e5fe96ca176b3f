"""Readers' reports in a list; they are closed in the queue. What a reader wrote is changed by nobody."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html

from articles.admin.base import Deciding, KeptForever
from articles.models import ReaderReport
from articles.models.editing.reader_report import ReportState
from articles.reports.answering import close_reports


@admin.register(ReaderReport)
class ReaderReportAdmin(KeptForever, Deciding, admin.ModelAdmin):
    list_display = ("made_at", "kind", "place", "begins", "state", "closed_by")
    list_display_links = ("made_at", "place")
    list_filter = ("state", "kind")
    list_select_related = ("closed_by",)
    search_fields = ("number", "place", "text", "words")
    search_help_text = "按编号、位置或说明查找"
    date_hierarchy = "made_at"
    actions = ("close_as_duplicates", "close_as_noted")
    readonly_fields = ("page",)
    fields = (
        "number",
        "page",
        "kind",
        "words",
        "text",
        "contact",
        "made_at",
        "state",
        "answer",
        "closed_at",
        "closed_by",
    )

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm("articles.publish_readerreport")

    def get_fields(self, request, obj=None):
        """The contact is only for those who answer."""
        return [name for name in self.fields if name != "contact" or self.has_publish_permission(request)]

    @admin.display(description="网页")
    def page(self, report: ReaderReport) -> str:
        return format_html('<a href="{}">{}</a>', report.at, report.place or report.at)

    @admin.display(description="说明")
    def begins(self, report: ReaderReport) -> str:
        return report.text[:60]

    @admin.action(description="办结所选：与已有的报告重复", permissions=["publish"])
    def close_as_duplicates(self, request, queryset):
        return self._close(request, queryset, ReportState.DUPLICATE)

    @admin.action(description="办结所选：已记录，以后处理", permissions=["publish"])
    def close_as_noted(self, request, queryset):
        return self._close(request, queryset, ReportState.NOTED)

    def _close(self, request, queryset, state: ReportState):
        def close(rows, *, by):
            return close_reports(rows, state, by=by)

        return self.decide(request, queryset, close, verb=f"办结（{state.label}）")
