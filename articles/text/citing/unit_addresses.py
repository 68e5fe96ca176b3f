"""Addresses of units within a document: 25, 12-1, 2.6 for 二（六）, 2.6.1, p3 for the third paragraph.

A unit's address is that of the unit above it, a full stop and its own part. Units of an annex, and points
that a chapter numbers for itself, stand behind the eId of that division: att_1.2 is 附件1 二、.
"""

from __future__ import annotations

import re

from articles.text.citing.article_citations import ARTICLE_ADDRESS, article_address

_DIVISION = rf"(?:att_{ARTICLE_ADDRESS}|(?:part|subpart|chp|sec)_[1-9][0-9]{{0,4}})"
#: What `unit_address` writes, as a pattern.
UNIT_ADDRESS = (
    rf"(?:{_DIVISION}(?:__{_DIVISION}){{0,3}}\.)?[pq]?{ARTICLE_ADDRESS}(?:\.[pqk]?{ARTICLE_ADDRESS}){{0,7}}"
)
LONGEST_ADDRESS = 120
#: How many units can stand in each other.
LEVELS = 8


def unit_address(number: int, suffix: int = 0, *, above: str = "", sort: str = "") -> str:
    """Write the address of a unit below `above` (a unit's address or a division's eId, "" for none).

    `sort` is "p" for a paragraph and "q" for a question, which count apart from the numbered units.

    >>> unit_address(6, above="2"), unit_address(1, above="att_1"), unit_address(3, sort="p")
    ('2.6', 'att_1.1', 'p3')
    """
    own = f"{sort}{article_address(number, suffix)}"
    return f"{above}.{own}" if above else own


def is_unit_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and re.fullmatch(UNIT_ADDRESS, text) is not None


def is_below(address: str, above: str) -> bool:
    """Whether a unit stands in the unit or division at `above`."""
    return address.startswith(f"{above}.")
