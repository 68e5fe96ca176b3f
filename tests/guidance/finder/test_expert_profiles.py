"""What the shipped measures say to applicants as an expert reads the policy: who gets what, and who does not.

Each case lists every measure that is offered, with its verdict; whatever is not listed has to be excluded.
"""

from dataclasses import dataclass, field

import pytest

from guidance.matching.matcher import match
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.verdicts import Verdict
from guidance.models import SupportMeasure
from guidance.models.catalogue import read_measures

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """An applicant, and the measures that apply to it, are open to it or have to be checked, by slug."""

    name: str
    profile: dict
    applies: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    check: set[str] = field(default_factory=set)


def domestic(**answers) -> dict:
    return {"kinds": ["enterprise"], "ownership": "domestic", "multinational": "no", **answers}


_ON_PROJECT = {
    "undertakes_national_major_project": "yes",
    "imports_not_made_in_china": "yes",
    "imports_key_research_goods": "yes",
}
_PRODUCT = {"self_developed_with_own_ip": "yes", "major_equipment_or_product": "yes"}
_BOTH_EXEMPTIONS = {"import-duty-major-projects", "import-duty-major-equipment"}

CASES = [
    Case(
        "承担国家重大科技专项的大型企业，进口国内不能生产的科研仪器",
        domestic(size="large", needs=["goods_import"], facts=_ON_PROJECT),
        applies={"import-duty-major-projects"},
        check={"import-duty-major-equipment"},
    ),
    Case(
        "同一企业所进口的国内能够生产：第一种免税不再适用",
        domestic(
            size="large", needs=["goods_import"], facts={**_ON_PROJECT, "imports_not_made_in_china": "no"}
        ),
        check={"import-duty-major-equipment"},
    ),
    Case(
        "没有承担专项、进口普通生产设备的制造企业：两种免税都没有",
        domestic(
            size="medium",
            needs=["goods_import"],
            facts={"undertakes_national_major_project": "no", "imports_key_parts_or_materials": "no"},
        ),
    ),
    Case(
        "只说要进口设备的企业：两种免税都须核对，都不能说适用",
        domestic(needs=["goods_import"]),
        check=_BOTH_EXEMPTIONS,
    ),
    Case(
        "小型软件企业做研发、要贷款：第二句可用，第一句要看是否重大的关键共性技术",
        domestic(size="small", activities=["rd"], needs=["finance"]),
        applies={"sme-technology-credit"},
        check={
            "credit-key-common-technology",
            "guide-conforming-technology",
            "strategic-key-common-technology",
        },
    ),
    Case(
        "微型企业想用公共技术平台：第九条的技术服务写给中小企业",
        domestic(size="micro", needs=["public_tech_service"]),
        applies={"sme-technology-services"},
    ),
    Case(
        "大型企业要贷款：第十条第一句要看贷款做什么，第二句限于中小企业",
        domestic(size="large", needs=["finance"]),
        check={"credit-key-common-technology"},
    ),
    Case(
        "规模不清楚的企业要贷款：两句都须核对",
        domestic(needs=["finance"]),
        check={"credit-key-common-technology", "sme-technology-credit"},
    ),
    Case(
        "大企业联合攻关共性关键技术",
        domestic(size="large", activities=["key_tech_rd", "alliance"]),
        applies={"large-enterprise-common-technology", "strategic-key-common-technology"},
        check={
            "credit-key-common-technology",
            "guide-conforming-technology",
            "common-technology-platforms",
            "key-technology-campaigns",
        },
    ),
    Case(
        "老厂技术改造：只有第十三条，要看用什么技术改造",
        domestic(size="medium", needs=["transformation"]),
        check={"technical-renovation"},
    ),
    Case(
        "大型跨国公司在华研发中心：国内企业的条款不可用",
        {
            "kinds": ["enterprise"],
            "size": "medium",
            "ownership": "foreign",
            "multinational": "yes",
            "activities": ["inward_rd", "intl_rd", "overseas_talent"],
            "facts": {"part_of_large_multinational": "yes"},
        },
        applies={"multinational-research-in-china"},
        open={"international-research-cooperation"},
        check={"overseas-talent"},
    ),
    Case(
        "到境外并购研发机构的国内企业",
        domestic(size="large", needs=["overseas_rd"]),
        check={"overseas-research-institutions"},
    ),
    Case(
        "同样的打算，外资企业：第二十六条只写国内企业",
        {"kinds": ["enterprise"], "ownership": "foreign", "needs": ["overseas_rd"]},
    ),
    Case(
        "四项条件齐全的自主创新产品参加政府采购：2011年已停止执行，不再提供",
        domestic(needs=["procurement"], facts={**_PRODUCT, "recognised_innovation_product": "yes"}),
    ),
    Case(
        "没有经过认定的产品：第二十条不适用",
        domestic(needs=["procurement"], facts={**_PRODUCT, "recognised_innovation_product": "no"}),
    ),
    Case(
        "与大学联合引进技术的化工企业；引进只有它一家需要",
        domestic(
            needs=["tech_import", "absorption"],
            facts={"import_needed_by_several_enterprises": "no", "imports_core_technology": "yes"},
        ),
        applies={"core-technology-import"},
        check={"joint-import-and-absorption", "fiscal-support-absorption", "joint-bidding"},
    ),
    Case(
        "理工科大学转化拥有知识产权的成果、培养人才",
        {
            "kinds": ["university"],
            "activities": ["commercialisation", "talent_training"],
            "facts": {"results_have_ip": "yes"},
        },
        applies={"university-ip-commercialisation"},
        open={"technology-trading"},
        check={"joint-talent-training", "priority-talents"},
    ),
    Case(
        "国家级骨干科研机构研究标准",
        {"kinds": ["key_institute"], "needs": ["standards_research"]},
        applies={"key-institute-standards"},
        check={"technical-standards-research"},
    ),
    Case(
        "一般科研院所研究标准：骨干机构的一句不可用",
        {"kinds": ["research_institute"], "needs": ["standards_research"]},
        check={"technical-standards-research"},
    ),
    Case(
        "技术转移中介：中介的各条，交易的一条",
        {"kinds": ["intermediary"], "activities": ["tech_service", "tech_trade"]},
        applies={
            "innovation-intermediary-support",
            "associations-and-intermediaries",
            "intermediary-organisations-and-teams",
        },
        open={"technology-trading"},
    ),
    Case(
        "行业协会应对国外技术法规、提供技术服务：扶持写的是中介机构",
        {"kinds": ["association"], "activities": ["tech_service", "trade_barriers"]},
        applies={"associations-and-intermediaries"},
        open={"technology-trading"},
        check={"foreign-technical-barriers"},
    ),
    Case(
        "产业技术开发基地建设平台",
        {"kinds": ["base"], "needs": ["platform"]},
        applies={"technology-base-support"},
    ),
    Case(
        "个人转让发明：第三十条写明个人",
        {"kinds": ["individual"], "needs": ["tech_trade"]},
        open={"technology-trading"},
    ),
    Case(
        "给技术骨干期权、招应届生的企业",
        domestic(size="micro", needs=["equity_incentive", "graduate_recruitment"]),
        open={"graduate-recruitment"},
        check={"stock-options"},
    ),
    Case(
        "有条件建技术中心的企业",
        domestic(needs=["tech_center"], facts={"able_to_build_technology_centre": "yes"}),
        applies={"enterprise-technology-centre"},
        check={"common-technology-platforms"},
    ),
    Case(
        "推动自己的技术标准成为国际标准的企业",
        domestic(needs=["standards", "intl_standards"], facts={"promotes_chinese_standard_abroad": "yes"}),
        applies={"chinese-standards-abroad"},
        open={"international-standards"},
        check={"enterprise-led-standards", "technical-standards-research"},
    ),
    Case(
        "只采用国际标准的企业：给予政策支持的一句不适用",
        domestic(needs=["intl_standards"], facts={"promotes_chinese_standard_abroad": "no"}),
        open={"international-standards"},
    ),
    Case(
        "几家国内企业都要引进的装备，国内尚不能提供，想分包",
        domestic(
            needs=["bidding", "tech_import"],
            facts={
                "import_needed_by_several_enterprises": "yes",
                "equipment_not_available_in_china": "yes",
                "imports_core_technology": "no",
                "urgently_needed_by_the_state": "no",
            },
        ),
        applies={"unified-tendering", "subcontracting-share"},
        check={"joint-bidding", "joint-import-and-absorption"},
    ),
    Case(
        "同一次招标中的外商：引导联合投标，分包比例是国内企业的",
        {
            "kinds": ["enterprise"],
            "ownership": "foreign",
            "needs": ["bidding"],
            "facts": {"equipment_not_available_in_china": "yes"},
        },
        check={"joint-bidding"},
    ),
    Case(
        "与国外企业合作研发、引入国外风险投资的国内企业",
        domestic(needs=["intl_rd", "foreign_capital"]),
        open={"international-research-cooperation"},
        check={"joint-research-with-foreign-firms", "foreign-venture-and-consulting"},
    ),
    Case(
        "军民两用、节能环保、培训职工、维护专利的企业：没有限定的只有军民结合和专利",
        domestic(needs=["civil_military", "circular", "staff_training", "ip"]),
        open={"civil-military-transfer-platform", "ip-protection"},
        check={"circular-economy-technology", "continuing-education", "key-technology-campaigns"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_applicant_is_offered_what_the_policy_gives_it_and_nothing_else(shipped, case):
    measures = read_measures(SupportMeasure.objects.published().supports().of_policy(shipped))
    outcomes = match(EnterpriseProfile.from_record(case.profile), measures)
    by_verdict = {
        verdict: {outcome.measure.slug for outcome in outcomes if outcome.verdict == verdict}
        for verdict in Verdict
    }
    assert (by_verdict[Verdict.APPLIES], by_verdict[Verdict.OPEN], by_verdict[Verdict.CHECK]) == (
        case.applies,
        case.open,
        case.check,
    )


def test_no_measure_is_left_without_an_applicant_that_it_is_offered_to(shipped):
    """A measure that no case reaches is one whose verdict nobody has looked at."""
    reached = {slug for case in CASES for slug in (*case.applies, *case.open, *case.check)}
    published = {measure.slug for measure in SupportMeasure.objects.published().supports().of_policy(shipped)}
    stopped = {"innovation-product-procurement"}
    assert reached | stopped == published
    assert not reached & stopped
