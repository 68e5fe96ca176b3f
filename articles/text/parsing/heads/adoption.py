"""The statement below a law's title of when and by whom it was adopted, published and amended.

（1984年3月12日第六届全国人民代表大会常务委员会第四次会议通过　根据1992年9月4日……修正）
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from articles.text.citing.naming.titles import STATE
from articles.text.numbers.dates import find_dates
from articles.text.numbers.numerals import NUMERAL_CHARACTERS, YEAR_CHARACTERS
from articles.text.parsing.bodies import signers

_ACTION = re.compile(r"通过|公布|发布|颁布|修正|修订|修改|施行|实施|批准|令第|议决|生效")
_BEGINS = re.compile(
    rf"""
    [（(]?\s*
    (?:根据|自|于|已|[\u3400-\u9fff、]{{2,30}}?(?:会议|委员会)于?)?\s*    # 根据1992年…, 审判委员会于…
    (?:[{YEAR_CHARACTERS}]{{4}}\s*年|第[{NUMERAL_CHARACTERS}]+(?:届|次))
    """,
    re.VERBOSE,
)
#: （经甲批准乙1996年5月3日印发）: who made it stands before the day.
_IN_BRACKETS = re.compile(
    rf"[（(][^（()）。]{{2,40}}[{YEAR_CHARACTERS}]{{4}}\s*年[^（()）。]{{2,40}}(?:通过|公布|发布|颁布|印发)[^（()）。]{{0,30}}[）)]"
)
_CONSENT = re.compile(r"经[^，,]{2,30}?(?:批准|同意|审议通过)[，,]?")
_AMENDED = re.compile(r"修正|修订|修改")
_PUBLISHED = re.compile(r"公布|发布|颁布|印发|令第|令[〔\[（(]|公告")
_EFFECTIVE = re.compile(r"施行|实施|生效")
#: 2007年9月3日某署令第164号公布的《某办法》同时废止: the day is that of a text repealed here.
_OF_REPEALED = re.compile(r"[^，。；]{0,60}?(?:公布|发布|颁布|印发|施行)的?《[^。；]{1,300}废止")
_CONGRESS = re.compile(
    rf"""
    (?P<region>[\u3400-\u9fff]{{2,20}}?(?:省|自治区|市|自治州|州|盟|县|区|旗))?
    第?[{NUMERAL_CHARACTERS}]+届\s*
    (?P<national>全国)?(?:人民代表大会|人大)(?P<committee>常务委员会|常委会)?
    """,
    re.VERBOSE,
)
_CONGRESS_ADOPTED = re.compile(
    r"届[^全，。；]{0,10}(?:人民代表大会|人大)[^，。；]{0,25}会议[^，。；]{0,10}通过"
)
_ORDER = re.compile(
    rf"""
    (?P<bodies>[\u3400-\u9fff、]{{2,60}}?)\s*令\s*
    (?P<number>(?:[〔\[（(]?\d{{4}}年?[〕\]）)]?)?\s*第?\s*[{NUMERAL_CHARACTERS}]+\s*号)
    """,
    re.VERBOSE,
)
#: 2019年5月6日某政规〔2019〕5号公布
_PUBLISHED_AS = re.compile(
    r"(?:^|[日以由，；（(\s])(?P<number>[\u3400-\u9fff]{2,16}[〔\[（(]\d{4}[〕\]）)]\s*第?\d{1,5}号)\s*(?:文件?)?"
    r"(?:公布|印发|发布|颁布)"
)
_PUBLISHER = re.compile(r"(?P<bodies>[\u3400-\u9fff、\s]{2,40}?)(?:发布|公布|颁布)")
_APPROVED = re.compile(r"国务院[^，。]{0,12}批准")
_COURTS = ("最高人民法院", "最高人民检察院")
_MEETING_OF = {
    court: re.compile(rf"{court}(?:第[^，。；（）]{{1,8}}届)?(?:审判|检察)委员会") for court in _COURTS
}
_LONGEST, _LONGEST_STATEMENT = 600, 5_000
_MEETING = re.compile(r"会议$")
_ENDS = re.compile(r"(?:通过|公布|发布|颁布|修正|修订|修改|施行|实施|批准)[）)]?$")
_IN_FORCE = r"(?:正式|开始)?(?:施行|实施|执行|生效|试行)"
_FORCE_CLAUSE = re.compile(rf"[自从](?P<when>.{{4,24}}?)起{_IN_FORCE}")
#: 自印发之日起实施, 自本办法发布之日起施行, 自发布之日施行
_FROM_MAKING = re.compile(
    rf"""
    [自从](?:本[\u3400-\u9fff]{{2,8}}?)?
    (?:(?P<printed>印发|下发|发文|签发|成文)|公布|发布|颁布)
    之日起?{_IN_FORCE}
    """,
    re.VERBOSE,
)
_SENTENCE = re.compile(r"[^。！？\n]+")
_ENDS_CLAUSE = re.compile(r"[，,；;。）)]|\s*\Z")
#: The sentence that publishes a text brings it into force: 现将《某目录》予以公布，自2024年1月1日起施行。
_MAKES_KNOWN = re.compile(
    r"(?:现|将|予以?|特此)[^。]{0,120}?(?:公布|发布|颁布|印发|公告|通告|下发|颁发|转发)"
    r"|本(?:通知|公告|通告|决定|办法|规定|目录|方案|意见|标准|清单|名录|措施|细则|规则)"
)


@dataclass(frozen=True)
class Adoption:
    """When and by whom a law was made; what is not said is None or empty.

    `order` is 国务院令第685号, `number` that of another document as which it was first published,
    `amending_order` the order by which it was amended. `adopted_by_congress` is said of local ones, even
    where it is not said whose congress it was (市九届人大常委会第二十九次会议通过).
    """

    adopted_on: date | None = None
    published_on: date | None = None
    amended_on: date | None = None
    effective_on: date | None = None
    order: str = ""
    amending_order: str = ""
    number: str = ""
    bodies: tuple[str, ...] = ()
    approved_by_state_council: bool = False
    adopted_by_congress: bool = False


def is_adoption_statement(text: str, *, goes_on: bool = False) -> bool:
    """Whether a line below the title tells of the law's making; `goes_on` right after such a line.

    A sentence of the preamble (根据2010年修正的某法，制定本办法。) is none: it ends as sentences do.
    """
    if len(text) > _LONGEST or text.endswith(("。", "：", ":", "；")):
        return False
    if _IN_BRACKETS.fullmatch(text):
        return True
    if _BEGINS.match(text) and (_ACTION.search(text) or goes_on or _MEETING.search(text)):
        return True
    return goes_on and bool(_ENDS.search(text))


def parse_adoption(statements: Iterable[str]) -> Adoption:
    """Read the statements below a title.

    >>> parse_adoption(["2017年8月22日 中华人民共和国国务院令第685号公布"]).order
    '国务院令第685号'
    """
    adoption = Adoption()
    for statement in statements:
        dates = list(find_dates(statement))
        for position, found_date in enumerate(dates):
            end = dates[position + 1].start if position + 1 < len(dates) else len(statement)
            before = statement[: found_date.start]
            event = statement[found_date.end : end]
            if before.endswith("根据") or not _OF_REPEALED.match(event):
                adoption = _with_event(adoption, found_date.value, before, event)
        if not dates:
            adoption = _with_bodies(adoption, statement)
        adoption = _with_both_courts(adoption, statement)
        if _CONGRESS_ADOPTED.search(statement):
            adoption = replace(adoption, adopted_by_congress=True)
        if (publication := _PUBLISHED_AS.search(statement[:_LONGEST_STATEMENT])) and not adoption.number:
            adoption = replace(adoption, number=publication["number"])
    return adoption


def _with_both_courts(adoption: Adoption, statement: str) -> Adoption:
    """Each of the two courts names its own meeting and day in the statement of a joint interpretation."""
    if not set(adoption.bodies) & set(_COURTS):
        return adoption
    return replace(
        adoption,
        bodies=tuple(
            court for court in _COURTS if court in adoption.bodies or _MEETING_OF[court].search(statement)
        ),
    )


def _with_event(adoption: Adoption, day: date, before: str, event: str) -> Adoption:
    is_made = adoption.adopted_on or adoption.published_on or before.endswith("根据")
    if _EFFECTIVE.match(event.lstrip(" \u3000起")):
        return replace(adoption, effective_on=adoption.effective_on or day)
    if "通过" in event and (courts := _named_courts(event)) and not set(courts) & set(adoption.bodies):
        return _with_bodies(replace(adoption, adopted_on=day), event)  # the other court, on its own day
    is_adopted_again = "通过" in event and adoption.adopted_on not in (None, day)  # the order says it, too
    if (_AMENDED.search(event) and is_made) or is_adopted_again:
        return replace(adoption, amended_on=day, amending_order=_order_name(event) or adoption.amending_order)
    if "通过" in event:
        return _with_bodies(replace(adoption, adopted_on=day), event)
    if _PUBLISHED.search(event) and not adoption.published_on:
        published = _with_bodies(replace(adoption, published_on=day), event)
        return published if published.bodies else replace(published, bodies=_bodies_before(before))
    return replace(adoption, approved_by_state_council=True) if _APPROVED.search(event) else adoption


def _with_bodies(adoption: Adoption, statement: str) -> Adoption:
    statement = " ".join(statement.split())[
        :_LONGEST_STATEMENT
    ]  # runs of spaces would be matched in every way there is
    order = _ORDER.search(statement)
    if not adoption.order:
        adoption = replace(adoption, order=_order_name(statement))
    if _APPROVED.search(statement):
        adoption = replace(adoption, approved_by_state_council=True)
    if adoption.bodies:
        return adoption
    return replace(adoption, bodies=tuple(dict.fromkeys(_making_bodies(statement, order))))


def _order_name(statement: str) -> str:
    """The number of the order that a statement names, 国务院令第685号."""
    order = _ORDER.search(statement)
    if not order:
        return ""
    return f"{order['bodies'].replace(STATE, '')}令{''.join(order['number'].split())}"


def _bodies_before(words: str) -> tuple[str, ...]:
    """The bodies that stand between a bracket and the day: （经甲批准乙1996年5月3日印发）."""
    bodies = signers(_CONSENT.sub("", words.lstrip("（( ")).rstrip().removesuffix("于"))
    return tuple(signer.name for signer in bodies if not signer.is_person)


def _named_courts(statement: str) -> list[str]:
    return [court for court in _COURTS if court in statement]


def _making_bodies(statement: str, order: re.Match[str] | None) -> list[str]:
    if congress := _CONGRESS.search(statement):
        region = "全国" if congress["national"] else (congress["region"] or "")
        return [f"{region}人民代表大会{'常务委员会' if congress['committee'] else ''}"] if region else []
    if courts := _named_courts(statement):
        return courts
    if order:
        return [name for name in order["bodies"].replace(STATE, "").split("、") if name]
    if "国务院" in statement and "常务会议" in statement:
        return ["国务院"]
    publisher = _PUBLISHER.match(statement)
    return [name for name in re.split(r"[、\s]+", publisher["bodies"]) if name] if publisher else []


def effective_date(
    texts: Iterable[str],
    *,
    published_on: date | None,
    signed_on: date | None = None,
    announcing: Iterable[str] = (),
) -> date | None:
    """Return the day from which a text is in force by its own closing provisions (`texts`, last first).

    本法自2021年1月1日起施行 says it; 自公布之日起施行 and 自印发之日起施行 say it where that day is known,
    which for 印发 is that of the signature (成文日期). In the `announcing` texts of a notice only a sentence
    that makes the document known says it (现予公布，自2024年1月1日起施行): others tell of other texts.
    """
    for text in texts:
        for clause in _FORCE_CLAUSE.finditer(text):
            if first_date := next(find_dates(clause["when"]), None):
                return first_date.value
        if making := _FROM_MAKING.search(text):
            return _making_day(making, published_on=published_on, signed_on=signed_on)
    return _announced_date(announcing, published_on=published_on, signed_on=signed_on)


def _making_day(clause: re.Match[str], *, published_on: date | None, signed_on: date | None) -> date | None:
    return (signed_on or published_on) if clause["printed"] else (published_on or signed_on)


def _announced_date(
    texts: Iterable[str], *, published_on: date | None, signed_on: date | None
) -> date | None:
    for sentence in (sentence[0] for text in texts for sentence in _SENTENCE.finditer(text)):
        announcement = _MAKES_KNOWN.search(sentence)
        begin = announcement.end() if announcement else len(sentence)
        for clause in _FORCE_CLAUSE.finditer(sentence, begin):
            first_date = next(find_dates(clause["when"]), None)
            if first_date and _ENDS_CLAUSE.match(sentence, clause.end()):
                return first_date.value
        making = _FROM_MAKING.search(sentence, begin)
        if making and _ENDS_CLAUSE.match(sentence, making.end()):
            return _making_day(making, published_on=published_on, signed_on=signed_on)
    return None
