"""Lists of documents that are ended or changed: their headings, and items that write no 《》.

A heading counts where a document ends others (关于废止部分文件的决定); in any document, 下列…予以废止： does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from articles.text.citing.naming.document_names import IN_BRACKETS, TITLE, is_generic, is_surely_document
from articles.text.citing.naming.document_numbers import document_number_key

ListVerb = Literal["repeals", "expires", "amends", "extends", "cites"]

#: 下列情形 are no documents.
_STATED = re.compile(
    r"(?:(?P<first>废止|宣布失效|修改|修订|失效)[^，。；《》]{0,40}(?:下列|以下|如下)|"
    r"(?:下列|以下)(?!情形|情况|条件|行为)(?P<between>[^。；《》]{0,40}?)(?P<last>废止|失效|停止执行|修改|修订))"
    r"(?P<behind>[^。《》]{0,60})[：:。]?$"
)
#: 下列文件有效期延长至2026年12月31日：, 决定延长下列文件的有效期：
_EXTENDED = re.compile(
    r"(?:(?:下列|以下)[^。；《》]{0,40}?(?:有效|施行|实施|执行)期限?[^。；《》]{0,8}?(?:延长|延续|顺延|延至)|"
    r"(?:延长|延续)(?:下列|以下)[^，。；《》]{0,20}(?:有效|施行|实施|执行)期)[^。《》]{0,40}[：:。]?$"
)
#: 对主要内容已过时的下列文件: what is said of the documents, not of what is done to them.
_ATTRIBUTE = re.compile(r"(?:^|(?<=[对将把]))[^对将把，]*的$")
#: 关于印发《甲》的通知: an item that names by its notice what the notice has printed.
_PRINTED = re.compile(r"(?:印发|发布|公布|颁布|下发|转发|批转)$")
#: 废止的规范性文件目录, 国务院决定宣布失效的行政法规（5部）
_HEADING = re.compile(
    r"(?P<before>[^，。；：《》\t]{0,30}?)(?P<verb>废止|失效|停止执行|修改)(?P<behind>(?:(?:、|和|或者?)(?:宣布)?(?:废止|失效))?)"
    rf"的[^，。；：《》\t]{{1,30}}?(?:{IN_BRACKETS})?[：:]?"
)
#: What is not done by this document: 拟废止的, 继续有效和废止的, 已经失效的.
_OTHERWISE = re.compile(r"修改|修订|有效|保留|(?:拟|建议|需要?|已|已经|应当?|不予?|未)$")
_NOT_YET = re.compile(r"不予?|不得|未|尚|拟|建议|需要?|已经?|应当?|被")
_ADVERBS = r"(?:自[^，。；]{1,16}起)?(?:自行|自然|同时|一并|即行)?(?:予以|宣布|全文|全部)*"
_VALID = r"(?:有效|保留|执行|施行|实施|适用|使用)"
_CHANGED = r"(?:修改|修订|修正)"
_UNTIL = r"(?:至[^，。；]{1,16})?(?:（[^（）]{0,20}）)?"
#: That a document holds further: 继续执行, 现行有效, 予以保留, 暂不废止, 经评估继续有效至2027年.
_STAYS = re.compile(
    rf"(?:(?:继续|现行|仍然?|长期)*{_ADVERBS}{_VALID}|继续|现行|(?:不予?|暂不|暂缓){_ADVERBS}(?:废止|失效|作废|{_CHANGED})?|"
    rf"(?:(?!停止)[^不无未没《》，；。]){{0,20}}(?:继续{_VALID}|修[改订正]后{_VALID}|保留|(?:不予|暂不|暂缓)(?:废止|作废))){_UNTIL}"
)
#: What a clause in a cell of a row says of its document. What comes first counts more: a document that
#: stays valid is not ended, 已失效，予以废止 ends it. 已不适用 is a reason only.
_VERDICTS: tuple[tuple[re.Pattern[str], ListVerb], ...] = (
    (_STAYS, "cites"),
    (re.compile(r"(?:有效期限?)?(?:延长|延续|顺延|延至|延期)[^，。；]{0,30}"), "extends"),
    (re.compile(rf"{_ADVERBS}(?:废止|作废|(?:停止|终止|不再|不予?){_VALID}){_UNTIL}"), "repeals"),
    (re.compile(rf"{_ADVERBS}失效{_UNTIL}"), "expires"),
    (re.compile(rf"{_ADVERBS}(?:{_CHANGED}|部分(?:条款)?(?:废止|失效)){_UNTIL}"), "amends"),
    (re.compile(rf"(?:拟|建议|适时|已经?|被)+{_ADVERBS}(?:废止|失效|作废|{_CHANGED})?{_UNTIL}"), "cites"),
    (re.compile(rf"(?:拟|建议)(?:停止|不再|不予?|延长|延续){_VALID}?[^，。；]{{0,20}}"), "cites"),
)
#: The name of a column: 文件名称, 文号, 处理意见.
_COLUMN = re.compile(
    r"(?:序号|编号|.{0,8}(?:名称|标题|题目|文号|字号|日期|时间|机关|单位|部门|意见|结果|建议|依据|理由|方式|情况|状态|备注|说明))"
)
#: 废止、修改或者继续执行: a heading that leaves open which of its documents are ended.
_OR_STAYS = re.compile(rf"(?:、|和|或者?|以?及)(?:分别|予以)*(?:{_CHANGED}|继续|保留|有效|不予|暂不)")
_STAYS_OR = re.compile(rf"(?:继续{_VALID}|保留|有效)(?:、|和|或者?|以?及)(?:分别|予以|宣布)*$")
#: What is done to an item, in the lines below it.
_INSTRUCTION = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[．.、\s]?\s*)?(?:将|把|对|删|增|在|第|“|原|修改|其中|此外|附件)"
)
#: What an item says itself is done.
_SAYS_SO = re.compile(
    r"废止|失效|停止|不再|作废|代替|替代|取代|修改|修订|修正|调整|删去|增加|延长|延续|顺延|延至|继续"
)
_LIST_NUMBER = " 　0123456789.．、（）()一二三四五六七八九十"  # what may stand before an item
#: How many characters at the end of a line may be its heading.
_LONGEST_HEAD = 200

_NUMBER = r"[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[．.、\s]\s*"
_ITEM = re.compile(rf"\s*(?:{_NUMBER})?[^《》，。；]{{0,40}}《")
_UNMARKED = re.compile(
    rf"""
    \s*(?:{_NUMBER})?
    (?P<name>(?!第|将|对|删)[^《》，。；：,;:\s][^《》，。；：,;:\t]{{3,160}}?
        (?:[（(](?:试行|暂行|草案|\d{{4}}年(?:本|版|修订|修正)?)[）)])?)
    (?:{IN_BRACKETS}|\s)*[。；;]?
    """,
    re.VERBOSE,
)


def list_verb(line: str, *, ends_others: bool) -> ListVerb | None:
    """What a heading says is done to the documents listed below it; None if it is no such heading.

    >>> list_verb("对下列文件予以废止：", ends_others=False), list_verb("废止的文件目录", ends_others=True)
    ('repeals', 'repeals')
    """
    line_end = line[-_LONGEST_HEAD:]
    if statement := _STATED.search(line_end):
        verb = _verb_kind(statement["first"] or statement["last"], statement["behind"])
        is_done = not _is_not_done(line_end[: statement.start()], statement["between"] or "")
        return verb if is_done and not (verb != "amends" and _leaves_some_valid(statement)) else None
    if extension := _EXTENDED.search(line_end):
        return None if _is_not_done(line_end[: extension.start()], "") else "extends"
    heading = _HEADING.fullmatch(line) if ends_others else None
    if heading is None or _OTHERWISE.search(heading["before"]):
        return None
    return _verb_kind(heading["verb"], heading["behind"])


def heading_above(item: str, above: Iterable[str]) -> str:
    """What states for an item of a list what is done to it: the nearest heading in the lines `above`, nearest
    first; "" where the item says so itself, or nothing above does.

    >>> heading_above("1．《某办法》（某发〔2010〕3号）", ["下列文件宣布失效：", "各市："])
    '下列文件宣布失效：'
    """
    if _SAYS_SO.search(TITLE.sub("", item)):
        return ""
    return next((line for line in above if list_verb(line, ends_others=True)), "")


def row_verb(line: str) -> ListVerb | None:
    """What a row of a table says in a cell of its own is done to the document that it names.

    >>> row_verb("1\\t《某办法》\\t宣布失效"), row_verb("2\\t《某规定》\\t保留"), row_verb("3\\t《某表》")
    ('expires', 'cites', None)
    """
    clauses = [clause for cell in line.split("\t")[1:] for clause in _clauses(cell)]
    return next((verb for pattern, verb in _VERDICTS if any(map(pattern.fullmatch, clauses))), None)


def stays_valid(behind: str) -> bool:
    """Whether the words behind an item of a list say that it holds further, whatever the heading says.

    >>> stays_valid("（某发〔2010〕3号），继续执行；"), stays_valid("（某发〔2010〕3号）；")
    (True, False)
    """
    return any(_STAYS.fullmatch(clause.strip("（）()")) for clause in _clauses(behind))


def _clauses(words: str) -> list[str]:
    return [clause for part in re.split("[，,；;。]", words) if (clause := part.strip())]


def goes_on(line: str, *, changes: bool = False) -> bool:
    """Whether a line can belong to a list of documents: an item, a row of a table, or a number alone.

    In a list of those that are changed (`changes`) it may also be what is changed in one.
    """
    if changes and _INSTRUCTION.match(line):
        return True
    if "\t" in line or _ITEM.match(line) or unmarked_name(line):
        return True
    return document_number_key(line.strip(_LIST_NUMBER + "。；;")) is not None


def unmarked_name(line: str) -> tuple[int, int] | None:
    """Where an item names a document without 《》, alone or with its number in brackets, or in a cell.

    >>> line = "关于加强某某管理的通知（某发〔2010〕3号）"
    >>> start, end = unmarked_name(line); line[start:end]
    '关于加强某某管理的通知'
    """
    cell_start = 0
    cells = line.split("\t")
    if len(cells) > 1 and all(_COLUMN.fullmatch(cell.strip()) for cell in cells if cell.strip()):
        return None
    for cell in cells:
        match = _UNMARKED.fullmatch(cell)
        if match and is_surely_document(match["name"]) and not is_generic(match["name"]):
            return cell_start + match.start("name"), cell_start + match.end("name")
        cell_start += len(cell) + 1
    return None


def names_item(before: str, behind: str) -> bool:
    """Whether the name between these words is what an item of a list is about.

    >>> names_item("1. ", "（某发〔2010〕3号）"), names_item("某局关于印发", "的通知"), names_item("根据", "")
    (True, True, False)
    """
    if not before.strip(_LIST_NUMBER):
        return True
    return _PRINTED.search(before) is not None and behind.startswith(("的通知", "的函", "的公告"))


def _is_not_done(before: str, between: str) -> bool:
    """拟对下列文件予以废止; 下列文件已不适用，予以废止 does end them."""
    clause = _ATTRIBUTE.sub("", re.split("[，：]", before)[-1])
    return _NOT_YET.search(clause + re.split("，", between)[-1]) is not None


def _leaves_some_valid(statement: re.Match[str]) -> bool:
    """Whether some of the documents below stay valid: 分别予以废止、修改或者继续执行."""
    behind = statement[0][max(statement.end("first"), statement.end("last")) - statement.start() :]
    return bool(_OR_STAYS.search(_first_clause(behind)) or _STAYS_OR.search(statement["between"] or ""))


def _first_clause(words: str) -> str:
    return words.partition("，")[0]


def _verb_kind(word: str, behind: str = "") -> ListVerb:
    """`behind` are the words after it: what is 失效和废止 may be either, and is ended in any case."""
    if word in ("修改", "修订"):
        return "amends"
    return "expires" if word.endswith("失效") and "废止" not in behind else "repeals"
