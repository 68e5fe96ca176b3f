"""Nobody is offered a measure as settled that its words do not carry: applicants whom a clause does not mean.

Each case: what must be offered with which verdict; what is offered only to be checked, with the words of the
clause that decide; what must not be offered at all.
"""

import pytest

from guidance.matching.limits import limits_for
from guidance.matching.matcher import match
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.verdicts import CriterionFinding, Verdict
from guidance.models.catalogue import offered_measures, public_limits

pytestmark = pytest.mark.django_db


def firm(sector: str, size: str, **answers) -> dict:
    return {
        "kinds": ["enterprise"],
        "sector": sector,
        "size": size,
        "ownership": "domestic",
        "multinational": "no",
        **answers,
    }


CREDIT, SME_CREDIT = "credit-key-common-technology", "sme-technology-credit"
KEY_RD, LOAN = "重大产业关键技术、共性技术的研发", "技术发展信贷"
IMPORTER = {"activities": ["tech_import", "absorption"]}

#: Who → profile; settled (slug: verdict); to be checked (slug: the words that decide); not offered.
CASES = {
    "房地产公司要贷款": (firm("K", "large", needs=["finance"]), {}, {CREDIT: KEY_RD}, {SME_CREDIT}),
    "小房地产公司要贷款": (
        firm("K", "small", needs=["finance"]),
        {},
        {CREDIT: KEY_RD, SME_CREDIT: LOAN},
        {"technical-renovation"},
    ),
    "房地产公司说了贷款不是为研发": (
        firm("K", "small", needs=["finance"], facts={"major_key_or_common_technology": "no"}),
        {},
        {SME_CREDIT: LOAN},
        {CREDIT},
    ),
    "饭店勾选装修、节约用电、培训、股权、招聘": (
        firm(
            "H",
            "small",
            activities=[
                *("transformation", "circular", "staff_training", "equity_incentive"),
                *("graduate_recruitment", "talent_training", "overseas_talent"),
            ],
        ),
        {"graduate-recruitment": "open"},
        {
            "technical-renovation": "用高新技术和先进适用技术提升改造生产经营的薄弱环节和瓶颈",
            "circular-economy-technology": "节能、环保、新能源开发、再生资源及资源综合利用技术的开发、利用",
            "continuing-education": "技术人员参加继续教育和在职培训",
            "stock-options": "主要技术骨干",
            "joint-talent-training": "产学研间建立多种形式的紧密型合作关系，共同培养产业技术创新人才",
            "overseas-talent": "引进海外高科技人才来我国从事研究开发工作",
        },
        {CREDIT},
    ),
    "民办学校培训教师": (
        firm("P", "small", activities=["staff_training", "talent_training"]),
        {},
        {
            "continuing-education": "技术人员参加继续教育和在职培训",
            "priority-talents": "战略高技术人才、专业化高技能人才和优秀企业家人才",
        },
        {CREDIT, SME_CREDIT},
    ),
    "初创软件公司做研发、要贷款：两个活动都有，第十条第二句定下来": (
        firm("I", "micro", activities=["rd", "ip"], needs=["finance"]),
        {SME_CREDIT: "applies", "ip-protection": "open"},
        {CREDIT: KEY_RD, "key-technology-campaigns": "确定不同时期需要掌握知识产权的关键技术和核心技术"},
        {"large-enterprise-common-technology"},
    ),
    "国企集团带联盟研发共性技术、贷款": (
        {**firm("C", "large", activities=["key_tech_rd", "alliance"], needs=["finance"]), "kinds": ["group"]},
        {"large-enterprise-common-technology": "applies", "strategic-key-common-technology": "applies"},
        {CREDIT: KEY_RD},
        {SME_CREDIT},
    ),
    "大企业只说结盟，没说研发什么": (
        firm("C", "large", needs=["alliance"]),
        {},
        {"large-enterprise-common-technology": "产业共性关键技术研发"},
        {SME_CREDIT},
    ),
    "外资研发中心引进人才、与国外合作": (
        {"kinds": ["enterprise"], "ownership": "foreign", "activities": ["intl_rd", "overseas_talent"]},
        {"international-research-cooperation": "open"},
        {"overseas-talent": "引进海外高科技人才来我国从事研究开发工作"},
        {"joint-research-with-foreign-firms", "core-technology-import"},
    ),
    "国内企业与国外大学合作研发": (
        firm("C", "medium", activities=["intl_rd"], facts={"partner_is_foreign_enterprise": "no"}),
        {"international-research-cooperation": "open"},
        {},
        {"joint-research-with-foreign-firms"},
    ),
    "技术联盟是研发平台的骨干": (
        {"kinds": ["alliance"], "activities": ["platform", "key_tech_rd"]},
        {"common-technology-platforms": "applies"},
        {"key-technology-campaigns": "确定不同时期需要掌握知识产权的关键技术和核心技术"},
        {CREDIT, "technology-base-support"},
    ),
    "大学联合引进、办人才培养": (
        {"kinds": ["university"], "activities": ["absorption", "talent_training"]},
        {},
        {
            "joint-import-and-absorption": "企业与高等院校和科研院所联合引进、共同消化吸收和再创新",
            "joint-talent-training": "产学研间建立多种形式的紧密型合作关系，共同培养产业技术创新人才",
        },
        {CREDIT, "unified-tendering"},
    ),
    "机床厂独自引进技术": (
        firm("C", "medium", **IMPORTER, facts={"imports_jointly_with_institutes": "no"}),
        {},
        {
            "joint-bidding": "外商联合国内企业投标",
            "core-technology-import": "具有核心技术、关键技术和共性技术的产业技术",
        },
        {"joint-import-and-absorption"},
    ),
    "收购国外工厂的企业": (
        firm("C", "large", needs=["overseas_rd"]),
        {},
        {"overseas-research-institutions": "研发具有自主知识产权的产业技术"},
        set(),
    ),
    "婚介一类的中介": (
        {"kinds": ["intermediary"], "activities": ["tech_trade"]},
        {"technology-trading": "open"},
        {"innovation-intermediary-support": "为企业技术创新服务"},
        {SME_CREDIT},
    ),
}


