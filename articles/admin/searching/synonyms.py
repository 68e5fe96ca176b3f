"""The table of synonyms in the administration; a draft of the settings is made of it and tried out."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from articles.admin.base import KeptForever
from articles.models import SearchConfiguration, SynonymEntry
from articles.models.search.synonym_entry import EntryOrigin
from articles.search import (
    configuration,
    draft_of_table,
    start_trial,
    switch_synonym,
    table_differs,
    take_table_from,
)
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

_NAME = "articles_synonymentry"
_LONGEST_WORD = 40
_SETTINGS = "articles.change_searchconfiguration"


class SynonymForm(forms.ModelForm):
    class Meta:
        model = SynonymEntry
        fields = ("words", "means", "direction", "weight", "scope", "basis", "note", "is_active")
        widgets = {
            **dict.fromkeys(("words", "means", "basis"), forms.TextInput(attrs={"size": 90})),
            "note": forms.Textarea(attrs={"rows": 2, "cols": 88}),
        }


@admin.register(SynonymEntry)
class SynonymEntryAdmin(KeptForever, admin.ModelAdmin):
    section = "检索"
    form = SynonymForm
    change_list_template = "admin/articles/synonymentry/change_list.html"
    list_display = ("words", "means", "direction", "weight", "scope", "is_active", "origin")
    list_filter = ("is_active", "direction", "origin", "scope")
    search_fields = ("words", "means", "basis", "note", "scope")
    search_help_text = "按说法、用语、依据或备注查找"
    list_per_page = 100
    actions = ("switch_on", "switch_off")

    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        return [
            path("draft/", guarded(partial(make_draft, self)), name=f"{_NAME}_draft"),
            path("take/", guarded(partial(take_in_force, self)), name=f"{_NAME}_take"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        context = {
            "differs": table_differs(configuration().synonyms),
            "may_draft": self._may_draft(request),
            "may_take": self.has_change_permission(request),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def _may_draft(self, request: HttpRequest) -> bool:
        return request.user.has_perm(_SETTINGS) and request.user.has_perm("articles.add_searchconfiguration")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str]:
        words = " ".join(request.GET.get("words", "").split())[:_LONGEST_WORD]
        return {"words": words, "is_active": "True"} if words else {}

    def save_model(self, request: HttpRequest, entry: SynonymEntry, form, change: bool) -> None:
        entry.origin = EntryOrigin.EDITED
        super().save_model(request, entry, form, change)
        note = "已存入同义词表，检索还没有改变：在列表上方“生成草稿并试运行”，核对之后生效。"
        self.message_user(request, note, messages.INFO)

    @admin.action(description="启用所选", permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[SynonymEntry]) -> None:
        self._switch(request, queryset, is_active=True)

    @admin.action(description="停用所选（不删除，可以再启用）", permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[SynonymEntry]) -> None:
        self._switch(request, queryset, is_active=False)

    @transaction.atomic
    def _switch(self, request: HttpRequest, entries: QuerySet[SynonymEntry], *, is_active: bool) -> None:
        done, verb = 0, "启用" if is_active else "停用"
        for entry in entries.select_for_update():
            try:
                changed = switch_synonym(entry, is_active=is_active, by=request.user, note=verb)
            except forms.ValidationError as error:
                self.message_user(request, f"{entry}：{'；'.join(error.messages)}", messages.WARNING)
                continue
            if changed:
                done += 1
                self.log_change(request, entry, verb)
        self.message_user(request, f"{verb}了 {done} 行。", messages.SUCCESS)


def make_draft(model_admin: SynonymEntryAdmin, request: HttpRequest) -> HttpResponse:
    """Make a draft of the settings of the table, and try it out."""
    if request.method != "POST" or not model_admin._may_draft(request):
        raise PermissionDenied
    version = draft_of_table(by=request.user)
    start_trial(version, by=request.user)
    model_admin.log_addition(request, version, version.note)
    return redirect("admin:articles_searchconfiguration_trial_page", version.pk)


def take_in_force(model_admin: SynonymEntryAdmin, request: HttpRequest) -> HttpResponse:
    """Make the table say what the settings in force say, or another version (`version`)."""
    if request.method != "POST" or not model_admin.has_change_permission(request):
        raise PermissionDenied
    text = configuration().synonyms
    if pk := request.POST.get("version", ""):
        text = get_object_or_404(SearchConfiguration, pk=whole_number(pk, at_most=HIGHEST_ID)).synonyms
    changed = take_table_from(text, by=request.user)
    note = f"同义词表已改成这一版的样子：改动 {changed} 行；表里多出的停用，没有删除。"
    model_admin.message_user(request, note, messages.SUCCESS)
    return redirect(f"admin:{_NAME}_changelist")
