"""The terms of a clause that gives something: who, when, how much, up to what, until when, through whom."""

from __future__ import annotations

import re

from guidance.drafting.drafted import Beneficiary, DraftedMeasure
from guidance.matching.measure import Quote
from guidance.matching.measure_choices import Benefit, Force
from guidance.matching.profile_choices import ApplicantKind

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)"
_SUM = (
    rf"{_NUMBER}\s*(?:[—\-~至]\s*{_NUMBER}\s*)?(?:百|千|万|亿)*元(?:人民币)?"
    r"(?:\s*[/／每]\s*[人户家年月亩台件个平方米㎡]+)?"
)
_SHARE = (
    r"\d[\d.]*\s*[%％‰](?:\s*[—\-~至]\s*\d[\d.]*\s*[%％‰])?|百分之[零一二三四五六七八九十百]+|"
    r"[一二三四五六七八九两半]成|(?:\d+|[一二三四五六七八九十两]+)倍"
)
_AMOUNT = re.compile(rf"(?:每[人户家年月亩台件个项辆套]?[^，。；]{{0,6}}?)?{_SUM}")
_RATIO = re.compile(_SHARE)
_CEILING = re.compile(
    r"(?:最高|最多|上限|累计|总额|合计)?[^，。；]{0,10}?"
    r"(?:不超过|不得超过|不高于|最高(?:可)?(?:为|达|给予|补助|奖励)?|上限为?|封顶)"
    rf"[^，。；]{{0,14}}?(?:{_SUM}|{_SHARE})"
)
_UNTIL = re.compile(
    r"(?:自|从)[^，。；]{1,24}?起[^，。；]{0,6}?(?:\d+|[一二三四五六七八九十]+)\s*(?:个)?(?:年|月|日|工作日)(?:内)?"
    r"|(?:\d+|[一二三四五六七八九十]+)\s*(?:个)?(?:年|月|工作日)(?:内|以内)"
    r"|(?:连续|为期|期限(?:为|不超过|最长)?|有效期为?|不超过)\s*(?:\d+|[一二三四五六七八九十]+)\s*(?:个)?(?:年|月)"
    r"|\d+年(?=[^，。；]{0,10}(?:补贴|补助|贴息|免费|减免))"
    r"|(?:至|到|截至|截止到?|在|于)\s*\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|止|前|之前)?"
    r"|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之)?前"
)
_BODY = (
    r"[一-鿿]{0,14}(?:主管部门|行政部门|人民政府|有关部门|部门|委员会|办公室|管理局|"
    r"[^，。；的]{1,6}(?:局|厅|委|办|部)|机关|机构|中心)"
)
_OFFICE = re.compile(
    rf"由(?P<by>{_BODY})|(?:向|到)(?P<to>{_BODY})(?:提出)?(?:申请|申报|备案|提交|领取)|"
    rf"经(?P<through>{_BODY})(?:认定|批准|审核|审定|同意|备案)"
)
_CONTACT = re.compile(
    r"(?:联系)?电话[：:]?\s*[\d\-—（）() ]{7,}|(?:网址|网站|邮箱)[：:]?\s*[\w.@:/\-]+|https?://[\w./\-]+"
)
#: Words for kinds of applicants, the longer ones first.
_KIND_WORDS: tuple[tuple[ApplicantKind, str], ...] = (
    (ApplicantKind.GROUP, r"企业集团|集团公司"),
    (ApplicantKind.ALLIANCE, r"(?:技术|产业|创新)(?:战略)?联盟|创新联合体"),
    (ApplicantKind.BASE, r"(?:产业|示范|创业|孵化)[^，。；的]{0,6}基地|开发区|园区|产业园"),
    (ApplicantKind.KEY_INSTITUTE, r"国家级?骨干科研机构"),
    (ApplicantKind.UNIVERSITY, r"高等(?:学校|院校)|高校|大学"),
    (ApplicantKind.RESEARCH_INSTITUTE, r"科研(?:院所|机构|单位)|研究(?:院|所|机构|开发机构)|研发机构"),
    (ApplicantKind.INTERMEDIARY, r"(?:中介|服务|孵化|担保|咨询)[^，。；的]{0,6}机构|孵化器|众创空间"),
    (ApplicantKind.ASSOCIATION, r"行业协会|行业组织|商会|社会团体|社会组织"),
    (
        ApplicantKind.ENTERPRISE,
        r"企业(?!所得税|年金)|公司|工厂|纳税人|经营者|用人单位|个体工商户|市场主体|生产者",
    ),
    (
        ApplicantKind.INDIVIDUAL,
        r"个人|人员|人才|职工|员工|毕业生|学生|农民|农户|居民|家庭|公民|专家|科学家|教师|医务人员|老年人|残疾人|志愿者|"
        r"职业农民|贫困户|劳动者|退役军人",
    ),
    (
        ApplicantKind.OTHER,
        r"单位|合作社|医院|学校|幼儿园|组织|法人|村集体|地区|地方(?!分享|级|财政|政府|标准)|城市|"
        r"(?:省|市|县|区|州)（[^，。；]{0,16}）",
    ),
)
_KINDS = tuple((kind, re.compile(words)) for kind, words in _KIND_WORDS)
_CONDITION = re.compile(
    r"^(?:符合|经|具备|满足|达到|具有|取得|获得|列入|属于|通过|在[^，]{2,20}(?:期间|期限内|范围内)|依法|当年|首次|新)"
    r"|的$|(?:后|时|期间|以上|前提下|基础上|情况下)$"
)
_GUIDING = re.compile(r"鼓励|支持|引导|倡导|可以|可(?:按|给|享|申|根|适|减|免|优)|适当|酌情|力争")
_TASK = re.compile(r"研究(?:制定|提出|出台|对)|探索|推动|争取|积极(?:研究|探索|推进)")
_RELIEF = re.compile(
    r"免征|减征|减免|减按|减半|免收|免缴|免税|退税|扣除|折旧|缓缴|即征即退|先征后|返还|税收|税费|降低|免除|优惠"
)
_STANDING = re.compile(r"授予|认定为|评为|称号|资格")
_GRANT = re.compile(r"补助|补贴|奖|资助|贴息|补偿|津贴|资金|经费|元|贴保|救助|抚恤")
_SHORTEST_CONDITION = 3


