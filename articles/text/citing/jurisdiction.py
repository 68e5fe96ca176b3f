"""From which level of government, and from where, a document comes: by its title and its issuers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LEVELS = NATIONAL, PROVINCIAL, MUNICIPAL, UNKNOWN = "国家", "省级", "市县级", "未载明"

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_AUTONOMOUS = ("内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区")
_PROVINCES = (
    *("河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南"),
    *("湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾"),
)
_PROVINCE = re.compile("|".join((*_MUNICIPALITIES, *_AUTONOMOUS, *(f"{name}省" for name in _PROVINCES))))
#: A city, prefecture, county or district at the beginning of a name, with a province in front of it or not.
_LOCALITY = re.compile(
    rf"^(?:{_PROVINCE.pattern})?(?P<place>[一-鿿]{{2,10}}?(?:自治州|自治县|市(?!场)|州|地区|县|(?<!试验|开发|保税|示范|园林|功能|风景)区(?!域|块|间|别|划)))(?=[一-鿿])"
)
_NATIONAL_BEGINNINGS = (
    "国务院",
    "全国人民代表大会",
    "全国人大",
    "中共中央",
    "中央",
    "最高人民",
    "国家",
    "中华人民共和国",
)
_NATIONAL_BODY = re.compile(
    rf"^(?:{'|'.join(_NATIONAL_BEGINNINGS)})|"
    r"^(?!.*(?:省|市|自治区|县|区)).*(?:部|委员会|总局|署|行|办公厅|办公室|局|院|会)$"
)


@dataclass(frozen=True)
class Jurisdiction:
    """`region` is empty for the whole country and where the document does not say."""

    level: str
    region: str = ""


def jurisdiction_of(title: str, issuers: Iterable[str]) -> Jurisdiction:
    """《杭州市跨境电子商务促进条例》 is of 杭州市; a ministry's document is the country's."""
    issuers = tuple(issuers)
    for name in (*issuers, title):
        if not name.startswith(_NATIONAL_BEGINNINGS) and (found := _local(name)):
            return found
    if any(_NATIONAL_BODY.search(name) for name in issuers) or title.startswith(_NATIONAL_BEGINNINGS):
        return Jurisdiction(NATIONAL)
    return Jurisdiction(UNKNOWN)


def _local(name: str) -> Jurisdiction | None:
    province = _PROVINCE.match(name)
    rest = name[province.end() :] if province else name
    place = _LOCALITY.match(rest)
    if place and not (province and place["place"].endswith("区") and province[0] not in _MUNICIPALITIES):
        return Jurisdiction(MUNICIPAL, place["place"])
    return Jurisdiction(PROVINCIAL, province[0]) if province else None
