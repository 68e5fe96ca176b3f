"""Find the stored policy that a text belongs to: by document number, never by title alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from zlib import crc32

from django.db import connection

from articles.importing.files.combined_files import numbers_of
from articles.importing.files.stored_files import ParsedFile, parsed_file
from articles.importing.identification.stated_facts import StatedFacts
from articles.models import Policy, SourceFile
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import title_key
from articles.text.parsing.structure import ParsedPolicy

_ORDER_NUMBER = re.compile(r"令第\d+号$")
_NUMBER_TAKEN = "发文字号已属于库中另一件政策，本件不记发文字号"
_LOCKS = 232_2009  # class id of the imports' advisory locks


@dataclass(frozen=True)
class Destination:
    """Where a text goes: to a stored policy, or to a new one.

    `stated` are the facts that are stored; `doubt` says which fact is left out, and why.
    """

    policy: Policy | None
    stated: StatedFacts
    doubt: str


@dataclass(frozen=True)
class KnownPolicy:
    """The stored policy of a text; its source files that the text replaces, and the remaining ones."""

    policy: Policy
    replaced: tuple[SourceFile, ...]
    remaining: tuple[ParsedFile, ...]


def hold_title(title: str) -> None:
    """Lock the title until the transaction ends: another import of it may be the same law."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, crc32(title_key(title).encode()) - 2**31]
        )


def destination_of(stated: StatedFacts, parsed: ParsedPolicy, *, is_locked: bool = False) -> Destination:
    """Find the policy of which `parsed` is a version or a further part.

    A text with a document number matches on number and title, or on the number of an earlier order that its
    statements name. One without matches a policy of the same title that has no number either and no other day
    of adoption. A number that a policy of another title has is not recorded: one order can publish two laws.
    """
    doubt, number = "", document_number_key(stated.document_number) or stated.document_number
    if number and Policy.objects.numbered(number).not_titled(stated.title).exists():
        doubt, number = f"{_NUMBER_TAKEN}：{stated.document_number}", ""
        stated = replace(stated, document_number="")
    adoption = "".join(piece.text for piece in parsed.front.adoption)
    same_title = Policy.objects.titled(stated.title)
    policies = [
        policy
        for policy in (same_title.locked() if is_locked else same_title)
        if _is_same_policy(policy, number, stated, adoption)
    ]
    return Destination(policies[0] if len(policies) == 1 else None, stated, doubt)


def _is_same_policy(policy: Policy, number: str, stated: StatedFacts, adoption: str) -> bool:
    if policy.document_number_key or number:
        return policy.document_number_key == number or _names_order_of_other(policy, stated, adoption)
    if stated.printed_by:
        return policy.records.printed_by(stated.printed_by).exists()
    days = {day for day in (policy.adopted_on, stated.adopted_on) if day}
    return len(days) < 2


def _names_order_of_other(policy: Policy, stated: StatedFacts, adoption: str) -> bool:
    """Whether one text's statements of its adoption name the order that published the other.

    A revised regulation has the number of the order that publishes it anew.
    """
    pairs = ((policy.document_number, adoption), (stated.document_number, policy.adoption))
    orders = ((_ORDER_NUMBER.search(number), statement) for number, statement in pairs)
    return any(order is not None and order[0] in "".join(statement.split()) for order, statement in orders)


def with_files(policy: Policy, parsed: ParsedPolicy) -> KnownPolicy:
    """The policy of a text with its source files: those of the same articles are replaced by it."""
    numbers = set(numbers_of(parsed))
    replaced: list[SourceFile] = []
    remaining: list[ParsedFile] = []
    for file in policy.source_files.present():
        parsed_present = parsed_file(file)
        if numbers & set(numbers_of(parsed_present)):
            replaced.append(file)
        else:
            remaining.append(ParsedFile(file, parsed_present))
    return KnownPolicy(policy, tuple(replaced), tuple(remaining))
