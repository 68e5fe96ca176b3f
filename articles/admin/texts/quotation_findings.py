"""The texts' quotations of each other that do not agree with what is quoted: a list to read."""

from django.contrib import admin
from django.utils.html import format_html

from articles.checking import CheckVerdict
from articles.checking.self_check import self_check_findings
from articles.models import QuotationFinding


class VerdictFilter(admin.SimpleListFilter):
    title = "结论"
    parameter_name = "verdict"

    def lookups(self, request, model_admin):
        return CheckVerdict.choices

    def queryset(self, request, queryset):
        return queryset.with_verdict(self.value()) if self.value() else queryset


@admin.register(QuotationFinding)
class QuotationFindingAdmin(admin.ModelAdmin):
    list_display = ("where", "verdict_label", "words", "explanation", "source", "checked_at")
    list_display_links = None
    list_filter = (VerdictFilter,)
    search_fields = ("article__policy__title", "words")
    list_per_page = 50

    def get_queryset(self, request):
        return self_check_findings()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="条文")
    def where(self, finding):
        article = finding.article
        return format_html('<a href="{}">{}</a>', article.get_absolute_url(), article.short_citation)

    @admin.display(description="结论", ordering="verdict")
    def verdict_label(self, finding):
        return CheckVerdict(finding.verdict).label

    @admin.display(description="核对的依据")
    def source(self, finding):
        return format_html('<a href="{}">看原文</a>', finding.target) if finding.target else "—"
