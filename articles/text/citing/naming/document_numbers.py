"""Document numbers (发文字号): 工信部联科〔2009〕232号 in any bracket, 国务院令第722号."""

import re
from collections.abc import Callable, Container, Iterator

from articles.text.citing.naming.titles import STATE
from articles.text.numbers.numerals import (
    NUMERAL_CHARACTERS,
    YEAR_CHARACTERS,
    NumeralError,
    parse_numeral,
    parse_year,
    write_number,
)
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.simplified import simplify

_YEAR = r"(?:19|20)\d{2}"
_NUMBER = re.compile(
    rf"""
    (?P<agency>(?!公告)[\u3400-\u9fff]{{1,20}}?)   # 机关代字, 工信部联科, or the body itself
    (?:
        [\[(](?P<year>{_YEAR})[\])](?:第)?(?P<serial>\d{{1,5}})(?:号|(?![\d条章编节款项]))   # 年份, 序号
        |(?P<told_year>{_YEAR})年(?:第)?(?P<told>\d{{1,5}})号公告         # 国家税务总局2024年第21号公告
        |(?P<open_year>{_YEAR})(?:年(?:第)?|-)(?P<open_serial>\d{{1,5}})号  # 国发2019年4号, 国发2019-4号
        |(?P<short_year>{_YEAR})第(?P<short_serial>\d{{1,5}})号         # 法释2023第13号
        |令(?:第)?(?P<order>\d{{1,5}})(?:号|(?!\d|[年条章款项%]))                          # 国务院令722号
        |第(?P<order_first>\d{{1,5}})号令                                                # 国务院第722号令
        |(?:公告(?P<notice_year>{_YEAR})年|(?P<year_before>{_YEAR})年公告)(?:第)?(?P<notice>\d{{1,5}})号
    )
    """,
    re.VERBOSE,
)


#: 国发[二〇〇九]十二号: the year by its digits, the number as numbers are written.
_WRITTEN_OUT = re.compile(
    rf"(?:(?<=[\[(])|(?<=公告))(?P<year>[一二][{YEAR_CHARACTERS}]{{3}}|{_YEAR})(?P<close>[\])]第?|年第)"
    rf"(?P<serial>[{NUMERAL_CHARACTERS}]{{1,6}})(?=号)"
)

#: 国令第790号 is printed for 国务院令第790号.
_STATE_ORDERS, _STATE_COUNCIL = "国", "国务院"

#: 主席令第十二号, 国务院令五百六十四号
_ORDER_WRITTEN_OUT = re.compile(r"令第?(?P<serial>[一二三四五六七八九十百]{1,6})(?=号)")
_ORDER = re.compile(r"(?<=令第)\d{1,5}(?=号$)")

