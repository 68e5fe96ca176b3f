"""Notes for colleagues (内部备注) beside a row: edited and deleted by their authors only; never public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.history.content_kinds import history_of
from articles.models import InternalNote
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number


class NoteForm(forms.ModelForm):
    class Meta:
        model = InternalNote
        fields = ("text",)


def notes_view(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Add, edit or delete a note, and return to the row's page."""
    obj = model_admin.get_object(request, unquote(object_id))
    if request.method != "POST" or not model_admin.has_view_or_change_permission(request, obj):
        raise PermissionDenied
    if obj is None or history_of(type(obj)) is None:
        raise Http404("没有这一项。")
    keys = {"model": model_admin.opts.label_lower, "row": obj.pk}
    if typed_pk := request.POST.get("note"):
        note = InternalNote.objects.of(**keys).written_by(
            request.user, whole_number(typed_pk, at_most=HIGHEST_ID)
        )
        if note is None:
            raise PermissionDenied
    else:
        note = InternalNote(author=request.user, **keys)
    message, level = _save_or_delete(note, request)
    model_admin.message_user(request, message, level)
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    return redirect(f"{name}_history" if "history" in request.POST else f"{name}_change", obj.pk)


def _save_or_delete(note: InternalNote, request: HttpRequest) -> tuple[str, int]:
    if "delete" in request.POST and note.pk:
        note.delete()
        return "内部备注已删去。", messages.SUCCESS
    form = NoteForm(request.POST, instance=note)
    if not form.is_valid():
        return "内部备注没有保存：" + "".join(form.errors["text"]), messages.ERROR
    note = form.save(commit=False)
    note.edited_at = timezone.now() if note.pk else None
    note.save()
    return "内部备注已保存，只有后台看得到。", messages.SUCCESS
