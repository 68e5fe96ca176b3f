"""Texts that are made and not yet in force: readers of the present text are told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from articles.models.addresses import address_of
from articles.models.policies.policy import Policy
from articles.models.policies.policy_version import PolicyVersion
from articles.models.postgres.content_versions import remembered


@dataclass(frozen=True)
class AnnouncedText:
    """A text of a policy, when it was made and from when it will be in force."""

    made_on: date
    effective_on: date
    address: str


def announced_text_of(policy: Policy) -> AnnouncedText | None:
    """The text that will replace the present one next."""
    return _announced_texts(timezone.localdate()).get(policy.pk) if policy.pk else None


@remembered(Policy, PolicyVersion)
def _announced_texts(today: date) -> Mapping[int, AnnouncedText]:
    """By policy, read once for all of them: few are waiting."""
    coming = PolicyVersion.objects.of_published().coming_after(today).without_texts()
    texts: dict[int, AnnouncedText] = {}
    for row in coming.select_related("policy"):
        if row.made_on is None or row.effective_on is None:  # never, by `coming_after`
            continue
        address = address_of("articles:version", row.policy.slug, row.made_on.isoformat())
        texts.setdefault(row.policy_id, AnnouncedText(row.made_on, row.effective_on, address))
    return texts
