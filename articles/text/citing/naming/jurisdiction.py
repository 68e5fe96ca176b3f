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
_PROVINCE_NAMES = (*_MUNICIPALITIES, *_AUTONOMOUS, *(f"{name}省" for name in _PROVINCES))
_PROVINCE = re.compile("|".join(_PROVINCE_NAMES))
_FREE_TRADE_ZONE = re.compile(r"中国[(（](?P<short>[一-鿿]{2,3})[)）]自由贸易试验区")
_SHORT_REGIONS = ("北京", "天津", "上海", "重庆", "内蒙古", "广西", "西藏", "宁夏", "新疆")
#: A city, prefecture, county or district at the beginning of a name, with a province in front of it or not.
_LOCALITY = re.compile(
    rf"^(?:{_PROVINCE.pattern})?(?P<region>[一-鿿]{{2,10}}?(?:自治州|自治县|市(?!场)|州(?!湾)|地区|县|(?<!试验|开发|保税|示范|园林|功能|风景)区(?!域|块|间|别|划)))(?=[一-鿿])"
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


#: Words that end like a region and name none; 江城市 is one.
_NO_REGION = re.compile(
    r"(?:.*(?:历史文化名|特大|大中|中小|开放|沿海|资源型|[大中小各全]))?城市|(?:超|集|都|门|上|股|菜|夜|全|各|外|本|该|我)市|"
    r"城市市|授予.*市|"
    r"(?:全|各|外|本|该|我)[省县州区]|郡县|(?:少数民族|民族|民族自治|边境|边疆|贫困|沿海|内陆|农村|[东中西]部)?地区|"
    r".*(?:机场|接壤|台湾)地区|"
    r".*(?:社|小|景|园|林|矿|灾|牧|山|库|特|校|郊|辖|片|厂|老|街|住|制|滞洪|风貌|"
    r"保护|保税|试验|示范|功能|名胜|加工|控制|管理|禁)区"
)
_WHOLE_REGION = re.compile(
    rf"(?:{_PROVINCE.pattern})?(?:[一-鿿]{{1,10}}?(?:自治州|自治县|市|州|地区|盟|县|旗|区|镇|乡|街道)){{0,3}}"
)


def is_region(words: str) -> bool:
    """Whether words are the name of a province, city, county or district, or of several in order.

    >>> is_region("江苏省江城市"), is_region("城市"), is_region("江城")
    (True, False, False)
    """
    return bool(words) and not _NO_REGION.fullmatch(words) and _WHOLE_REGION.fullmatch(words) is not None


def region_in_front(title: str) -> str:
    """The province, city or county with whose name a title begins, in full or without its last word, or "".

    >>> [region_in_front(title) for title in ("浙江省杭州市养犬条例", "上海养犬条例", "城市绿化条例")]
    ['浙江省杭州市', '上海', '']
    """
    province = _PROVINCE.match(title)
    start = province.end() if province else 0
    locality = _LOCALITY.match(title[start:])
    if locality and not _NO_REGION.fullmatch(locality["region"]):
        return title[: start + locality.end("region")]
    if province:
        return province[0]
    return next((name for name in (*_PROVINCES, *_SHORT_REGIONS) if title.startswith(name)), "")


@dataclass(frozen=True)
class Jurisdiction:
    """`region` is empty for the whole country and where the document does not say."""

    level: str
    region: str = ""


def jurisdiction_of(title: str, issuers: Iterable[str]) -> Jurisdiction:
    """《杭州市跨境电子商务促进条例》 is of 杭州市; a ministry's document is the country's."""
    issuers = tuple(issuers)
    for name in (*issuers, title):
        if not name.startswith(_NATIONAL_BEGINNINGS) and (jurisdiction := _local_jurisdiction(name)):
            return jurisdiction
    if any(_NATIONAL_BODY.search(name) for name in issuers) or title.startswith(_NATIONAL_BEGINNINGS):
        return Jurisdiction(NATIONAL)
    zone = _FREE_TRADE_ZONE.match(title)
    province = next((name for name in _PROVINCE_NAMES if zone and name.startswith(zone["short"])), "")
    return Jurisdiction(PROVINCIAL, province) if province else Jurisdiction(UNKNOWN)


def _local_jurisdiction(name: str) -> Jurisdiction | None:
    province = _PROVINCE.match(name)
    rest = name[province.end() :] if province else name
    locality = _LOCALITY.match(rest)
    if (
        locality
        and is_region(locality["region"])
        and not (province and locality["region"].endswith("区") and province[0] not in _MUNICIPALITIES)
    ):
        return Jurisdiction(MUNICIPAL, locality["region"])
    return Jurisdiction(PROVINCIAL, province[0]) if province else None


_GOVERNMENT = re.compile(r"[我本]?(?:省|自治区|市|自治州|州|盟|县|区|旗)?(?:人民)?政府(?=令|公告|\d{4}年)")


def with_region(number: str, region: str) -> str | None:
    """A document number of 省政府 as that of the government of this region, others as they are.

    None where the region is of another level, or not known: each province has an order of this number.

    >>> with_region("省政府令第312号", "广东省"), with_region("国务院令第7号", "广东省")
    ('广东省人民政府令第312号', '国务院令第7号')
    >>> with_region("省政府令第312号", "广州市") is None
    True
    """
    government = _GOVERNMENT.match(number)
    if government is None:
        return number
    is_of_region = bool(region) and _level_character(government[0]) in ("", region[-1:])
    return f"{region}人民政府{number[government.end() :]}" if is_of_region else None


def _level_character(government: str) -> str:
    """The last character of a level: 省 of 省政府, 区 of 自治区人民政府, "" for 政府."""
    return government.lstrip("我本").removesuffix("政府").removesuffix("人民")[-1:]
