"""Everyday questions (日常问法) by themselves; they are also edited beside their article."""

from __future__ import annotations

from django.contrib import admin

from articles.models import EverydayQuestion


@admin.register(EverydayQuestion)
class EverydayQuestionAdmin(admin.ModelAdmin):
    section = "检索"
    list_display = ("text", "article", "policy", "closed_because")
    list_filter = ("article__policy__kind",)
    list_select_related = ("article__policy",)
    search_fields = ("text", "article__policy__title")
    search_help_text = "按问法或政策标题查找"
    autocomplete_fields = ("article",)

    @admin.display(description="政策", ordering="article__policy")
    def policy(self, question: EverydayQuestion) -> str:
        return question.article.policy.title
