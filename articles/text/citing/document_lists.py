"""Lists of documents that are ended or changed: their headings, and items that write no 《》.

A heading counts where a document ends others (关于废止部分文件的决定); in any document, 下列…予以废止： does.
"""

from __future__ import annotations

import re
from typing import Literal

from articles.text.citing.document_names import IN_BRACKETS, is_generic, is_surely_document

ListVerb = Literal["repeals", "amends"]

_STATED = re.compile(
    r"(?:(?P<first>废止|宣布失效|修改|修订|失效)[^，。；《》]{0,40}(?:下列|以下|如下)|"
    r"(?:下列|以下)[^。；《》]{0,40}?(?P<last>废止|失效|停止执行|修改|修订))[^。《》]{0,60}[：:。]?$"
)
#: 废止的规范性文件目录, 国务院决定宣布失效的行政法规（5部）
_HEADING = re.compile(
    r"(?P<before>[^，。；：《》\t]{0,30}?)(?P<verb>废止|失效|停止执行|修改)(?:(?:、|和|或者?)(?:宣布)?(?:废止|失效))?"
    rf"的[^，。；：《》\t]{{1,30}}?(?:{IN_BRACKETS})?[：:]?"
)
#: What is not done by this document: 拟废止的, 继续有效和废止的, 已经失效的.
_OTHERWISE = re.compile(r"修改|修订|有效|保留|(?:拟|建议|需要?|已|已经|应当?|不予?|未)$")
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
    if stated := _STATED.search(line[-_LONGEST_HEAD:]):
        return _verb(stated["first"] or stated["last"])
    heading = _HEADING.fullmatch(line) if ends_others and len(line) <= _LONGEST_HEAD else None
    if heading is None or _OTHERWISE.search(heading["before"]):
        return None
    return _verb(heading["verb"])


def goes_on(line: str) -> bool:
    """Whether a line can belong to a list of documents: an item, or a row of a table."""
    return "\t" in line or _ITEM.match(line) is not None or unmarked_name(line) is not None


def unmarked_name(line: str) -> tuple[int, int] | None:
    """Where an item names a document without 《》, alone or with its number in brackets, or in a cell.

    >>> line = "关于加强某某管理的通知（某发〔2010〕3号）"
    >>> start, end = unmarked_name(line); line[start:end]
    '关于加强某某管理的通知'
    """
    begin = 0
    for cell in line.split("\t"):
        match = _UNMARKED.fullmatch(cell)
        if match and is_surely_document(match["name"]) and not is_generic(match["name"]):
            return begin + match.start("name"), begin + match.end("name")
        begin += len(cell) + 1
    return None


def _verb(word: str) -> ListVerb:
    return "amends" if word in ("修改", "修订") else "repeals"
