"""Which links found in a policy are published by rule: an editor chooses, and undoes by choosing again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from articles.links.cited_documents import show_held_documents
from articles.models import Entity, Mention, Policy, Reference
from articles.models.evidence import LinkStatus
from articles.models.relation import LinkRule


@dataclass(frozen=True)
class RuleChange:
    """The rule before and now, and how many links found are public by it and how many wait."""

    before: LinkRule
    now: LinkRule
    published: int
    waiting: int


@transaction.atomic
def choose_rule(policy: Policy, rule: str) -> RuleChange:
    """Set the rule of a policy and apply it to all links that no person has decided on."""
    policy = Policy.objects.locked().get(pk=policy.pk)
    before, policy.link_rule = LinkRule(policy.link_rule), LinkRule(rule)
    policy.save(update_fields=["link_rule"])
    links = (Mention.objects.of_policy(policy), Reference.objects.of_policy(policy))
    for rows in links:
        rows.apply_rules()
    show_held_documents(Entity.objects.with_ids(links[0].entity_ids()).select_related("policy"))
    published = sum(rows.found().filter(status=LinkStatus.PUBLISHED).count() for rows in links)
    return RuleChange(before, LinkRule(rule), published, sum(rows.suggested().count() for rows in links))
