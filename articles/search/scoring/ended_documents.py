"""Documents that have ended, or that may have, rank behind those that hold: a reader asks what holds today.

Which they are is what their pages say: an editor's status, a doubt (可能已失效), a newer text held here.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from django.utils import timezone

from articles.models import Article, Entity, Issuer, Mention, Policy
from articles.models.policies.newer_texts import older_texts
from articles.models.policies.policy_record import PolicyRecord
from articles.models.policies.validity_doubts import policies_in_doubt
from articles.models.postgres.content_versions import remembered
from articles.search.settings.weights import weights


def behind_if_ended(scores: np.ndarray, policies: np.ndarray) -> np.ndarray:
    """The scores of articles, each of a policy (id), lowered for those of policies that may not hold."""
    factor = weights().ended
    if factor == 1:
        return scores
    is_ended = _ended_policies(timezone.localdate()).take(policies, mode="clip")
    lowered: np.ndarray = np.where(is_ended & (scores > 0), scores * np.float32(factor), scores)
    return lowered


def has_ended(policy: int) -> bool:
    """Whether the articles of a policy (id) are lowered."""
    return bool(_ended_policies(timezone.localdate()).take(policy, mode="clip"))


@remembered(Policy, Article, Entity, Issuer, Mention, PolicyRecord)
def _ended_policies(today: date) -> np.ndarray:
    """For each id of a policy whether it may not hold; the last entry is for all greater ids."""
    ended = {
        *older_texts(),
        *(policy.pk for policy in policies_in_doubt(today)),
        *Policy.objects.ended().values_list("pk", flat=True),
    }
    is_ended = np.zeros(max(ended, default=0) + 2, bool)
    is_ended[list(ended)] = True
    return is_ended
