"""One-click decisions on the page of a policy: which links are published by rule, is it still valid."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone

from articles.models import Policy
from articles.models.links.link_rule import LinkRule
from articles.models.policies.validity_doubts import doubts_of, policies_in_doubt
from articles.review.links.link_rules import choose_rule
from articles.review.refusals import Refusal
from articles.review.texts.validity import accept_doubt, keep_status, may_reconsider, reconsider_status
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number

_VALIDITY = {
    "accept": (accept_doubt, "已采纳，效力状态和依据已更新"),
    "keep": (keep_status, "已保留现在的效力状态，这些依据不再提示"),
    "reconsider": (reconsider_status, "已撤销，依据重新待核实"),
}


class PossiblyEnded(admin.SimpleListFilter):
    """The policies whose validity an editor has to look at."""

    title, parameter_name = "可能已失效", "doubted"

    def lookups(self, request, model_admin):
        return (("1", "待核实"),)

    def queryset(self, request, queryset):
        if self.value() != "1":
            return queryset
        return queryset.with_ids(row.pk for row in doubted_policies())


def doubted_policies() -> list[Policy]:
    """Policies that may no longer be valid and have waiting doubts."""
    return policies_in_doubt(timezone.localdate())


class PolicyDecisions:
    """For the administration of policies; its template offers the buttons."""

    def get_urls(self) -> list:
        def decision_route(step: str, view):
            name = f"articles_policy_{step}"
            return path(f"<path:pk>/{step}/", self.admin_site.admin_view(view), name=name)

        return [
            decision_route("link-rule", self.rule_view),
            decision_route("validity", self.validity_view),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_publish_permission(request, obj):
            context |= {
                "link_rules": LinkRule,
                "doubts": doubts_of(obj),
                "may_reconsider": may_reconsider(obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def rule_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        policy = self._policy_for_post(request, pk)
        rule = request.POST.get("rule", "")
        if rule in LinkRule.values:
            change = choose_rule(policy, rule, by=request.user)
            change_text = f"“{change.before.label}”改为“{change.now.label}”"
            counts = f"由规则公开 {change.published} 处，待审 {change.waiting} 处"
            self.log_change(request, policy, f"链接的发布由{change_text}")
            note = f"链接的发布由{change_text}：{counts}。要撤销，再选原来的一项。"
            self.message_user(request, note, messages.SUCCESS)
        return redirect("admin:articles_policy_change", policy.pk)

    def validity_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        policy = self._policy_for_post(request, pk)
        decide, message = _VALIDITY.get(request.POST.get("step", ""), (None, ""))
        if decide:
            try:
                decide(policy, by=request.user)
            except Refusal as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                self.log_change(request, policy, message)
                self.message_user(request, f"{message}。可以在这一页撤销。", messages.SUCCESS)
        return redirect("admin:articles_policy_change", policy.pk)

    def _policy_for_post(self, request: HttpRequest, pk: str) -> Policy:
        policy = get_object_or_404(Policy, pk=whole_number(pk, at_most=HIGHEST_ID))
        if request.method != "POST" or not self.has_publish_permission(request, policy):
            raise PermissionDenied
        return policy
