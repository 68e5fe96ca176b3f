"""Dates as official documents print them: 二○○九年五月十五日, 2009年5月15日."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from articles.text.citing.numerals import NUMERAL_CHARACTERS, NumeralError, parse_numeral

_DATE = re.compile(
    rf"""
    (?P<year>[{NUMERAL_CHARACTERS}]{{4}})\s*年\s*
    (?P<month>[{NUMERAL_CHARACTERS}]{{1,3}})\s*月\s*
    (?P<day>[{NUMERAL_CHARACTERS}]{{1,3}})\s*日
    """,
    re.VERBOSE,
)


def parse_date(text: str) -> date | None:
    """Return the date that the whole of `text` states, or None when it is not a date.

    >>> parse_date("二○○九年五月十五日")
    datetime.date(2009, 5, 15)
    """
    match = _DATE.fullmatch(text.strip())
    return _date_of(match) if match else None


@dataclass(frozen=True)
class FoundDate:
    """A date at [start, end) of a text."""

    value: date
    start: int
    end: int


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates that stand in `text`; what is no day of the calendar is passed over."""
    for match in _DATE.finditer(text):
        if value := _date_of(match):
            yield FoundDate(value, *match.span())


def _date_of(match: re.Match[str]) -> date | None:
    try:
        return date(*(parse_numeral(match[part]) for part in ("year", "month", "day")))
    except NumeralError:
        return None
    except ValueError:  # 二月三十日
        return None
