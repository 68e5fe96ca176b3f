"""All revisions of rows without a table of their own, the newest first: here deleted rows are found again."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.base import KeptForever
from articles.history.content_kinds import model_named
from articles.models import RowRevision


@admin.register(RowRevision)
class RowRevisionAdmin(KeptForever, admin.ModelAdmin):
    list_display = ("name", "kind", "number", "created_at", "created_by", "note", "is_deletion", "history")
    list_display_links = None
    list_filter = ("is_deletion", "model")
    list_select_related = ("created_by",)
    search_fields = ("name", "note")
    search_help_text = "按名称或说明查找"
    date_hierarchy = "created_at"
    actions = None
    fields = readonly_fields = ("name", "kind", "number", "created_at", "created_by", "note", "history")

    @admin.display(description="种类")
    def kind(self, revision: RowRevision) -> str:
        model = model_named(revision.model)
        return str(model._meta.verbose_name) if model else revision.model

    @admin.display(description="历史")
    def history(self, revision: RowRevision) -> str:
        name = f"admin:{revision.model.replace('.', '_')}_history"
        return format_html('<a href="{}">查看、恢复</a>', reverse(name, args=[revision.row]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: RowRevision | None = None) -> bool:
        return False
