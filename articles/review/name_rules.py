"""Rules of names: an editor's decision on a name that the linker applies to what it finds later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Mention, NameRule, Policy
from articles.review.decisions import Decision, decide

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def rule_with(
    decision: Decision, mention: Mention, verdict: str, *, policy: Policy | None, by: User
) -> tuple[Decision, str]:
    """Store the rule of the words of `mention`; the decision with it, so that both are undone together."""
    rule = NameRule.objects.about(mention.quote, mention.entity, policy).first()
    was_active = bool(rule and rule.is_active and rule.verdict == verdict)
    rule = rule or NameRule(name=mention.quote, entity=mention.entity, policy=policy)
    rule.verdict, rule.is_active = verdict, True
    rule.made_by, rule.made_at = by, timezone.now()
    rule.save()
    return replace(decision, also=(*decision.also, (rule, was_active))), f"，并记下规则：{rule}"


def set_active(rule: NameRule, is_active: bool, *, by: User | None = None) -> None:
    rule.is_active = is_active
    rule.save(update_fields=["is_active"])


def use_rules(rules: Iterable[NameRule], *, by: User | None = None) -> Decision:
    return decide(rules, lambda rule: _set(rule, True))


def drop_rules(rules: Iterable[NameRule], *, by: User | None = None) -> Decision:
    """The linker no longer applies them; what was decided by them stays as it is."""
    return decide(rules, lambda rule: _set(rule, False))


def _set(rule: NameRule, is_active: bool) -> bool:
    if rule.is_active == is_active:
        return False
    set_active(rule, is_active)
    return True
