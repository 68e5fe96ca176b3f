"""Facts, and the articles that hold no measure."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html_join

from articles.admin.base import KeptForever
from articles.admin.pickers import FoundByCitation
from guidance.measures.article_coverage import coverage
from guidance.models import ArticleWithoutMeasure, Fact


@admin.register(Fact)
class FactAdmin(KeptForever, admin.ModelAdmin):
    list_display = ("question", "code", "used", "position")
    list_filter = ("criteria__measure__status",)
    search_fields = ("question", "code", "help")
    search_help_text = "按问题、说明或代码查找"
    ordering = ("position", "code")
    fields = ("question", "help", "code", "position", "criteria_list")
    readonly_fields = ("criteria_list",)

    @admin.display(description="使用它的措施")
    def used(self, fact: Fact) -> int:
        return len({row.measure_id for row in fact.criteria.all()})

    @admin.display(description="使用它的措施和限定的原文")
    def criteria_list(self, fact: Fact) -> str:
        rows = (
            (row.measure.title, row.measure.article.short_citation, row.quote) for row in fact.criteria.all()
        )
        return format_html_join("\n", "<p>{}（{}）：“{}”</p>", rows) if fact.pk else ""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("criteria__measure__article__policy")

    def get_readonly_fields(self, request, obj=None):
        return ("code", *self.readonly_fields) if obj else self.readonly_fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "help":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4, "cols": 80, "lang": "zh-CN"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(ArticleWithoutMeasure)
class ArticleWithoutMeasureAdmin(FoundByCitation, admin.ModelAdmin):
    """A reason goes when its article gets a measure: this one can be deleted."""

    list_display = ("article", "reason", "policy")
    list_filter = (("article__policy", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("article__policy",)
    search_fields = ("reason", "article__text", "article__heading")
    search_help_text = "按条号（国家产业技术政策 25）、理由或条文中的词查找"
    autocomplete_fields = ("article",)

    @admin.display(description="政策", ordering="article__policy")
    def policy(self, row: ArticleWithoutMeasure) -> str:
        return row.article.policy.title

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "coverage": coverage()})