def outcomes_by_slug(profile: dict) -> dict:
    return {
        outcome.measure.slug: outcome
        for outcome in match(EnterpriseProfile.from_record(profile), offered_measures())
    }


@pytest.mark.parametrize("who", CASES)
def test_what_the_words_do_not_settle_waits_for_the_answer_that_they_ask_for(shipped, who):
    profile, settled, checked, excluded = CASES[who]
    outcomes = outcomes_by_slug(profile)
    assert {slug: outcomes[slug].verdict.value for slug in settled} == settled
    waiting = {
        slug: [quote for reason in outcomes[slug].missing for quote in reason.quotes] for slug in checked
    }
    assert {slug: words for slug, words in checked.items() if words not in waiting[slug]} == {}
    assert {outcomes[slug].verdict for slug in checked} <= {Verdict.CHECK}
    assert {outcomes[slug].verdict for slug in excluded} <= {Verdict.EXCLUDED}


def test_only_a_clause_without_a_condition_says_that_it_restricts_nobody(shipped):
    everything = {"kinds": ["enterprise", "university", "association", "base", "intermediary", "individual"]}
    everyone = {
        **everything,
        "activities": [code for measure in offered_measures() for code in measure.activities],
    }
    for outcome in outcomes_by_slug(everyone).values():
        says_open = bool(outcome.reasons_with(CriterionFinding.OPEN))
        assert not (says_open and outcome.measure.conditions), outcome.measure.slug


def test_what_only_the_state_does_stands_behind_what_can_be_claimed(shipped):
    profile = EnterpriseProfile.from_record(firm("C", "medium", activities=["rd", "ip"], needs=["finance"]))
    outcomes = match(profile, offered_measures())
    for verdict in Verdict:
        tasks = [outcome.measure.is_state_task for outcome in outcomes if outcome.verdict == verdict]
        assert tasks == sorted(tasks)
    assert any(outcome.measure.is_state_task for outcome in outcomes if outcome.is_offered)


@pytest.mark.parametrize(
    ("answers", "names", "waits"),
    [
        ({}, ["国务院国有资产监督管理委员会"], ["state_owned"]),
        ({"facts": {"state_owned": "yes"}}, ["国务院国有资产监督管理委员会"], []),
        ({"facts": {"state_owned": "no"}}, [], []),
        ({"ownership": "foreign"}, [], []),
    ],
)
def test_the_ministry_of_state_owned_firms_is_none_of_the_others(shipped, answers, names, waits):
    options = outcomes_by_slug({**firm("C", "small", needs=["equity_incentive"]), **answers})["stock-options"]
    assert options.is_offered
    assert [ministry.name for ministry in options.ministries] == names
    assert list(options.asked_for_ministries) == waits


@pytest.mark.parametrize(
    ("profile", "heeded", "others"),
    [
        (
            firm("C", "medium", **IMPORTER),
            {
                "prohibited-and-restricted-imports",
                "absorption-plan-for-key-projects",
                "sharing-of-joint-results",
            },
            {"outdated-processes", "response-to-foreign-regulations"},
        ),
        (firm("C", "large", needs=["transformation"]), {"outdated-processes"}, {"sharing-of-joint-results"}),
        (
            {"kinds": ["association"], "activities": ["trade_barriers"]},
            {"response-to-foreign-regulations"},
            {"prohibited-and-restricted-imports"},
        ),
        (
            {"kinds": ["enterprise"], "ownership": "foreign", "needs": ["bidding"]},
            {"subcontracting-by-foreign-bidders"},
            {"unified-tendering-of-imports"},
        ),
        (firm("C", "large", needs=["bidding"]), set(), {"subcontracting-by-foreign-bidders"}),
        (firm("H", "small", needs=["finance"]), set(), {"outdated-processes"}),
        ({"kinds": ["enterprise"]}, set(), {"outdated-processes", "prohibited-and-restricted-imports"}),
    ],
)
def test_whoever_does_what_is_limited_is_told_and_nobody_else(shipped, profile, heeded, others):
    slugs = {
        limit.measure.slug for limit in limits_for(EnterpriseProfile.from_record(profile), public_limits())
    }
    assert heeded <= slugs
    assert not slugs & others
