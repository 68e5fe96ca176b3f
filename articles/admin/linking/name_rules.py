"""The rules of names that editors have made in the queue: listed, and taken out of use."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.base import Deciding, KeptForever
from articles.models import NameRule
from articles.review.links.name_rules import drop_rules, use_rules


@admin.register(NameRule)
class NameRuleAdmin(KeptForever, Deciding, admin.ModelAdmin):
    list_display = ("name", "verdict", "entity", "policy", "is_active", "made_at", "made_by")
    list_filter = ("is_active", "verdict", "entity__kind")
    list_select_related = ("entity", "policy", "made_by")
    search_fields = ("name", "entity__name", "policy__title")
    search_help_text = "按名称、实体或政策查找"
    actions = ("drop", "use")
    unit = "条"
    fields = readonly_fields = ("name", "verdict", "entity", "policy", "is_active", "made_at", "made_by")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm("articles.publish_namerule")

    @admin.action(description="停用所选（系统不再照它办，已有的决定不变）", permissions=["publish"])
    def drop(self, request, queryset):
        return self.decide(request, queryset, drop_rules, verb="停用")

    @admin.action(description="启用所选", permissions=["publish"])
    def use(self, request, queryset):
        return self.decide(request, queryset, use_rules, verb="启用")