def terms_of(clause: Quote, giving: re.Match[str]) -> DraftedMeasure:
    """`giving` are the words of the clause that give."""
    words = clause.quote
    recipient = _recipient_span(words, giving.start())
    return DraftedMeasure(
        clause=clause,
        verb=_quote_part(clause, *_verb_span(giving)),
        force=_force(words, giving),
        benefit=_benefit(giving[0], words[giving.start() :]),
        beneficiaries=_beneficiaries(clause, recipient, giving),
        conditions=_conditions(clause, recipient, giving.start()),
        amounts=_matching_parts(clause, _AMOUNT, _amounts_start(words, giving)),
        ratios=_matching_parts(clause, _RATIO, _amounts_start(words, giving)),
        ceilings=_matching_parts(clause, _CEILING, _amounts_start(words, giving)),
        deadlines=_matching_parts(clause, _UNTIL),
        offices=_offices(clause),
        contacts=_matching_parts(clause, _CONTACT),
    )


def _quote_part(clause: Quote, start: int, end: int) -> Quote:
    assert clause.start is not None
    return Quote(clause.quote[start:end], clause.start + start, clause.start + end)


def _matching_parts(clause: Quote, pattern: re.Pattern[str], start: int = 0) -> tuple[Quote, ...]:
    return tuple(_quote_part(clause, *match.span()) for match in pattern.finditer(clause.quote, start))


def _recipient_span(words: str, giving: int) -> tuple[int, int]:
    """The words from 对 or 凡 to those it is given to: 对…的企业. (0, 0) where the clause has none.

    A number before the giving words belongs to a condition, not to what is given.
    """
    opening = re.search(r"(?:^|[，,：:一-鿿])(?:针)?(?P<to>对(?!应|外|口|[^“]*”)(?:于)?|凡)", words[:giving])
    if opening is None:
        return (0, 0)
    start = opening.start("to")
    head = list(_HEAD.finditer(words, start, giving))
    return (start, head[-1].end()) if head else (start, _without_modals(words, start, giving))


#: The end of those to whom something is given: …的企业， / …的， / 企业给予.
_HEAD = re.compile(r"的[^，,：:]{0,16}(?=[，,：:])")


def _without_modals(words: str, start: int, end: int) -> int:
    """Where a stretch ends without the small words before a verb: 继续, 应当, 要, 可."""
    stretch = re.split(r"[，,：:]", words[start:end])[0]
    return start + len(
        re.sub(
            r"(?:继续|应当|应|要|将|可以|可|依法|定期|实施|实行|进行|获得|按照?[^，]{0,12}规定|由[^，]{0,12})+$",
            "",
            stretch,
        )
    )


