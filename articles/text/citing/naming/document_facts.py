"""Facts of a document as people search for it: 2021年8月20日通过, 722号令, 232号文, 财政部 2009年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from articles.text.numbers.dates import find_dates
from articles.text.wording.characters.folding import fold

_YEAR = r"(?P<year>(?:19|20)\d\d)年?"
_YEAR_ALONE = re.compile(_YEAR)
_SUBJECT = re.compile(r"(?!第)[\u3400-\u9fff]{2,20}")
_WHAT = r"的?(?:文件|政策|法律|法规|规定|通知|公告|条例|规章)*"
_EVENTS = {
    "通过": "adopted",
    "公布": "published",
    "发布": "published",
    "颁布": "published",
    "印发": "signed",
    "成文": "signed",
    "施行": "effective",
    "实施": "effective",
    "生效": "effective",
    "修正": "amended",
    "修订": "amended",
    "修改": "amended",
}
_AFTER_DATE = re.compile(
    rf"起?(?:由?(?P<body>[\u3400-\u9fff]{{2,20}}?)(?=(?:{'|'.join(_EVENTS)})))?(?P<event>{'|'.join(_EVENTS)})?{_WHAT}"
)
#: 2024-12-25, 2024.12.25
_DIGITS = re.compile(r"^((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)日?")
_SERIAL = re.compile(r"第?(?P<serial>\d{1,5})号(?P<order>令)?(?:文件?)?|令第?(?P<of_order>\d{1,5})号")
_ISSUED = re.compile(
    rf"""
    (?P<issuer>[\u3400-\u9fff]{{2,20}}?)(?:在|于|[,、])?{_YEAR}(?:发布|印发|公布|制定|出台)?{_WHAT}
    |{_YEAR.replace("year", "first_year")}(?P<issued>[\u3400-\u9fff]{{2,20}}?)
        (?:发布|印发|公布|制定|出台)?{_WHAT}
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class DocumentFacts:
    """Facts of a document as a query states them.

    `event` is "adopted", "published", "signed", "effective" or "amended", by `issuer` on `day`. `serial` is
    the number without its year, `subject` words of the title.
    """

    day: date | None = None
    event: str = ""
    serial: int | None = None
    is_order: bool = False
    issuer: str = ""
    year: int | None = None
    subject: str = ""


def document_facts(text: str) -> DocumentFacts | None:
    """Read the whole of a query as facts of a document; None for anything else.

    >>> document_facts("2021年8月20日通过").event
    'adopted'
    >>> document_facts("财政部 2009年")
    DocumentFacts(day=None, event='', serial=None, is_order=False, issuer='财政部', year=2009, subject='')
    """
    folded = _DIGITS.sub(r"\1年\2月\3日", fold(text).replace(" ", ""))
    if first_date := next(find_dates(folded), None):
        rest = _AFTER_DATE.fullmatch(folded, first_date.end)
        if first_date.start or rest is None:
            return None
        return DocumentFacts(
            first_date.value, _EVENTS.get(rest["event"] or "", ""), issuer=rest["body"] or ""
        )
    if serial_match := _SERIAL.fullmatch(folded):
        number = int(serial_match["serial"] or serial_match["of_order"])
        return DocumentFacts(serial=number, is_order=bool(serial_match["order"] or serial_match["of_order"]))
    if facts := _facts_with_subject(list(map(fold, text.split()))):
        return facts
    if issued_match := _ISSUED.fullmatch(folded):
        year = int(issued_match["year"] or issued_match["first_year"])
        return DocumentFacts(issuer=issued_match["issuer"] or issued_match["issued"], year=year)
    return None


def _facts_with_subject(words: list[str]) -> DocumentFacts | None:
    """国务院 2019 营商环境: a body, a year and what a document is about, in whatever order, apart."""
    years = [match for word in words if (match := _YEAR_ALONE.fullmatch(word))]
    others = [word for word in words if not _YEAR_ALONE.fullmatch(word)]
    if len(years) != 1 or len(others) != 2:
        return None
    issuer, subject = others
    if not _SUBJECT.fullmatch(issuer) or not _SUBJECT.fullmatch(subject):
        return None
    return DocumentFacts(issuer=issuer, year=int(years[0]["year"]), subject=subject)
