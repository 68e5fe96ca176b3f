"""Numbers in the other spelling, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.folding import fold
from articles.text.wording.number_spellings import number_spellings
from tests.examples import patient


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("15%", "百分之十五"),
        ("2.5%", "百分之二点五"),
        ("18周岁", "十八周岁"),
        ("50万元", "五十万元"),
        ("3个工作日", "三个工作日"),
        ("第3季度", "第三季度"),
        ("1个月", "一个月"),
        ("2009年", "二〇〇九年"),
        ("2021年8月20日", "二〇二一年八月二十日"),
        ("30日", "三十日"),
        ("60天", "六十日"),
        ("18岁", "十八周岁"),
        ("2/3", "三分之二"),
        ("1/12", "十二分之一"),
        ("0.5%", "千分之五"),
        ("0.05%", "万分之五"),
    ],
)
def test_each_spelling_gives_the_other(one, other):
    assert other in number_spellings(one)[0].others
    assert one in number_spellings(other)[0].others


@pytest.mark.parametrize(
    ("written", "others"),
    [
        ("１５％", ("百分之十五",)),
        ("两年", ("2年", "二年")),
        ("20000元", ("二万元", "2万元")),
        ("500,000元", ("500000元", "50万元", "五十万元")),
        ("千分之三", ("3‰",)),
    ],
)
def test_all_that_are_usual_are_given(written, others):
    assert set(number_spellings(fold(written))[0].others) >= set(others)


@pytest.mark.parametrize(
    "written",
    [
        "一人公司",
        "一次性",
        "万一",
        "第二十五条",
        "企业",
        "",
        "20",
        "007元",
        "24/7",
        "2024/1/2",
        "1/2/3",
        "3/3",
        "0/5",
    ],
)
def test_what_is_no_quantity_stays(written):
    assert number_spellings(written) == []


@pytest.mark.parametrize(("written", "day"), [("8月20日", "20天"), ("第3天", "第3日")])
def test_a_day_of_a_month_is_no_number_of_days(written, day):
    assert day not in [other for spelling in number_spellings(written) for other in spelling.others]


def test_a_percentage_is_no_fraction():
    assert number_spellings("百分之二")[0].others == ("2%",)


def test_a_pasted_page_gives_no_more_than_a_few():
    assert len(number_spellings("，".join(f"{n}万元" for n in range(2, 99)))) == 6


@patient
@given(st.text(alphabet="0123456789.,%‰年月日号元万亿一二三十百千零两点之分百第个周岁 "))
def test_no_text_whatever_breaks_it(text):
    for spelling in number_spellings(fold(text)):
        assert spelling.written in fold(text)
        assert spelling.written not in spelling.others
