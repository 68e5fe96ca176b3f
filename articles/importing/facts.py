"""Facts that an imported text states: kind, issuers, numbers, dates, status. Nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date

from articles.text.citing.titles import closed_up
from articles.text.parsing.adoption import Adoption, effective_date, parse_adoption
from articles.text.parsing.chronology import impossible_status, reaches_back, without_impossible
from articles.text.parsing.dates import find_dates
from articles.text.parsing.document_kinds import document_kind
from articles.text.parsing.structure import ParsedPolicy

_SEPARATORS = re.compile(r"[\s、，,;；]+")
_LAST_ARTICLES = 3
_ORDER_HEAD = 40  # characters: 中华人民共和国国务院令 第700号 stands at the very head
#: Status as written by 国家法律法规数据库 and government sites → `PolicyStatus`.
_STATUS = {
    "有效": "in_force",
    "现行有效": "in_force",
    "尚未生效": "not_yet",
    "尚未施行": "not_yet",
    "已修改": "amended",
    "已被修改": "amended",
    "失效": "expired",
    "已失效": "expired",
    "废止": "repealed",
    "已废止": "repealed",
}


@dataclass(frozen=True)
class StatedFacts:
    """Facts of a text; those it does not state are None or empty."""

    title: str
    kind: str
    document_number: str
    issuers: tuple[str, ...]
    adopted_on: date | None
    published_on: date | None
    amended_on: date | None
    effective_on: date | None
    signed_on: date | None
    effective_basis: str
    status: str
    status_basis: str
    doubts: tuple[str, ...] = ()

    @property
    def dated(self) -> date | None:
        """The day of the document; see `Policy.dated`."""
        return self.adopted_on or self.signed_on or self.published_on

    @property
    def version_date(self) -> date | None:
        """The day of this version; see `Policy.version_date`."""
        return self.amended_on or self.dated


def stated_facts(parsed: ParsedPolicy, *, today: date | None = None) -> StatedFacts:
    """Collect the facts from record, adoption statements, signature and closing articles.

    Impossible dates and status (`articles.text.parsing.chronology`) are omitted and reported as doubts.
    """
    front = parsed.front
    record = {entry.key: entry.value for entry in front.record if entry.key and entry.value}
    adoption = parse_adoption(_statements(parsed))
    title = closed_up(front.title.text)
    issuers = _issuers(parsed, record, adoption)
    published_on = adoption.published_on or _date(record.get("published", ""))
    last = [article.text for article in reversed(parsed.articles[-_LAST_ARTICLES:])]
    dates, doubts = without_impossible(
        {
            "adopted_on": adoption.adopted_on,
            "signed_on": front.signed_on or _date(record.get("signed", "")),
            "published_on": published_on,
            "amended_on": adoption.amended_on,
            "effective_on": adoption.effective_on
            or _date(record.get("effective", ""))
            or effective_date(last, published_on=published_on),
        },
        today=today or date.today(),
    )
    retroactive = reaches_back(dates)
    status = _STATUS.get(record.get("status", ""), "")
    contradiction = impossible_status(status, dates["effective_on"], today=today or date.today())
    status = "" if contradiction else status
    number = front.document_number.text if front.document_number else record.get("document_number", "")
    return StatedFacts(
        title=title,
        kind=document_kind(
            title,
            issuers=issuers,
            order=adoption.order,
            approved_by_state_council=adoption.approved_by_state_council,
        ),
        document_number=number or adoption.order,
        issuers=issuers,
        **dates,
        effective_basis=f"照来源文件：{retroactive}" if retroactive else "",
        status=status or "unverified",
        status_basis=f"来源文件载明“{record['status']}”" if status else "",
        doubts=tuple(
            [f"{doubt}，不记" for doubt in doubts]
            + ([f"{retroactive}，照来源记下"] if retroactive else [])
            + ([f"{contradiction}，效力状态记作待核实"] if contradiction else [])
        ),
    )


def _statements(parsed: ParsedPolicy) -> list[str]:
    """The statements of adoption: the lines below the title joined, and an order (令) above it."""
    front = parsed.front
    statements = [" ".join(piece.text for piece in front.adoption)]
    notice = " ".join(piece.text for piece in front.notice)
    return [*statements, notice] if "令" in notice[:_ORDER_HEAD] else statements


def passage_texts(parsed: ParsedPolicy, stated: StatedFacts) -> dict[str, str]:
    """Return the texts outside the articles as they are stored, "" where there is none.

    The issuers are as printed below the text; without a signature they are those that statements name.
    """
    front = parsed.front
    printed = [issuer.printed.text for issuer in front.issuers] or stated.issuers
    return {
        "addressees": front.addressees.text if front.addressees else "",
        "notice": "\n".join(passage.text for passage in front.notice),
        "issuers": "\n".join(printed),
        "introduction": "\n".join(passage.text for passage in front.introduction),
    }


def _issuers(parsed: ParsedPolicy, record: dict[str, str], adoption: Adoption) -> tuple[str, ...]:
    if parsed.front.issuers:
        return tuple(issuer.name for issuer in parsed.front.issuers)
    if adoption.bodies:
        return adoption.bodies
    return tuple(name for name in _SEPARATORS.split(record.get("issuers", "")) if name)


def _date(text: str) -> date | None:
    printed = next(find_dates(text), None)
    if printed:
        return printed.value
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\s.*)?", text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
