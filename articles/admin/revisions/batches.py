"""Decisions on many rows (批量决定): what each changed, and a button that undoes it."""

from __future__ import annotations

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from articles.admin.base import KeptForever
from articles.admin.journal import PUBLISHING, log_rows
from articles.models import DecisionBatch
from articles.review.batches import may_undo, undo, with_labels
from articles.review.refusals import Refusal

_SHOWN = 200
_PROBLEMS_TOLD = 20
_UNDO = "articles_decisionbatch_undo"


@admin.register(DecisionBatch)
class DecisionBatchAdmin(KeptForever, admin.ModelAdmin):
    change_form_template = "admin/articles/decisionbatch/change_form.html"
    list_display = ("__str__", "made_at", "made_by", "undone_at", "undone_by")
    list_select_related = ("made_by", "undone_by")
    date_hierarchy = "made_at"
    actions = None
    fields = ("verb", "made_at", "made_by", "undone_at", "undone_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DecisionBatch | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(partial(undo_view, self))
        return [path("<int:pk>/undo/", view, name=_UNDO), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "rows": with_labels(obj.rows[:_SHOWN]),
            "may_undo": not obj.undone_at and may_undo(obj, request.user),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


def undo_view(model_admin: DecisionBatchAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(DecisionBatch, pk=pk)
    if not may_undo(batch, request.user):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("admin:articles_decisionbatch_change", pk)
    try:
        decision = undo(batch, by=request.user)
    except Refusal as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
    else:
        log_rows(request, decision.done, f"撤销：{batch}", kind=PUBLISHING)
        model_admin.message_user(request, f"已恢复 {len(decision.done)} 项。", messages.SUCCESS)
        for problem in decision.problems[:_PROBLEMS_TOLD]:
            model_admin.message_user(request, problem, messages.WARNING)
    return redirect("admin:articles_decisionbatch_change", pk)
