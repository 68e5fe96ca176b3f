"""Words that have the form of a document's title, and words for a subject that have not."""

import pytest

from articles.text.citing.naming.title_forms import has_form_of_title, law_of_another_state


@pytest.mark.parametrize(
    "name",
    [
        "民营经济促进法",
        "韩国刑法典",
        "日本民法典",
        "消费者权益保护法实施条例",
        "北京市物业管理条例",
        "《广州市养犬管理条例》",
        "个人所得税专项附加扣除暂行办法",
        "网络预约出租汽车经营服务管理暂行办法",
        "必须招标的工程项目规定",
        "美国出口管制条例",
        "浙江省工资支付规定",
        "农作物种子条例",
        "某海商法典",
        "某某国婚姻法",
        "某某国刑法",
        "长" * 38 + "条例",
    ],
)
def test_a_title_has_the_form_of_one(name):
    assert has_form_of_title(name)


@pytest.mark.parametrize(
    "name",
    [
        "违约金计算办法",
        "离婚财产分割规定",
        "加班工资计算方法",
        "行政执法",
        "怎么办理营业执照的规定",
        "有关工资支付的条例",
        "劳动者辞职 管理办法",
        "年假规定",
        "物业条例",
        "管理办法",
        "解决办法",
        "",
        "国家产业技术政策",
        "国务院2009年条例",  # asks for a list
        "长" * 39 + "条例",
    ],
)
def test_words_for_a_subject_have_not(name):
    assert not has_form_of_title(name)


@pytest.mark.parametrize(
    ("typed", "law"),
    [
        ("美国宪法第二修正案", "美国宪法第二修正案"),
        ("英国公司法 董事", "英国公司法"),
        ("日本民法典第90条", "日本民法典"),
        ("德国基本法", "德国基本法"),
        ("美国税法 申报", "美国税法"),
        ("新加坡防止网络假信息和网络操纵法案", "新加坡防止网络假信息和网络操纵法案"),
        ("英国司法制度", ""),
        ("德国的办法", ""),
        ("美国公民收养子女", ""),
        ("公司法 英国", ""),
        ("", ""),
    ],
)
def test_laws_of_other_states(typed, law):
    assert law_of_another_state(typed) == law
