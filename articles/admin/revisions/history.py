"""The history page of every row, in place of Django's: revisions compared and restored, notes, the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.journal import audit, log_rows
from articles.admin.revisions.notes import notes_view
from articles.history.content_kinds import RowHistory, fingerprint, history_of, is_kept_as_row
from articles.history.restoring import Overtaken, restore
from articles.history.row_timeline import PRESENT, SHOWN, compare, entries, restored_content
from articles.models import DecisionBatch, InternalNote
from articles.models.editing.row_revision import keep_change, keep_deletion, row_snapshot
from articles.review.refusals import Refusal
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

if TYPE_CHECKING:
    from django.db import models

_PAGE = "admin/history.html"
_VERSION = "version"


class RowHistoryAdmin:
    """Keeps revisions of rows without a table of their own, and shows the history of all rows."""

    def kept_before(self, obj: models.Model | None) -> dict[str, Any] | None:
        return row_snapshot(obj) if obj is not None and is_kept_as_row(self.model) else None

    def keep_row(self, request: HttpRequest, form: forms.ModelForm) -> None:
        """Keep what a saved form changed; a new row has no revision until its first change."""
        before: Mapping[str, Any] | None = getattr(request, "row_before", None)
        if before is not None:
            keep_change(form.instance, before, by=request.user, note=why(form))

    def keep_deletions(self, request: HttpRequest, rows: Any) -> None:
        if is_kept_as_row(self.model):
            for row in rows:
                keep_deletion(row, by=request.user)

    def save_formset(self, request, form, formset, change) -> None:
        """Rows of other models in this form have histories of their own."""
        if not is_kept_as_row(formset.model):
            return super().save_formset(request, form, formset, change)
        keys = [row.instance.pk for row in formset.initial_forms]
        stored = formset.model._base_manager.in_bulk(keys)
        before = {pk: row_snapshot(row) for pk, row in stored.items()}
        for deleted_form in formset.deleted_forms:
            if deleted_form.instance.pk in stored:
                keep_deletion(stored[deleted_form.instance.pk], by=request.user)
        super().save_formset(request, form, formset, change)
        for row, _ in formset.changed_objects:
            keep_change(row, before[row.pk], by=request.user, note=why(form))

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_notes"
        view = self.admin_site.admin_view(self.notes_view)
        return [path("<path:object_id>/notes/", view, name=name), *super().get_urls()]

    def notes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return notes_view(self, request, object_id)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.pk:
            context["notes"] = notes_of(self.model, obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        pk, history = whole_number(unquote(object_id), at_most=HIGHEST_ID), history_of(self.model)
        obj = self.get_object(request, unquote(object_id)) if pk or history is None else None
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        if obj is None and not (pk and history and history.revisions(pk).exists()):
            raise Http404("没有这一项，也没有它的历史。")
        page = HistoryPage(self, request, history, pk=pk or obj.pk, obj=obj)
        return page.restore_revision() if request.method == "POST" else page.render()


class HistoryPage:
    """The history of one row for one request."""

    def __init__(
        self,
        model_admin: Any,
        request: HttpRequest,
        history: RowHistory | None,
        *,
        pk: int,
        obj: models.Model | None,
    ) -> None:
        self.admin, self.request, self.history, self.pk, self.obj = model_admin, request, history, pk, obj

    @property
    def may_restore(self) -> bool:
        if self.obj is None:
            return self.admin.has_add_permission(self.request)
        return self.admin.has_change_permission(self.request, self.obj)

    @property
    def may_publish(self) -> bool:
        has_permission = getattr(self.admin, "has_publish_permission", None)
        return has_permission(self.request, self.obj) if has_permission else True

    def render(self, *, refused: str = "", status: int = 200) -> HttpResponse:
        query = self.request.GET
        is_restoring = "restore" in query
        view_context = (
            self._restore_context(query["restore"]) if is_restoring else self._comparison_context(query)
        )
        label = self.admin.opts.label_lower
        context = {
            **self.admin.admin_site.each_context(self.request),
            "title": f"历史：{self._name()}",
            "opts": self.admin.opts,
            "object_id": self.pk,
            "obj": self.obj,
            "refused": refused,
            "may_restore": self.may_restore,
            "log": audit().entries_of(label, self.pk),
            "batches": DecisionBatch.objects.of_row(label, self.pk),
            "notes": notes_of(self.admin.model, self.pk),
            **self._entries_context(),
            **view_context,
        }
        return TemplateResponse(self.request, _PAGE, context, status=status)

    def restore_revision(self) -> HttpResponse:
        """Restore the revision that the form names, unless the row is not what the editor saw."""
        if not self.may_restore or self.history is None:
            raise PermissionDenied
        revision = self._revision(self.request.GET.get("restore", ""))
        reason = self.request.POST.get("reason", "").strip().replace("\0", "")
        if not reason:
            return self.render(refused="请写明为什么恢复。", status=400)
        seen_version = self.request.POST.get(_VERSION, "")
        by, may_publish = self.request.user, self.may_publish
        try:
            restore(
                self.history,
                self.pk,
                revision,
                seen=seen_version,
                reason=reason,
                by=by,
                may_publish=may_publish,
            )
        except Overtaken:
            problem = "没有恢复：您打开这个页面之后又有改动。下面已是与现在内容的比较，请核对之后再恢复。"
            return self.render(refused=problem, status=409)
        except Refusal as refusal:
            return self.render(refused=f"没有恢复：{str(refusal).rstrip('。')}。", status=409)
        row = self.history.row(self.pk)
        log_rows(self.request, [row], f"恢复到修订 {revision.number}：{reason}")
        self.admin.message_user(self.request, f"已恢复到修订 {revision.number}。", messages.SUCCESS)
        return redirect(self.request.path)

    def _name(self) -> str:
        if self.obj is not None:
            return str(self.obj)
        return self.history.revisions(self.pk)[0].name if self.history else ""

    def _entries_context(self) -> dict[str, Any]:
        if self.history is None:
            return {"entries": ()}
        page = whole_number(self.request.GET.get("page", "1"), at_most=10_000) or 1
        page_entries, total = entries(self.history, self.pk, page=page)
        return {
            "entries": page_entries,
            "total": total,
            "earlier": page + 1 if page * SHOWN < total else None,
            "later": page - 1 if page > 1 else None,
        }

    def _comparison_context(self, query: Mapping[str, str]) -> dict[str, Any]:
        if not {"a", "b"} <= query.keys() or self.history is None:
            return {}
        differences = compare(
            self.history, self._version_content(query["a"]), self._version_content(query["b"])
        )
        names = {name: "现在" if query[name] == PRESENT else f"修订 {query[name]}" for name in "ab"}
        return {"compared": names, "differences": differences}

    def _restore_context(self, number: str) -> dict[str, Any]:
        if not self.may_restore or self.history is None:
            raise PermissionDenied
        revision = self._revision(number)
        present_content = self.history.present(self.obj) if self.obj else {}
        revision_content = self.history.content(revision)
        content_after = restored_content(self.history, revision_content, may_publish=self.may_publish)
        content_before = dict.fromkeys(revision_content) if self.obj is None else present_content
        left_alone = {name: value for name, value in revision_content.items() if name not in content_after}
        return {
            "restoring": revision,
            "differences": compare(self.history, content_before, content_after),
            "left_alone": compare(self.history, present_content, left_alone),
            "version": fingerprint(present_content) if self.obj else "",
            "reason": self.request.POST.get("reason", ""),
        }

    def _version_content(self, number: str) -> dict[str, Any]:
        if number == PRESENT and self.obj is not None:
            return self.history.present(self.obj)
        return self.history.content(self._revision(number))

    def _revision(self, number: str) -> Any:
        typed_number = whole_number(number, at_most=HIGHEST_ID)
        revision = self.history.revision(self.pk, typed_number) if typed_number else None
        if revision is None:
            raise Http404("没有这一次修订。")
        return revision


def notes_of(model: type[models.Model], pk: Any) -> Any:
    """The notes on a row; None for models that have neither history nor notes: accounts, sign-ins …"""
    return InternalNote.objects.of(model._meta.label_lower, pk) if history_of(model) else None


def why(form: forms.ModelForm) -> str:
    """The editor's reason for a change, for the revision."""
    return form.cleaned_data.get("revision_note") or "后台编辑"
