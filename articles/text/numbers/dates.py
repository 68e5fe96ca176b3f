"""Dates as official documents print them: 二○○九年五月十五日, 二OO九年五月十五日, 2009年5月15日."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from articles.text.numbers.numerals import (
    NUMERAL_CHARACTERS,
    YEAR_CHARACTERS,
    NumeralError,
    parse_numeral,
    parse_year,
)

_DATE = re.compile(
    rf"""
    (?:公元\s*)?
    (?P<year>[{YEAR_CHARACTERS}]{{4}})\s*年\s*
    (?P<month>[{NUMERAL_CHARACTERS}]{{1,3}})\s*月\s*
    (?P<day>[{NUMERAL_CHARACTERS}]{{1,3}})\s*日
    """,
    re.VERBOSE,
)

_AFTER_DATE = re.compile(r"\s*(?:\d{1,2}\s*时(?:\d{1,2}\s*分)?)?[\s）)]*")
_MONTH = re.compile(
    rf"(?:^|[\s（(\u3400-\u9fff])(?P<month>[{YEAR_CHARACTERS}]{{4}}\s*年\s*[{NUMERAL_CHARACTERS}]{{1,3}}\s*月)[\s）)]*$"
)
_DIGITS_ALONE = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})")


def parse_date(text: str) -> date | None:
    """Return the date that the whole of `text` states, or None when it is not a date.

    >>> parse_date("二○○九年五月十五日")
    datetime.date(2009, 5, 15)
    """
    match = _DATE.fullmatch(text.strip())
    return _date_of(match) if match else None


def written_date(day: date) -> str:
    """A date as documents print it in digits.

    >>> written_date(date(2009, 5, 15))
    '2009年5月15日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def iso_or_none(day: date | None) -> str | None:
    """2009-05-15, as ISO 8601 has it; None where the day is not known."""
    return day.isoformat() if day else None


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
        return date(parse_year(match["year"]), parse_numeral(match["month"]), parse_numeral(match["day"]))
    except NumeralError:
        return None
    except ValueError:  # 二月三十日
        return None


@dataclass(frozen=True)
class SignatureDate:
    """The date of a signature at [start, end) of a line; `value` is None where only the month is given."""

    value: date | None
    start: int
    end: int


def signature_date(text: str) -> SignatureDate | None:
    """The date that ends a line of a signature; 2024年7月1日21时, 2024-07-01 and 2024年7月 are ones, too."""
    for found_date in find_dates(text):
        if _AFTER_DATE.fullmatch(text, found_date.end):
            return SignatureDate(found_date.value, found_date.start, found_date.end)
    if month := _MONTH.search(text):
        return SignatureDate(None, *month.span("month"))
    match = _DIGITS_ALONE.fullmatch(text)
    try:
        value = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return SignatureDate(value, 0, len(text)) if value else None
