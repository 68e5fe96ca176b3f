"""Decisions that have amended a policy since the text that a page shows, which may not be in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from articles.links.documents.relations import PolicyRelation, RelationDirection
from articles.models import Policy
from articles.models.links.relation import Relation


@dataclass(frozen=True)
class LaterAmendment:
    """A decision held here, in force from `since`; `is_waiting` if its new text waits for an editor."""

    decision: Policy
    since: date
    is_waiting: bool


def later_amendments(
    policy: Policy, relations: Iterable[PolicyRelation], *, made_on: date | None, day: date
) -> list[LaterAmendment]:
    """What had amended by this day a text made on `made_on`; nothing is said of a text without a date."""
    decisions = {
        relation.policy.pk: relation.policy
        for relation in relations
        if relation.kind == Relation.AMENDS and relation.direction == RelationDirection.IN and relation.policy
    }
    amendments = [
        (decision.effective_on or decided_on, decided_on, decision)
        for decision in decisions.values()
        if made_on and (decided_on := decision.version_date) and made_on < decided_on
    ]
    due = sorted(
        (amendment for amendment in amendments if amendment[0] <= day), key=lambda amendment: amendment[:2]
    )
    waiting = set(policy.versions.proposed().values_list("made_on", flat=True)) if due else set()
    return [LaterAmendment(decision, since, decided_on in waiting) for since, decided_on, decision in due]
