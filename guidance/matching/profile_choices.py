"""What a profile can say: closed vocabularies, whose codes never change (other systems store them)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db import models

from articles.content_files import content_table


class ApplicantKind(models.TextChoices):
    """What an applicant is (单位类别)."""

    ENTERPRISE = "enterprise", "企业"
    GROUP = "group", "企业集团"
    ALLIANCE = "alliance", "技术联盟"
    BASE = "base", "产业技术开发基地"
    RESEARCH_INSTITUTE = "research_institute", "科研院所"
    KEY_INSTITUTE = "key_institute", "国家级骨干科研机构"
    UNIVERSITY = "university", "高等院校"
    INTERMEDIARY = "intermediary", "科技中介机构"
    ASSOCIATION = "association", "行业协会"
    INDIVIDUAL = "individual", "个人"
    OTHER = "other", "其他单位"

    @property
    def implies(self) -> ApplicantKind | None:
        """What is said to all of that kind holds for this one too."""
        return IMPLIED_KINDS.get(self)


#: A group is made of enterprises, a key institute is a research institute: what is said to all holds for it.
IMPLIED_KINDS: dict[str, ApplicantKind] = {
    ApplicantKind.GROUP: ApplicantKind.ENTERPRISE,
    ApplicantKind.KEY_INSTITUTE: ApplicantKind.RESEARCH_INSTITUTE,
}


class Size(models.TextChoices):
    """统计上大中小微型企业划分办法（2017）"""

    MICRO = "micro", "微型"
    SMALL = "small", "小型"
    MEDIUM = "medium", "中型"
    LARGE = "large", "大型"
    UNKNOWN = "unknown", "不清楚"


class Ownership(models.TextChoices):
    DOMESTIC = "domestic", "内资"
    FOREIGN = "foreign", "外资"
    UNKNOWN = "unknown", "不清楚"


class OpenAnswer(models.TextChoices):
    """An answer in an open world: what is not known is not denied."""

    YES = "yes", "是"
    NO = "no", "否"
    UNKNOWN = "unknown", "不清楚"


class Activity(models.TextChoices):
    """What an applicant does, or seeks support for (活动)."""

    RD = "rd", "研发"
    KEY_TECH_RD = "key_tech_rd", "共性关键技术研发"
    PLATFORM = "platform", "研发平台与基地建设"
    ALLIANCE = "alliance", "技术联盟"
    TECH_CENTER = "tech_center", "企业技术中心建设"
    PUBLIC_TECH_SERVICE = "public_tech_service", "利用公共技术服务"
    TECH_SERVICE = "tech_service", "提供技术服务"
    CIVIL_MILITARY = "civil_military", "军民结合"
    FINANCE = "finance", "融资贷款"
    CIRCULAR = "circular", "节能环保与循环经济"
    PROCUREMENT = "procurement", "参与政府采购"
    TRANSFORMATION = "transformation", "技术改造"
    STANDARDS = "standards", "标准制定"
    STANDARDS_RESEARCH = "standards_research", "标准研究"
    INTL_STANDARDS = "intl_standards", "国际标准制定"
    TRADE_BARRIERS = "trade_barriers", "应对国外技术壁垒"
    IP = "ip", "知识产权"
    COMMERCIALISATION = "commercialisation", "成果转化"
    TECH_IMPORT = "tech_import", "技术装备引进"
    ABSORPTION = "absorption", "引进消化吸收再创新"
    BIDDING = "bidding", "投标分包"
    GOODS_IMPORT = "goods_import", "进口仪器设备零部件原材料"
    OVERSEAS_RD = "overseas_rd", "境外研发机构"
    INWARD_RD = "inward_rd", "在华设研发机构"
    INTL_RD = "intl_rd", "国际合作研发"
    FOREIGN_CAPITAL = "foreign_capital", "引入国外风投与咨询"
    OVERSEAS_TALENT = "overseas_talent", "引进海外人才"
    TECH_TRADE = "tech_trade", "技术交易"
    TALENT_TRAINING = "talent_training", "人才培养"
    STAFF_TRAINING = "staff_training", "在职培训与继续教育"
    EQUITY_INCENTIVE = "equity_incentive", "股权期权激励"
    GRADUATE_RECRUITMENT = "graduate_recruitment", "招聘高校毕业生"

    @property
    def group(self) -> str:
        """The topic under which the finder asks for it, in words."""
        return next(topic.label for topic, activities in ACTIVITIES_OF.items() if self in activities)


class Topic(models.TextChoices):
    """What an applicant wants, in plain words (想办的事); each stands for some activities."""

    FUNDS = "funds", "借钱、融资"
    RESEARCH = "research", "搞研发、建平台"
    UPGRADE = "upgrade", "改造设备、节能环保"
    MARKET = "market", "卖给政府、投标分包"
    ABROAD = "abroad", "进口、引进、国际合作"
    RIGHTS = "rights", "专利、标准、成果转化"
    SERVICE = "service", "技术服务、技术交易"
    PEOPLE = "people", "招人、育人、激励"


#: The activities of each topic, in the order in which they are asked for.
ACTIVITIES_OF: dict[Topic, tuple[Activity, ...]] = {
    Topic.FUNDS: (Activity.FINANCE, Activity.FOREIGN_CAPITAL),
    Topic.RESEARCH: (
        Activity.RD,
        Activity.KEY_TECH_RD,
        Activity.PLATFORM,
        Activity.TECH_CENTER,
        Activity.ALLIANCE,
        Activity.CIVIL_MILITARY,
    ),
    Topic.UPGRADE: (Activity.TRANSFORMATION, Activity.CIRCULAR),
    Topic.MARKET: (Activity.PROCUREMENT, Activity.BIDDING),
    Topic.ABROAD: (
        Activity.GOODS_IMPORT,
        Activity.TECH_IMPORT,
        Activity.ABSORPTION,
        Activity.INTL_RD,
        Activity.OVERSEAS_RD,
        Activity.INWARD_RD,
    ),
    Topic.RIGHTS: (
        Activity.IP,
        Activity.COMMERCIALISATION,
        Activity.STANDARDS,
        Activity.STANDARDS_RESEARCH,
        Activity.INTL_STANDARDS,
        Activity.TRADE_BARRIERS,
    ),
    Topic.SERVICE: (Activity.PUBLIC_TECH_SERVICE, Activity.TECH_SERVICE, Activity.TECH_TRADE),
    Topic.PEOPLE: (
        Activity.GRADUATE_RECRUITMENT,
        Activity.OVERSEAS_TALENT,
        Activity.TALENT_TRAINING,
        Activity.STAFF_TRAINING,
        Activity.EQUITY_INCENTIVE,
    ),
}


@dataclass(frozen=True)
class ProfileQuestion:
    """A question with a closed vocabulary: `member` is its answer in a profile, `parameter` in an address.

    `prefix` stands before an answer that is shown without its question.
    """

    member: str
    parameter: str
    label: str
    vocabulary: type[models.TextChoices]
    takes_several: bool = False
    prefix: str = ""

    def in_short(self, code: str) -> str:
        """规模：小型"""
        return f"{self.prefix}{self.vocabulary(code).label}"


#: In the order of an address.
PROFILE_QUESTIONS = (
    ProfileQuestion("kinds", "kind", "单位类别", ApplicantKind, takes_several=True),
    ProfileQuestion("activities", "does", "开展的活动", Activity, takes_several=True, prefix="开展："),
    ProfileQuestion("needs", "needs", "寻求支持的活动", Activity, takes_several=True, prefix="寻求支持："),
    ProfileQuestion("size", "size", "企业规模", Size, prefix="规模："),
    ProfileQuestion("ownership", "ownership", "内资或外资", Ownership),
    ProfileQuestion("multinational", "multinational", "是否跨国公司", OpenAnswer, prefix="跨国公司："),
)


@cache
def sectors() -> dict[str, str]:
    """GB/T 4754-2017 门类: letter and name."""
    rows = content_table("guidance/sectors.toml")["sector"]
    return {row["code"]: row["name"] for row in rows}


def sector_choices() -> list[tuple[str, str]]:
    return [(code, f"{code} {name}") for code, name in sectors().items()]


#: An answer to a fact, and the values of the profile that it follows from, by their names (size, kinds, …).
ImpliedAnswer = tuple[OpenAnswer, dict[str, str | list[str]]]


@cache
def facts_settled_by_answers() -> dict[str, tuple[ImpliedAnswer, ...]]:
    """The facts that other answers of a profile settle, by code.

    Each of the names has to hold; of a list of values one is enough.
    """
    keys = (("implied_by", OpenAnswer.YES), ("denied_by", OpenAnswer.NO))
    answers_by_code = {
        row["code"]: tuple((answer, row[key]) for key, answer in keys if key in row)
        for row in content_table("guidance/facts.toml")["fact"]
    }
    return {code: answers for code, answers in answers_by_code.items() if answers}
