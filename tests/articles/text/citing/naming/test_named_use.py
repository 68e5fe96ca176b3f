"""A name counts where it means what it names."""

import pytest

from articles.text.citing.naming.named_use import (
    NamedSpan,
    is_addressed,
    is_goal,
    is_instrument,
    is_local_document,
    is_national_body,
)


def at(text: str, **options) -> NamedSpan:
    """The place of the words in 【】."""
    start, end = text.index("【"), text.index("】") - 1
    return NamedSpan(text.replace("【", "").replace("】", ""), start, end, **options)


@pytest.mark.parametrize(
    "text",
    [
        "由【财政部】会同发展改革委负责",
        "（国家发展改革委、【能源局】、铁路局负责）",
        "李某　【公安部】副部长",
        "【商务部】令2014年第3号",
        "原【环境保护部】印发的文件",
        "经【国务院】同意",
        "各省、自治区、直辖市人民政府，【国务院】办公厅",
        "市场监管总局、【药监局】负责",
        "北京市、【民航局】要加强协调",
    ],
)
def test_a_national_body_is_named(text):
    assert is_national_body(at(text))


@pytest.mark.parametrize(
    "text",
    [
        "各级【商务部】门",
        "周密进行【农业部】署",
        "省【发展改革委】负责",
        "各省、自治区、直辖市【能源局】",
        "四川【国资委】",
        "各省（区、市）【发展改革委】",
        "广东省财政厅、商务厅、【国资委】",
        "地方【气象局】",
        "【中国人民银行】成都分行",
        "【国家税务总局】浙江省税务局",
        "【国务院】有关部门",
        "【国务院】　有关部门",
        "【国务院】教育行政部门",
        "【国办】发〔2019〕6号",
        "【中国科学院】院士",
        "美国【能源部】",
        "总后勤部【卫生部】",
        "【全国人民代表大会】代表",
        "各省、自治区、直辖市的【知识产权局】",
        "【中央人民政府】政务院",
    ],
)
def test_another_word_a_local_body_or_a_branch_is_not_the_national_body(text):
    assert not is_national_body(at(text))


def test_in_a_local_document_names_that_local_bodies_share_mean_those():
    assert not is_national_body(at("由【发展改革委】牵头", is_local=True))
    assert is_national_body(at("报【国家发展改革委】、财政部备案", is_local=True))
    assert is_national_body(at("报国家发展改革委、【财政部】备案", is_local=True))
    assert is_local_document("浙江省人民政府关于印发某规划的通知")
    assert not is_local_document("国务院关于支持浙江省某市发展的意见")


@pytest.mark.parametrize(
    "text",
    [
        "鼓励【企业】加大投入",
        "支持有条件的高校、【企业】联合攻关",
        "【企业】应当建立制度",
        "切实减轻【企业】负担",
        "为【企业】和群众提供便利",
    ],
)
def test_an_actor_bears_a_duty_or_has_a_benefit(text):
    assert is_addressed(at(text))


@pytest.mark.parametrize(
    "text",
    [
        "发挥【政府】性融资担保基金作用",
        "加快【政府】职能转变",
        "完善【企业】信用信息公示系统",
        "随着【企业】数量的增长",
        "对【政府】债券进行管理",
    ],
)
def test_an_actor_that_is_an_attribute_or_merely_mentioned_is_none(text):
    assert not is_addressed(at(text))


@pytest.mark.parametrize(
    "text",
    [
        "给予【贷款贴息】",
        "通过【贴息】等方式支持",
        "加大财政【补贴】力度",
        "全面推行【双随机、一公开】监管",
        "【税收优惠政策】继续执行",
        "扩大融资担保、【贴息】规模",
    ],
)
def test_an_instrument_is_used(text):
    assert is_instrument(at(text))


@pytest.mark.parametrize(
    "text",
    [
        "骗取【补贴】的，依法处理",
        "为落实要求，制定本【行动计划】",
        "不得享受【税收减免】",
        "取消对落后产能的【补贴】",
        "一、【财政补贴】",
        "某省财政【贴息】资金管理办法",
        "规范【融资担保】机构",
        "本办法所称【补贴】，是指财政给予的资金",
        "给予【补贴】，是指由财政支付",
        "给予个人所得税减免和专项资金（以下简称【补贴】）",
        "加强政府性【融资担保】、再担保机构管理",
        "完善科学技术【奖励】委员会",
        "个人收入以下的【补贴】",
    ],
)
def test_an_instrument_denied_defined_or_merely_mentioned_is_none(text):
    assert not is_instrument(at(text))


def test_a_goal_in_a_title_or_denied_is_none():
    assert is_goal(at("以改革【优化营商环境】。"))
    assert is_goal(at("以改革【优化营商环境】；由市政府制定配套办法"))
    assert not is_goal(at("关于【优化营商环境】的通知\n正文。"))
    assert not is_goal(at("不得以【扩大内需】为名"))
    assert not is_goal(at(f"关于{'大力' * 34}【优化营商环境】的通知"))  # 79 characters
    assert is_goal(at(f"就关于{'大力' * 34}【优化营商环境】的通知"))
