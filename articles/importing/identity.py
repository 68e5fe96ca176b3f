"""Find the stored policy that a text belongs to: by document number, never by title alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

from django.db import connection

from articles.importing.combined_files import numbers_of
from articles.importing.facts import StatedFacts
from articles.importing.stored_files import parsed_file
from articles.models import Policy, SourceFile
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import title_key
from articles.text.parsing.structure import ParsedPolicy

_ORDER_NUMBER = re.compile(r"令第\d+号$")
_LOCKS = 232_2009  # class id of the imports' advisory locks


@dataclass(frozen=True)
class Known:
    """The stored policy of a text, and those of its source files that the text replaces."""

    policy: Policy
    replaced: tuple[SourceFile, ...]
    kept: tuple[SourceFile, ...]


def hold_title(title: str) -> None:
    """Lock the title until the transaction ends: another import of it may be the same law."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, crc32(title_key(title).encode()) - 2**31]
        )


def known_policy(stated: StatedFacts, parsed: ParsedPolicy) -> Known | None:
    """Find the policy of which `parsed` is a version or a further part.

    A text with a document number matches on number and title, or on the number of an earlier order that its
    statements name. One without matches a policy of the same title that has no number either and no other day
    of adoption.
    """
    titled = Policy.objects.titled(stated.title).locked()
    number = document_number_key(stated.document_number) or stated.document_number
    made = "".join(piece.text for piece in parsed.front.adoption)
    policies = [policy for policy in titled if _is_same(policy, number, stated, made)]
    return _with_files(policies[0], parsed) if len(policies) == 1 else None


def number_is_taken(stated: StatedFacts) -> bool:
    """Whether a policy of another title has the document number: one order can publish two laws."""
    number = document_number_key(stated.document_number) or stated.document_number
    return bool(number) and Policy.objects.numbered(number).not_titled(stated.title).exists()


def _is_same(policy: Policy, number: str, stated: StatedFacts, made: str) -> bool:
    if policy.document_number_key or number:
        return policy.document_number_key == number or _names_order_of_other(policy, stated, made)
    if stated.printed_by:
        return policy.records.printed_by(stated.printed_by).exists()
    days = {day for day in (policy.adopted_on, stated.adopted_on) if day}
    return len(days) < 2


def _names_order_of_other(policy: Policy, stated: StatedFacts, made: str) -> bool:
    """Whether one text's statements of its making (`made`) name the order that published the other.

    A revised regulation has the number of the order that publishes it anew.
    """
    named = ((policy.document_number, made), (stated.document_number, policy.adoption))
    orders = ((_ORDER_NUMBER.search(number), told) for number, told in named)
    return any(order is not None and order[0] in "".join(told.split()) for order, told in orders)


def _with_files(policy: Policy, parsed: ParsedPolicy) -> Known:
    numbers = set(numbers_of(parsed))
    replaced: list[SourceFile] = []
    kept: list[SourceFile] = []
    for file in policy.source_files.present():
        same = numbers & set(numbers_of(parsed_file(file)))
        (replaced if same else kept).append(file)
    return Known(policy, tuple(replaced), tuple(kept))
