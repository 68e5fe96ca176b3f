"""Numbers in the other spelling, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.numbers.number_spellings import number_spellings
from articles.text.wording.characters.folding import fold
from tests.examples import patient


@pytest.mark.parametrize(
    ("spelling", "other"),
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
def test_each_spelling_gives_the_other(spelling, other):
    assert other in number_spellings(spelling)[0].others
    assert spelling in number_spellings(other)[0].others


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
    ("written", "others"),
    [
        ("15%", ["百分之十五"]),
        ("0.5%", ["百分之零点五", "千分之五"]),
        ("0.05%", ["百分之零点〇五", "万分之五"]),
        ("0.005%", ["百分之零点〇〇五"]),  # no law writes 十万分之五
        ("0%", ["百分之零"]),
        ("100%", ["百分之一百"]),
        ("1%", ["百分之一"]),
        ("百分之二点五", ["2.5%"]),
        ("千分之三", ["3‰", "0.3%"]),
        ("万分之五", ["0.05%"]),
        ("2/3", ["三分之二"]),
        ("三分之二", ["2/3"]),
        ("2009年", ["二〇〇九年"]),
        ("2009年5月", ["二〇〇九年五月"]),
        ("二〇二一年八月二十日", ["2021年8月20日"]),
        ("2021年8月20号", ["2021年8月20日", "二〇二一年八月二十日"]),
        ("60天", ["六十天", "60日", "六十日"]),
        ("第3天", ["第三天"]),
        ("18周岁", ["十八周岁", "18岁", "十八岁"]),
        ("2年", ["二年", "两年"]),
        ("第2年", ["第二年"]),
        ("1年", ["一年"]),
        ("20000元", ["二万元", "2万元"]),
        ("25000元", ["二万五千元"]),
        ("100000元", ["10万元", "十万元"]),  # a numeral has five digits at most
        ("99999元", ["九万九千九百九十九元"]),
    ],
)
def test_a_number_has_these_other_spellings_and_no_more(written, others):
    (spelling,) = number_spellings(written)
    assert (spelling.written, list(spelling.others)) == (written, others)


def test_a_day_of_a_month_without_its_year_is_two_numbers():
    assert [(number.written, number.others) for number in number_spellings("8月20日")] == [
        ("8月", ("八月",)),
        ("20日", ("二十日",)),
    ]


def test_a_number_that_is_none_does_not_hide_the_next():
    assert [number.written for number in number_spellings("十十天，一次，三分之三，15%")] == ["15%"]


@pytest.mark.parametrize(
    "written",
    [
        "零天",
        "010元",
        "05元",
        "999999999999元",
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
    assert len(number_spellings("，".join(f"{number}万元" for number in range(2, 99)))) == 6


@patient
@given(st.text(alphabet="0123456789.,%‰年月日号元万亿一二三十百千零两点之分百第个周岁 "))
def test_no_text_whatever_breaks_it(text):
    for spelling in number_spellings(fold(text)):
        assert spelling.written in fold(text)
        assert spelling.written not in spelling.others
