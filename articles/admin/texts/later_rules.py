"""The administration of later rules (后来的规定): entered beside the article, decided on as links are."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.admin.linking.links import LinkAdmin
from articles.models import Article, LaterRule
from articles.models.links.evidence import STANDING, LinkStatus
from articles.review.links.link_decisions import place_quote, which_place
from articles.text.citing.quoting.quote_notation import QuoteError


class LaterRuleForm(forms.ModelForm):
    """A later rule as an editor enters it: the words and which occurrence; the form computes the offsets."""

    which = forms.IntegerField(
        label="第几处", required=False, min_value=1, help_text="这些文字在条文中出现不止一次时填写。"
    )

    class Meta:
        model = LaterRule
        fields = (
            *("article", "quote", "which", "document", "issuer", "document_number", "date", "effect"),
            *("explanation", "source", "checked_on", "status", "note"),
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
        rule = self.instance
        if rule.pk and rule.quote:
            self.initial["which"] = which_place(rule)

    def clean(self) -> dict:
        cleaned = super().clean()
        article: Article | None = cleaned.get("article")
        if article is None:
            return cleaned
        rule = self.instance
        rule.article, rule.policy = article, article.policy
        if not cleaned.get("quote"):
            rule.start = rule.end = None
        elif self._needs_placing(cleaned):
            self._place_quote(cleaned)
        return cleaned

    def _needs_placing(self, cleaned: dict) -> bool:
        """Not for an unchanged rule that is out of use: its article may have lost the words."""
        changed_fields = {"article", "quote", "which"} & set(self.changed_data)
        return bool(changed_fields) or cleaned.get("status", self.instance.status) in STANDING

    def _place_quote(self, cleaned: dict) -> None:
        try:
            place_quote(self.instance, cleaned["quote"], which=cleaned.get("which"))
        except QuoteError as error:
            raise ValidationError({"quote": str(error)}) from error
        cleaned["quote"] = self.instance.quote


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
