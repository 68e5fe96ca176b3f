"""Whether words that are a name are used for what the name means (decision 0047). Pure.

商务部门 is no ministry, 省发展改革委 not the national one, 政府性基金 no government, 骗取补贴 no instrument.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from articles.text.citing.naming.jurisdiction import MUNICIPAL, PROVINCIAL, jurisdiction_of


@dataclass(frozen=True)
class NamedSpan:
    """The words [start, end) of a text. `is_local`: the document is of a province, a city or a county."""

    text: str
    start: int
    end: int
    is_local: bool = False

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]

    @property
    def after(self) -> str:
        """The few characters behind the name that tell how it is used."""
        return self.text[self.end : self.end + 20]

    @property
    def before(self) -> str:
        """The characters in front of the name that tell how it is used."""
        return self.text[max(0, self.start - 60) : self.start]

    @property
    def clause_before(self) -> str:
        """What stands before it in its clause; a list with 、 is one clause."""
        return _CLAUSE_END.split(self.before)[-1]

    @property
    def line(self) -> str:
        """The whole line that the name stands on."""
        begin = self.text.rfind("\n", 0, self.start) + 1
        end = self.text.find("\n", self.end)
        return self.text[begin : end if end >= 0 else len(self.text)].strip()


Use = Callable[[NamedSpan], bool]

_CLAUSE_END = re.compile(r"[。；：，！？\n,;:]")

# —— National bodies

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|大连|青岛|宁波|厦门"
)
#: What makes a name a part of another word: 商务部门, 农业部署, 国资委员会, 国办发[2019]6号, 中国科学院院士.
_OTHER_WORD = {
    "部": re.compile(r"[门分署队件位]|长江"),
    "委": re.compile(r"[员托派培]"),
    "局": re.compile(r"[部面限势域促]"),
    "署": re.compile(r"名"),
    "办": re.compile(r"[公理法学事案实好]"),
    "院": re.compile(r"院?士"),
    "会": re.compile(r"代表"),
    "大": re.compile(r"代表"),
}
_DOCUMENT_NUMBER = re.compile(r"[发函电秘字规令办]{0,3}[〔\[［【]")
#: 国务院有关部门, 国务院教育行政部门, 国务院领导 are not the State Council, nor is 中央人民政府政务院.
_STATE_COUNCIL = ("国务院", "中央人民政府")
_OF_STATE_COUNCIL = re.compile(
    r"(?:有关|各|所属|直属|相关|其他|组成)|[一-鿿]{0,14}?(?:部门|部委|主管机关|机构)|领导|总理|副总理|常务会议|政务院|委员会|驻"
)
_BRANCH = re.compile(
    rf"[一-鿿]{{0,6}}?(?:分行|支行)|(?:{_PROVINCES})?[一-鿿]{{0,2}}?(?:分支机构|分局|分署)"
    rf"|(?:{_PROVINCES})[一-鿿]{{0,6}}?(?:监管局|监管办|税务局|调查总队|特派员办事处|管理局)"
)
_NATIONAL = re.compile(r"国家|中国|国务院|国管局|中央|中共|全国|最高|中科院|民航总局|.*(?:总局|总署|部)$")
#: Local bodies bear these names, too: 发展改革委, 国资委, 能源局, 扶贫办.
_SHARED = re.compile(r".*(?:委|局|办|会|院|委员会|办公室)$")
_LOCAL_OWNER = re.compile(
    rf"(?:[省市县区州盟旗乡镇]|兵团|地方|各地|当地|本地|所在地|同级|上级|下级|本级|自治区|{_PROVINCES})"
    r"(?:级|人民政府)?的?(?:[（(][^）)]{1,12}[）)])?$|各?省[（(][^）)]{1,12}[）)]$"
)
_LOCAL_LIST = re.compile(
    rf"(?:[省县区州]|市(?!场)|{_PROVINCES})[一-鿿]{{0,10}}(?:厅|(?<!总)局|委|办)"
    r"(?:、[一-鿿]{1,12}(?:厅|(?<!总)局|委|办))*(?:[、和及与]|会同)$"
)
#: 美国能源部; 总后勤部卫生部 is a part of another body.
_OF_ANOTHER = re.compile(
    r"(?:[美英法德韩泰]国|日本|俄罗斯|欧盟|印度|加拿大|澳大利亚|新加坡|该国|外国|各国|对方国?|缔约[国方]|后勤部|政治部|参谋部|装备部)$"
)


def is_national_body(place: NamedSpan) -> bool:
    """Whether the name means the national body, not a local one, a kind of department or another word.

    >>> text = "商务部会同省商务部门、市发展改革委"
    >>> [is_national_body(NamedSpan(text, *span)) for span in ((0, 3), (6, 9), (12, 17))]
    [True, False, False]
    """
    name, after, before = place.name, place.after.lstrip(" \u3000"), place.clause_before
    other_word = _OTHER_WORD.get(name[-1])
    if (other_word and other_word.match(after)) or _DOCUMENT_NUMBER.match(after) or _BRANCH.match(after):
        return False
    if name in _STATE_COUNCIL and _OF_STATE_COUNCIL.match(after):
        return False
    return not _OF_ANOTHER.search(before) and not (_is_shared(name) and _is_local(place))


def _is_shared(name: str) -> bool:
    return not _NATIONAL.match(name) and bool(_SHARED.match(name))


def _is_local(place: NamedSpan) -> bool:
    before = place.clause_before
    return place.is_local or bool(_LOCAL_OWNER.search(before) or _LOCAL_LIST.search(before))


def is_local_document(title: str) -> bool:
    """Whether a document of this title comes from a province or from below it."""
    return jurisdiction_of(title, ()).level in (PROVINCIAL, MUNICIPAL)


# —— Actors

_SPOKEN_TO = re.compile(
    r"(?:鼓励|支持|引导|扶持|帮助|允许|要求|督促|指导|培育|吸引|组织|动员|服务|惠及|保障|奖励|补助|委托"
    r"|减轻|给予|赋予|对|向|为|由|让)"
    r"(?:(?:各类|各级|有关|相关|广大|国内|优秀|重点|骨干|符合条件的?|有条件的?|具备条件的?|中小|小微|民营|大型|科技型|更多)、?)*"
    r"(?:[一-鿿]{1,8}[、和及与或])*$"
)
_HAS_DUTY = re.compile(
    r"(?:[、和及与或][一-鿿]{1,8}){0,4}(?:依法|均|也|都|要|可|自主|主动|积极|及时|按规定|按照[一-鿿]{1,10})*"
    r"(?:应当?|必须|不得|须|可以|可|有权|有义务|负责|承担|参与|参加|申请|申报|享受|开展|建立|加强|设立|加大|牵头|搭台)"
)
#: What makes an actor an attribute of another word: 政府性, 企业登记.
_ATTRIBUTE = re.compile(
    r"性|采购|购买|债券|信用|网站|定价|规章|机构|法人|所得税|标准|年金|名称|登记|开办|用户|职工|员工|负责人|信息|数据|出资|基金|总部|工资|债|融资|股权|治理|形象|决策|工作|监管|职能|应对|与公众"
)


def is_addressed(place: NamedSpan) -> bool:
    """Whether the actor bears a duty or has a benefit: 鼓励企业…, 企业应当…; else everything names it.

    >>> text = "企业应当参与政府性融资担保，支持企业发展"
    >>> [is_addressed(NamedSpan(text, *span)) for span in ((0, 2), (6, 8), (16, 18))]
    [True, False, True]
    """
    if _HAS_DUTY.match(place.after):
        return True
    return bool(_SPOKEN_TO.search(place.clause_before)) and not _ATTRIBUTE.match(place.after)


# —— Instruments and goals

_VERBS = (
    "给予|予以|提供|实施|实行|落实|建立|健全|完善|推行|推广|推进|推动|开展|加大|加强|强化|扩大|提高|设立|通过|运用|采用|采取|安排|"
    "享受|发挥|探索|鼓励|支持|引导|发布|制定|制订|编制|公布|纳入|列入|免征|减征|使用|利用|创新|发展|优化|深化|规范|组织|启动|建设|"
    "搭建|打造|培育|执行|依托|出台|申请|发放|拨付|严格|试行|放宽|降低|拓宽|用于|借助|增加|改进|做好|全面|促进|扶持|确定"
)
_GOVERNED = re.compile(rf"{_VERBS}|(?<![可难得足所])以(?![下上及内外来后前往])")
_STARTS_WITH_VERB = re.compile(
    rf"(?:{_VERBS}|扶持|改善|引进|引入|淘汰|组建|禁止|限制|应对|参加|参与|到境外|在华|联合|保护|招标)"
)
_GOVERNS_AFTER = re.compile(
    r"(?:政策|制度|机制|力度|工作|措施|方式|资金)*(?:应当?|要|继续|全面|逐步|不断|进一步|由[一-鿿]{1,8}|按[一-鿿]{1,10})*"
    r"(?:加大|执行|落实|实施|推行|覆盖|予以|给予|开展|发放|推广)"
)
_DENIED = re.compile(
    r"不得|不能|不纳入|暂不|免于|不实[行施]|严禁|禁止|取消|停止|清理|不再|未经|未按|不予|没有|无需|骗取|套取|冒领|截留|违规|违法|擅自|挪用|虚报|终止|暂停|追回|退还|撤销"
)
#: 奖励大会, 试点地区: the instrument only qualifies another noun.
_QUALIFIES = re.compile(
    r"(?:[、和及][一-鿿]{2,3}){0,2}(?:机构|公司|大会|委员会|办法|条例|规定|领导小组|工作组|小组|办公室|证书|获得者|地区|城市|省份|单位"
    r"|企业|银行|院校|学校|医院|对象|人员|情况|问题|数据|案例|报告|合同|法律|业务|基金|费(?![用率])|费率|系统|行业|协会|师|者|员|额|区"
    r"|部门|主管|任务分工|方案|实施方案|章程|期间|结束|范围内|责任主体|以来|内容|结果|指标|项目|牵头|文件|市场|来源|难题|典型|经验|信息)"
)
#: 制定本行动计划: the document itself.
_ITSELF = re.compile(r"(?<![基成资])本$")
_DEFINED = re.compile(r"[”」]?，?(?:是指|指的是|，指|包括以下|的含义)")
_DEFINES = re.compile(r"(?:所称|以下(?:简|统)称)[“「]?$")
_TITLE = re.compile(
    r"(?:通知|意见|办法|方案|规定|条例|决定|函|批复|细则|通报|规划|纲要|公告|报告|目录)(?:[（(][^）)]*[）)])?$"
)


def is_goal(place: NamedSpan) -> bool:
    """Whether the words state a goal: they stand in no title and nothing denies them."""
    return not _DENIED.search(place.clause_before) and not _is_title(place.line)


def is_instrument(place: NamedSpan) -> bool:
    """Whether the instrument is used in its clause: a verb governs it, nothing denies it, and it does not
    merely qualify a noun.

    >>> text = "加大财政贴息力度。骗取贴息的，依法处理。财政贴息资金管理办法"
    >>> [is_instrument(NamedSpan(text, *span)) for span in ((4, 6), (11, 13), (22, 24))]
    [True, False, False]
    """
    if not is_goal(place) or _DEFINED.match(place.after) or _DEFINES.search(place.clause_before):
        return False
    if _QUALIFIES.match(place.after) or _ITSELF.search(place.clause_before):
        return False
    return bool(
        _STARTS_WITH_VERB.match(place.name)
        or _GOVERNED.search(place.clause_before)
        or _GOVERNS_AFTER.match(place.after)
    )


def _is_title(line: str) -> bool:
    return bool(_TITLE.search(line)) and not re.search(r"[。；！？]", line) and len(line) < 80