#: 232号文, 707号令, 5号公告, 232号 before 第: a number without the agency and the year.
_SERIAL = re.compile(r"第?(?P<serial>\d{1,5})号(?:(?P<kind>文件|文|令|公告)|(?=第))")
#: [2024]第12号, 2024年第12号, 公告2024年第12号: the agency alone is left out.
_DATED_SERIAL = re.compile(
    rf"""
    (?:公告)?(?:[\[(](?P<year>{_YEAR})[\])]|(?P<open_year>{_YEAR})年)
    (?:公告)?第?(?P<serial>\d{{1,5}})号
    (?:公告|文件|文)?
    """,
    re.VERBOSE,
)
_OF_YEAR = re.compile(r"〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_ANNOUNCED = re.compile(r"公告(?P<year>\d{4})年第(?P<serial>\d+)号")
#: The bodies of a joint number, as a list: 财政部、税务总局公告2024年第5号.
_JOINT_BODIES = re.compile(
    r"(?:[\u3400-\u9fff]{2,15}[、,]){1,9}(?=[\u3400-\u9fff]{2,15}(?:公告|令|第\d{1,5}号令|\d{4}年))"
)
#: What divides the bodies of a joint number.
_BETWEEN_BODIES = re.compile(r"[\s、,，]+")
#: More characters than any number has: what is longer need not be read as one.
_LONGEST_NUMBER = 60


def document_number_key(text: str) -> str | None:
    """Return the comparison key of the document number that the whole of `text` is, or None.

    >>> document_number_key("工信部联科【2009】 ２３２号"), document_number_key("国务院令722号")
    ('工信部联科〔2009〕232号', '国务院令第722号')
    >>> document_number_key("国发〔二○○九〕十二号"), document_number_key("某政发〔二OO八〕65号")
    ('国发〔2009〕12号', '某政发〔2008〕65号')
    >>> document_number_key("鄂政發〔2018〕26號")
    '鄂政发〔2018〕26号'
    """
    match = _NUMBER.fullmatch(_fold_number(simplify(text)))
    return _number_key(match) if match else None


def leading_document_number(text: str) -> tuple[str, str] | None:
    """Return (key, rest of the folded text) when `text` begins with a document number, else None."""
    folded = _ORDER_WRITTEN_OUT.sub(
        lambda order: f"令第{_numeral_value(order['serial'])}", _fold_number(text)
    )
    match = _NUMBER.match(folded)
    if match:
        return _number_key(match), folded[match.end() :]
    return _leading_joint_number(folded)


def _leading_joint_number(folded: str) -> tuple[str, str] | None:
    """财政部、税务总局公告2024年第5号: the key has the bodies without what divides them."""
    bodies = _JOINT_BODIES.match(folded)
    match = _NUMBER.match(folded, bodies.end()) if bodies else None
    if bodies is None or match is None or not _is_of_bodies(match):
        return None
    body_names = _BETWEEN_BODIES.sub("", bodies[0]).removeprefix(STATE)
    return body_names + _number_key(match), folded[match.end() :]


def _is_of_bodies(match: re.Match[str]) -> bool:
    """Whether a number names the bodies that gave it in full, as orders and announcements do."""
    return any(match[name] for name in ("order", "order_first", "notice", "told"))


def bodies_of(number: str) -> list[str]:
    """The bodies of an order or announcement as it is printed; [] for another number.

    >>> bodies_of("财政部 税务总局公告2024年第5号"), bodies_of("国发〔2009〕12号")
    (['财政部', '税务总局'], [])
    """
    *before, last = [words for words in _BETWEEN_BODIES.split(number.strip()) if words] or [""]
    while (
        before and len(last) <= _LONGEST_NUMBER and not _NUMBER.fullmatch(_fold_number(last))
    ):  # 财政部令 第5号
        last = before.pop() + last
    match = _NUMBER.fullmatch(_fold_number(last))
    return [*before, match["agency"]] if match and _is_of_bodies(match) else []


def leading_serial(folded: str) -> tuple[str, str] | None:
    """Return (how the keys end, rest) when a folded text begins with a number without agency and year.

    >>> leading_serial("232号文第25条"), leading_serial("707号令"), leading_serial("2024年第12号")
    (('〕232号', '第25条'), ('令第707号', ''), ('〔2024〕12号', ''))
    """
    if dated_serial := _DATED_SERIAL.match(folded):
        year, serial = dated_serial["year"] or dated_serial["open_year"], int(dated_serial["serial"])
        ending = f"公告{year}年第{serial}号" if "公告" in dated_serial[0] else f"〔{year}〕{serial}号"
        return ending, folded[dated_serial.end() :]
    match = _SERIAL.match(folded)
    if match is None:
        return None
    before = {"令": "令第", "公告": "年第"}.get(match["kind"], "〕")
    return f"{before}{int(match['serial'])}号", folded[match.end() :]


def endings_alike(ending: str) -> list[str]:
    """An ending of `leading_serial` and, where a year stands in it, the other form of announcements.

    >>> endings_alike("〔2024〕12号"), endings_alike("令第707号")
    (['〔2024〕12号', '公告2024年第12号'], ['令第707号'])
    >>> endings_alike("公告2024年第12号")
    ['公告2024年第12号', '公告〔2024〕12号']
    """
    if year_form := _OF_YEAR.fullmatch(ending):
        return [ending, f"公告{year_form['year']}年第{year_form['serial']}号"]
    if announcement_form := _ANNOUNCED.fullmatch(ending):
        return [ending, f"公告〔{announcement_form['year']}〕{announcement_form['serial']}号"]
    return [ending]


def agency_of(key: str) -> str:
    """The letters or the body that a key begins with: 工信部联科, 国务院."""
    match = _NUMBER.match(fold(key))
    return match["agency"] if match else ""


#: The part of a number that only numbers have, behind its agency.
_CORE = re.compile(
    rf"[\[(]{_YEAR}[\])](?:第)?\d{{1,5}}号|令(?:第)?\d{{1,5}}号|第\d{{1,5}}号令|公告{_YEAR}年(?:第)?\d{{1,5}}号|"
    rf"{_YEAR}年(?:第)?\d{{1,5}}号(?:公告|(?!楼|院|线))"
)
_LONGEST_AGENCY, _LONGEST_BODIES = 20, 80
#: Where the agency's letters begin in a sentence: 根据国发[2019]5号, 以及财税[2015]1号.
_LEADS = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|参照|执行|落实|贯彻|印发|转发|遵守|违反|适用|符合|修改|修订|废止|替代|取代|代替|包括|同时|其中|"
    r"见|(?<!人民共)和|与|及|或|的|按|由|对|将)"
)
#: 2014年7月30日原国家某局令第8号: the day, and that the body has another name now.
_DAY_BEFORE = re.compile(r"^日?原(?![子阳州])|^日(?!照)")
#: 财政部、税务总局 before the last body of a joint order or announcement.
_BODIES_BEFORE = re.compile(
    r"(?:[\u3400-\u9fff]{1,18}(?:部|委|委员会|局|总局|署|行|会|院|办|办公室|厅)[、,])+$"
)


