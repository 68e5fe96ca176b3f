"""Names that mean one policy held here: by the number beside them, or as its title without the issuer.

《关于促进算力发展的若干措施》（某发改规〔2024〕7号) is the policy of that number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from articles.models import Policy
from articles.reading.names.policy_names import policies_by_number
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.jurisdiction import UNKNOWN, Jurisdiction, jurisdiction_of
from articles.text.citing.naming.named_beside import (
    Beside,
    is_alike,
    numbers_and_issuers,
    stands_in,
    without_issuer,
)


def policies_meant(keys: Collection[str], texts: Iterable[str], *, citing: Policy) -> dict[str, Policy]:
    """The policies that names (keys of `title_key`) mean in the texts of the policy `citing`.

    Where no number decides, it is the one policy of the same place whose title it is without the issuer.
    """
    names = [key for key in keys if document_number_key(key) is None]
    if not names:
        return {}
    beside = numbers_and_issuers(texts)
    numbers = {key: beside[key].number for key in names if key in beside and beside[key].number}
    policy_by_number = policies_by_number(numbers)
    without_number = [key for key in names if key not in numbers and key in beside]
    namesakes = _policies_without_issuer(without_number)
    policy_by_key = {
        key: policy for key, policy in policy_by_number.items() if policy and is_alike(key, policy.title_key)
    }
    jurisdiction = _jurisdiction(citing) if namesakes else Jurisdiction(UNKNOWN)
    for key in without_number:
        candidates = [
            policy for policy in namesakes.get(key, ()) if _is_issued_there(policy, beside[key], jurisdiction)
        ]
        if len(candidates) == 1:
            policy_by_key[key] = candidates[0]
    return {key: policy for key, policy in policy_by_key.items() if policy.pk != citing.pk}


def _policies_without_issuer(keys: Collection[str]) -> Mapping[str, list[Policy]]:
    policies_by_key: dict[str, list[Policy]] = {}
    for policy in Policy.objects.published().about(keys).prefetch_related("issuers") if keys else ():
        if key := without_issuer(policy.title_key):
            policies_by_key.setdefault(key, []).append(policy)
    return policies_by_key


def _is_issued_there(policy: Policy, beside: Beside, jurisdiction: Jurisdiction) -> bool:
    """Whether a policy is issued by whom the text names, or by nobody named, and at the text's `place`."""
    is_near = jurisdiction.level == UNKNOWN or _jurisdiction(policy) == jurisdiction
    return is_near and all(stands_in(issuer, policy.title_key) for issuer in beside.issuers)


def _jurisdiction(policy: Policy) -> Jurisdiction:
    return jurisdiction_of(policy.title, [issuer.name for issuer in policy.issuers.all()])
