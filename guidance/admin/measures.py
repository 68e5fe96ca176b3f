"""Measures beside the text of their article; saving keeps a revision, nothing is deleted."""

from __future__ import annotations

from django.contrib import admin
from django.db import transaction
from django.db.models import Case, Value, When
from django.template.response import TemplateResponse

from articles.admin.base import KeptForever
from articles.admin.pickers import FoundByCitation
from articles.admin.publication import PublicationSteps
from articles.models import Article, Policy
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number
from guidance.admin.forms import (
    CriterionForm,
    MeasureForm,
    MeasureQuoteForm,
    MeasureQuoteFormSet,
    QuotedFormSet,
)
from guidance.finder.example_applicants import previewed
from guidance.measures.approval import drop_reason, publish_measures, recheck_measures, withdraw_measures
from guidance.measures.article_coverage import coverage
from guidance.measures.measure_records import (
    keep_measure,
)
from guidance.models import (
    Caution,
    CompetentMinistry,
    Criterion,
    MeasureInstrument,
    MeasureQuote,
    MeasureStatus,
    StatedValue,
    SupportMeasure,
)
from guidance.review.consequences import of_withdrawing

_POLICIES_SHOWN = 20


class QuoteInline(admin.TabularInline):
    model = MeasureQuote
    form, formset = MeasureQuoteForm, MeasureQuoteFormSet
    extra = 1


class CriterionInline(admin.TabularInline):
    model = Criterion
    form, formset = CriterionForm, QuotedFormSet
    extra = 1


class InstrumentInline(admin.TabularInline):
    model = MeasureInstrument
    extra = 1


class MinistryInline(admin.TabularInline):
    model = CompetentMinistry
    extra = 0


class StatedInline(admin.TabularInline):
    model = StatedValue
    extra = 0


class CautionInline(admin.TabularInline):
    model = Caution
    extra = 0


@admin.register(SupportMeasure)
class SupportMeasureAdmin(KeptForever, FoundByCitation, PublicationSteps, admin.ModelAdmin):
    draft_permission = "guidance.publish_supportmeasure"
    form = MeasureForm
    list_display = ("title", "place", "force", "verb", "status", "lost", "page")
    list_filter = ("status", "purpose", "force", ("article__policy", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("article__policy",)
    search_fields = ("title", "promise", "slug", "questions", "article__text")
    search_help_text = "按条号（国家产业技术政策 25）、名称、说明、日常问法、条文中的词或网址标识查找"
    ordering = (
        Case(When(status=MeasureStatus.STALE, then=Value(0)), default=Value(1)),
        *("article__policy", "article__position", "position"),
    )
    autocomplete_fields = ("implements",)
    actions = ("publish", "withdraw", "recheck")
    state_field = "status"
    publish_verb = "发布"
    publishing_fields = ("status",)
    inlines = (
        *(QuoteInline, CriterionInline, InstrumentInline, MinistryInline),
        *(StatedInline, CautionInline),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "purpose",
                    ("title", "slug"),
                    "promise",
                    ("force", "benefit", "verb"),
                    "serves",
                    "beneficiaries_note",
                    "implements",
                )
            },
        ),
        ("日常问法与次序", {"fields": ("questions", "position")}),
        ("状态", {"fields": ("status", "drop_reason", "revision_note")}),
    )

    class Media:
        css = {"all": ("css/admin/measure.css",)}
        js = ("js/admin/measure.js",)

    @admin.display(description="条文", ordering="article__position")
    def place(self, measure: SupportMeasure) -> str:
        return measure.article.short_citation

    @admin.display(description="为何待复核")
    def lost(self, measure: SupportMeasure) -> str:
        return measure.why_stale if measure.is_stale else ""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("quotes", "criteria")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("MeasureOfArticleForm", (form,), {"article": _chosen_article(request)})

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "coverage": coverage()})

    def add_view(self, request, form_url="", extra_context=None):
        """First the article, then the form beside its text."""
        if _chosen_article(request) is None and self.has_add_permission(request):
            return self._choose_article(request)
        return super().add_view(request, form_url, extra_context)

    def _choose_article(self, request) -> TemplateResponse:
        slug, words = request.GET.get("policy", ""), request.GET.get("q", "").replace("\0", "").strip()
        named_policy = Policy.objects.with_slugs([slug]).first() if slug else None
        policy = named_policy or Policy.objects.featured() or Policy.objects.first()
        context = {
            **self.admin_site.each_context(request),
            "title": "为哪一条增加支持措施",
            "opts": self.opts,
            "q": words,
            "policies": Policy.objects.named_like(words).in_list_order()[:_POLICIES_SHOWN] if words else (),
            "policy": policy,
            "articles": Article.objects.of_policy(policy).for_reading().without_text().in_order(),
        }
        return TemplateResponse(request, "admin/guidance/choose_article.html", context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What is only previewed is saved like anything else, judged, and rolled back."""
        if "_preview" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if hasattr(response, "render"):
                response.render()
            transaction.set_rollback(True)
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        article = obj.article if obj else _chosen_article(request)
        context["article"] = article
        context["previewed"] = previewed(obj) if obj and obj.pk else ()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._preview(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._preview(request, obj) or super().response_change(request, obj)

    def _preview(self, request, obj: SupportMeasure) -> TemplateResponse | None:
        if "_preview" not in request.POST:
            return None
        title = f"预览（没有保存）：{obj.title}"
        context = {**self.admin_site.each_context(request), "title": title, "previewed": previewed(obj)}
        return TemplateResponse(request, "admin/guidance/preview.html", {**context, "opts": self.opts})

    def save_model(self, request, obj: SupportMeasure, form: MeasureForm, change: bool) -> None:
        if change:
            keep_measure(obj, note="编辑之前的内容")
        # First: the database has no measure beside a reason why there is none. Its revision, which tells of
        # the reason, is kept with the rows below it (save_related).
        if form.cleaned_data.get("drop_reason"):
            form.dropped = drop_reason(obj.article)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form: MeasureForm, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("revision_note") or "后台编辑"
        keep_measure(form.instance, by=request.user, note=f"{note}{form.dropped}"[:300])

    def publish_rows(self, rows, *, by):
        return publish_measures(rows, by=by)

    def withdraw_rows(self, rows, *, by):
        return withdraw_measures(rows, by=by)

    def withdrawal_consequences(self, rows):
        return of_withdrawing(rows)

    @admin.action(description="复核所选：原文仍在的重新发布", permissions=["publish"])
    def recheck(self, request, queryset):
        return self.decide(request, queryset, recheck_measures, verb="复核并发布")


def _chosen_article(request) -> Article | None:
    """The article that the page of a new measure is about."""
    pk = whole_number(request.GET.get("article", ""), at_most=HIGHEST_ID)
    return Article.objects.for_reading().with_ids([pk]).first() if pk else None
