"""What kind of document a text is (效力位阶), by who made it and what it calls itself.

Source: 立法法 (2023): laws by the National People's Congress and its committee (art. 10), administrative
regulations by the State Council (art. 72), rules by ministries (art. 91), local regulations by local
congresses (art. 80), judicial interpretations by the two supreme organs (art. 119).
"""

import re
from collections.abc import Sequence

from articles.text.citing.titles import STATE

_NATIONAL_CONGRESS = "全国人民代表大会"
_COURTS = ("最高人民法院", "最高人民检察院")
_LONGEST_TITLE = 300
_LAW = re.compile(rf"{STATE}[^（(]*(?:(?<!办)法|法典)(?:[（(][^）)]*[）)])?")
# 规章的名称不得称“条例” (行政法规制定程序条例 art. 5): without a region it is a regulation.
_REGULATIONS = ("条例", "细则", "办法", "规定")
_LOCAL_TITLE = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    r"云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|[\u3400-\u9fff]{2,8}?(?:市|自治州|自治县|经济特区))"
    r"[\u3400-\u9fff《》、（）()]*(?:条例|规定|办法|规则|决定)(?:[（(][^）)]*[）)])?"
)


def document_kind(
    title: str, *, issuers: Sequence[str], order: str = "", approved_by_state_council: bool = False
) -> str:
    """Return law, regulation, interpretation, rule, local or policy.

    `order` is the number of the order that published the text, 国务院令第685号.

    >>> document_kind("志愿服务条例", issuers=["国务院"], order="国务院令第685号")
    'regulation'
    """
    makers, title = " ".join(issuers), title[:_LONGEST_TITLE]
    rules = (
        ("law", _NATIONAL_CONGRESS in makers or _LAW.fullmatch(title)),
        ("interpretation", title.startswith(_COURTS) or any(court in makers for court in _COURTS)),
        ("local", "人民代表大会" in makers),
        ("regulation", approved_by_state_council or order.startswith("国务院")),
        ("rule", order),
        ("regulation", ("国务院" in issuers or title.startswith(STATE)) and title.endswith(_REGULATIONS)),
        ("policy", "国务院" in issuers),
        ("local", _LOCAL_TITLE.fullmatch(title)),
        ("regulation", title.endswith("条例")),
    )
    return next((kind for kind, holds in rules if holds), "policy")
