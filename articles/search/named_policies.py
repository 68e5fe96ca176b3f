"""Which policy a question means: by its title, a part of it, another name, or its number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.models import Policy
from articles.reading.names.policy_names import policies_named, policies_numbered
from articles.text.citing.naming.document_numbers import (
    endings_alike,
    leading_document_number,
    leading_serial,
)
from articles.text.citing.naming.titles import title_key
from articles.text.wording.characters.folding import fold
from articles.text.wording.document_questions import DocumentQuestion

_QUOTED, _SHORTEST_TITLE, _LONGEST_TITLE = re.compile(r"《([^《》]+)》"), 4, 40
_AFTER_NUMBER = re.compile(r"文?件?")


def policies_meant(question: DocumentQuestion, within: Policy | None) -> list[Policy]:
    published = Policy.objects.published()
    if not question.title:
        policy = within or published.featured()
        return [policy] if policy else []
    if policies := _policies_with_number(question.title):
        return policies
    if named := policies_named(question.title):
        return named
    for likely in (published.with_title_holding, published.with_title_spelling):
        parts = list(likely(question.title)[:2]) if question.may_be_part else []
        if parts:
            return parts if len(parts) == 1 else []
    return []


def policy_named(text: str) -> Policy | None:
    """The policy that a text names in 《》, or by its number or title at the beginning."""
    folded = fold(text)
    if quoted := _QUOTED.search(folded):
        policies = policies_meant(DocumentQuestion("", quoted[1], is_quoted=True), None)
        return policies[0] if policies else None
    if number_and_rest := leading_document_number(folded):
        return next(iter(_sole_policy(policies_numbered(number_and_rest[0]))), None)
    beginnings = [folded[:end] for end in range(_SHORTEST_TITLE, min(len(folded), _LONGEST_TITLE) + 1)]
    keys = {title_key(words) for words in beginnings}
    return Policy.objects.published().with_title_keys(keys).shortest_title_first().last()


def _policies_with_number(title: str) -> list[Policy]:
    """The policy that the name is the number of, whole or without the issuer's letters (232号文)."""
    if (number_and_rest := leading_document_number(title)) and _AFTER_NUMBER.fullmatch(number_and_rest[1]):
        return _sole_policy(policies_numbered(number_and_rest[0]))
    serial_and_rest = leading_serial(title) or leading_serial(f"{title}文")  # 232号 alone
    endings = endings_alike(serial_and_rest[0]) if serial_and_rest and not serial_and_rest[1] else []
    return _sole_policy(Policy.objects.published().numbers_ending_with(*endings)[:2]) if endings else []


def _sole_policy(candidates: Iterable[Policy]) -> list[Policy]:
    """The policy, where there is no other."""
    policies = list(candidates)
    return policies if len(policies) == 1 else []
