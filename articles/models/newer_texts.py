"""Another text of the same document, held as a policy of its own: 公司法 of 2023 beside that of 2018, 某办法
beside its draft."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from articles.models.content_versions import remembered
from articles.models.policy import Policy
from articles.models.policy_choices import DocumentKind
from articles.text.citing.document_names import DRAFT

#: (2018修正) at the end of a title key.
_EDITION = re.compile(r"\(\d{4}年?(?:修正|修订|修改)\)$")


def newer_text_of(policy: Policy) -> Policy | None:
    """The newest public text of the document, if it is newer than this one; of a draft, the final text."""
    return _newer_texts().get(policy.pk) if policy.pk else None


@remembered(Policy)
def _newer_texts() -> Mapping[int, Policy]:
    """By the id of an older text; few documents are held twice."""
    named: dict[str, list[int]] = defaultdict(list)
    for pk, key in Policy.objects.published().values_list("pk", "title_key"):
        named[_EDITION.sub("", DRAFT.sub("", key))].append(pk)
    held_twice = [ids for ids in named.values() if len(ids) > 1]
    policies = Policy.objects.with_ids(chain.from_iterable(held_twice)).prefetch_related("issuers")
    by_id = {policy.pk: policy for policy in policies} if held_twice else {}
    return dict(pair for ids in held_twice for pair in _pairs([by_id[pk] for pk in ids if pk in by_id]))


def _pairs(alike: list[Policy]) -> Iterator[tuple[int, Policy]]:
    """(older, newest) of the texts of one title; those without a day, and of other bodies, are left out."""
    for policy in alike:
        newer = [each for each in alike if _is_newer(each, policy)]
        if newer:
            yield policy.pk, max(newer, key=lambda each: (each.version_date, each.pk))


def _is_newer(policy: Policy, other: Policy) -> bool:
    """Whether it is a later text of the same kind and issuers; a law is revised by others than made it.

    A draft mostly states neither its day nor who will issue it.
    """
    if policy.is_draft:
        return False
    if other.is_draft:
        return policy.version_date is not None and (_issuers(other) or _issuers(policy)) == _issuers(policy)
    if policy.kind != other.kind or not policy.version_date or not other.version_date:
        return False
    is_same = policy.kind == DocumentKind.LAW or _issuers(policy) == _issuers(other) != frozenset()
    return is_same and other.version_date < policy.version_date


def _issuers(policy: Policy) -> frozenset[str]:
    return frozenset(issuer.name for issuer in policy.issuers.all())
