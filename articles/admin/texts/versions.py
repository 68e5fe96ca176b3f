"""历次版本 in the administration: dates and sources are corrected here, and proposed texts decided on."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.base import Deciding, KeptForever
from articles.admin.journal import PUBLISHING, log_rows
from articles.models import PolicyVersion
from articles.models.policies.policy_version import VersionState
from articles.review.texts.versions import dismiss, keep_as_version, make_present
from articles.versions.timeline import timeline_of


@admin.register(PolicyVersion)
class PolicyVersionAdmin(KeptForever, Deciding, admin.ModelAdmin):
    unit = "版"
    audit_kind = PUBLISHING
    list_display = ("policy", "made_on", "effective_on", "state", "source", "page")
    list_display_links = ("policy", "made_on")
    list_filter = ("state", "policy__kind")
    list_select_related = ("policy",)
    search_fields = ("policy__title", "policy__document_number", "source")
    search_help_text = "按政策标题、发文字号或来源查找"
    date_hierarchy = "made_on"
    fields = ("policy", ("made_on", "effective_on"), "source", "state", "imported_at", "beginning", "page")
    readonly_fields = ("policy", "state", "imported_at", "beginning", "page")
    actions = ("make_present", "keep", "dismiss")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyVersion]:
        return super().get_queryset(request).select_related("policy")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Which text readers see as the present one is decided by those who may publish policies."""
        return request.user.has_perm("articles.publish_policy")

    @admin.display(description="开头")
    def beginning(self, version: PolicyVersion) -> str:
        units = version.snapshot["units"]
        return f"共 {len(units)} 处；第一处：{units[0]['text'][:200]}" if units else "没有条文"

    @admin.display(description="页面")
    def page(self, version: PolicyVersion) -> str:
        if version.state != VersionState.HELD or not version.policy.is_published:
            return ""
        versions = timeline_of(version.policy.slug).versions
        address = next((listed.address for listed in versions if listed.row == version.pk), "")
        return format_html('<a href="{}">查看</a>', address)

    @admin.action(description="设为现行文本（现在的现行文本存入历史）", permissions=["decide"])
    def make_present(self, request: HttpRequest, queryset: QuerySet):
        decision = make_present(queryset.select_related("policy"), by=request.user)
        self.tell_decision(request, "设为现行文本", decision)
        for version in decision.done:
            message = f"{version}的文本设为现行文本"
            log_rows(request, (version.policy,), message, kind=PUBLISHING)

    @admin.action(description="收录为历次版本（不改现行文本）", permissions=["decide"])
    def keep(self, request: HttpRequest, queryset: QuerySet):
        decision = keep_as_version(queryset.select_related("policy"), by=request.user)
        self.tell_decision(request, "收录", decision)

    @admin.action(description="不采纳（读者看不到，可以再收录）", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet):
        self.tell_decision(request, "不采纳", dismiss(queryset, by=request.user))

    def construct_change_message(self, request, form, formsets, add=False):
        """Name the old value of each field as well, so that the history tells how to undo the change."""
        return "；".join(_field_change(form, name) for name in form.changed_data) or "没有改变。"


def _field_change(form, name: str) -> str:
    before, after = form.initial.get(name) or "空", form.cleaned_data[name] or "空"
    return f"{form.fields[name].label}由“{before}”改为“{after}”"
