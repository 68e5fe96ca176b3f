"""Why a policy may no longer be valid (可能已失效): a document that ends it, a validity run out.

A doubt changes nothing by itself: readers see it beside the status, and an editor decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from articles.models.article import Article
from articles.models.content_versions import remembered
from articles.models.entity import Entity
from articles.models.mention import Mention
from articles.models.policy import Policy
from articles.models.policy_choices import PolicyStatus
from articles.models.policy_record import PolicyRecord


@dataclass(frozen=True)
class Doubt:
    """What the status may be, since when that is known, and what says so; `address` is where it is said."""

    status: PolicyStatus
    basis: str
    known_at: datetime | date
    address: str = ""

    def is_settled_at(self, checked_at: datetime | None) -> bool:
        """Whether an editor has looked at the status since."""
        if checked_at is None:
            return False
        checked = checked_at if isinstance(self.known_at, datetime) else timezone.localdate(checked_at)
        return self.known_at < checked


def doubts_of(policy: Policy) -> tuple[Doubt, ...]:
    """The doubts about a policy's status that no editor has settled."""
    if policy.has_ended:
        return ()
    return tuple(
        doubt
        for doubt in public_doubts(timezone.localdate()).get(policy.pk, ())
        if not doubt.is_settled_at(policy.status_checked_at)
    )


@remembered(Policy, Article, Entity, Mention, PolicyRecord)
def public_doubts(today: date) -> Mapping[int, tuple[Doubt, ...]]:
    """All that could make policies invalid, by policy: few, so that results of a search can show them."""
    doubts: dict[int, list[Doubt]] = defaultdict(list)
    for policy, doubt in (*_ended_by_others(), *_run_out(today)):
        doubts[policy].append(doubt)
    return {policy: tuple(rows) for policy, rows in doubts.items()}


def _ended_by_others() -> Iterator[tuple[int, Doubt]]:
    rows = Mention.objects.relations().ending().with_full_text().for_display()
    for mention in rows.select_related("entity__policy"):
        later, earlier = mention.policy, mention.entity.policy
        if earlier is None or _is_before(later.dated, earlier.version_date):
            continue  # an older document: it ended a text before this one
        place = mention.article or later
        basis = f"{later.citation}{mention.article.label if mention.article else ''}：“{mention.sentence}”"
        yield earlier.pk, Doubt(PolicyStatus.REPEALED, basis, mention.created_at, place.get_absolute_url())


def _run_out(today: date) -> Iterator[tuple[int, Doubt]]:
    for record in PolicyRecord.objects.run_out(today):
        said = f"{record.get_kind_display()}：{record.value}"
        basis = f"{said}，已于{record.day:%Y-%m-%d}届满"
        yield record.policy_id, Doubt(PolicyStatus.EXPIRED, basis, record.day)


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other