def _amounts_start(words: str, giving: re.Match[str]) -> int:
    """From where sums are what is given: the giving words, or 按…标准 in their part of the clause."""
    part = max(words.rfind(mark, 0, giving.start()) for mark in "，,：:") + 1
    basis = re.search(r"按照?|以(?=[^，]*标准)", words[part : giving.start()])
    return part + basis.start() if basis else giving.start()


def _verb_span(giving: re.Match[str]) -> tuple[int, int]:
    """The verb alone: of what it governs only the first words."""
    verb = re.match(
        r"给予|予以|给与|提供|发放|享受|享有|免除|返还|降低|安排|拨付|下达|设立|授予|认定为|评为|允许|免于|可不(?:再)?办理|赋予|可以?申请|可以?申领|可以?领取|"
        r"优先[一-鿿]{2}|补助|补贴|奖励|奖补|资助|补偿|贴息|津贴",
        giving[0],
    )
    return (giving.start(), giving.start() + verb.end()) if verb else giving.span()


def _force(clause: str, giving: re.Match[str]) -> Force:
    """From the words that govern the giving: those at the head of the clause, and of its own part."""
    part = max(clause.rfind(mark, 0, giving.start()) for mark in "，,：:") + 1
    governing = re.sub(r"对[^，]*的", "", clause[part : giving.end()])
    if _TASK.match(clause) or _TASK.search(governing):
        return Force.TASK
    return Force.GUIDING if _GUIDING.match(clause) or _GUIDING.search(governing) else Force.RIGID


def _benefit(giving: str, after: str) -> Benefit:
    nearby_words = after[: max(len(giving), 30)]
    for benefit, pattern in (
        (Benefit.STANDING, _STANDING),
        (Benefit.GRANT, _GRANT),
        (Benefit.RELIEF, _RELIEF),
    ):
        if pattern.search(giving):
            return benefit
    if _GRANT.search(nearby_words):
        return Benefit.GRANT
    return Benefit.RELIEF if _RELIEF.search(nearby_words) else Benefit.RIGHT


def _beneficiaries(
    clause: Quote, recipient: tuple[int, int], giving: re.Match[str]
) -> tuple[Beneficiary, ...]:
    """Who it is given to: those named last in 对…的…, else before the giving words, else behind them."""
    words = clause.quote
    head = words.rfind("的", *recipient) + 1 if any(recipient) else 0
    for start, end in ((head, recipient[1]), recipient, (0, giving.start()), (giving.start(), len(words))):
        if beneficiaries := _beneficiaries_between(clause, start, end):
            return beneficiaries
    return ()


def _beneficiaries_between(clause: Quote, start: int, end: int) -> tuple[Beneficiary, ...]:
    words_by_kind: dict[ApplicantKind, Quote] = {}
    used_spans: list[tuple[int, int]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(clause.quote, start, end):
            if kind not in words_by_kind and not any(
                used_start < match.end() and match.start() < used_end for used_start, used_end in used_spans
            ):
                words_by_kind[kind] = _quote_part(clause, *match.span())
                used_spans.append(match.span())
    return tuple(Beneficiary(kind, words) for kind, words in words_by_kind.items())


def _conditions(clause: Quote, recipient: tuple[int, int], giving: int) -> tuple[Quote, ...]:
    """For whom, and the parts beside it before the giving words that say when."""
    parts = [_quote_part(clause, *recipient)] if any(recipient) else []
    for part in re.finditer(r"[^，,：:]+", clause.quote[:giving]):
        words = re.split(r"可以|应当|可(?=[享申按在根])", part[0].strip())[0]
        start = part.start() + part[0].index(words)
        is_apart = start >= recipient[1] or start + len(words) <= recipient[0]
        if is_apart and len(words) >= _SHORTEST_CONDITION and _CONDITION.search(words):
            parts.append(_quote_part(clause, start, start + len(words)))
    return tuple(sorted(parts, key=lambda quote: quote.start or 0))


def _offices(clause: Quote) -> tuple[Quote, ...]:
    spans = [match.span(match.lastgroup) for match in _OFFICE.finditer(clause.quote) if match.lastgroup]
    return tuple(_quote_part(clause, *span) for span in spans)
