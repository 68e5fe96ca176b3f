"""The administration of later rules (后来的规定): entered beside the article, decided on as links are."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.links import LinkAdmin
from articles.admin.policies import ReadOnlyInline
from articles.admin.snapshots import VERSION
from articles.editing import keep_later_rule
from articles.models import Article, LaterRule, LaterRuleRevision
from articles.models.evidence import STANDING, LinkStatus
from articles.review.later_rules import changes_since, restore_later_rule
from articles.review.link_decisions import place_quote
from articles.review.refusals import Refusal
from articles.text.citing.quote_notation import QuoteError, place_among


class LaterRuleForm(forms.ModelForm):
    """A later rule as an editor enters it: the words and which occurrence; the form computes the offsets."""

    which = forms.IntegerField(
        label="第几处", required=False, min_value=1, help_text="这些文字在条文中出现不止一次时填写。"
    )

    class Meta:
        model = LaterRule
        fields = (
            *("article", "quote", "which", "document", "issuer", "document_number", "date", "effect"),
            *("explanation", "source", "source_url", "checked_on", "status", "note"),
        )
        widgets = {
            "quote": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "explanation": forms.Textarea(attrs={"rows": 3, "cols": 80}),
        }
        help_texts = {"quote": "涉及条文的哪些文字，照原文；涉及全条时留空。"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "article" in self.fields:
            self.fields["article"].required = True
        row = self.instance
        if row.pk and row.quote:
            self.initial["which"] = place_among(row.text, row.quote, start=row.start)

    def clean(self) -> dict:
        cleaned = super().clean()
        article: Article | None = cleaned.get("article")
        if article is None:
            return cleaned
        row = self.instance
        row.article, row.policy = article, article.policy
        if not cleaned.get("quote"):
            row.start = row.end = None
        elif self._is_placed_anew(cleaned):
            self._place(cleaned)
        return cleaned

    def _is_placed_anew(self, cleaned: dict) -> bool:
        """A row that does not stand keeps the words that its article has lost."""
        is_new = {"article", "quote", "which"} & set(self.changed_data)
        return bool(is_new) or cleaned.get("status", self.instance.status) in STANDING

    def _place(self, cleaned: dict) -> None:
        try:
            place_quote(self.instance, cleaned["quote"], which=cleaned.get("which"))
        except QuoteError as error:
            raise ValidationError({"quote": str(error)}) from error
        cleaned["quote"] = self.instance.quote


class LaterRuleRevisionInline(ReadOnlyInline):
    model = LaterRuleRevision
    fields = readonly_fields = ("number", "created_at", "created_by", "note", "restore")

    @admin.display(description="恢复")
    def restore(self, revision: LaterRuleRevision) -> str:
        address = reverse("admin:articles_laterrule_restore", args=[revision.rule_id, revision.number])
        return format_html('<a href="{}">查看并恢复</a>', address)


@admin.register(LaterRule)
class LaterRuleAdmin(LinkAdmin):
    form = LaterRuleForm
    unit = "项"
    list_display = ("place", "effect", "document", "document_number", "date", "checked_on", "status")
    list_display_links = ("place", "document")
    list_filter = ("status", "effect", "policy__kind")
    list_select_related = ("article__policy", "policy")
    date_hierarchy = "date"
    search_fields = ("document", "document_number", "issuer", "quote", "explanation")
    search_help_text = "按条号（国家产业技术政策 25）、文件名称、文号、发文机关、原文或说明查找"
    autocomplete_fields = ("article",)
    readonly_fields = ("created_at", "created_by", "decided_at", "decided_by")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = (LaterRuleRevisionInline,)
    fieldsets = (
        (None, {"fields": ("article", ("quote", "which"))}),
        (
            "后来的文件",
            {"fields": ("document", ("issuer", "document_number"), ("date", "effect"), "explanation")},
        ),
        ("出处", {"fields": (("source", "source_url"), "checked_on")}),
        ("状态", {"fields": ("status", "note", "created_at", "created_by", "decided_at", "decided_by")}),
    )

    @admin.display(description="条文", ordering="article__position")
    def place(self, rule: LaterRule) -> str:
        return rule.article.short_citation

    def get_changeform_initial_data(self, request):
        return {
            "status": LinkStatus.PUBLISHED,
            "checked_on": timezone.localdate(),
            **super().get_changeform_initial_data(request),
        }

    def get_urls(self):
        restore = path(
            "<int:pk>/restore/<int:number>/",
            self.admin_site.admin_view(self.restore_view),
            name="articles_laterrule_restore",
        )
        return [restore, *super().get_urls()]

    def save_model(self, request, rule: LaterRule, form, change: bool) -> None:
        if change:
            keep_later_rule(rule, note="编辑之前的内容")
        super().save_model(request, rule, form, change)
        keep_later_rule(rule, by=request.user, note="后台编辑")

    def restore_view(self, request, pk: int, number: int):
        """Show what differs from an earlier revision; bring it back when the editor confirms."""
        rule = get_object_or_404(LaterRule.objects.with_texts(), pk=pk)
        revision = get_object_or_404(rule.revisions, number=number)
        if not self.has_change_permission(request, rule):
            raise PermissionDenied
        latest = str(rule.revisions.order_by("-number").values_list("number", flat=True)[0])
        if request.method == "POST" and request.POST.get(VERSION) == latest:
            return self._restore(request, revision)
        context = {
            **self.admin_site.each_context(request),
            "title": f"恢复到修订 {number}",
            "opts": self.opts,
            "rule": rule,
            "revision": revision,
            "changes": changes_since(revision),
            "version": latest,
            "is_refused": request.method == "POST",
        }
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/articles/laterrule/restore.html", context, status=status)

    def _restore(self, request, revision: LaterRuleRevision):
        try:
            rule = restore_later_rule(
                revision, by=request.user, may_publish=self.has_publish_permission(request)
            )
        except Refusal as refusal:
            self.message_user(request, f"没有恢复：{refusal}", messages.ERROR)
        else:
            self.log_change(request, rule, f"恢复到修订 {revision.number}")
            self.message_user(request, f"已恢复到修订 {revision.number}。", messages.SUCCESS)
        return redirect("admin:articles_laterrule_change", revision.rule_id)
