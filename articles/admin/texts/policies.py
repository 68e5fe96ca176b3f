"""The administration of policies, divisions and articles; saving goes through `articles.editing`."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.urls import path

from articles.admin.base import KeptForever, PublishingForm
from articles.admin.drafts.draft_preview import preview_address
from articles.admin.pickers import FoundByName
from articles.admin.publication import PublicationSteps
from articles.admin.revisions.history import why
from articles.admin.texts import lost_quotes
from articles.admin.texts.article_form import ArticleForm
from articles.admin.texts.article_review import REVIEW, ReviewsEdits
from articles.admin.texts.policy_decisions import PolicyDecisions, PossiblyEnded
from articles.admin.texts.waiting import waiting_view
from articles.admin.texts.workplace import Working
from articles.editing import keep_policy, save_article, save_division
from articles.models import (
    Addressee,
    Article,
    Division,
    EverydayQuestion,
    Issuer,
    Mention,
    Policy,
    PolicyRecord,
    PolicyVersion,
    SourceFile,
)
from articles.models.articles.article_choices import ArticlePublication
from articles.models.links.evidence import Basis
from articles.review.consequences import of_hiding_articles, of_hiding_policies
from articles.review.links.lost_quotes import come_back_if_restored, lost_rows
from articles.review.publication import (
    publish_articles,
    publish_policies,
    withdraw_articles,
    withdraw_policies,
)


class ReadOnlyInline(KeptForever, admin.TabularInline):
    extra = 0
    can_delete = False
    classes = ("collapse",)

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class PolicyVersionInline(ReadOnlyInline):
    model = PolicyVersion
    fields = ("made_on", "effective_on", "source", "state", "imported_at")
    show_change_link = True
    verbose_name_plural = "历次版本（现行文本之外的）"


class SourceFileInline(ReadOnlyInline):
    model = SourceFile
    fields = ("name", "version", "format", "imported_at", "replaced_at", "report", "sha256")


class EverydayQuestionInline(admin.TabularInline):
    model = EverydayQuestion
    extra = 1
    classes = ("collapse",)
    verbose_name_plural = "日常问法（人们怎样问到这一条；只用于检索，不是原文）"


class IssuerInline(admin.TabularInline):
    """Changing the issuers of a public policy needs the right to publish: all its articles inherit links."""

    model = Issuer
    extra = 0

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and self._may_follow(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._may_follow(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_follow(request, obj)

    def _may_follow(self, request, policy: Policy | None) -> bool:
        return policy is None or not policy.is_published or request.user.has_perm("articles.publish_policy")


class AddresseeInline(admin.TabularInline):
    model = Addressee
    extra = 0


class PolicyRecordInline(admin.TabularInline):
    """索引号, 公文种类, 主题分类, 有效期 and the other things that the document says of itself."""

    model = PolicyRecord
    extra = 0
    fields = ("position", "kind", "value", "source", "day", "quote")
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 40})}}
    classes = ("collapse",)


@admin.register(Article)
class ArticleAdmin(KeptForever, FoundByName, Working, ReviewsEdits, PublicationSteps, admin.ModelAdmin):
    draft_permission = "articles.publish_article"
    form = ArticleForm
    list_display = ("cited_as", "display_title", "chapter", "publication", "revision_count")
    list_display_links = ("cited_as", "display_title")
    list_filter = ("publication", "policy__kind", "unit")
    search_fields = ("heading", "short_title", "text", "=number", "policy__title")
    search_help_text = (
        "第二十五条、25、国家产业技术政策 25、民法典 577、文号加条号；或条文、条标、政策标题里的词"
    )
    ordering = ("policy", "position")
    readonly_fields = ("sha256", "publication")
    actions = ("publish", "withdraw")
    unit = "条"
    autocomplete_fields = ("policy", "division", "parent")
    inlines = (EverydayQuestionInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("publication", "policy", "division", "parent"),
                    ("unit", "number", "suffix", "printed_label", "position"),
                ),
                "description": "更改条号或所在政策后，旧地址自动转到新地址；"
                "援引原条号的链接改指现在的该条，没有该条的转为待复核。",
            },
        ),
        ("条文", {"fields": ("heading", "short_title", "text", "revision_note", "sha256")}),
    )

    @admin.display(description="条文", ordering="position")
    def cited_as(self, article: Article) -> str:
        return article.short_citation

    @admin.display(description="所在章节", ordering="division__position")
    def chapter(self, article: Article) -> str:
        return article.division.heading if article.division else ""

    @admin.display(description="条标")
    def display_title(self, article: Article) -> str:
        return article.display_title or article.text[:24]

    @admin.display(description="修订")
    def revision_count(self, article: Article) -> int:
        return article.revision_total

    def get_fieldsets(self, request, obj=None):
        """An existing article shows its text first, then its place."""
        place, text = super().get_fieldsets(request, obj)
        return (text, place) if obj else (place, text)

    def guarded_fields(self, request, obj=None):
        """Moving an article to another policy can publish or hide it."""
        may_publish = obj is None or self.has_publish_permission(request, obj)
        return () if may_publish else ("policy", *self.publishing_fields)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("policy", "division").with_revision_totals()

    def get_urls(self) -> list:
        waiting_page = self.admin_site.admin_view(partial(waiting_view, self))
        waiting_route = path("waiting/", waiting_page, name="articles_article_waiting")
        return [waiting_route, *lost_quotes.addresses(self), *super().get_urls()]

    def publish_rows(self, rows, *, by):
        return publish_articles(rows.for_reading(), by=by)

    def withdraw_rows(self, rows, *, by):
        return withdraw_articles(rows.for_reading(), by=by)

    def withdrawal_consequences(self, rows):
        return of_hiding_articles(rows)

    def save_model(self, request, article: Article, form: ArticleForm, change: bool) -> None:
        is_edited = change and "text" in form.changed_data and REVIEW not in request.POST
        before = lost_rows(article) if is_edited else []
        if not change:
            article.publication = ArticlePublication.DRAFT
            message = f"{article.label}是草稿，读者还看不到；核对之后在它的页面上点“公开”。"
            self.message_user(request, message, messages.WARNING)
        save_article(article, by=request.user, note=form.cleaned_data["revision_note"])
        if is_edited:
            draft = getattr(request, "replays", None)
            come_back_if_restored(article, by=(draft and draft.reviewed_by) or request.user)
            lost_quotes.warn_of_lost_quotes(self, request, article, before)


@admin.register(Policy)
class PolicyAdmin(
    KeptForever, FoundByName, Working, PolicyDecisions, PublicationSteps, PublishingForm, admin.ModelAdmin
):
    draft_permission = "articles.publish_policy"
    list_display = ("title", "kind", "document_number", "signed_on", "status", "publication", "page")
    list_filter = ("publication", "kind", "status", PossiblyEnded)
    search_fields = ("title", "document_number", "document_number_key")
    search_help_text = "按标题、简称、发文字号或拼音查找"
    date_hierarchy = "signed_on"
    publishing_fields = ("is_featured",)
    readonly_fields = ("publication",)
    actions = ("publish", "withdraw")
    unit = "件"
    prepopulated_fields = {"slug": ("title",)}
    inlines = (IssuerInline, AddresseeInline, PolicyRecordInline, PolicyVersionInline, SourceFileInline)
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "publication", "is_featured")}),
        (
            "公文要素",
            {
                "fields": (
                    "document_number",
                    ("signed_on", "signed_on_text"),
                    "published_on",
                    ("effective_on", "effective_basis"),
                )
            },
        ),
        ("通过与修改", {"fields": ("adoption", ("adopted_on", "amended_on"))}),
        ("效力", {"fields": ("status", "status_basis")}),
        ("通知", {"fields": (("notice_title", "notice_title_presumed"), "addressees_text", "notice")}),
        ("正文之前与之后", {"fields": ("introduction", "annex")}),
        ("来源", {"fields": ("source_note",)}),
    )

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and (row := self.stored(obj)) and not row.is_published:
            context["preview"] = request.build_absolute_uri(preview_address(row))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def publish_rows(self, rows, *, by):
        return publish_policies(rows, by=by)

    def withdraw_rows(self, rows, *, by):
        return withdraw_policies(rows, by=by)

    def withdrawal_consequences(self, rows):
        return of_hiding_policies(rows)

    def get_urls(self) -> list:
        return [*lost_quotes.addresses(self), *super().get_urls()]

    def save_related(self, request, form, formsets, change: bool) -> None:
        policy = form.instance
        before = lost_rows(policy) if change else []
        inherited = Mention.objects.published().of_policy(policy).with_basis(Basis.INHERITED)
        count_before = inherited.count()
        super().save_related(request, form, formsets, change)
        keep_policy(policy, by=request.user, note=why(form))
        lost_quotes.warn_of_lost_quotes(self, request, policy, before)
        if (count_after := inherited.count()) != count_before:
            counts = f"原有 {count_before} 处，现有 {count_after} 处"
            message = f"发文机关的公开链接{counts}；请在“提及”里核对待复核的。"
            self.message_user(request, message, messages.WARNING)


@admin.register(Division)
class DivisionAdmin(KeptForever, FoundByName, admin.ModelAdmin):
    draft_permission = "articles.publish_policy"
    list_display = ("heading", "policy", "kind", "number", "position")
    list_filter = ("kind", "label_form")
    search_fields = ("title_first", "title_second", "policy__title")
    search_help_text = "第六章、国家产业技术政策 第六章；或章节标题、政策标题里的词"
    autocomplete_fields = ("policy", "parent")
    fields = (
        "policy",
        "parent",
        "kind",
        ("number", "suffix"),
        "label_form",
        "title_first",
        "title_second",
        "opening",
        "position",
        "eid",
        "address",
    )
    readonly_fields = ("eid", "address")

    @admin.display(description="章节", ordering="position")
    def heading(self, division: Division) -> str:
        return division.heading

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("policy")

    def save_model(self, request, division: Division, form, change: bool) -> None:
        save_division(division, by=request.user)
