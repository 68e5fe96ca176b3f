"""The audit log for administrators: read, filtered, exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path
from django.utils.html import format_html

from articles.admin.base import KeptForever
from articles.exports.download import attachment
from policy_portal import audit
from policy_portal.accounts.admin import SECTION
from policy_portal.auditing.exporting import as_csv, as_json_lines
from policy_portal.auditing.models import AuditEntry, AuditKind

_FORMATS: dict[str, tuple[Callable[[Iterable[AuditEntry]], Iterator[str]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/jsonl; charset=utf-8"),
}


@admin.register(AuditEntry)
class AuditEntryAdmin(KeptForever, admin.ModelAdmin):
    section = SECTION
    change_list_template = "admin/policy_portal/auditentry/change_list.html"
    list_display = ("number", "at", "kind", "user_name", "what", "concerned", "address")
    list_filter = ("kind", "user_name")
    search_fields = ("user_name", "what", "row_name", "address", "=row")
    search_help_text = "按账号、做了什么、对象或来源地址查找"
    date_hierarchy = "at"
    actions = None
    show_full_result_count = False
    fields = ("number", "at", "kind", "user_name", "what", "concerned", "address", "previous", "digest")
    readonly_fields = fields

    @admin.display(description="对象")
    def concerned(self, entry: AuditEntry) -> str:
        name = "：".join(filter(None, [audit.kind_name(entry), entry.row_name]))
        link = audit.link_of(entry)
        return format_html('<a href="{}">{}</a>', link, name) if link else name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("policy_portal.export_auditentry")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.export_view)
        return [path("export.<str:name>", view, name="policy_portal_auditentry_export"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {"may_export": self.has_export_permission(request), "formats": list(_FORMATS)}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def export_view(self, request: HttpRequest, name: str) -> StreamingHttpResponse:
        """The entries that the list shows with the same filters, oldest first; that is recorded as well."""
        if name not in _FORMATS or not self.has_export_permission(request):
            raise PermissionDenied
        write, content_type = _FORMATS[name]
        rows: Any = self.get_changelist_instance(request).get_queryset(request)
        last = AuditEntry.objects.latest_first().values_list("number", flat=True).first() or 0
        audit.record(AuditKind.EXPORT, f"导出审计日志（{name}），至第 {last} 条", request=request)
        lines = write(rows.up_to(last).order_by("number").iterator(chunk_size=1000))
        headers = {"Content-Disposition": attachment(f"audit.{name}")}
        return StreamingHttpResponse(lines, content_type=content_type, headers=headers)
