"""The list of drafts of changes, and the page of one: the difference, its state, and the steps from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.base import KeptForever
from articles.admin.drafts.draft_forms import DRAFT
from articles.admin.drafts.draft_preview import preview_address
from articles.admin.drafts.draft_replay import author_request, form_data_of, rehearse, replay
from articles.admin.saving.conflicts import Disputed, reconcile, sent_rows
from articles.admin.saving.form_fingerprints import readable_text
from articles.models.editing.edit_draft import EditDraft
from articles.review.refusals import Refusal
from articles.review.texts import edit_drafts

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin


@dataclass(frozen=True)
class DraftDifference:
    """What publishing would change: fields, and the rows of the form that come or go."""

    fields: list[Disputed]
    added: list[str]
    removed: list[str]

    def __bool__(self) -> bool:
        return bool(self.fields or self.added or self.removed)


class StepForm(forms.Form):
    """What a step needs besides its button."""

    note = forms.CharField(max_length=300, required=False)
    comment = forms.CharField(max_length=500, required=False)
    at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "时间请写成 2026-01-31 09:00。"},
    )


@admin.register(EditDraft)
class EditDraftAdmin(KeptForever, admin.ModelAdmin):
    list_display = ("title", "state", "created_by", "changed_at", "note", "reviewed_by", "publish_at")
    list_filter = (
        "state",
        ("content_type", admin.RelatedOnlyFieldListFilter),
        ("created_by", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("created_by", "reviewed_by")
    search_fields = ("title", "note", "review_note")
    search_help_text = "按所改的条目、缘由或审核意见查找"
    date_hierarchy = "changed_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: EditDraft | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view(self.step_view)
        step = path("<path:object_id>/step/", guarded, name="articles_editdraft_step")
        return [step, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied  # its steps have an address of their own
        return self._page(request, self._draft(request, object_id))

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        draft, form = self._draft(request, object_id), StepForm(request.POST)
        step = _STEPS.get(request.POST.get("step", ""))
        if request.method != "POST" or step is None:
            return redirect("admin:articles_editdraft_change", draft.pk)
        if not form.is_valid():
            return self._page(request, draft, refusal=" ".join(chain(*form.errors.values())))
        try:
            message = step(draft, request.user, form.cleaned_data)
        except Refusal as refusal:
            return self._page(request, draft, refusal=str(refusal))
        self.log_change(request, draft, message)
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:articles_editdraft_change", draft.pk)

    def _draft(self, request: HttpRequest, object_id: str) -> EditDraft:
        if not self.has_view_permission(request):
            raise PermissionDenied
        draft = self.get_object(request, unquote(object_id))
        if draft is None:
            raise Http404("没有这份修改稿。")
        return draft

    def _page(self, request: HttpRequest, draft: EditDraft, *, refusal: str = "") -> HttpResponse:
        row = draft.row
        steps = edit_drafts.steps_for(draft, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": str(draft),
            "opts": self.opts,
            "draft": draft,
            "row_address": _change_address(row) if row else "",
            "edit_address": f"{_change_address(row)}?{DRAFT}={draft.pk}" if row and "edit" in steps else "",
            "difference": _difference(draft, row) if row and draft.is_open else None,
            "problems": rehearse(draft) if draft.is_open else [],
            "preview": request.build_absolute_uri(preview_address(draft)) if draft.is_open else "",
            "steps": steps,
            "refusal": refusal,
        }
        status = 409 if refusal else 200
        return TemplateResponse(request, "admin/articles/editdraft/page.html", context, status=status)


def _change_address(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _difference(draft: EditDraft, row) -> DraftDifference:
    """What differs between the row as it is now and as the draft has it."""
    model_admin: ModelAdmin = admin.site.get_model_admin(type(row))
    form, formsets = model_admin._unbound_forms(author_request(draft), row)
    form_data = form_data_of(draft)
    _, conflict = reconcile(form_data, form, formsets, {})
    row_changes = [_row_changes(formset, sent_rows(form_data, formset.prefix)) for formset in formsets]
    added = [words for added_rows, _ in row_changes for words in added_rows]
    removed = [words for _, removed_rows in row_changes for words in removed_rows]
    return DraftDifference(conflict.disputed, added, removed)


def _row_changes(formset: forms.BaseInlineFormSet, typed_rows: list) -> tuple[list[str], list[str]]:
    """The rows of a formset that the draft adds, and those that it removes, in words."""
    pk, name = formset.model._meta.pk.name, formset.model._meta.verbose_name
    removed_pks = {row.get(pk) for row in typed_rows if "DELETE" in row}
    removed = [f"{name}：{row}" for row in formset.queryset if str(row.pk) in removed_pks]
    new_rows = (row for row in typed_rows if not row.get(pk) and "DELETE" not in row)
    added = [f"{name}：{words}" for row in new_rows if (words := "，".join(_row_values(formset, row)))]
    return added, removed


def _row_values(formset: forms.BaseInlineFormSet, row) -> Iterator[str]:
    """The filled fields of a new row, each with its label."""
    form = formset.empty_form
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(row, {}, name)
        if field.has_changed(form[name].initial, value) and not isinstance(value, bool) and value:
            yield f"{form[name].label} {readable_text(field, value)}"


def _submit(draft: EditDraft, user, cleaned: dict) -> str:
    edit_drafts.submit(draft, by=user, note=cleaned["note"])
    return "已提交审核。"


def _send_back(draft: EditDraft, user, cleaned: dict) -> str:
    edit_drafts.send_back(draft, by=user, comment=cleaned["comment"])
    return "已退回起草的人。"


def _publish(draft: EditDraft, user, cleaned: dict) -> str:
    edit_drafts.publish(draft, by=user, replay=replay, comment=cleaned["comment"])
    return "已发布：页面、检索、订阅和接口都已是修改后的内容。"


def _schedule(draft: EditDraft, user, cleaned: dict) -> str:
    if cleaned["at"] is None:
        raise Refusal("请填写发布的时间。")
    edit_drafts.schedule(draft, by=user, at=cleaned["at"], comment=cleaned["comment"])
    return "已定时；到时自动发布，在那之前可以取回。"


def _take_plain_step(decision, message: str, draft: EditDraft, user, cleaned: dict) -> str:
    decision(draft, by=user)
    return message


_STEPS = {
    "submit": _submit,
    "send_back": _send_back,
    "publish": _publish,
    "schedule": _schedule,
    "take_back": partial(_take_plain_step, edit_drafts.take_back, "已取回，可以继续修改。"),
    "discard": partial(_take_plain_step, edit_drafts.discard, "已放弃；要用时可以恢复。"),
    "reopen": partial(_take_plain_step, edit_drafts.reopen, "已恢复为草稿。"),
}
