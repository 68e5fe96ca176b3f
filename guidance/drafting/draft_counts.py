"""Counts the drafted measures that wait: in the lists as they are shown, and in all by `count_drafts`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from articles.models import Policy
from guidance.drafting.proposals import waiting_counts
from guidance.models import DraftCount

_AT_ONCE = 50


def keep_counts(counts: Mapping[int, int]) -> None:
    """Remember how many wait in each policy, by its id."""
    now = timezone.now()
    DraftCount.objects.bulk_create(
        [DraftCount(policy_id=pk, waiting=number, counted_at=now) for pk, number in counts.items()],
        update_conflicts=True,
        unique_fields=["policy"],
        update_fields=["waiting", "counted_at"],
    )


def count_all() -> int:
    """Count in every policy; return how many wait. Reads all texts: seconds for a thousand policies."""
    policies = list(Policy.objects.order_by("pk"))
    for start in range(0, len(policies), _AT_ONCE):
        batch = policies[start : start + _AT_ONCE]
        counts = waiting_counts(batch)
        keep_counts({policy.pk: counts.get(policy.pk, 0) for policy in batch})
    return DraftCount.objects.total()
