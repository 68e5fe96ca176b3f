"""What kind of document a text is (效力位阶), by who made it and what it calls itself.

Source: 立法法 (2023): laws by the National People's Congress and its committee (art. 10), administrative
regulations by the State Council (art. 72), rules by ministries (art. 91), local regulations by local
congresses (art. 80), rules of local governments by those of provinces and of cities with districts (art. 93),
judicial interpretations by the two supreme organs (art. 119). 中国共产党党内法规制定条例 art. 5 names the
party's own. A bureau makes 规范性文件 at most; its number says so (规: 某人社规字〔2019〕6号).
"""

import re
from collections.abc import Sequence

from articles.text.citing.naming.titles import STATE

_NATIONAL_CONGRESS = "全国人民代表大会"
_COURTS = ("最高人民法院", "最高人民检察院")
_LONGEST_TITLE = 300
_LAW = re.compile(rf"{STATE}[^（(]*(?:(?<!办)法|法典)(?:[（(][^）)]*[）)])?")
# 规章的名称不得称“条例” (规章制定程序条例 art. 7): a local 条例 is a congress's, any other a regulation.
_REGULATIONS = ("条例", "细则", "办法", "规定")
_LOCAL_TITLE = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    r"云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|[\u3400-\u9fff]{2,8}?(?:市|自治州|自治县|经济特区))"
    r"[\u3400-\u9fff《》、（）()]*条例(?:[（(][^）)]*[）)])?"
)

#: 某市人民代表大会常务委员会议事规则
_OF_LOCAL_CONGRESS = re.compile(r"(?!.{0,9}全国)[\u3400-\u9fff]{1,12}[省区市州盟县旗]人民代表大会")

_PARTY = re.compile(
    r"^(?:中国共产党|中共)|中共中央|中央(?:办公厅|纪律检查委员会)|中共[\u3400-\u9fff]{2,20}委(?:员会)?"
)
_PARTY_TITLE = re.compile(r".*(?:准则|条例|规定|办法|规则|细则)(?:[（(][^（()）]{1,12}[）)])?")
#: 〔规〕 in the agency's code marks a 行政规范性文件 in all provinces: 京政规, 某人社规字, 沪人社规.
_NORMATIVE_NUMBER = re.compile(r"[\u3400-\u9fff]*规(?:字|发|范|文)?\s*[〔\[（(【]?\s*(?:19|20)\d{2}")
#: 国务院国有资产监督管理委员会令 is a ministry's order; 国务院 中央军事委员会令 is a joint one.
_STATE_COUNCIL_ORDER = re.compile(r"国务院(?!(?!中央军)[\u3400-\u9fff]{2,20}(?:委员会|办公室|局)令)")
_LOCAL_GOVERNMENT = re.compile(r"[\u3400-\u9fff]{1,20}(?:省|自治区|市|自治州)(?:人民)?政府令")
_STATED = {
    "地方政府规章": "localrule",
    "政府规章": "localrule",
    "部门规章": "rule",
    "规范性文件": "normative",
    "行政规范性文件": "normative",
    "部门规范性文件": "normative",
    "地方规范性文件": "normative",
    "党内法规": "party",
    "其他": "other",
}


def document_kind(
    title: str,
    *,
    issuers: Sequence[str],
    order: str = "",
    approved_by_state_council: bool = False,
    adopted_by_congress: bool = False,
    number: str = "",
    stated: str = "",
) -> str:
    """Return a value of `DocumentKind`.

    `order` is the number of the order that published the text, 国务院令第685号, `number` that of the
    document, `stated` the rank that its record gives.

    >>> document_kind("志愿服务条例", issuers=["国务院"], order="国务院令第685号")
    'regulation'
    """
    makers, title = " ".join(issuers), title[:_LONGEST_TITLE]
    is_unsigned = not issuers and not number
    rules = (
        ("law", _NATIONAL_CONGRESS in makers or _LAW.fullmatch(title)),
        ("interpretation", title.startswith(_COURTS) or any(court in makers for court in _COURTS)),
        ("local", "人民代表大会" in makers or adopted_by_congress),
        (_STATED.get(stated, ""), stated in _STATED),
        ("party", _PARTY.search(makers or title) and _PARTY_TITLE.fullmatch(title)),
        ("regulation", approved_by_state_council or _STATE_COUNCIL_ORDER.match(order)),
        ("localrule", _LOCAL_GOVERNMENT.match(order)),
        ("rule", order and "人民政府" not in order),
        ("normative", _NORMATIVE_NUMBER.match(number)),
        ("regulation", ("国务院" in issuers or title.startswith(STATE)) and title.endswith(_REGULATIONS)),
        ("local", is_unsigned and (_LOCAL_TITLE.fullmatch(title) or _OF_LOCAL_CONGRESS.match(title))),
        ("regulation", is_unsigned and title.endswith("条例")),
    )
    return next((kind for kind, holds in rules if holds), "policy")
