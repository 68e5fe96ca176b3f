"""An editor's decision on a policy that may no longer be valid: accept what says so, or keep the status."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.editing import keep_policy
from articles.models import Policy
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.validity_doubts import doubts_of, public_doubts
from articles.review.refusals import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_LONGEST_BASIS = 300


@transaction.atomic
def accept_doubt(policy: Policy, *, by: User) -> Policy:
    """Set the status that the first doubt says, with its basis. Raises Refusal if there is none any more."""
    policy = Policy.objects.locked().get(pk=policy.pk)
    doubts = doubts_of(policy)
    if not doubts:
        raise Refusal("没有待核实的依据，可能已由别人处理。")
    policy.status, policy.status_basis = doubts[0].status, doubts[0].basis[:_LONGEST_BASIS]
    return _save_policy(policy, by=by, note=f"采纳：{policy.get_status_display()}")


@transaction.atomic
def keep_status(policy: Policy, *, by: User, at: datetime | None = None) -> Policy:
    """Settle the doubts of today: they are not shown again, later ones are."""
    policy = Policy.objects.locked().get(pk=policy.pk)
    policy.status_checked_at = at or timezone.now()
    policy.save(update_fields=["status_checked_at"])
    return policy


@transaction.atomic
def reconsider_status(policy: Policy, *, by: User) -> Policy:
    """Undo both: the doubts wait again, and a status that was accepted from one is unverified."""
    policy = Policy.objects.locked().get(pk=policy.pk)
    policy.status_checked_at = None
    if _is_accepted_status(policy):
        policy.status, policy.status_basis = PolicyStatus.UNVERIFIED, ""
    return _save_policy(policy, by=by, note="撤销对效力依据的处理")


def may_reconsider(policy: Policy) -> bool:
    return policy.status_checked_at is not None or _is_accepted_status(policy)


def _is_accepted_status(policy: Policy) -> bool:
    doubts = public_doubts(timezone.localdate()).get(policy.pk, ())
    return policy.has_ended and policy.status_basis in {doubt.basis[:_LONGEST_BASIS] for doubt in doubts}


def _save_policy(policy: Policy, *, by: User, note: str) -> Policy:
    policy.save()
    keep_policy(policy, by=by, note=note)
    return policy
