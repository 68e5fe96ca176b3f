"""Titles that a name nearly fits."""

import pytest

from articles.text.citing.naming.abbreviations import whole_title
from articles.text.citing.naming.near_titles import near_name, nearness


def near(name, title, **options):
    return nearness(near_name(name), whole_title(title), **options)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("特许经营条例", "商业特许经营管理条例"),
        ("见义勇为条例", "江城市见义勇为人员奖励和保护条例"),
        ("中小企业款项条例", "保障中小企业款项支付条例"),
        ("女职工条例", "女职工劳动保护特别规定"),
        ("物业", "江城市物业管理条例"),
        ("赔偿规定", "最高人民法院关于审理行政赔偿案件适用法律若干问题的解释"),
    ],
)
def test_the_words_of_a_name_stand_in_the_title(name, title):
    measures = near(name, title)
    assert (measures.missing, measures.spelt_out) == (0, 0)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("控烟条例", "江城市公共场所控制吸烟条例"),
        ("农地承包法", "中华人民共和国农村土地承包法"),
        ("村镇规划条例", "村庄和集镇规划建设管理条例"),
        ("禁放烟花规定", "江城市禁止燃放烟花爆竹规定"),
    ],
)
def test_or_are_spelt_out_there(name, title):
    measures = near(name, title)
    assert (measures.missing, measures.spelt_out) == (0, 1)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("奶茶条例", "江城市物业管理条例"),
        ("电梯法", "江城市电梯安全条例"),
        ("电梯条例", "最高人民法院关于审理电梯纠纷案件适用法律问题的解释"),
        ("公司法解释三", "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（二）"),
        ("生活垃圾分类条例", "江城市生活垃圾管理条例"),
        ("禁烟条例", "江城市公共场所控制吸烟条例"),  # 禁 stands nowhere
        ("烟控条例", "江城市公共场所控制吸烟条例"),  # in the order of the title only
        ("水利费用条例", "水资源管理和水路运输便利化费率条例"),
        ("公司法解释一", "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（二）"),
    ],
)
def test_other_titles_are_not_near(name, title):
    assert near(name, title) is None


def test_a_title_of_the_place_that_is_meant_may_lack_words():
    measures = near("生活垃圾分类条例", "江城市生活垃圾管理条例", is_of_region=True)
    assert measures.missing == 1
    assert near("奶茶店铺条例", "江城市物业管理条例", is_of_region=True) is None
    assert near("外卖奶茶店铺条例", "江城市外卖管理条例", is_of_region=True) is None
    assert near("外卖奶茶条例", "江城市外卖条例", is_of_region=True).missing == 1  # half is enough


@pytest.mark.parametrize(
    ("name", "title"),
    [("控烟奶茶条例", "江城市公共场所控制吸烟条例"), ("外卖奶茶办法", "江城市外卖条例")],
)
def test_but_lack_words_only_if_the_others_stand_there_as_they_are_and_the_kind_is_the_same(name, title):
    assert near(name, title, is_of_region=True) is None


def test_what_a_name_leaves_out_of_a_title_is_counted():
    short, long = "家庭教育促进法", "反家庭暴力法"
    assert near("家庭法", short).left_out < near("家庭法", long).left_out
    assert near("土地条例", "土地管理法实施条例").left_out == 1  # rules under a law are called so
    assert near("土地法实施条例", "土地管理法实施条例").left_out == 0


@pytest.mark.parametrize(
    ("name", "title", "facts"),
    [
        # missing, spelt out, apart, of another kind, left out, without words of form
        ("控烟条例", "上海市公共场所控制吸烟条例", (0, 1, True, False, 2, False)),
        ("控烟办法", "上海市公共场所控制吸烟条例", (0, 1, True, True, 2, False)),
        ("渔业条例", "渔业船舶检验条例", (0, 0, False, False, 2, False)),
        ("船舶渔业条例", "渔业船舶检验条例", (0, 0, True, False, 1, False)),
        ("食品管理条例", "食品安全条例", (0, 0, True, False, 1, True)),
        ("食品安全条例", "食品安全管理条例", (0, 0, False, False, 0, False)),
    ],
)
def test_how_near_a_title_is(name, title, facts):
    measures = near(name, title)
    assert (
        *(measures.missing, measures.spelt_out, measures.is_apart),
        *(measures.is_of_other_kind, measures.left_out, measures.lacks_form),
    ) == facts


def test_every_rule_is_like_every_other_and_every_law_too():
    for kind in ("条例", "规定", "办法", "细则", "规则"):
        assert near(f"食品安全{kind}", "食品安全条例") is not None
    assert near("食品安全法", "食品安全条例") is None
    assert near("环境法", "生态环境法典").is_of_other_kind
    assert near("食品安全", "食品安全条例").is_of_other_kind is False


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("控烟条例", ("控烟",)),
        ("消费者保护法", ("消费", "者")),
        ("人民调解规定", ("人民", "调解")),
        ("食品安全管理办法", ("食品", "安全")),
        ("犬猫条例", ("犬猫",)),
    ],
)
def test_words_of_a_name_that_carry_meaning(name, words):
    assert near_name(name).words == words


@pytest.mark.parametrize("name", ["管理办法", "实施条例", "规定", "法", ""])
def test_words_without_a_subject_are_no_name(name):
    assert near_name(name) is None


def test_a_word_is_spelt_out_wherever_no_gap_is_too_wide():
    # The nearest 乙 is too far from 丙; the next one is not.
    assert near("某乙丙条例", "某乙一二乙三四丙条例").spelt_out == 1
    assert near("某乙丙条例", "某乙一二三四五丙条例") is None
    assert near("禁限塑条例", "江城市禁一二限三四塑条例").spelt_out == 1
    assert near("禁限塑条例", "江城市禁限一塑条例").spelt_out == 1
