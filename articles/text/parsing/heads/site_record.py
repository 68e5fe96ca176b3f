"""The record that sites print above a document: 发文字号：国发〔2015〕9号, 【发布文号】国发〔2015〕9号"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from articles.text.parsing.bodies import signers
from articles.text.parsing.heads.standard_cover import days_of_issue

_KEYS = {
    "document_number": "发文字号|文号|发布文号|公文字号|发文文号|文件文号|法规文号|文件编号|颁布文号",
    "issuers": "发文机关|发布机关|制定机关|颁布机关|发文单位|发布单位|制发机关|颁布单位|颁布部门|"
    "发布部门|发文部门|制定单位|制定部门|颁发单位|颁发部门|颁发机关|公布机关|发文机构|发布机构",
    "signed": "成文日期|发文日期|签发日期|签署日期|生成日期|印发日期|"
    "发文时间|成文时间|签署时间|生成时间|印发时间",
    "published": "公布日期|发布日期|颁布日期|公开日期|颁布时间|公布时间|公开时间|颁发日期|颁发时间",
    "posted": "发布时间|上网时间|上网日期",
    "effective": "施行日期|实施日期|生效日期|施行时间|实施时间|生效时间|执行日期|执行时间",
    "status": "时效性|信息时效性|有效性|效力状态|是否有效|时效|文件状态|有效状态|法规状态",
    "index_number": "索引号|信息索引|索引号码|信息索引号",
    "genre": "公文种类|体裁分类|公文体裁|信息体裁|文种|体裁",
    "topic": "主题分类|信息分类|组配分类|信息类别",
    "keywords": "主题词|关键词",
    "validity": "有效期|有效期限",
    "valid_until": "有效期至|失效日期|废止日期|失效时间",
    "openness": "公开方式|公开范围|公开属性|公开类别|公开形式",
    "rank": "效力级别|效力等级|效力层级|法律性质|文件性质",
    "title": "标题|发文标题|名称|信息名称|文件名称|法规标题|法规名称|文件标题|政策标题|政策名称|公文名称",
    "": "来源|浏览次数|字号|字体|责任编辑|信息来源|分类|服务对象|文章来源|"
    "法规分类|法规类别|所属类别|批准日期|批准部门|批准机关|法规编号|法规来源|法规类型|文件来源|资料来源|适用地区|适用区域|所属地区|发布渠道|"
    "浏览量|浏览|阅读次数|点击数|点击量|点击次数|访问量|公开时限|公开责任部门|公开责任单位|"
    "所属行业|所属区域|发文内容|文件内容|法规内容",
}
_KEY_OF = {name: key for key, names in _KEYS.items() for name in names.split("|")}
_SPACES = r"[\s\u3000]*"
_NAMES = "|".join(_SPACES.join(name) for name in sorted(_KEY_OF, key=len, reverse=True))
_ENTRY = re.compile(
    rf"""
    [【\[［]{_SPACES}(?P<bracketed>{_NAMES}){_SPACES}[】\]］]{_SPACES}[:：]?   # 【发布文号】国发〔2015〕9号
    |(?P<name>{_NAMES}){_SPACES}[:：]                                      # 发文字号：国发〔2015〕9号
    """,
    re.VERBOSE,
)
#: 【正文】 alone on its line says that the record is over.
_RECORD_ENDS = re.compile(
    rf"[【\[［]{_SPACES}(?P<name>正{_SPACES}文|全{_SPACES}文|内{_SPACES}容){_SPACES}[】\]］]{_SPACES}[:：]?"
)
#: 法规内容　本文仅供参考，如需引用请以正式文件为准
_DISCLAIMER = re.compile(
    r"(?:[\u3400-\u9fff]{2,6}\s+)?(?:本文|以上内容|本内容)[^。]{0,10}仅供参考[，,。]?[^。]{0,30}"
)
_SENTENCE = re.compile(r"[。；！？]|[：:]$")
_LONGEST, _LONGEST_OTHER, _LONGEST_NAME = 300, 80, 8
_NAME_OF_CELL = re.compile(rf"[\u3400-\u9fff]{{2,{_LONGEST_NAME}}}")
#: 内容概述：…, a name without a field, on a line of entries or below one; what a document labels is none.
_OTHER_NAME = (
    r"(?!关于|附件|主送|抄送|联系|电话|传真|正文|全文|内容\b|(?:规范性文件)?(?:统一)?(?:登记|编|备案))"
    rf"[\u3400-\u9fff]{{2,{_LONGEST_NAME}}}"
)
_OTHER_ENTRY = re.compile(
    rf"(?:\A|(?<=\s))(?:[【\[［](?P<bracketed>{_OTHER_NAME})[】\]］]\s*[:：]?|(?P<name>{_OTHER_NAME})[:：])"
)
#: 某省市场监督管理局　发布, below the days of a standard.
_ISSUED_BY = re.compile(r"(?P<bodies>[\u3400-\u9fff、\s]{4,60}?)\s+发\s*布")
#: 全文有效　成文日期：2019-03-20, as sites of tax offices print it below the number.
_STATUS_AHEAD = re.compile(r"(?:(?:全文|部分|条款)(?:有效|失效|废止|修订|修改)|现行有效|尚未生效)(?=\s)")
_OF_DOCUMENT = frozenset({"index_number", "document_number"})
#: What stands in the place of a value that there is none of: ----
_NO_VALUE = re.compile(r"[-—－–/]+|无")
_BLANKS = " \t\u3000|"
_PLAIN_BRACKETS = str.maketrans("（）【】", "()[]")
_PAIRS = (("(", ")"), ("[", "]"))


@dataclass(frozen=True)
class RecordEntry:
    """One stated value; `key` is "" for what the portal has no field for."""

    key: str
    name: str
    value: str


def record_entries(text: str) -> list[RecordEntry]:
    """Return the entries of a line that is a record and nothing else, otherwise an empty list.

    >>> record_entries("文　　号：国发〔2015〕9号  成文日期：2015年2月3日")[0].value
    '国发〔2015〕9号'
    >>> [entry.key for entry in record_entries("索 引 号\\t1133/2024-1\\t发文字号\\t国发〔2015〕9号")]
    ['index_number', 'document_number']
    """
    if record_end := _RECORD_ENDS.fullmatch(text):
        return [RecordEntry("", "".join(record_end["name"].split()), "")]
    if _DISCLAIMER.fullmatch(text):
        return [RecordEntry("", "说明", text)]
    if row := _entries_of_row(text):
        return row
    if days := days_of_issue(text):
        return [RecordEntry("published", "发布", days[0]), RecordEntry("effective", "实施", days[1])]
    matches = list(_ENTRY.finditer(text)) if len(text) <= _LONGEST else []
    status = _STATUS_AHEAD.match(text)
    begin = status.end() if status else 0
    if not matches or text[begin : matches[0].start()].strip(" \t\u3000|[【(（"):
        return []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    entries = [RecordEntry("status", "时效性", status[0])] if status else []
    for match, end in zip(matches, ends, strict=True):
        entries += _entries_in_span(text, match, end)
    return entries


def entries_of_lines(texts: Sequence[str]) -> list[list[RecordEntry]]:
    """The entries of each line; below an index or a number, 语种：中文 is one whose name is not known here.

    Below a line of a page alone (发布时间：…　来源：…) the text may begin with 事项名称：….

    >>> [[entry.name for entry in line] for line in entries_of_lines(["索引号：1", "语种：中文", "某办法"])]
    [['索引号'], ['语种'], []]
    """
    entries_by_line: list[list[RecordEntry]] = []
    keys: set[str] = set()  # of the lines right above
    for text in texts:
        entries = record_entries(text) or (_other_entry(text) if keys & _OF_DOCUMENT else [])
        keys = {*keys, *(entry.key for entry in entries)} if entries else set()
        entries_by_line.append(entries)
    _read_issuers(texts, entries_by_line)
    return entries_by_line


def _read_issuers(texts: Sequence[str], entries_by_line: list[list[RecordEntry]]) -> None:
    """Read who issued a standard, below its days: 国家市场监督管理总局 / 国家标准化管理委员会　发布."""
    for end, text in enumerate(texts):
        match = _ISSUED_BY.fullmatch(text)
        if not match or not signers(match["bodies"]):
            continue
        begin = end
        while begin and not entries_by_line[begin - 1] and signers(texts[begin - 1]):
            begin -= 1
        if begin and entries_by_line[begin - 1]:
            names = " ".join([*texts[begin:end], match["bodies"]])
            entries_by_line[end] = [RecordEntry("issuers", "发布", names)]
            entries_by_line[begin:end] = [[RecordEntry("", "发布", name)] for name in texts[begin:end]]


def _other_entry(text: str) -> list[RecordEntry]:
    """The entry of a line with a name that is not known here; none for addressees and sentences."""
    match = _OTHER_ENTRY.match(text) if len(text) <= _LONGEST_OTHER else None
    if match is None:
        return []
    value = text[match.end() :].strip()
    if not value or _SENTENCE.search(value):
        return []
    return [RecordEntry("", match["bracketed"] or match["name"], value)]


def _entries_in_span(text: str, match: re.Match[str], end: int) -> list[RecordEntry]:
    """The entry that a name begins, and those with names not known here that stand in its value."""
    name = "".join((match["bracketed"] or match["name"]).split())
    others = [] if _KEY_OF[name] == "title" else list(_OTHER_ENTRY.finditer(text, match.end(), end))
    ends = [other.start() for other in others] + [end]
    names = [name, *(other["bracketed"] or other["name"] for other in others)]
    begins = [match.end(), *(other.end() for other in others)]
    return [
        RecordEntry(_KEY_OF.get(name, ""), name, _entry_value(text[begin:stop]))
        for name, begin, stop in zip(names, begins, ends, strict=True)
    ]


def _entry_value(text: str) -> str:
    value = _without_stray_ends(text)
    return "" if _NO_VALUE.fullmatch(value) else value


def _without_stray_ends(text: str) -> str:
    """A text without blanks, bars and brackets around it; one that closes a bracket of its own stays.

    甲部】 is 甲部, and 工业） is 工业, but 某办法（试行） is whole.
    """
    text = text.lstrip(_BLANKS + "]】)）")
    plain = text.translate(_PLAIN_BRACKETS)
    unopened = Counter({closing: plain.count(closing) - plain.count(opening) for opening, closing in _PAIRS})
    end = len(text)
    while end and (plain[end - 1] in _BLANKS or unopened[plain[end - 1]] > 0):
        end -= 1
        unopened[plain[end]] -= 1
    return text[:end]


def record_key(name: str) -> str | None:
    """The key of the entry that a name stands for, "" for one without a field, None for no such name."""
    return _KEY_OF.get(_plain_name(name))


def is_entry_name(name: str) -> bool:
    """Whether words can be the name of an entry, known here or not: 所属机构, 语种."""
    return bool(_NAME_OF_CELL.fullmatch(_plain_name(name)))


def _plain_name(name: str) -> str:
    """A name without the spaces that widen it and the colon behind it: 索 引 号："""
    return "".join(name.split()).rstrip("：:")


def _entries_of_row(text: str) -> list[RecordEntry]:
    """The entries of a row of a table, a name in every other cell; a head of columns is none."""
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) < 2 or (len(cells) % 2 and record_key(cells[-1]) is None):
        return []
    pairs = list(zip_longest(cells[::2], cells[1::2], fillvalue=""))  # an empty cell at the end is cut off
    if not all(map(_is_pair, pairs)):
        return []
    keyed_pairs = [(record_key(name), name, value) for name, value in pairs if name]
    keys = [key for key, _, _ in keyed_pairs]
    begins_with_field = bool(keys and keys[0])
    all_known = None not in keys
    if not begins_with_field and not (all_known and any(keys)):
        return []
    return [
        RecordEntry(key or "", _plain_name(name), _entry_value(value)) for key, name, value in keyed_pairs
    ]


def _is_pair(pair: tuple[str, str]) -> bool:
    """Whether two cells can be the name of an entry and its value, or nothing at all."""
    name, value = pair
    if not name:
        return not value
    return is_entry_name(name) and record_key(value) is None
