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
from articles.models.mention import Mention, MentionQuerySet
from articles.models.policy import Policy
from articles.models.policy_choices import PolicyStatus
from articles.models.policy_record import PolicyRecord
from articles.models.relation import Relation
from articles.text.parsing.validity import extended_until


@dataclass(frozen=True)
class ValidityDoubt:
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


def doubts_of(policy: Policy) -> tuple[ValidityDoubt, ...]:
    """The doubts about a policy's status that no editor has settled."""
    if policy.has_ended:
        return ()
    return tuple(
        doubt
        for doubt in public_doubts(timezone.localdate()).get(policy.pk, ())
        if not doubt.is_settled_at(policy.status_checked_at)
    )


@remembered(Policy, Article, Entity, Mention, PolicyRecord)
def public_doubts(today: date) -> Mapping[int, tuple[ValidityDoubt, ...]]:
    """All that could make policies invalid, by policy: few, so that results of a search can show them."""
    doubts: dict[int, list[ValidityDoubt]] = defaultdict(list)
    for policy, doubt in (*_ended_by_others(), *_run_out(today)):
        doubts[policy].append(doubt)
    return {policy: tuple(rows) for policy, rows in doubts.items()}


def _ended_by_others() -> Iterator[tuple[int, ValidityDoubt]]:
    for mention, earlier in _said_later(Mention.objects.relations().ending()):
        expires = mention.relation == Relation.EXPIRES
        status = PolicyStatus.EXPIRED if expires else PolicyStatus.REPEALED
        place = mention.article or mention.policy
        yield earlier.pk, ValidityDoubt(status, _basis(mention), mention.created_at, place.get_absolute_url())


def _run_out(today: date) -> Iterator[tuple[int, ValidityDoubt]]:
    records = list(PolicyRecord.objects.run_out(today))
    extensions = _extensions() if records else {}
    for record in records:
        assert record.day is not None  # as `run_out` asks for
        said, last, address = f"{record.get_kind_display()}：{record.value}", record.day, ""
        for mention in extensions.get(record.policy_id, ()):
            until = extended_until(mention.statement, validity_ends=record.day)
            if until is not None and until > last:
                place = mention.article or mention.policy
                said, last, address = _basis(mention), until, place.get_absolute_url()
        if last < today:
            yield (
                record.policy_id,
                ValidityDoubt(PolicyStatus.EXPIRED, f"{said}，已于{last:%Y-%m-%d}届满", last, address),
            )


def _extensions() -> Mapping[int, list[Mention]]:
    """By policy: where later documents say that its validity is extended."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention, extended in _said_later(Mention.objects.relations().extending()):
        found[extended.pk].append(mention)
    return found


def _said_later(mentions: MentionQuerySet) -> Iterator[tuple[Mention, Policy]]:
    """Mentions with the policies that they name; an older document meant a text before this one."""
    for mention in mentions.with_full_text().for_display().with_lists().select_related("entity__policy"):
        earlier = mention.entity.policy
        if earlier is not None and not _is_before(mention.policy.dated, earlier.version_date):
            yield mention, earlier


def _basis(mention: Mention) -> str:
    """The sentence, and where it stands."""
    article = mention.article
    return f"{mention.policy.citation}{article.label if article else ''}：“{mention.statement}”"


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other
