"""The record that sites print above a document: 发文字号：国发〔2015〕9号, 【发布文号】国发〔2015〕9号"""

import re
from dataclasses import dataclass
from itertools import zip_longest

_KEYS = {
    "document_number": "发文字号|文号|发布文号|公文字号|发文文号|文件文号|法规文号|文件编号|颁布文号",
    "issuers": "发文机关|发布机关|制定机关|颁布机关|发文单位|发布单位|制发机关|颁布单位|颁布部门|"
    "发布部门|发文部门|制定单位|制定部门|颁发单位|颁发部门|颁发机关|公布机关|发文机构|发布机构",
    "signed": "成文日期|发文日期|签发日期|生成日期|印发日期|发文时间|成文时间|生成时间|印发时间",
    "published": "公布日期|发布日期|颁布日期|公开日期|颁布时间|公布时间|颁发日期|颁发时间",
    "effective": "施行日期|实施日期|生效日期|施行时间|实施时间|生效时间|执行日期|执行时间",
    "status": "时效性|有效性|效力状态|是否有效|时效|文件状态|有效状态|法规状态",
    "index_number": "索引号|信息索引|索引号码|信息索引号",
    "genre": "公文种类|体裁分类|公文体裁|信息体裁|文种|体裁",
    "topic": "主题分类|信息分类|组配分类|信息类别",
    "keywords": "主题词|关键词",
    "validity": "有效期|有效期限",
    "valid_until": "有效期至|失效日期|废止日期|失效时间",
    "openness": "公开方式|公开范围|公开属性|公开类别|公开形式",
    "rank": "效力级别|效力等级|效力层级|法律性质|文件性质",
    "title": "标题|发文标题|名称|信息名称|文件名称|法规标题|法规名称|文件标题|政策标题|政策名称|公文名称",
    "": "来源|发布时间|浏览次数|字号|字体|责任编辑|信息来源|分类|服务对象|文章来源|"
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
    rf"[【\[［]{_SPACES}(?:正{_SPACES}文|全{_SPACES}文|内{_SPACES}容){_SPACES}[】\]］]{_SPACES}[:：]?"
)
#: 法规内容　本文仅供参考，如需引用请以正式文件为准
_DISCLAIMER = re.compile(
    r"(?:[\u3400-\u9fff]{2,6}\s+)?(?:本文|以上内容|本内容)[^。]{0,10}仅供参考[，,。]?[^。]{0,30}"
)
_LONGEST, _LONGEST_NAME = 300, 8
_NAME_OF_CELL = re.compile(rf"[\u3400-\u9fff]{{2,{_LONGEST_NAME}}}")


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
    if _RECORD_ENDS.fullmatch(text):
        return [RecordEntry("", "".join(text.split()).strip("【】[]［］:："), "")]
    if _DISCLAIMER.fullmatch(text):
        return [RecordEntry("", "说明", text)]
    if row := _entries_of_row(text):
        return row
    matches = list(_ENTRY.finditer(text)) if len(text) <= _LONGEST else []
    if not matches or text[: matches[0].start()].strip(" \t\u3000|[【(（"):
        return []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    entries = []
    for match, end in zip(matches, ends, strict=True):
        name = "".join((match["bracketed"] or match["name"]).split())
        value = text[match.end() : end].strip(" \t\u3000|]】)）")
        entries.append(RecordEntry(_KEY_OF[name], name, value))
    return entries


def record_key(name: str) -> str | None:
    """The key of the entry that a name stands for, "" for one without a field, None for no such name."""
    return _KEY_OF.get("".join(name.split()).rstrip("：:"))


def _entries_of_row(text: str) -> list[RecordEntry]:
    """The entries of a row of a table, a name in every other cell; a head of columns is none."""
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) < 2 or (len(cells) % 2 and record_key(cells[-1]) is None):
        return []
    pairs = list(zip_longest(cells[::2], cells[1::2], fillvalue=""))  # an empty cell at the end is cut off
    if not all(map(_is_pair, pairs)):
        return []
    keys = [record_key(name) for name, _ in pairs if name]
    if not (keys and keys[0]) and not (any(keys) and None not in keys):
        return []
    return [
        RecordEntry(record_key(name) or "", "".join(name.split()).rstrip("：:"), value)
        for name, value in pairs
        if name
    ]


def _is_pair(pair: tuple[str, str]) -> bool:
    """Whether two cells can be the name of an entry and its value, or nothing at all."""
    name, value = pair
    if not name:
        return not value
    return bool(_NAME_OF_CELL.fullmatch("".join(name.split()).rstrip("：:"))) and record_key(value) is None
