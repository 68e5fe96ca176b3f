"""Find the clauses of a text that give somebody something (给予补助、免征、优先 …). Pure: no database.

A clause is a stretch between full stops or semicolons. It gives where a giving verb governs a benefit
(给予 … 补助), where the verb is itself one (免征, 贴息), where a sum is set (奖励 100 万元) or a precedence
(优先安排). What punishes, forbids, takes away, reports the past, or sets up a scheme gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.drafting.drafted import DraftedMeasure
from guidance.drafting.terms import terms_of
from guidance.matching.measure import Quote

_CLAUSE = re.compile(r"[^。；;！？\n]+")
#: What parts a clause into its own parts.
_COMMAS = re.compile(r"[，,：:]")
#: The label in front of a point: 第八条　, （三）, 1.
_LABEL = re.compile(
    r"[\s　]*(?:第[〇零一二三四五六七八九十百千]+[条款项]|[（(][一二三四五六七八九十\d]+[）)]|"
    r"\d+(?:\.\d+)*[.．、　 ]|"
    r"[一二三四五六七八九十]+、)?[\s　]*"
)

_BENEFITS = (
    "补助|补贴|奖励|奖补|奖金|资助|支持|优惠|扶持|贴息|减免|减征|免征|免税|退税|倾斜|补偿|津贴|经费|"
    "优先|优待|照顾|保费|抚恤|救助|表彰|税收政策|扶持政策|待遇"
)
#: What is provided has to be worth something by itself; advice, forms and information are not meant.
_PROVIDED = "补助|补贴|资助|贷款|贴息|担保|经费|资金|优惠|免费|保费|无偿|场地|住房"
_SUMS = (
    r"\d[\d,.]*\s*(?:[—\-~至]\s*\d[\d,.]*\s*)?(?:百|千|万|亿)*元|[一二三四五六七八九十百千万两]+元|"
    r"\d[\d.]*\s*[%％]|百分之[一二三四五六七八九十百]+"
)
_GIVING = re.compile(
    rf"(?P<governed>(?:给予|予以|给与|发放|享受|享有)[^，。；]{{0,24}}?(?:{_BENEFITS})|"
    rf"(?<![能其应须])提供(?!的)[^，。；]{{0,16}}?(?:{_PROVIDED})(?!物))"
    r"|(?P<relief>免征|减征|减免|减按|减半|免收|免缴|免予缴纳|即征即退|先征后[退返]|加计扣除|税前扣除|加速折旧|缓缴|"
    r"免费(?:培训|使用|享受|体检|办理|检测|入学|接种|治疗|提供(?!的))|免除[^，。；]{0,10}(?:费|税)|(?:定额|据实|全额|加倍)扣除|(?:应纳税所得额|税款)[^，。；]{0,6}扣除|"
    r"返还[^，。；]{0,10}(?:费|税|款)|降低[^，。；]{0,12}(?:费率|税率|收费标准))"
    rf"|(?P<sum>(?:补助|补贴|奖励|奖补|资助|补偿|贴息|津贴)[^，。；]{{0,12}}?(?:{_SUMS})|"
    rf"(?:{_SUMS})(?:以内|左右)?的?(?:一次性)?(?:补助|补贴|奖励|奖补|资助|补偿|贴息|津贴))"
    r"|(?P<first>优先(?:安排|支持|采购|购买|办理|保障|推荐|考虑|纳入|享受|录用|录取|选用|使用|审批|供应|供给|给予|"
    r"列入|配套|获得|受理|审查|予以|推广|选择|立项|提供|聘用|评聘|评定|晋升|采用|用于))"
    r"|(?P<grant>(?:安排|拨付|下达|设立)[^，。；]{0,12}资金[^。；]{0,16}(?:支持|用于|补助|奖励|扶持|资助))"
    r"|(?P<title>(?:授予|认定为|评为)[^，。；]{0,14}(?:称号|企业|中心|基地|机构|园区|示范))"
    r"|(?P<may>可以?(?:(?:按照?|向|到)[^，。；]{0,18}?)?(?:申请|申领|领取)[^，。；]{0,16}"
    r"(?:补助|补贴|奖励|资助|贷款|资金|贴息|津贴|减免|退税))"
    r"|(?P<right>(?<![不经])允许(?=[^，。；]{0,30}(?:企业|单位|机构|个人|人员|高校|院校|学校|居民|商户|主体))|"
    r"免于[一-鿿]{2}|可不(?:再)?办理|赋予(?=[^，。；]{0,16}(?:等级|资格|权限|自主权)))"
    r"|(?P<means>通过[^，。；]{0,16}(?:贴息|补贴|奖补|补偿|补助|资助)等方式)"
    r"|(?P<subsidy>(?:财政|资金|基金)[^，。；过]{0,6}(?:贴息|贴保))"
)
#: What stands in a clause that gives nothing: penalties and misuse.
_PUNISHES = re.compile(
    r"处分|处罚|罚款|追究|骗取|截留|挪用|责令|没收|违法所得|吊销|取缔|弄虚作假|滥用职权|玩忽职守|警告|批评|通报批评|"
    r"犯罪|追缴|拒不|依法给予治安"
)
#: Nor is anything given in what asks for it, tells of it, or says what a word means.
_TELLS = re.compile(
    r"请求|希望(?:国家|中央)|一直|正在|正按|所称|是指|已(?:经)?(?:给予|予以)|计入|通报$|研究提出|违反"
)
#: Before the giving words, in their own part of the clause: forbids, ends, looks back, only plans.
_DENIES = re.compile(
    r"不得|不予|不再|不可|不能|严禁|禁止|停止|取消|清理|废止|违法|擅自|公告|明示|未(?:能)?给予|无法|暂不|尚未|不享受|不应|防止|已(?:经)?$|曾"
)
_PLANS = re.compile(
    r"(?:建立|健全|完善|探索|研究(?!开发|机构|院|所|生|人员|中心)|制定|制订|出台|修订|落实|规范|改革|推进|推动|加快)(?!.*(?:对|给))[^，]{0,16}$"
)
#: After them: not a benefit but what is said about one, or words that only describe what follows.
_ABOUT = re.compile(
    r"^(?:机制|制度|办法|标准|资金管理|体系|年限|条件由)"
    rf"|^[^，。；]{{0,12}}的(?:有关|相关|各项)?(?!(?:有关|相关|各项)?(?:{_BENEFITS}|政策|贷款|资金|服务|[，,]|$))[一-鿿]"
)


#: 对降低费率成效明显的地方予以奖补: the first words only say who they are that the later ones are about.
_WHOM_OPEN = re.compile(r"(?:对(?!应|外|口)(?:于)?|凡)[^的]*$")
_GIVEN_TO_THEM = re.compile(r"[^的]*的.*(?:给予|予以|给与|实行|安排|享受|优先|补助|补贴|奖励)")
#: Words that give whatever follows them.
_SURE = ("sum", "relief", "first", "right", "means", "grant")


def drafted_measures(text: str) -> list[DraftedMeasure]:
    """The measures that a text seems to hold, in its order; offsets are code points of the text."""
    return [draft for clause in _clauses(text) if (draft := _draft_measure(clause))]


def _clauses(text: str) -> Iterator[Quote]:
    for match in _CLAUSE.finditer(text):
        start = match.start() + _LABEL.match(match[0]).end()  # type: ignore[union-attr]  # matches anything
        words = text[start : match.end()].rstrip()
        if len(words) >= _SHORTEST:
            yield Quote(words, start, start + len(words))


_SHORTEST = 8


def _draft_measure(clause: Quote) -> DraftedMeasure | None:
    if _PUNISHES.search(clause.quote) or _TELLS.search(clause.quote):
        return None
    giving = next(
        (match for match in _GIVING.finditer(clause.quote) if _is_giving(clause.quote, match)), None
    )
    return terms_of(clause, giving) if giving else None


def _is_giving(clause: str, giving: re.Match[str]) -> bool:
    """Whether the words give: neither denied or only planned before, nor a matter of another rule after."""
    leading = _COMMAS.split(clause[: giving.start()])[-1]
    before = leading.rpartition("的")[2]  # what ends with 的 describes: 不再生产的企业给予补助
    after = _COMMAS.split(clause[giving.end() :])[0]
    if _DENIES.search(before) or _DENIES.match(giving[0]):
        return False
    if _WHOM_OPEN.search(before) and _GIVEN_TO_THEM.match(after):
        return False
    if after.endswith(("的", "时")) or giving[0].endswith("的"):  # 经认定为…的，…: a condition
        return False
    if giving.lastgroup not in _SURE and (_PLANS.search(before) or _ABOUT.match(clause[giving.end() :])):
        return False
    return not _is_general(giving, clause)


def _is_general(giving: re.Match[str], clause: str) -> bool:
    """优先保障民生, 各部门要给予支持: a line that names nobody who would be preferred or supported."""
    before = clause[: giving.end()]
    if giving.lastgroup == "first":
        return not re.search(r"对|给予|符合|的[，,]|企业|单位|个人|人员|项目|产品|机构|服务", clause)
    if giving.lastgroup != "governed" or not re.search(r"支持$|照顾$|优先$", giving[0]):
        return False
    parts = [part for part in _COMMAS.split(before) if not re.search(r"部门|政府|各地|单位应当", part)]
    naming = r"对[^，]*(?:的|企业|个人|单位|项目)|企业|机构|实验室|中心|团队|园区|基地|院校|学校|人员|的$"
    return not any(re.search(naming, part) for part in (*parts, *re.findall(r"对.*", before)))
