"""Saving in the administration: edit conflicts are detected, and database errors are shown in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.admin.base import Guarded
from articles.admin.drafts import draft_forms
from articles.admin.drafts.draft_forms import TAKE_OVER
from articles.admin.journal import change_text, log_rows
from articles.admin.revisions.history import RowHistoryAdmin
from articles.admin.saving.conflicts import Conflict, reconcile, sent_rows
from articles.admin.saving.edit_forms import EditForm, InlineForm, NamedFields, RowsReadOnce, SharedChoices
from articles.admin.saving.form_fingerprints import (
    OPENED_STATE,
    fingerprints,
    read_fingerprints,
    rows_of,
    signed_fingerprints,
)
from articles.admin.saving.returning import Returning
from articles.history.content_kinds import history_of
from articles.review.refusals import refusal_of

_CHANGED = "您打开这个页面之后，这一项已被改过，所以没有保存。您填写的都在下面。"
_OTHER_BUTTONS = ("show_save", "show_save_and_continue", "show_save_and_add_another")
_MOST_ROWS = 1000


class PortalModelAdmin(Returning, RowHistoryAdmin, admin.ModelAdmin):
    """Base of every model's administration: optimistic locking, and errors shown in the form.

    A form carries the version it was opened with, and is refused if the stored version differs. All
    constraints are checked before saving; what the database still refuses becomes an error of the form.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if request.method == "GET" and draft_forms.DRAFT in request.GET:
            return self._draft_page(request, object_id, view)
        if request.method != "POST":
            return view()
        _refuse_endless_forms(request)
        with transaction.atomic():
            if object_id is None:
                self._tell_of_guarded(request, None)
            else:
                obj = self._locked_object(request, object_id)
                request.row_before = self.kept_before(obj)
                if obj is None:
                    return self._not_saved_page(request, "它已被别人删去", status=410)
                if not self.has_change_permission(request, obj):
                    return self._not_saved_page(request, "现在的状态不能再修改", status=403)
                self._tell_of_guarded(request, obj)
                if draft_forms.becomes_draft(self, request, obj):
                    return draft_forms.keep(self, request, obj)
                self._compare_with_stored(request, obj)
            return self._save_or_show_refusal(request, view)

    def _draft_page(self, request: HttpRequest, object_id: str | None, view: partial) -> HttpResponse:
        """The form as a draft has it, merged with what was saved meanwhile; nothing is saved."""
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        may_change = obj is not None and self.has_change_permission(request, obj)
        draft = draft_forms.requested_draft(request, obj) if may_change else None
        if draft is None:
            self.message_user(request, "这份修改稿不在这里，或不能再改。", messages.WARNING)
            return redirect(request.path)
        draft_forms.show(request, draft)
        self._tell_of_guarded(request, obj)
        self._compare_with_stored(request, obj)
        return view()

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet, **later: object
    ) -> HttpResponse | None:
        """Refuse other values of `select_across`: Django takes any word for 'all rows of the list'.

        `later` are arguments that a later version of Django may add.
        """
        if request.POST.get("select_across", "0") not in ("", "0", "1"):
            raise BadRequest("“全选”的值不能用。")
        return super().response_action(request, queryset, **later)

    def _locked_object(self, request: HttpRequest, object_id: str) -> models.Model | None:
        """The stored object, its row locked until this request ends.

        It is read twice: to find a row that this user may see, and again as the edit waited for has left it.
        """
        obj = self.get_object(request, unquote(object_id))
        rows = self.model._base_manager.order_by().select_for_update(of=("self",), no_key=True)
        is_there = obj is not None and rows.in_bulk([obj.pk])
        return self.get_object(request, unquote(object_id)) if is_there else None

    def _tell_of_guarded(self, request: HttpRequest, obj: models.Model | None) -> None:
        if isinstance(self, Guarded):
            self.tell_of_guarded(request, obj)

    def _compare_with_stored(self, request: HttpRequest, obj: models.Model) -> None:
        version = request.POST.get(TAKE_OVER) or request.POST.get(OPENED_STATE, "")
        form, formsets = self._unbound_forms(request, obj)
        sent, conflict = reconcile(request.POST, form, formsets, read_fingerprints(version))
        if conflict:
            request.POST, request.conflict, request.refusals = sent, conflict, [_CHANGED]
        elif TAKE_OVER in request.POST:
            request.POST = request.POST.copy()
            request.POST[OPENED_STATE] = version

    def _unbound_forms(
        self, request: HttpRequest, obj: models.Model
    ) -> tuple[forms.ModelForm, list[forms.BaseInlineFormSet]]:
        """The forms that a page for `obj` would show now."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=fields)(instance=obj)
        formsets = [
            formset(instance=obj, queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, obj)
            if inline.has_change_permission(request, obj)
        ]
        return form, formsets

    def _save_or_show_refusal(self, request: HttpRequest, view: partial) -> HttpResponse:
        try:
            with transaction.atomic():
                response = view()
                if draft_forms.DRAFT in request.POST and response.status_code == 302:
                    draft_forms.close(request)
                return response
        except DatabaseError as error:
            if (refusal := refusal_of(error)) is None:
                raise
            request.refusals = [refusal]
        return view()

    def _not_saved_page(self, request: HttpRequest, problem: str, *, status: int) -> TemplateResponse:
        """The page for an object that can no longer be saved: it shows the typed texts for copying."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"没有保存：{problem}",
            "opts": self.opts,
            "typed": list(_typed_texts(request, self.model)),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/not_saved.html", context, status=status)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        attributes = {
            "refusals": getattr(request, "refusals", ()),
            "is_held": hasattr(request, "shown_draft"),
            "asks_why": obj is not None and history_of(self.model) is not None,
        }
        return type(form.__name__, (EditForm, form), attributes)

    def get_formsets_with_inlines(self, request, obj=None) -> Iterator:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            form = type(formset.form.__name__, (InlineForm, formset.form), {})
            yield (
                type(formset.__name__, (NamedFields, SharedChoices, RowsReadOnce, formset), {"form": form}),
                inline,
            )

    def save_related(self, request, form, formsets, change) -> None:
        """Run the deferred constraints now, while the form can still show their errors."""
        super().save_related(request, form, formsets, change)
        connection.check_constraints()
        self.keep_row(request, form)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        if obj and not form.is_bound:
            editable_formsets = [inline.formset for inline in inlines if inline.has_change_permission]
            form.initial[OPENED_STATE] = signed_fingerprints(fingerprints(rows_of(form, editable_formsets)))
        conflict: Conflict | None = getattr(request, "conflict", None)
        context |= {"conflict": conflict, "take_over": TAKE_OVER}
        if obj and draft_forms.keeps_drafts(self):
            context |= draft_forms.buttons(self, request, obj)
        if conflict or context.get("only_drafts"):
            context |= dict.fromkeys(_OTHER_BUTTONS, False)
        if conflict:  # not an error of this editor: the page itself explains what happened
            context["errors"] = []
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if conflict and not hasattr(request, "shown_draft"):
            response.status_code = 409
        return response

    def log_addition(self, request: HttpRequest, obj: models.Model, message: str | list) -> None:
        log_rows(request, [obj], change_text(message, flag=ADDITION) or "增加")

    def log_change(self, request: HttpRequest, obj: models.Model, message: str | list) -> None:
        log_rows(request, [obj], change_text(message, flag=CHANGE))

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self.keep_deletions(request, queryset)
        log_rows(request, queryset, "删除")

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().delete_view(request, object_id, extra_context)
        except DatabaseError as error:
            if (refusal := refusal_of(error)) is None:
                raise
        self.message_user(request, f"没有删除：{refusal}", messages.ERROR)
        return redirect(request.path)


