"""Which policy of the knowledge base a text is, if any: by document number, never by title alone."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from django.db import connection

from articles.importing.combined_files import numbers_of
from articles.importing.facts import StatedFacts
from articles.models import Policy, SourceFile
from articles.text.citing.document_numbers import document_number_key
from articles.text.citing.titles import title_key
from articles.text.parsing.structure import ParsedPolicy, parse_policy

_LOCKS = 232_2009  # the class of advisory locks that imports use


@dataclass(frozen=True)
class Known:
    """The policy that a text is, and the source files of it that the text takes the place of."""

    policy: Policy
    replaced: tuple[SourceFile, ...]
    kept: tuple[SourceFile, ...]


def hold_title(title: str) -> None:
    """Let no one else import a text of this title until the transaction ends: it may be the same law."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, crc32(title_key(title).encode()) - 2**31]
        )


def known_policy(stated: StatedFacts, parsed: ParsedPolicy) -> Known | None:
    """Find the policy that `parsed` is a version, or a further part, of.

    With a document number it is the one of that number and title. Without one it is the one of the same
    title, also without a number, whose day of adoption does not differ.
    """
    titled = Policy.objects.titled(stated.title).locked()
    number = document_number_key(stated.document_number) or stated.document_number
    policies = [policy for policy in titled if _is_same(policy, number, stated)]
    return _with_files(policies[0], parsed) if len(policies) == 1 else None


def number_is_taken(stated: StatedFacts) -> bool:
    """Whether another title bears the document number already, as two laws published by one order do."""
    number = document_number_key(stated.document_number) or stated.document_number
    return bool(number) and Policy.objects.numbered(number).not_titled(stated.title).exists()


def _is_same(policy: Policy, number: str, stated: StatedFacts) -> bool:
    if policy.document_number_key or number:
        return policy.document_number_key == number
    days = {day for day in (policy.adopted_on, stated.adopted_on) if day}
    return len(days) < 2


def _with_files(policy: Policy, parsed: ParsedPolicy) -> Known:
    numbers = set(numbers_of(parsed))
    replaced: list[SourceFile] = []
    kept: list[SourceFile] = []
    for file in policy.source_files.present():
        same = numbers & set(numbers_of(parse_policy(file.text, markdown=file.is_markdown)))
        (replaced if same else kept).append(file)
    return Known(policy, tuple(replaced), tuple(kept))
