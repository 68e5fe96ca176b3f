"""Applies what editors have said of names once and for all to the links that the linker finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from articles.models import Mention, NameRule, Policy
from articles.models.links.evidence import LinkStatus
from articles.models.links.name_rule import NameRuleVerdict
from articles.text.wording.characters.folding import fold


def by_name_rules(
    mentions: Iterable[Mention], policy: Policy, *, at: datetime | None = None
) -> list[Mention]:
    """New links of a policy without those that a rule forbids; those that one demands are published.

    A rule of the policy itself comes before one for all. Such a link is decided on by who made the rule.
    """
    rules, at = _active_rules(policy), at or timezone.now()
    allowed = []
    for mention in mentions:
        rule = rules.get((fold(mention.quote), mention.entity_id)) if rules else None
        if rule and rule.verdict != NameRuleVerdict.ALWAYS:
            continue
        if rule:
            _publish_by_name_rule(mention, rule, at=at)
        allowed.append(mention)
    return allowed


def _active_rules(policy: Policy) -> dict[tuple[str, int], NameRule]:
    rules = sorted(NameRule.objects.active().on(policy), key=lambda rule: rule.policy_id is not None)
    return {(rule.name_key, rule.entity_id): rule for rule in rules}


def _publish_by_name_rule(mention: Mention, rule: NameRule, *, at: datetime) -> None:
    """Set the state of a link that is not saved yet."""
    mention.status = LinkStatus.PUBLISHED
    mention.decided_by_id, mention.decided_at = rule.made_by_id, at
    mention.note = f"按名称规则：{rule.get_verdict_display()}"
