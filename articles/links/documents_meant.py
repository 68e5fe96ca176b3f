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
    numbered = policies_by_number(numbers)
    without_number = [key for key in names if key not in numbers and key in beside]
    called = _called(without_number)
    found = {key: policy for key, policy in numbered.items() if policy and is_alike(key, policy.title_key)}
    place = _place_of(citing) if called else Jurisdiction(UNKNOWN)
    for key in without_number:
        fitting = [each for each in called.get(key, ()) if _fits(each, beside[key], place)]
        if len(fitting) == 1:
            found[key] = fitting[0]
    return {key: policy for key, policy in found.items() if policy.pk != citing.pk}


def _called(keys: Collection[str]) -> Mapping[str, list[Policy]]:
    found: dict[str, list[Policy]] = {}
    for policy in Policy.objects.published().about(keys).prefetch_related("issuers") if keys else ():
        if key := without_issuer(policy.title_key):
            found.setdefault(key, []).append(policy)
    return found


def _fits(policy: Policy, beside: Beside, place: Jurisdiction) -> bool:
    """Whether a policy is issued by whom the text names, or by nobody named, and at the text's `place`."""
    is_near = place.level == UNKNOWN or _place_of(policy) == place
    return is_near and all(stands_in(issuer, policy.title_key) for issuer in beside.issuers)


def _place_of(policy: Policy) -> Jurisdiction:
    return jurisdiction_of(policy.title, [issuer.name for issuer in policy.issuers.all()])
