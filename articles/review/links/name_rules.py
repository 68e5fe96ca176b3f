"""Rules of names: an editor's decision on a name that the linker applies to what it finds later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Mention, NameRule, Policy
from articles.review.decisions import Decision, decide
from articles.text.wording.characters.folding import fold

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def rule_with(
    decision: Decision, mention: Mention, verdict: str, *, policy: Policy | None, by: User
) -> tuple[Decision, str]:
    """Store the rule of the words of `mention`; the decision with it, so that both are undone together."""
    rules = NameRule.objects.about(mention.quote, mention.entity, policy)
    was_active = rules.active().of_verdict(verdict).exists()
    values = {"verdict": verdict, "is_active": True, "made_by": by, "made_at": timezone.now()}
    rule, _ = rules.update_or_create(
        name_key=fold(mention.quote),
        entity=mention.entity,
        policy=policy,
        defaults=values,
        create_defaults=values | {"name": mention.quote},
    )
    return replace(decision, also=(*decision.also, (rule, was_active))), f"，并记下规则：{rule}"


def set_active(rule: NameRule, is_active: bool, *, by: User | None = None) -> None:
    rule.is_active = is_active
    rule.save(update_fields=["is_active"])


def use_rules(rules: Iterable[NameRule], *, by: User | None = None) -> Decision:
    return decide(rules, lambda rule: _change_active(rule, True))


def drop_rules(rules: Iterable[NameRule], *, by: User | None = None) -> Decision:
    """The linker no longer applies them; what was decided by them stays as it is."""
    return decide(rules, lambda rule: _change_active(rule, False))


def _change_active(rule: NameRule, is_active: bool) -> bool:
    if rule.is_active == is_active:
        return False
    set_active(rule, is_active)
    return True
