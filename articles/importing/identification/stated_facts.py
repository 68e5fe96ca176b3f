"""Facts that an imported text states: kind, issuers, numbers, dates, status. Nothing is guessed."""

import re
from dataclasses import dataclass, replace
from datetime import date

from articles.importing.identification.stated_dates import stated_dates
from articles.importing.readers import SourceText
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import closed_up, in_title_marks
from articles.text.parsing.bodies import bodies_in_title, is_body_name
from articles.text.parsing.chronology import impossible_status, reaches_back, without_impossible
from articles.text.parsing.document_kinds import document_kind
from articles.text.parsing.document_marks import MarkKind
from articles.text.parsing.front_matter import head_of
from articles.text.parsing.heads.adoption import Adoption, parse_adoption
from articles.text.parsing.heads.byline import byline_bodies
from articles.text.parsing.heads.front_parts import FrontMatter
from articles.text.parsing.heads.order_head import OrderHead, parse_order_head, serial_of
from articles.text.parsing.heads.title_lines import is_bare_number
from articles.text.parsing.metadata import StatedRecord, stated_records
from articles.text.parsing.stated_validity import stated_validity
from articles.text.parsing.structure import ParsedPolicy

_SEPARATORS = re.compile(r"[\s、，,;；]+")
_LAST_ARTICLES, _LAST_PROVISIONS = 3, 5
#: A title under which the number stands without its body: 某局关于某事的通告 / 2023年第3号.
_ANNOUNCED = re.compile(r"(?P<kind>公告|通告)$")
_ORDER_HEAD = 40  # characters: 中华人民共和国国务院令 第700号 stands at the very head
#: A text on another document: what it says of force and validity is said of that one.
_EXPLAINS = re.compile(r"(?:解读|答记者问|答问|问答|图解)$|》(?:的)?(?:起草|编制|修订)?(?:情况)?(?:的)?说明$")
#: Status as written by 国家法律法规数据库 and government sites → `PolicyStatus`.
_STATUS = {
    "有效": "in_force",
    "现行有效": "in_force",
    "全文有效": "in_force",
    "是": "in_force",
    "尚未生效": "not_yet",
    "尚未施行": "not_yet",
    "已修改": "amended",
    "已被修改": "amended",
    "失效": "expired",
    "已失效": "expired",
    "全文失效": "expired",
    "废止": "repealed",
    "已废止": "repealed",
    "全文废止": "repealed",
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
    records: tuple[StatedRecord, ...] = ()

    @property
    def printed_by(self) -> str:
        """The notice that printed the text together with others, "" if none did."""
        return next((record.value for record in self.records if record.kind == "printed_by"), "")

    @property
    def dated(self) -> date | None:
        """The day of the document; see `Policy.dated`."""
        return self.adopted_on or self.signed_on or self.published_on

    @property
    def version_date(self) -> date | None:
        """The day of this version; see `Policy.version_date`."""
        return self.amended_on or self.dated


def stated_facts(
    parsed: ParsedPolicy, *, notice: FrontMatter | None = None, today: date | None = None
) -> StatedFacts:
    """Collect the facts from record, adoption statements, signature and closing articles.

    `notice` is the head of the notice that printed the text with others: it signs for them. Impossible dates
    and status (`articles.text.parsing.chronology`) are omitted and reported as doubts.
    """
    front, today = parsed.front, today or date.today()
    record = {entry.key: entry.value for entry in front.record if entry.key and entry.value}
    adoption, head = parse_adoption(_adoption_statements(parsed)), _order_head(front)
    title = closed_up(front.title.text)
    issuers = _stated_issuers(parsed, record, adoption, head) or (_signing_bodies(notice) if notice else ())
    is_about_another = bool(_EXPLAINS.search(title))
    provisions = [] if is_about_another else _closing_provisions(parsed, _LAST_ARTICLES)
    dates, impossible = without_impossible(
        stated_dates(front, record, adoption, provisions=provisions, notice=notice), today=today
    )
    retroactive = reaches_back(dates)
    status = _STATUS.get(record.get("status", ""), "")
    contradiction = impossible_status(status, dates["effective_on"], today=today)
    is_believed = bool(status and not contradiction)
    order = head.number if head and "令" in head.number else ""
    number = _document_number(front, record, adoption, head)
    return StatedFacts(
        title=title,
        kind=document_kind(
            title,
            issuers=issuers,
            order=order or adoption.order or adoption.amending_order,
            approved_by_state_council=adoption.approved_by_state_council,
            adopted_by_congress=adoption.adopted_by_congress,
            number=number or _printed_number(notice),
            stated=_stated_rank(record, front),
        ),
        document_number=number,
        issuers=issuers,
        **dates,
        effective_basis=f"照来源文件：{retroactive}" if retroactive else "",
        status=status if is_believed else "unverified",
        status_basis=f"来源文件载明“{_printed_status(front)}”" if is_believed else "",
        doubts=(
            *(f"{doubt}，不记" for doubt in impossible),
            *([f"{retroactive}，照来源记下"] if retroactive else []),
            *([f"{contradiction}，效力状态记作待核实"] if contradiction else []),
        ),
        records=_document_records(
            parsed, notice, effective_on=dates["effective_on"], is_about_another=is_about_another
        ),
    )


def _printed_status(front: FrontMatter) -> str:
    """The status in the words of the record; a mere 是 with what it answers: 有效性：是."""
    entry = next(entry for entry in reversed(front.record) if entry.key == "status" and entry.value)
    return entry.value if len(entry.value) > 1 else f"{entry.name}：{entry.value}"


def as_amended(stated: StatedFacts, *, number: str, issuers: tuple[str, ...]) -> StatedFacts:
    """The facts of a text that an amending decision publishes anew, which names its first `number`.

    It has no signature of its own: who amends it (`issuers`) is who made it.
    """
    completed = replace(
        stated, document_number=stated.document_number or number, issuers=stated.issuers or issuers
    )
    if (completed.document_number, completed.issuers) == (stated.document_number, stated.issuers):
        return stated
    document_number = completed.document_number
    order = document_number if "令" in document_number else ""
    kind = document_kind(completed.title, issuers=completed.issuers, order=order, number=document_number)
    return replace(completed, kind=kind)


def _order_head(front: FrontMatter) -> OrderHead | None:
    """The head of the order (令) that published a text: above it, in place of its number, or of its title."""
    return (
        parse_order_head([piece.text for piece in front.notice])
        or parse_order_head([_printed_number(front)])
        or parse_order_head([closed_up(front.title.text)])
    )


def _document_number(
    front: FrontMatter, record: dict[str, str], adoption: Adoption, head: OrderHead | None
) -> str:
    """The number as printed; that of an order where only the order is printed, or nothing else is known."""
    printed = _printed_number(front)
    if is_bare_number(printed) and (announced := _ANNOUNCED.search(closed_up(front.title.text))):
        bodies = bodies_in_title(front.title.text) or _signing_bodies(front)
        return f"{' '.join(bodies)}{announced['kind']}{serial_of(printed)}" if bodies else printed
    if is_bare_number(printed) and (minutes := _letterhead_of_minutes(front)):
        return f"{minutes}{serial_of(printed)}"
    if head and "令" in head.number and parse_order_head([printed]):
        return head.number
    recorded = record.get("document_number", "")
    if head and (
        is_bare_number(recorded) or document_number_key(recorded) == document_number_key(head.number)
    ):
        recorded = ""  # 国令第797号 above 国务院令第797号, 2023年第18号 above 某部公告2023年第18号
    own_number = printed or recorded
    return own_number or (head.number if head else "") or adoption.order or adoption.number


def _letterhead_of_minutes(front: FrontMatter) -> str:
    """某市人民政府专题会议纪要, the letterhead under which minutes are numbered."""
    letterhead = "".join(mark.text for mark in front.marks if mark.kind is MarkKind.LETTERHEAD)
    closed = "".join(letterhead.split())
    names_body = any(is_body_name(closed[:end]) for end in range(2, len(closed)))
    return closed if closed.endswith("纪要") and names_body else ""


def _closing_provisions(parsed: ParsedPolicy, count: int) -> list[str]:
    """The last units of all, and above annexes the last of the main text; each group from its end."""
    units = parsed.articles
    main_units = [
        unit for unit in units if unit.division is None or parsed.divisions[unit.division].kind != "annex"
    ]
    closing_units = [*reversed(units[-count:]), *reversed(main_units[-count:])]
    return list(dict.fromkeys(unit.text for unit in closing_units))


def _document_records(
    parsed: ParsedPolicy, notice: FrontMatter | None, *, effective_on: date | None, is_about_another: bool
) -> tuple[StatedRecord, ...]:
    """What the record, the marks of the document and its last provisions state beside the named facts."""
    provisions = [] if is_about_another else _last_provisions(parsed)
    validity = stated_validity(provisions, effective_on=effective_on)
    stated = stated_records(parsed.front.record, parsed.front.marks, validity)
    return (*stated, *([_printing_notice_record(notice)] if notice else []))


def facts_of(parsed: ParsedPolicy, source: SourceText) -> StatedFacts:
    """The facts of a source's text, with what its notice says for it."""
    return stated_facts(parsed, notice=head_of(source.notice) if source.notice else None)


def _adoption_statements(parsed: ParsedPolicy) -> list[str]:
    """The statements of adoption: the lines below the title joined, and an order (令) above it."""
    front = parsed.front
    statements = [" ".join(piece.text for piece in front.adoption)]
    notice = " ".join(piece.text for piece in front.notice)
    head = _order_head(front)
    is_order = "令" in notice[:_ORDER_HEAD] or (head is not None and "令" in head.number)
    return [*statements, notice] if is_order else statements


def passage_texts(parsed: ParsedPolicy, stated: StatedFacts) -> dict[str, str]:
    """Return the texts outside the articles as they are stored, "" where there is none.

    The issuers are as printed below the text; without a signature they are those that statements name.
    """
    front = parsed.front
    printed = [issuer.text for issuer in front.issuers] or stated.issuers
    return {
        "title": stated.title,
        "addressees": front.addressees.text if front.addressees else "",
        "notice": "\n".join(passage.text for passage in front.notice),
        "issuers": "\n".join(printed),
        "adoption": "\n".join(passage.text for passage in front.adoption),
        "introduction": "\n".join(passage.text for passage in front.introduction),
    }


def _stated_rank(record: dict[str, str], front: FrontMatter) -> str:
    """The rank that the record states; a registration number is that of a 规范性文件."""
    is_registered = any(mark.kind is MarkKind.REGISTRATION for mark in front.marks)
    return record.get("rank", "") or record.get("genre", "") or ("规范性文件" if is_registered else "")


def _signing_bodies(front: FrontMatter) -> tuple[str, ...]:
    return tuple(issuer.name for issuer in front.issuers)


def _printed_number(front: FrontMatter | None) -> str:
    return front.document_number.text if front and front.document_number else ""


def _printing_notice_record(notice: FrontMatter) -> StatedRecord:
    """The record of the notice that printed a text: 《…的通知》（国办发〔2018〕124号）."""
    document_number = _printed_number(notice)
    title = in_title_marks(notice.title.text)
    value = f"{title}（{document_number}）" if document_number else title
    return StatedRecord("printed_by", value, "notice", notice.title.text)


def _last_provisions(parsed: ParsedPolicy) -> list[str]:
    """The texts in which a document states how long it holds: its last provisions first, then its opening."""
    front = parsed.front
    provisions = _closing_provisions(parsed, _LAST_PROVISIONS)
    return [*provisions, *(piece.text for piece in (*front.introduction, *front.notice))]


def _stated_issuers(
    parsed: ParsedPolicy, record: dict[str, str], adoption: Adoption, head: OrderHead | None
) -> tuple[str, ...]:
    if signers := _signing_bodies(parsed.front):
        return signers
    if head and head.bodies:
        return head.bodies
    title_bodies = bodies_in_title(parsed.front.title_of_issuers)
    if adoption.bodies:
        return title_bodies if set(adoption.bodies) < set(title_bodies) else adoption.bodies
    recorded = tuple(name for name in _SEPARATORS.split(record.get("issuers", "")) if name)
    return recorded or title_bodies or byline_bodies(parsed.front.marks)
