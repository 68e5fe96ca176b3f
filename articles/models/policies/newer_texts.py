"""Another text of the same document, held as a policy of its own: 公司法 of 2023 beside that of 2018, 某办法
beside its draft, a series of documents that a new (一) begins anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import DocumentKind
from articles.models.postgres.content_versions import remembered
from articles.text.citing.naming.document_names import DRAFT

#: (2018修正) at the end of a title key.
_EDITION = re.compile(r"\(\d{4}年?(?:修正|修订|修改)\)$")
#: (二) at the end of a title key: one of several documents of one title, each beside the others.
_NUMBER = re.compile(r"\((?P<number>[一二三四五六七八九十]+)\)$")
_FIRST = "一"


def newer_text_of(policy: Policy) -> Policy | None:
    """The newest public text of the document, if it is newer than this one; of a draft, the final text."""
    return _newer_texts().get(policy.pk) if policy.pk else None


def older_texts() -> Collection[int]:
    """The ids of the policies that have a newer text."""
    return _newer_texts().keys()


@remembered(Policy)
def _newer_texts() -> Mapping[int, Policy]:
    """The newest text of a document that is stored several times, by the id of each older text."""
    ids_by_title: dict[str, list[int]] = defaultdict(list)
    for pk, key in Policy.objects.published().values_list("pk", "title_key"):
        ids_by_title[_title_of_series(key)].append(pk)
    held_twice = [ids for ids in ids_by_title.values() if len(ids) > 1]
    policies = Policy.objects.with_ids(chain.from_iterable(held_twice)).prefetch_related("issuers")
    by_id = {policy.pk: policy for policy in policies} if held_twice else {}
    return dict(pair for ids in held_twice for pair in _newer_pairs([by_id[pk] for pk in ids if pk in by_id]))


def _title_of_series(key: str) -> str:
    """The title key without edition, draft mark, (一) and 若干 (several): equal for all texts of a series."""
    return _NUMBER.sub("", _title_without_edition(key)).replace("若干", "")


def _title_without_edition(key: str) -> str:
    return _EDITION.sub("", DRAFT.sub("", key))


def _number_in_series(policy: Policy) -> str:
    match = _NUMBER.search(_title_without_edition(policy.title_key))
    return match["number"] if match else ""


def _begins_anew(policy: Policy, other: Policy) -> bool:
    """Whether a document counts its title anew from (一): 建设工程施工合同解释(一) of 2020 came after the one
    without a number and (二)."""
    first_made, earlier = policy.adopted_on, other.version_date
    if _number_in_series(policy) != _FIRST or first_made is None or earlier is None or first_made <= earlier:
        return False
    return _issuers(policy) == _issuers(other)


def _newer_pairs(alike: list[Policy]) -> Iterator[tuple[int, Policy]]:
    """(older, newest) of the texts of one title; those without a day, and of other bodies, are left out."""
    for policy in alike:
        newer = [other for other in alike if _is_newer(other, policy)]
        if newer:
            yield policy.pk, max(newer, key=lambda other: (other.version_date, other.pk))


def _is_newer(policy: Policy, other: Policy) -> bool:
    """Whether it is a later text of the same kind and issuers; a law is revised by others than made it.

    A draft mostly states neither its day nor who will issue it.
    """
    if policy.is_draft:
        return False
    if _title_without_edition(policy.title_key) != _title_without_edition(other.title_key):
        return policy.kind == other.kind and _begins_anew(policy, other)
    if other.is_draft:
        return policy.version_date is not None and (_issuers(other) or _issuers(policy)) == _issuers(policy)
    if policy.kind != other.kind or not policy.version_date or not other.version_date:
        return False
    is_same = policy.kind == DocumentKind.LAW or _issuers(policy) == _issuers(other) != frozenset()
    return is_same and other.version_date < policy.version_date


def _issuers(policy: Policy) -> frozenset[str]:
    return frozenset(issuer.name for issuer in policy.issuers.all())
