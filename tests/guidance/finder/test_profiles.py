"""What an expert would offer to applicants of many kinds, and what never, with the shipped measures."""

import pytest
from django.http import QueryDict

from guidance.finder.parameters import read_finder_query
from guidance.matching.matcher import match
from guidance.models.catalogue import offered_measures

pytestmark = pytest.mark.django_db
_PROJECT = "fact_undertakes_national_major_project"
_EQUIPMENT = (
    "fact_supported_major_equipment=yes&fact_import_is_necessary=yes&fact_imports_key_parts_or_materials=yes"
)

#: Who asks → the address; what has to be offered, with its verdict; what must not be.
APPLICANTS = {
    "大型企业要贷款：第十条前一句看贷款做什么，后一句只给中小企业": (
        "kind=enterprise&size=large&needs=finance",
        {"credit-key-common-technology": "check"},
        {"sme-technology-credit"},
    ),
    "中型企业要贷款：两句都要看贷款做什么": (
        "kind=enterprise&size=medium&needs=finance",
        {"credit-key-common-technology": "check", "sme-technology-credit": "check"},
        set(),
    ),
    "规模不清楚的企业要贷款：两句都待核对": (
        "kind=enterprise&needs=finance",
        {"credit-key-common-technology": "check", "sme-technology-credit": "check"},
        set(),
    ),
    "承担专项的企业进口国内不能生产的科研仪器": (
        f"kind=enterprise&does=goods_import&{_PROJECT}=yes&fact_imports_not_made_in_china=yes"
        "&fact_imports_key_research_goods=yes",
        {"import-duty-major-projects": "applies", "import-duty-major-equipment": "check"},
        {"fiscal-support-absorption"},
    ),
    "承担专项的企业进口国内能生产的设备：第一项免税不适用": (
        f"kind=enterprise&does=goods_import&{_PROJECT}=yes&fact_imports_not_made_in_china=no",
        {},
        {"import-duty-major-projects"},
    ),
    "为重大技术装备进口确有必要的关键部件，没有承担专项": (
        f"kind=enterprise&does=goods_import&{_PROJECT}=no&{_EQUIPMENT}",
        {"import-duty-major-equipment": "applies"},
        {"import-duty-major-projects"},
    ),
    "进口普通生产设备：两项免税都不适用，技术改造可以": (
        f"kind=enterprise&does=goods_import&does=transformation&{_PROJECT}=no&fact_supported_major_equipment=no",
        {"technical-renovation": "check"},
        {"import-duty-major-projects", "import-duty-major-equipment"},
    ),
    "参加政府采购：自主创新产品的一句已停止执行，条件齐全也一样": (
        "kind=enterprise&needs=procurement&fact_self_developed_with_own_ip=yes&ownership=domestic"
        "&fact_major_equipment_or_product=yes&fact_recognised_innovation_product=yes",
        {"innovation-product-procurement": "stopped"},
        set(),
    ),
    "高校转化有知识产权的成果，不当作企业": (
        "kind=university&does=commercialisation&does=finance&fact_results_have_ip=yes",
        {"university-ip-commercialisation": "applies"},
        {"credit-key-common-technology", "sme-technology-credit"},
    ),
    "普通科研院所研究标准：骨干科研机构的一句不适用": (
        "kind=research_institute&does=standards_research",
        {"technical-standards-research": "check"},
        {"key-institute-standards"},
    ),
    "国家级骨干科研机构研究标准": (
        "kind=key_institute&does=standards_research",
        {"key-institute-standards": "applies", "technical-standards-research": "check"},
        {"enterprise-led-standards"},
    ),
    "科技中介机构": (
        "kind=intermediary&does=tech_service&does=tech_trade",
        {"innovation-intermediary-support": "applies", "technology-trading": "open"},
        {"technology-base-support", "sme-technology-credit"},
    ),
    "产业技术开发基地建平台": (
        "kind=base&does=platform",
        {"technology-base-support": "applies"},
        {"credit-key-common-technology", "innovation-intermediary-support"},
    ),
    "企业给骨干期权、招毕业生，不做研发": (
        "kind=enterprise&size=small&does=equity_incentive&does=graduate_recruitment",
        {"stock-options": "check", "graduate-recruitment": "open"},
        {"credit-key-common-technology", "guide-conforming-technology"},
    ),
    "大型企业集团研发共性技术": (
        "kind=group&size=large&does=key_tech_rd",
        {"large-enterprise-common-technology": "applies"},
        {"sme-technology-services", "technology-base-support"},
    ),
}


@pytest.mark.parametrize("who", APPLICANTS)
def test_an_applicant_is_offered_what_the_words_give_and_nothing_they_exclude(shipped, who):
    query, offered, excluded = APPLICANTS[who]
    profile = read_finder_query(QueryDict(query)).profile
    verdicts = {outcome.measure.slug: outcome.verdict.value for outcome in match(profile, offered_measures())}
    assert {slug: verdicts[slug] for slug in offered} == offered
    assert {slug for slug in excluded if verdicts[slug] != "excluded"} == set()
