"""Why a policy may no longer be valid (可能已失效): a document that ends it or the law that it explains, a
validity run out.

A doubt changes nothing by itself: readers see it beside the status, and an editor decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from articles.models.articles.article import Article
from articles.models.entities.entity import Entity
from articles.models.links.mention import Mention, MentionQuerySet
from articles.models.links.relation import Relation
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.policy_record import PolicyRecord
from articles.models.postgres.content_versions import remembered
from articles.text.citing.naming.titles import STATE, bare_title, in_title_marks
from articles.text.parsing.stated_validity import extended_until

#: The law that a document explains or carries out, in the key of its title (`bare_title`):
#: 关于适用《婚姻法》若干问题的解释, 外资企业法实施细则.
_UNDER = re.compile(
    r"(?:适用|实施|执行|贯彻)《(?P<named>[^《》]+)》|^(?P<law>[^《》]+?)(?:暂行)?(?:实施|施行)(?:条例|细则|办法)$"
)


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


def policies_in_doubt(today: date) -> list[Policy]:
    """The policies that may no longer be valid, as far as no editor has settled it."""
    candidates = Policy.objects.with_ids(public_doubts(today))
    return [policy for policy in candidates if doubts_of(policy)]


@remembered(Policy, Article, Entity, Mention, PolicyRecord)
def public_doubts(today: date) -> Mapping[int, tuple[ValidityDoubt, ...]]:
    """All that could make policies invalid, by policy: few, so that results of a search can show them."""
    doubts: dict[int, list[ValidityDoubt]] = defaultdict(list)
    ending = list(_for_display(Mention.objects.relations().ending())) if _is_any_ending() else []
    ended = list(_doubts_of_endings(ending))
    for policy, doubt in (
        *ended,
        *_doubts_under_ended_laws(ending, {policy for policy, _ in ended}),
        *_doubts_of_expiry(today),
    ):
        doubts[policy].append(doubt)
    return {policy: tuple(rows) for policy, rows in doubts.items()}


@remembered(Mention)
def _is_any_ending() -> bool:
    """Whether any document ends another, whoever may read it; if not, no change of the texts ends one."""
    return Mention.objects.ending().exists()


def _doubts_of_endings(ending: Iterable[Mention]) -> Iterator[tuple[int, ValidityDoubt]]:
    for mention, earlier in _stated_later(ending):
        expires = mention.relation == Relation.EXPIRES
        yield earlier.pk, _doubt(mention, PolicyStatus.EXPIRED if expires else PolicyStatus.REPEALED)


def _doubts_under_ended_laws(
    ending: Iterable[Mention], ended: Collection[int]
) -> Iterator[tuple[int, ValidityDoubt]]:
    """What explains or carries out a law that has ended, of which no other text is held: 担保法的解释."""
    ends = {bare_title(mention.entity.name): mention for mention in ending}
    if not ends:
        return
    keys = Policy.objects.published().values_list("pk", "title_key")
    titles = [(pk, key.replace(STATE, "")) for pk, key in keys]  # as by `bare_title`
    held_titles = {title for pk, title in titles if pk not in ended}
    law_by_policy = {
        pk: law for pk, title in titles if (law := _law_above(title)) in ends and law not in held_titles
    }
    for policy in Policy.objects.with_ids(law_by_policy) if law_by_policy else ():
        mention = ends[law_by_policy[policy.pk]]
        if policy.pk not in ended and not _is_before(mention.policy.dated, policy.version_date):
            named = in_title_marks(mention.entity.name)
            yield policy.pk, _doubt(mention, PolicyStatus.REPEALED, f"所依据的{named}已废止，见")


def _law_above(title: str) -> str | None:
    match = _UNDER.search(title)
    return (match["named"] or match["law"]) if match else None


def _doubt(mention: Mention, status: PolicyStatus, why: str = "") -> ValidityDoubt:
    place = mention.article or mention.policy
    return ValidityDoubt(status, f"{why}{_basis(mention)}", mention.created_at, place.get_absolute_url())


def _doubts_of_expiry(today: date) -> Iterator[tuple[int, ValidityDoubt]]:
    records = list(PolicyRecord.objects.run_out(today))
    extensions = _extensions_by_policy() if records else {}
    for record in records:
        assert record.day is not None  # as `run_out` asks for
        basis, last, address = f"{record.get_kind_display()}：{record.value}", record.day, ""
        for mention in extensions.get(record.policy_id, ()):
            until = extended_until(mention.statement, validity_ends=record.day)
            if until is not None and until > last:
                place = mention.article or mention.policy
                basis, last, address = _basis(mention), until, place.get_absolute_url()
        if last < today:
            yield (
                record.policy_id,
                ValidityDoubt(PolicyStatus.EXPIRED, f"{basis}，已于{last:%Y-%m-%d}届满", last, address),
            )


def _extensions_by_policy() -> Mapping[int, list[Mention]]:
    """By policy: where later documents say that its validity is extended."""
    by_policy: dict[int, list[Mention]] = defaultdict(list)
    for mention, extended in _stated_later(_for_display(Mention.objects.relations().extending())):
        by_policy[extended.pk].append(mention)
    return by_policy


def _for_display(mentions: MentionQuerySet) -> MentionQuerySet:
    return mentions.for_display().with_lists().select_related("entity__policy")


def _stated_later(mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Policy]]:
    """Mentions with the policies that they name, but not those made before that policy's present text."""
    for mention in mentions:
        earlier = mention.entity.policy
        if earlier is not None and not _is_before(mention.policy.dated, earlier.version_date):
            yield mention, earlier


def _basis(mention: Mention) -> str:
    """The sentence, and where it stands."""
    article = mention.article
    return f"{mention.policy.citation}{article.label if article else ''}：“{mention.statement}”"


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other
