"""The record that government sites print above a document: 发文字号：国发〔2015〕9号, 成文日期：……"""

import re
from dataclasses import dataclass

_KEYS = {
    "document_number": "发文字号|文号|发布文号|公文字号",
    "issuers": "发文机关|发布机关|制定机关|颁布机关|发文单位|发布单位|制发机关",
    "signed": "成文日期|发文日期|签发日期|生成日期|印发日期|发文时间",
    "published": "公布日期|发布日期|颁布日期|公开日期",
    "effective": "施行日期|实施日期|生效日期|施行时间|实施时间|生效时间",
    "status": "时效性|有效性|效力状态|是否有效",
    "index_number": "索引号|信息索引|索引号码|信息索引号",
    "genre": "公文种类|体裁分类|公文体裁|信息体裁|文种|体裁",
    "topic": "主题分类|信息分类|组配分类|信息类别",
    "keywords": "主题词|关键词",
    "validity": "有效期|有效期限",
    "valid_until": "有效期至|失效日期|废止日期|失效时间",
    "openness": "公开方式|公开范围|公开属性|公开类别|公开形式",
    "rank": "效力级别|效力等级|法律性质|文件性质",
    "": "标题|名称|来源|发布时间|浏览次数|字号|字体|责任编辑|信息来源|分类|服务对象|信息名称|文件名称",
}
_KEY_OF = {name: key for key, names in _KEYS.items() for name in names.split("|")}
_SPACES = r"[\s\u3000]*"
_NAMES = "|".join(_SPACES.join(name) for name in sorted(_KEY_OF, key=len, reverse=True))
_ENTRY = re.compile(rf"(?P<name>{_NAMES}){_SPACES}[:：]")
_LONGEST = 300


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
    """
    matches = list(_ENTRY.finditer(text)) if len(text) <= _LONGEST else []
    if not matches or text[: matches[0].start()].strip(" \t\u3000|[【(（"):
        return []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    entries = []
    for match, end in zip(matches, ends, strict=True):
        name = "".join(match["name"].split())
        value = text[match.end() : end].strip(" \t\u3000|]】)）")
        entries.append(RecordEntry(_KEY_OF[name], name, value))
    return entries