def _refuse_endless_forms(request: HttpRequest) -> None:
    """Limit TOTAL_FORMS: each row that a form claims costs time, even if it was not sent."""
    for name, value in request.POST.items():
        if name.endswith("-TOTAL_FORMS") and value.isdecimal() and int(value[:9]) > _MOST_ROWS:
            raise BadRequest(f"表格的行数过多：至多 {_MOST_ROWS} 行。")


def _typed_texts(request: HttpRequest, model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The sent values of a model's fields and of its inline rows, with their labels."""
    for name, value in request.POST.items():
        if value and (label := _field_label(model, name)):
            yield label, value
    for relation in model._meta.related_objects:
        rows = sent_rows(request.POST, relation.get_accessor_name() or "+")
        for number, sent_row in enumerate(rows, start=1):
            for name, value in sent_row.items():
                if value and (label := _field_label(relation.related_model, name)):
                    yield f"{relation.related_model._meta.verbose_name} {number}：{label}", value


def _field_label(model: type[models.Model], name: str) -> str:
    """The label of an editable field of a model, "" for any other name."""
    try:
        field = model._meta.get_field(re.sub(r"_\d$", "", name))
    except FieldDoesNotExist:
        return ""
    is_shown = isinstance(field, models.Field) and field.editable and not field.primary_key
    return str(field.verbose_name) if is_shown else ""
