"""What is read out of clauses that give something, and which clauses give nothing."""

import pytest

from guidance.drafting.clauses import drafted_measures
from guidance.matching.measure_choices import Benefit, Force
from guidance.matching.profile_choices import ApplicantKind

GIVING = [
    ("对首次认定的高新技术企业，给予一次性奖励20万元。", "给予", Benefit.GRANT, Force.RIGID),
    ("符合条件的企业可以享受税收优惠政策。", "享受", Benefit.RELIEF, Force.GUIDING),
    ("中小企业技术改造贷款按同期利率的50%给予贴息。", "给予", Benefit.GRANT, Force.RIGID),
    ("对列入名录的项目，免征城市基础设施配套费。", "免征", Benefit.RELIEF, Force.RIGID),
    ("政府采购在同等条件下优先采购创新产品。", "优先采购", Benefit.RIGHT, Force.RIGID),
    ("经评审合格的，认定为市级企业技术中心。", "认定为", Benefit.STANDING, Force.RIGID),
    ("鼓励有条件的地区对参保企业给予保费补助。", "给予", Benefit.GRANT, Force.GUIDING),
    ("对小微企业减按20%的税率征收企业所得税。", "减按", Benefit.RELIEF, Force.RIGID),
    ("研究对首台套产品给予保险补偿。", "给予", Benefit.GRANT, Force.TASK),
    ("允许综合保税区内企业开展保税检测业务。", "允许", Benefit.RIGHT, Force.RIGID),
    (
        "政府可以通过贷款贴息等方式，支持银行开展质押贷款。",
        "通过贷款贴息等方式",
        Benefit.GRANT,
        Force.GUIDING,
    ),
    ("进入开发区的企业和研究开发机构享受国家规定的优惠待遇。", "享受", Benefit.RELIEF, Force.RIGID),
    ("居民利用自有房屋经营旅游，享受国家扶持服务业的有关优惠。", "享受", Benefit.RELIEF, Force.RIGID),
    ("省级重点实验室，在项目立项等方面按照规定给予优先支持。", "给予", Benefit.RIGHT, Force.RIGID),
    ("毕业生创业的，每户奖励五千元。", "奖励", Benefit.GRANT, Force.RIGID),
    ("纳税人的子女教育支出，按照每月1000元的标准定额扣除。", "定额扣除", Benefit.RELIEF, Force.RIGID),
    ("要对降低担保费率、扩大规模成效明显的地方予以奖补。", "予以", Benefit.GRANT, Force.RIGID),
]
GIVING_NOTHING = [
    "骗取补助资金的，责令退还，并处罚款。",
    "对直接负责的主管人员依法给予处分。",
    "不得给予任何形式的补贴。",
    "停止给予出口补贴。",
    "本办法所称补助，是指财政给予的资金支持。",
    "建立健全科技奖励制度。",
    "补贴标准由省财政部门另行制定。",
    "你省请求中央继续给予资金支持。",
    "国家对该项目已给予积极支持。",
    "坚持生态优先、绿色发展。",
    "各部门要给予支持。",
    "有关情况予以通报。",
    "税务部门实行加计扣除时，应当及时出具意见。",
    "违法减免养老保险费的，由上级机关改正。",
    "景区应当公告门票价格以及免收门票的对象。",
    "未经允许，任何单位不得进入。",
    "发现信息不准确的，要及时予以更正。",
    "企业应当提供担保物。",
    "将评价结果作为给予经费支持的重要依据。",
]


def only(text: str):
    (drafted,) = drafted_measures(text)
    return drafted


@pytest.mark.parametrize(("text", "verb", "benefit", "force"), GIVING)
def test_a_clause_that_gives_is_read_with_its_verb_class_and_force(text, verb, benefit, force):
    drafted = only(text)
    assert (drafted.verb.quote, drafted.benefit, drafted.force) == (verb, benefit, force)


@pytest.mark.parametrize("text", GIVING_NOTHING)
def test_what_punishes_forbids_tells_or_only_plans_gives_nothing(text):
    assert drafted_measures(text) == []


def test_every_term_is_words_of_the_text_at_its_place():
    text = (
        "第八条　对年营业收入首次突破1亿元的科技型企业，自认定之日起三年内，按研发投入的10%给予补助，"
        "单个企业最高不超过500万元，由市科技主管部门受理，咨询电话：0571-12345678。其余不变。"
    )
    drafted = only(text)
    terms = {
        "conditions": ["对年营业收入首次突破1亿元的科技型企业"],
        "amounts": ["500万元"],
        "ratios": ["10%"],
        "ceilings": ["单个企业最高不超过500万元"],
        "deadlines": ["自认定之日起三年内"],
        "offices": ["市科技主管部门"],
        "contacts": ["电话：0571-12345678"],
    }
    assert {name: [quote.quote for quote in getattr(drafted, name)] for name in terms} == terms
    everything = [drafted.clause, drafted.verb, *(beneficiary.words for beneficiary in drafted.beneficiaries)]
    everything += [quote for name in terms for quote in getattr(drafted, name)]
    assert all(text[quote.start : quote.end] == quote.quote for quote in everything)
    assert drafted.clause.quote.startswith("对年营业收入")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("对招用高校毕业生的企业给予补贴。", [ApplicantKind.ENTERPRISE]),
        ("对作出突出贡献的单位和个人，给予奖励。", [ApplicantKind.INDIVIDUAL, ApplicantKind.OTHER]),
        ("高等学校承担课题的，给予经费补助。", [ApplicantKind.UNIVERSITY]),
        ("对工作成效明显的省（区、市），予以奖励。", [ApplicantKind.OTHER]),
        ("给予灵活就业人员社会保险补贴。", [ApplicantKind.INDIVIDUAL]),
    ],
)
def test_those_it_is_given_to_are_named_by_kind(text, kinds):
    assert [beneficiary.kind for beneficiary in only(text).beneficiaries] == kinds


def test_a_sum_before_the_giving_words_is_a_condition_and_not_what_is_given():
    assert [quote.quote for quote in only("对投资额5000万元以上的项目，奖励50万元。").amounts] == ["50万元"]


def test_several_clauses_are_several_measures_in_the_order_of_the_text():
    text = "（一）对甲类企业给予补助；（二）对乙类企业免征房产税。各部门要加强宣传。"
    assert [drafted.clause.quote for drafted in drafted_measures(text)] == [
        "对甲类企业给予补助",
        "对乙类企业免征房产税",
    ]


@pytest.mark.parametrize("text", ["", "。。；", "给予", "第一条", "　\n　", "给予" * 500])
def test_any_text_is_read_without_an_error(text):
    assert drafted_measures(text) == []


def test_words_in_quotation_marks_open_nobody_it_is_given_to():
    assert only("推动银行的“总对总”合作，在利率水平等方面给予企业优惠。").conditions == ()
