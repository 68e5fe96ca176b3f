"""What a draft says of a document beside its title (number, issuers, dates), against what is held of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.checking.drafts.draft_parts import DraftCitation
from articles.checking.names import is_numbered_alike, names_known
from articles.checking.places import Places, same_document
from articles.models import Policy
from articles.reading.names.issuing_bodies import names_of_body
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import written_date

_DATE = r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_EVENTS = {
    "通过": ("adopted_on", "amended_on"),
    "修订": ("amended_on", "adopted_on"),
    "修正": ("amended_on", "adopted_on"),
    "公布": ("published_on", "signed_on"),
    "发布": ("published_on", "signed_on"),
    "印发": ("signed_on", "published_on"),
    "颁布": ("published_on", "signed_on"),
    "施行": ("effective_on",),
    "实施": ("effective_on",),
    "生效": ("effective_on",),
}
_EVENT = "|".join(_EVENTS)
#: 2009年5月15日印发的《…》
_DATED_BEFORE = re.compile(rf"{_DATE}(?:[^。；;，,《》年]{{0,30}}?)(?P<event>{_EVENT})(?:的|了)?(?:新)?$")
#: 《…》（2009年5月15日印发）, 《…》自2021年1月1日起施行
_DATED_AFTER = re.compile(
    rf"(?:\(|[，,]?(?:已)?[自于从]?){_DATE}(?:起|正式|[^。；;，,《》()]{{0,20}}?)?(?P<event>{_EVENT})"
)
_ENDED = re.compile(r"[^。]{0,60}(?:废止|失效|停止执行)")
_IN_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_DATED = re.compile(rf"{_DATE}(?:起|正式)?(?P<event>{_EVENT})")
_ISSUED = re.compile(
    r"(?:^|[，,。；;：:]|根据|依据|按照|贯彻|落实|由)(?P<issuers>[\u3400-\u9fff、]{2,80}?)(?:等[一二三四五六七八九十\d]*(?:部门|部委|单位)?)?(?:联合|共同|联合共同)?(?:印发|发布|颁布|颁发|制定|制发|出台|下发)(?:的|了)$"
)
_WORD = {"title": "名称", "number": "发文字号", "issuers": "发文机关", "date": "日期"}


@dataclass(frozen=True)
class Mismatch:
    """What [start, end) of the closed-up draft says wrongly of a document, and what is right."""

    start: int
    end: int
    draft: str
    right: str
    field: str

    @property
    def explanation(self) -> str:
        return f"{_WORD[self.field]}是“{self.right}”，草稿写作“{self.draft}”"


def mismatches(text: str, citation: DraftCitation, places: Places, policy: Policy) -> list[Mismatch]:
    """What the words around a citation say wrongly of the document that it names."""
    if not citation.named_end:
        return []
    mistakes = list(_number_and_title_mismatches(text, citation, policy))
    if not _ENDED.match(text, citation.named_end):  # the one before it, of the same name
        mistakes += [*_date_mismatches(text, citation, policy), *_issuer_mismatches(text, citation, policy)]
    return mistakes


def document_meant(citation: DraftCitation, places: Places) -> tuple[Policy | None, bool]:
    """The policy that a citation with title and number means, and whether both fit each other.

    A number that is held tells which document is meant, also where its title is wrong. A number that is not
    held may be that of another document of the same title.
    """
    document = citation.document
    titled = places.policies_of(document)
    if not document.number:
        return (titled[0] if titled else None), True
    numbered = places.policies.get(names_known().numbers.get(document.number, -1))
    if numbered:
        fits = not document.title or numbered in titled or same_document(numbered.title, document.title)
        return numbered, fits
    for policy in titled:
        known_number = policy.document_number_key
        if not known_number or known_number == document.number or document.number in policy.adoption:
            return policy, True
        if is_numbered_alike(known_number, document.number):
            return policy, False
    return None, True


def _number_and_title_mismatches(text: str, citation: DraftCitation, policy: Policy) -> Iterator[Mismatch]:
    document = citation.document
    words = text[citation.start : citation.end]
    if document.title and document.number and policy.document_number_key == document.number:
        title = re.search(r"《.*?》(?!》)", words)
        if title and not same_document(policy.title, document.title):
            at = citation.start + title.start()
            yield Mismatch(at, at + len(title[0]), title[0], in_title_marks(policy.title), "title")
    elif document.number and policy.document_number_key and policy.document_number_key != document.number:
        core = re.search(r"[\u3400-\u9fff]*(?:[\[(]\d{4}[\])]第?\d+号|令第?\d+号|\d{4}年第?\d+号)", words)
        if core:
            at = citation.start + core.start()
            yield Mismatch(at, at + len(core[0]), core[0], policy.document_number, "number")


def _date_mismatches(text: str, citation: DraftCitation, policy: Policy) -> Iterator[Mismatch]:
    before = text[max(0, citation.start - 60) : citation.start]
    after = text[citation.named_end : citation.named_end + 90]
    matches = [(match, max(0, citation.start - 60)) for match in [_DATED_BEFORE.search(before)] if match]
    within = _IN_BRACKETS.match(after)
    behind = within.end() if within else 0
    later = [_DATED.search(after, 0, behind), _DATED_AFTER.match(after, behind)]
    matches += [(match, citation.named_end) for match in later if match]
    for match, offset in matches:
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        right = _right_date(policy, match["event"], day)
        if right:
            at, end = match.start("year") + offset, match.end("day") + 1 + offset
            yield Mismatch(at, end, text[at:end], written_date(right), "date")


def _right_date(policy: Policy, event: str, day: date) -> date | None:
    """The date of an event, if it is known and another one; None otherwise."""
    known_dates = {
        policy.adopted_on,
        policy.amended_on,
        policy.signed_on,
        policy.published_on,
        policy.effective_on,
    }
    written_day = written_date(day)
    if day in known_dates or written_day in policy.adoption or written_day in policy.notice:
        return None
    known = next((known for name in _EVENTS[event] if (known := getattr(policy, name))), None)
    if event in ("修订", "修正") and known and not _is_slip(day, known):
        return None  # it is amended again and again
    return known


def _is_slip(day: date, known: date) -> bool:
    """Whether two days differ in one of year, month and day."""
    return (
        sum(stated != right for stated, right in zip(day.timetuple()[:3], known.timetuple()[:3], strict=True))
        == 1
    )


def _issuer_mismatches(text: str, citation: DraftCitation, policy: Policy) -> Iterator[Mismatch]:
    offset = max(0, citation.start - 90)
    match = _ISSUED.search(text[offset : citation.start])
    right = [issuer.name for issuer in policy.issuers.all()]
    if not match or not right:
        return
    stated_issuers = [name for name in re.split(r"[、和及与]", match["issuers"]) if name]
    if not all(_is_body(name) for name in stated_issuers):
        return
    if not any(_is_one_of(name, right) for name in stated_issuers) or not all(
        _is_one_of(name, right) for name in stated_issuers
    ):
        at = offset + match.start("issuers")
        yield Mismatch(at, at + len(match["issuers"]), match["issuers"], "、".join(right), "issuers")


def _is_body(name: str) -> bool:
    """Narrower than `is_body_name`, to which 另行 of 国务院另行制定的 is a body as well (分行)."""
    return (
        bool(re.search(r"(?:部|委|委员会|局|署|院|厅|办公厅|总局|总署|人民银行|政府|会)$", name))
        and len(name) <= 20
    )


def _is_one_of(name: str, issuers: Sequence[str]) -> bool:
    names = set(names_of_body(name))
    closed_up = ["".join(issuer.split()) for issuer in issuers]
    return any(
        issuer in names
        or set(names_of_body(issuer)) & names
        or issuer.endswith(name)
        or name.endswith(issuer)
        for issuer in closed_up
    )
