"""The title of an official document: which lines before the body it is, over how many of them it runs.

党政机关公文处理工作条例 第九条: a title is 发文机关 + 关于…的 + 文种. A line that breaks off inside it
(关于加强, an open 《) is completed by the next ones; that of a law mostly is one line that ends with its
kind.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise

from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import closed_up, title_key
from articles.text.numbers.dates import parse_date, signature_date
from articles.text.parsing.bodies import signers
from articles.text.parsing.document_marks import is_registration
from articles.text.parsing.heads.addressees import is_addressees
from articles.text.parsing.heads.adoption import is_adoption_statement
from articles.text.parsing.lines import SourceLine

_SENTENCE_MARKS = re.compile(r"[。；！？]")
_LONGEST_TITLE = 80
_MOST_LINES = 6
_MOST_HEADS = 12  # lines: ten ministries, 令, 2022年第41号
_LONGEST_NAMED = 4  # lines of a title that a notice names
_QUOTED_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
#: 现将重点项目名录和管理办法予以公布; 制定了某办法，现印发: what a notice prints, named without 《》.
_PRINTED = re.compile(
    r"""
    (?:将|印发|(?:制定|编制|修订|拟[定订]|形成)了?)               # before the names
    (?:[我本](?:省|市|县|区|州|部|委|局|厅)|新?修订后?的)?的?
    (?P<names>[^《》。；！？，,:：]{4,80}?)
    (?:[（(](?:以下简?称|下称|简称|见?附件)[^（()）]{0,40}[)）])?   # （以下简称名录）
    (?:[，,](?:并?(?:已)?经[^。；]{2,30}(?:同意|批准|通过|审议)[，,])?(?:现|特此)?)?
    (?:予以?|正式|重新|一并|一起)?(?:印发|公布|发布|颁布|颁发|转发|下发)
    """,
    re.VERBOSE,
)
_BETWEEN_NAMES = re.compile(r"(以及|[、和与及])")
_SHORTEST_PRINTED = 5  # 管理办法 alone is no name
_TITLE_ENDS = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|解释|决定|政策|意见|通知|方案|规划|纲要|指南|准则|标准|批复|公告|通告|章程|制度|"
    r"目录|要点|措施|规程|规范|公约|协定|答复|修正案|决议|说明|计划|行动计划|暂行规定|令|函|通报|请示|报告|预案|纪要|"
    r"议案|公报|命令|倡议书|建议)"
    r"(?:[（(][^（()）]{1,20}[)）])*"
)
#: What a document may be that is printed without 《》: a kind that is no notice itself.
_NAMED_KIND = re.compile(
    r"(?:条例|规定|办法|细则|规则|方案|规划|纲要|指南|标准|制度|目录|名录|清单|名单|要点|措施|规程|规范|计划|预案|一览表|指标体系|要求|准则)"
    r"(?:[（(][^（()）]{1,20}[)）])?$"
)
_NOTICES = ("通知", "公告", "通告", "决定", "批复", "函", "令", "通报")
_PASSES_ON = re.compile(r"(?:印发|转发|批转|发布|公布|颁发|颁布)")
_ABOUT = re.compile(r"的[^的]{0,10}$")
_GOES_ON = re.compile(
    r"的|和|与|及|、|[（(](?:试行|暂行|修订|修正|\d{4}年(?!\d{1,2}月)|\d{4}\s*[-—－–~～至]+\s*\d{4}|征求意见|草案|第)"
)
_PAIRS = ("《》", "（）", "()", "“”", "〈〉")
_NUMERALS = "一二三四五六七八九十百〇○零"
_NUMBERED = (
    rf"(?:[〔\[（(【]?\s*(?:\d{{4}}|[一二][{_NUMERALS}]{{3}})\s*年?\s*[〕\]）)】]?)?"
    rf"\s*(?:第?\s*[\d{_NUMERALS}]{{1,8}}\s*[号期]|第\s*[\d{_NUMERALS}]{{1,8}}\s*次)"
)
_ORDER_HEAD = re.compile(
    rf"""
    (?!.*(?:关于|的))
    (?:(?P<body>[\u3400-\u9fff、（）()\s]{{0,60}}(?:令|公\s*告|通\s*告))\s*)?   # 国务院令, 国家税务总局公　告
    (?P<number>[（(]?{_NUMBERED}[）)]?)?                                  # 第685号, 2024年第5号
    """,
    re.VERBOSE,
)
_BRACKETS = "（()） \u3000"
#: 〔2003〕民立他字第4号, 〔2019〕最高法民他33号: replies of courts bear the number of the case.
_CASE_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*[\u3400-\u9fff]{2,12}(?:第\s*)?\d{1,6}\s*号")


def order_head(text: str) -> re.Match[str] | None:
    """Match 中华人民共和国国务院令, 第685号, 某部公告2024年第5号: the head of an order or announcement."""
    match = _ORDER_HEAD.fullmatch(text) if len(text) <= _LONGEST_TITLE else None
    return match if match and (match["body"] or match["number"]) else None


def is_bare_number(text: str) -> bool:
    """Whether a line is the number alone of an announcement or of minutes: （2023年 第15号）, 第5次."""
    head = order_head(text)
    return bool(head and head["number"] and not head["body"])


def number_line(text: str) -> bool:
    """Whether a line is a document number, in brackets or not; one of an announcement names its body."""
    if document_number_key(text.strip(_BRACKETS)) or document_number_key(text):
        return True
    if _CASE_NUMBER.fullmatch(text):
        return True
    head = order_head(text)
    return bool(head and head["body"] and head["number"])


def order_head_lines(texts: Sequence[str]) -> int:
    """How many texts are the head of an order, the bodies of a joint one on lines of their own; 0 for none.

    >>> order_head_lines(["财政部", "海关总署", "令", "2022年第41号", "现予公布。"])
    4
    """
    bodies = next((index for index, text in enumerate(texts) if not signers(text)), len(texts))
    if bodies and not (bodies < len(texts) and (head := order_head(texts[bodies])) and head["body"]):
        return 0
    end = next(
        (index for index, text in enumerate(texts) if index >= bodies and not order_head(text)), len(texts)
    )
    return end


def _stands_above_title(text: str) -> bool:
    return is_order_head(text) or is_adoption_statement(text) or _names_body_and_day(text)


def _names_body_and_day(text: str) -> bool:
    """某县人民政府办公室　2024年3月18日, between the number of minutes and their title."""
    day = signature_date(text)
    return bool(day and signers(text[: day.start].strip()))


def is_order_head(text: str) -> bool:
    """Whether the line is the head of an order, or a document number: what stands above a title."""
    return bool(order_head(text)) or number_line(text)


def title_lines(lines: Sequence[SourceLine]) -> tuple[int, int]:
    """Where the title begins and ends: the document a notice names, else the first line or lines."""
    begin, end = _first_title(lines)
    title_keys: set[str] = set()
    for index, line in enumerate(lines):
        if index >= end and (stop := named_title_end(lines, index, title_keys)):
            return index, stop
        title_keys |= named_titles([line])
    return begin, end


def _first_title(lines: Sequence[SourceLine]) -> tuple[int, int]:
    """The title that stands highest; an announcement without one is called by its head."""
    if not lines:
        return 0, 0
    heads = order_head_lines([line.text for line in lines[:_MOST_HEADS]])
    if heads > 1 and _is_title_above_head(lines):
        return 0, 1
    begin = min(heads, len(lines) - 1)
    while begin + 1 < len(lines) and _stands_above_title(lines[begin].text):
        begin += 1
    if is_addressees(lines[begin].text):  # no title stands above the addressees
        return begin, begin
    if begin + 1 == len(lines) and begin and is_order_head(lines[begin].text):  # no other title follows
        return 0, max(heads, 1)
    if heads and _is_sentence(lines[begin].text):
        return 0, heads
    return begin, begin + title_length(lines[begin:])


def _is_title_above_head(lines: Sequence[SourceLine]) -> bool:
    """某市收费项目公告 above 某市财政局公告2024年第3号, which names its body in full."""
    first, second = order_head(lines[0].text), order_head(lines[1].text)
    if not (first and second and first["body"] and second["body"]) or first["number"]:
        return False
    body = re.sub(r"(?:令|公告|通告)$", "", second["body"].strip())
    return bool(second["number"] and body) and not first["body"].startswith(body)


def named_title_end(lines: Sequence[SourceLine], index: int, title_keys: set[str] | None = None) -> int:
    """The line after the title at `index` that a line above names in 《》; 0 where none begins there.

    `title_keys` are the keys of the titles looked for, where these are known.
    """
    if len(lines[index].text) > _LONGEST_TITLE or _is_sentence(lines[index].text):
        return 0
    title_keys = named_titles(lines[:index]) if title_keys is None else title_keys
    for end in range(index + 1, min(index + _LONGEST_NAMED, len(lines)) + 1):
        key = joined_key(lines[index:end])
        if key in title_keys:
            return end
        if not any(name.startswith(key) for name in title_keys):
            return 0
    return 0


def named_titles(lines: Sequence[SourceLine]) -> set[str]:
    """The keys of all titles in 《》 on the lines, and of what they say is printed without 《》."""
    quoted = {title_key(name["title"]) for line in lines for name in _QUOTED_TITLE.finditer(line.text)}
    return quoted.union(*(printed_names(line.text) for line in lines))


def printed_names(text: str) -> set[str]:
    """The keys of the documents that a notice says it prints without 《》; each of a list, and joined ones.

    >>> sorted(printed_names("现将甲级项目名录和项目管理办法印发给你们。"))
    ['甲级项目名录', '甲级项目名录和项目管理办法', '项目管理办法']
    """
    return {
        title_key(name)
        for printed in _PRINTED.finditer(text)
        for name in _name_combinations(printed["names"])
    }


def _name_combinations(names: str) -> Iterator[str]:
    """Names one by one, and those that 和 may be a part of."""
    parts = _BETWEEN_NAMES.split(names)
    for begin, end in combinations(range(0, len(parts) + 2, 2), 2):
        name = "".join(parts[begin : end - 1])
        if len(name) >= _SHORTEST_PRINTED and _NAMED_KIND.search(name):
            yield name


def joined_key(lines: Sequence[SourceLine]) -> str:
    """The key of the title that the lines are together."""
    return title_key("".join(closed_up(line.text) for line in lines))


def ends_title(text: str) -> bool:
    """Whether a line that is no sentence ends as titles do."""
    text = closed_up(text)
    return _has_title_end(text) and not (
        _is_sentence(text) or len(text) > _LONGEST_TITLE or is_adoption_statement(text)
    )


def begins_text(text: str) -> bool:
    """Whether a line is the addressees or a sentence: no title and no head of an order."""
    return is_addressees(text) or _is_sentence(text)


def is_notice_title(text: str) -> bool:
    """Whether a line is the title of a notice, announcement, decision or the like (通知, 公告, 决定 …)."""
    return ends_title(text) and closed_up(text).endswith(_NOTICES)


def title_length(lines: Sequence[SourceLine]) -> int:
    """Over how many of the lines a title runs that begins with the first of them; a sentence is one line."""
    if _is_sentence(lines[0].text):
        return 1
    below = enumerate(pairwise(lines[:_MOST_LINES]), start=1)
    most = next(
        (index for index, (above, line) in below if not (_is_last_word(above, line) or _can_go_on(line))),
        None,
    )
    most = min(len(lines), _MOST_LINES) if most is None else most
    texts = [closed_up(line.text) for line in lines[:most]]
    joined_texts = list(accumulate(texts))
    length = next((count for count, text in enumerate(joined_texts, start=1) if _is_complete(text)), 0)
    if not length and most < len(lines) and _closes_head(lines[most].text):
        length = most
    if not length:
        length = next(
            (count for count, text in enumerate(joined_texts[:2], start=1) if _has_title_end(text)), 1
        )
    while length < most and _GOES_ON.match(texts[length]):
        length += 1
    return length


def _is_last_word(above: SourceLine, line: SourceLine) -> bool:
    """Whether the kind of an announcement stands alone below its title: 关于公布某事的 / 公　　告."""
    return above.text.endswith("的") and closed_up(line.text) in ("公告", "通告")


def _can_go_on(line: SourceLine) -> bool:
    text = closed_up(line.text)
    is_other = (
        is_order_head(text)
        or is_registration(text)
        or parse_date(text.strip(_BRACKETS))
        or is_adoption_statement(text)
        or is_addressees(text)
    )
    return not (is_other or _is_sentence(text) or len(text) > _LONGEST_TITLE)


def _closes_head(text: str) -> bool:
    """Whether a line stands below a title: the number or the addressees."""
    return is_order_head(text) or is_addressees(text)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE_MARKS.search(text)) or text.endswith(("：", ":"))


def _has_title_end(text: str) -> bool:
    return any(match.end() == len(text) for match in _TITLE_ENDS.finditer(text))


def _is_complete(text: str) -> bool:
    """Whether a title is whole: brackets closed, a kind at its end, and after 关于 a 的 before the kind."""
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS) or not _has_title_end(text):
        return False
    about = text.rfind("关于")
    if about < 0:
        return True
    rest = text[about:]
    if _PASSES_ON.match(text[about + 2 :]) and not text.endswith(_NOTICES):
        return False
    return bool(_ABOUT.search(rest)) or text.endswith(("意见", "决定"))
