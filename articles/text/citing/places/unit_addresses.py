"""Addresses of units within a document: 25, 12-1, 2.6 for 二（六）, 2.6.1, p3 for the third paragraph.

A unit's address is that of the unit above it, a full stop and its own part. Units of an annex, and points
that a chapter numbers for itself, stand behind the eId of that division: att_1.2 is 附件1 二、.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.citing.places.article_citations import ARTICLE_ADDRESS, article_address
from articles.text.citing.places.unit_citations import StepKind, UnitStep

_DIVISION = rf"(?:att_{ARTICLE_ADDRESS}|(?:part|subpart|chp|sec)_[1-9][0-9]{{0,4}})"
#: What `unit_address` writes, as a pattern.
UNIT_ADDRESS = (
    rf"(?:{_DIVISION}(?:__{_DIVISION}){{0,3}}\.)?[pq]?{ARTICLE_ADDRESS}(?:\.[pqk]?{ARTICLE_ADDRESS}){{0,7}}"
)
LONGEST_ADDRESS = 120
_SORTS = {StepKind.PARAGRAPH: "p", StepKind.QUESTION: "q"}


def unit_address(number: int, suffix: int = 0, *, above: str = "", sort: str = "") -> str:
    """Write the address of a unit below `above` (a unit's address or a division's eId, "" for none).

    `sort` is "p" for a paragraph and "q" for a question, which count apart from the numbered units.

    >>> unit_address(6, above="2"), unit_address(1, above="att_1"), unit_address(3, sort="p")
    ('2.6', 'att_1.1', 'p3')
    """
    own_part = f"{sort}{article_address(number, suffix)}"
    return f"{above}.{own_part}" if above else own_part


def address_of_path(steps: Sequence[UnitStep]) -> str:
    """The address that a unit cited so has in its document: att_1.2.6 for 附件1第二部分第（六）项."""
    address = ""
    for step in steps:
        if step.kind is StepKind.ANNEX:
            address = f"att_{article_address(step.number, step.suffix)}"
            continue
        for number in filter(None, step.path or (step.number,)):  # 1.0.2 is the second unit of 1
            address = unit_address(number, step.suffix, above=address, sort=_SORTS.get(step.kind, ""))
    return address


def is_unit_address(text: str) -> bool:
    """Whether a text is an address as `unit_address` writes it."""
    return len(text) <= LONGEST_ADDRESS and re.fullmatch(UNIT_ADDRESS, text) is not None


def is_below(address: str, above: str) -> bool:
    """Whether a unit stands in the unit or division at `above`."""
    return address.startswith(f"{above}.")


def annex_above(address: str) -> str:
    """The eId of the annex that a unit stands in, "" for one of the main text.

    >>> annex_above("att_2-1.3"), annex_above("3")
    ('att_2-1', '')
    """
    first = address.partition(".")[0]
    return first if first.startswith("att_") else ""
