"""How long a document holds by its own words: 本办法有效期5年, 有效期至2027年12月31日.

行政规范性文件 state it in their last provisions (国办发〔2018〕37号: 有效期制度). What they say of a permit,
or quote from another document, is no validity of theirs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from articles.text.numbers.dates import find_dates
from articles.text.numbers.numerals import NUMERAL_CHARACTERS, numeral_or_none

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_QUOTED = re.compile(r"“[^”]*”")
_OWN = re.compile(
    r"本(?:办法|规定|细则|通知|意见|措施|方案|文件|政策|规则|决定|公告|通告|条例|实施|若干|暂行|指南|规范|指引|制度|规程|标准)"
    r"|自.{2,24}?起(?:施行|实施|执行|生效|试行)"
)
_UNTIL = re.compile(
    r"(?:有效期(?:限)?(?:截止|截至|延长)?(?:至|到|为)|(?:施行|实施|执行|试行)?期限(?:截止|截至)?(?:至|到)|[，,]\s*(?:截?止?至|到)|有效至)"
    r"(?=\s*\d|\s*[一二〇○零])"
)
_YEARS = re.compile(
    rf"""
    (?:有效期(?:限)?|(?:施行|实施|执行|试行)期(?:限)?)(?:为|是)?\s*
    (?P<number>[{NUMERAL_CHARACTERS}]{{1,3}})\s*年
    """,
    re.VERBOSE,
)
_LONGEST_VALIDITY = 50
#: 有效期延长至2029年12月31日, 有效期延长3年
_EXTENDED = re.compile(
    rf"""
    (?:延长|延续|顺延|延期|延)
    (?:(?P<until>[至到])|(?P<years>[{NUMERAL_CHARACTERS}]{{1,3}})\s*年)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Validity:
    """A validity with the sentence that states it; `until` is the last day, where it is known."""

    stated: str
    sentence: str
    until: date | None = None


def stated_validity(texts: Iterable[str], *, effective_on: date | None = None) -> Validity | None:
    """Return the validity that the texts state, the last provisions first.

    A number of years counts from the day of force; without one no last day is known.

    >>> stated_validity(["本办法有效期至2027年12月31日。"]).until
    datetime.date(2027, 12, 31)
    """
    for text in texts:
        for match in _SENTENCE.finditer(_QUOTED.sub(lambda quote: "”" * len(quote[0]), text)):
            if not _OWN.search(match[0]):
                continue
            sentence = text[match.start() : match.end()].strip()
            if validity := _validity_until(match[0], sentence) or _validity_in_years(
                match[0], sentence, effective_on
            ):
                return validity
    return None


def extended_until(sentence: str, *, validity_ends: date) -> date | None:
    """To which day a sentence extends a validity that ends on a day, None if it does not say.

    >>> extended_until("《某办法》有效期延长3年。", validity_ends=date(2023, 12, 31))
    datetime.date(2026, 12, 31)
    """
    extension = _EXTENDED.search(sentence)
    if extension is None:
        return None
    if extension["until"]:
        end_date = next(find_dates(sentence[extension.end() :]), None)
        return (
            end_date.value if end_date and not sentence[extension.end() :][: end_date.start].strip() else None
        )
    years = numeral_or_none(extension["years"]) or 0
    first_day = validity_ends + timedelta(days=1)
    return _last_day(first_day, years) if 0 < years <= _LONGEST_VALIDITY else None


def _validity_until(words: str, sentence: str) -> Validity | None:
    for match in _UNTIL.finditer(words):
        end_date = next(find_dates(words[match.end() :]), None)
        if end_date and not words[match.end() : match.end() + end_date.start].strip():
            stated_date = words[match.end() + end_date.start : match.end() + end_date.end]
            return Validity(f"至{stated_date}", sentence, end_date.value)
    return None


def _validity_in_years(words: str, sentence: str, effective_on: date | None) -> Validity | None:
    match = _YEARS.search(words)
    years = (numeral_or_none(match["number"]) if match else None) or 0
    if not 0 < years <= _LONGEST_VALIDITY:
        return None
    return Validity(f"{years}年", sentence, _last_day(effective_on, years) if effective_on else None)


def _last_day(day: date, years: int) -> date:
    """The last day of `years` years that begin on `day`."""
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
        return day.replace(year=day.year + years)
    return day.replace(year=day.year + years) - timedelta(days=1)