def numbers_in_text(folded: str, known: Container[str] = frozenset()) -> Iterator[tuple[str, int, int]]:
    """Each document number of a folded running text as (key, start, end).

    `known` keys tell where the agency begins; else it begins after the last word that leads to one.

    >>> list(numbers_in_text("根据工信部联科[2009]232号文件"))
    [('工信部联科〔2009〕232号', 2, 17)]
    """
    for core in _CORE.finditer(folded):
        agency = re.search(
            r"[\u3400-\u9fff]*$", folded[max(0, core.start() - _LONGEST_AGENCY) : core.start()]
        )
        before = _DAY_BEFORE.sub("", agency[0]) if agency else ""
        starts = [core.start() - length for length in range(len(before), 0, -1)]
        known_starts = (start for start in starts if document_number_key(folded[start : core.end()]) in known)
        lead = _LEADS.match(before)
        start = next(known_starts, core.start() - len(before) + (lead.end() if lead else 0))
        joint = _BODIES_BEFORE.search(folded[max(0, start - _LONGEST_BODIES) : start]) if not lead else None
        if joint:
            lead = _LEADS.match(joint[0]) or _DAY_BEFORE.match(joint[0])
            joint_start = start - len(joint[0]) + (lead.end() if lead else 0)
            if joint_number := _leading_joint_number(folded[joint_start : core.end()]):
                yield joint_number[0], joint_start, core.end()
                continue
        if key := document_number_key(folded[start : core.end()]):
            yield key, start, core.end()


def _fold_number(text: str) -> str:
    return _WRITTEN_OUT.sub(_in_digits, fold(text).replace(" ", ""))


def _in_digits(match: re.Match[str]) -> str:
    return f"{_numeral_value(match['year'], parse_year)}{match['close']}{_numeral_value(match['serial'])}"


def _numeral_value(numeral: str, parse: Callable[[str], int] = parse_numeral) -> int | str:
    """The value of a numeral; what is none stays."""
    try:
        return parse(numeral)
    except NumeralError:
        return numeral


def order_spellings(key: str) -> list[str]:
    """The key of an order as numbers are kept, in digits or as printed: 主席令第12号, 主席令第十二号.

    >>> order_spellings("主席令第12号"), order_spellings("国发〔2009〕12号")
    (['主席令第12号', '主席令第十二号'], ['国发〔2009〕12号'])
    """
    printed = _ORDER.sub(lambda serial: write_number(int(serial[0])), key)
    return [key] if printed == key else [key, printed]


def _number_key(match: re.Match[str]) -> str:
    agency = match["agency"]
    if order := match["order"] or match["order_first"]:
        body = agency.removeprefix(STATE) or agency
        return f"{_STATE_COUNCIL if body == _STATE_ORDERS else body}令第{int(order)}号"
    if notice := match["notice"] or match["told"]:
        notice_year = match["notice_year"] or match["year_before"] or match["told_year"]
        return f"{agency}公告{notice_year}年第{int(notice)}号"
    year = match["year"] or match["open_year"] or match["short_year"]
    serial = match["serial"] or match["open_serial"] or match["short_serial"]
    return f"{agency}〔{year}〕{serial}号"
