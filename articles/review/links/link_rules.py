"""Which links found in a policy are published by rule: an editor chooses, and undoes by choosing again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from articles.links.documents.cited_documents import show_held_documents
from articles.models import Entity, Mention, Policy, Reference
from articles.models.editing.row_revision import keep_changes, row_snapshot
from articles.models.links.evidence import LinkStatus
from articles.models.links.link_rule import LinkRule

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.models.links.evidence import EvidenceQuerySet


@dataclass(frozen=True)
class RuleChange:
    """The rule before and now, and how many links found are public by it and how many wait."""

    before: LinkRule
    now: LinkRule
    published: int
    waiting: int


@transaction.atomic
def choose_rule(policy: Policy, rule: str, *, by: User | None = None) -> RuleChange:
    """Set the rule of a policy and apply it to all links that no person has decided on.

    The history of each link tells what a person changed by it.
    """
    policy = Policy.objects.locked().get(pk=policy.pk)
    before, policy.link_rule = LinkRule(policy.link_rule), LinkRule(rule)
    policy.save(update_fields=["link_rule"])
    links = (Mention.objects.of_policy(policy), Reference.objects.of_policy(policy))
    for rows in links:
        _apply_rules(rows, by=by, note=f"按规则：{LinkRule(rule).label}")
    show_held_documents(Entity.objects.with_ids(links[0].entity_ids()).select_related("policy"))
    published = sum(rows.found().filter(status=LinkStatus.PUBLISHED).count() for rows in links)
    return RuleChange(before, LinkRule(rule), published, sum(rows.suggested().count() for rows in links))


def _apply_rules(rows: EvidenceQuerySet, *, by: User | None, note: str) -> None:
    if by is None:
        rows.apply_rules()
        return
    before = {row.pk: row_snapshot(row) for row in rows.found()}
    rows.apply_rules()
    keep_changes(rows.with_texts().with_ids(before), before, by=by, note=note)
