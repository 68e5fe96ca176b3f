"""The administration of search: versions of its settings; what editors do with them is in `search_views`."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from articles.admin.base import KeptForever, Publishing
from articles.admin.searching import search_views
from articles.admin.texts.article_form import ExactText
from articles.models import SearchConfiguration
from articles.search import (
    SETTING_NAMES,
    current_trial,
    rebuild_state,
    settings_problems,
    synonyms_for_draft,
    texts_in_force,
)

#: Synonyms are rows of a table of their own, of which a draft is made.
_TYPED = tuple(name for name in SETTING_NAMES if name != "synonyms")


class ConfigurationForm(forms.ModelForm):
    class Meta:
        model = SearchConfiguration
        fields = ("note", *_TYPED)
        field_classes = dict.fromkeys(_TYPED, ExactText)
        widgets = {"note": forms.TextInput(attrs={"size": 80})}

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in _TYPED:
            if name in cleaned and (problems := settings_problems(name, cleaned[name])):
                self.add_error(name, [ValidationError(problem) for problem in problems])
        return cleaned


@admin.register(SearchConfiguration)
class SearchConfigurationAdmin(KeptForever, Publishing, admin.ModelAdmin):
    section = "检索"
    form = ConfigurationForm
    change_list_template = "admin/articles/searchconfiguration/change_list.html"
    change_form_template = "admin/articles/searchconfiguration/change_form.html"
    list_display = ("version", "status", "note", "author", "created_at", "published_at")
    list_display_links = ("version",)
    list_filter = ("status",)
    list_select_related = ("author",)
    list_per_page = 50
    actions = None
    fieldsets = (
        (None, {"fields": ("note",)}),
        ("分词", {"fields": ("user_dictionary", "stop_words")}),
        ("排序", {"fields": ("weights",)}),
    )

    @admin.display(description="版本", ordering="pk")
    def version(self, version: SearchConfiguration) -> str:
        return f"第 {version.pk} 版"

    def has_change_permission(self, request: HttpRequest, obj: SearchConfiguration | None = None) -> bool:
        """Only drafts can be changed."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str]:
        return texts_in_force()

    def get_urls(self) -> list:
        return [*search_views.addresses(self), *super().get_urls()]

    def save_model(self, request, version: SearchConfiguration, form, change: bool) -> None:
        version.author = request.user
        if not change:
            version.synonyms = synonyms_for_draft()
        super().save_model(request, version, form, change)

    def response_add(self, request, version, post_url_continue=None) -> HttpResponse:
        return search_views.after_saving(self, request, version)

    def response_change(self, request, version) -> HttpResponse:
        return search_views.after_saving(self, request, version)

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        state = {
            "state": rebuild_state(),
            "in_force": SearchConfiguration.objects.in_force().select_related("author").first(),
            **search_views.button_permissions(self, request),
            "title": "检索设置",
        }
        return super().changelist_view(request, {**(extra_context or {}), **state})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            **search_views.button_permissions(self, request),
            "title": f"检索设置第 {obj.pk} 版（{obj.get_status_display()}）" if obj else "新建检索设置草稿",
        }
        if obj:
            context |= {"trial": obj.trials.first(), "current_trial": current_trial(obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)
