"""Labels of numbered lines in texts without articles, and words that only look like one."""

import pytest

from articles.text.parsing.units.listed_labels import (
    labels_before_amounts,
    letter_label_of,
    listed_labels,
    possible_label_of,
)
from articles.text.parsing.units.question_labels import as_question, is_question, question_label
from articles.text.parsing.units.unit_labels import (
    UnitLabel,
    box_label,
    decimal_label_of,
    is_amount,
    is_box,
    is_heading_like,
    label_form,
    label_in,
    signs_from,
    unit_label_of,
    unspaced_whole_of,
    whole_number_of,
)


def label_facts(label: UnitLabel | None) -> tuple | None:
    """Unit, number, printed label and the place of the gap behind it."""
    return label and (label.form.unit, label.number, label.text, label.gap)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("第一部分 总则", ("point", 1, "第一部分", (4, 5))),
        ("第二类：企业", ("point", 2, "第二类：", (4, 4))),
        ("三、甲", ("point", 3, "三、", (2, 2))),
        ("三 、　甲", ("point", 3, "三、", (3, 4))),
        ("（六）甲", ("subpoint", 6, "（六）", (3, 3))),
        ("(六)、甲", ("subpoint", 6, "(六)、", (4, 4))),
        ("六）甲", ("subpoint", 6, "六）", (2, 2))),
        ("㈠甲", ("subpoint", 1, "㈠", (1, 1))),
        ("㈩甲", ("subpoint", 10, "㈩", (1, 1))),
        ("1.甲", ("item", 1, "1.", (2, 2))),
        ("12． 甲", ("item", 12, "12．", (3, 4))),
        ("1.2024年度", ("item", 1, "1.", (2, 2))),
        ("⒈甲", ("item", 1, "⒈", (1, 1))),
        ("⒛甲", ("item", 20, "⒛", (1, 1))),
        ("（1）甲", ("subitem", 1, "（1）", (3, 3))),
        ("⑴甲", ("subitem", 1, "⑴", (1, 1))),
        ("3)甲", ("subitem", 3, "3)", (2, 2))),
        ("①甲", ("circled", 1, "①", (1, 1))),
        ("⑳甲", ("circled", 20, "⑳", (1, 1))),
    ],
)
def test_a_line_begins_with_its_label(line, label):
    assert label_facts(unit_label_of(line)) == label


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元",
        "1.1编制目的",
        "一、二、三级医院",
        "（一）、（二）项所列",
        "（一）项规定",
        "1、2、3号楼",
        "零、甲",
        "（十十）甲",
        "1.甲\t乙",  # a line of a table
        "甲",
        "第一部分要求",
    ],
)
def test_a_number_that_counts_or_lists_is_no_label(line):
    assert unit_label_of(line) is None


def test_a_form_may_have_signs_of_its_own():
    assert signs_from("①", 3) == "①②③"
    form = label_form(7, "item", "(?P<number>[甲乙丙丁])、", "甲乙丙")
    assert label_facts(label_in([form], "乙、 子")) == ("item", 2, "乙、", (2, 3))
    assert label_in([form], "丁、子") is None
    assert label_in([form], "乙、子").form.rank == 7


def test_the_forms_stand_in_each_other():
    lines = ["第一部分 甲", "一、甲", "（一）甲", "1.甲", "（1）甲", "1）甲", "①甲"]
    ranks = [unit_label_of(line).form.rank for line in lines]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("line", "path", "label", "gap"),
    [
        ("2.1.1　职责", (2, 1, 1), "2.1.1", (5, 6)),
        ("2．1 职责", (2, 1), "2．1", (3, 4)),
        ("2.1、职责", (2, 1), "2.1、", (4, 4)),
        ("1.0.1 总则", (1, 0, 1), "1.0.1", (5, 6)),
        ("A.1 总则", (1, 1), "A.1", (3, 4)),
        ("C.0.12总则", (3, 0, 12), "C.0.12", (6, 6)),
        ("2 总则", (2,), "2", (1, 2)),
        ("99 总则", (99,), "99", (2, 3)),
    ],
)
def test_a_decimal_number_is_a_path(line, path, label, gap):
    decimal = decimal_label_of(line)
    assert (decimal.path, decimal.number, decimal.text, decimal.gap) == (path, path[-1], label, gap)
    assert decimal.form.unit == "decimal"


@pytest.mark.parametrize(
    "line",
    ["0.1 甲", "1.0 甲", "1.100 甲", "1.5%", "1.5—2倍", "2总则", "1.1 甲\t乙", "2 甲\t乙", "2.甲", "甲"],
)
def test_what_is_no_decimal_number(line):
    assert decimal_label_of(line) is None


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("2总则", (2,)),
        ("3个月内完成", None),
        ("2总则。", None),
        ("2总则和一般规定的内容非常非常长的一行文字并不是标题而是一句话呀", None),
    ],
)
def test_a_heading_may_follow_its_number_at_once(line, path):
    label = unspaced_whole_of(line)
    assert (label and label.path) == path


@pytest.mark.parametrize(
    ("line", "path"),
    [("2. 重点工程", (2,)), ("2、重点工程", (2,)), ("2.1 重点", None), ("0. 重点", None), ("2.", None)],
)
def test_a_whole_number_has_a_stop(line, path):
    label = whole_number_of(line)
    assert (label and label.path) == path


def test_a_number_before_a_measure_counts():
    assert is_amount("1.5亿元", decimal_label_of("1.5亿元"))
    assert is_amount("1.5 万吨", decimal_label_of("1.5 万吨"))
    assert not is_amount("1.5元素周期", decimal_label_of("1.5元素周期"))
    assert not is_amount("1.5 职责", decimal_label_of("1.5 职责"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [("总则", True), ("甲", False), ("长" * 30, True), ("长" * 31, False), ("甲乙。", False)],
)
def test_a_heading_is_short_and_ends_no_sentence(line, expected):
    assert is_heading_like(line) is expected


@pytest.mark.parametrize(
    ("line", "box"),
    [
        ("专栏1　数字基础设施重点工程", True),
        ("专 栏", True),
        ("专栏十二：甲", True),
        ("专栏所列工程应当按期完成。", False),
        ("专栏中的工程", False),
        ("见专栏1", False),
    ],
)
def test_a_box_has_a_heading(line, box):
    assert is_box(line) is box


def test_a_box_has_no_label_apart_from_its_heading():
    label = box_label(rank=1.5)
    assert label_facts(label) == ("paragraph", 1, "", (0, 0))
    assert label.form.rank == 1.5


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("一 农林业", ("point", 1, "一", (1, 2))),
        ("2 方法", ("item", 2, "2", (1, 2))),
        ("5 二氧化碳", ("item", 5, "5", (1, 2))),
        ("1 5G网络", ("item", 1, "1", (1, 2))),
        ("任务一：甲", ("point", 1, "任务一：", (4, 4))),
        ("第二步：甲", ("point", 2, "第二步：", (4, 4))),
        ("Ⅲ、甲", ("point", 3, "Ⅲ、", (2, 2))),
        ("IV. 甲", ("point", 4, "IV.", (3, 4))),
        ("叁、甲", ("point", 3, "叁、", (2, 2))),
        ("【三】甲", ("point", 3, "【三】", (3, 3))),
        ("❷甲", ("item", 2, "❷", (1, 1))),
        ("B. 甲", ("subitem", 2, "B.", (2, 3))),
        ("a）通风", ("subitem", 1, "a）", (2, 2))),
        ("（c）通风", ("subitem", 3, "（c）", (3, 3))),
        ("3 年内完成。", None),
        ("1 000 元", None),
        ("一 二 三", None),
        ("一 是甲", None),
        ("A.1 甲", None),
        ("IIII. 甲", None),
    ],
)
def test_words_begin_with_such_labels_as_well(line, label):
    assert label_facts(possible_label_of(line)) == label


def test_a_letter_is_a_label_of_its_own():
    assert label_facts(letter_label_of("c) 甲")) == ("subitem", 3, "c)", (2, 3))
    assert letter_label_of("一 甲") is None


def test_a_list_from_one_and_two_makes_them_labels():
    lines = {
        0: "一 农业",
        3: "二 林业",
        5: "任务二：甲",
        6: "任务三：乙",
        7: "a）甲",
        8: "c）乙",
        9: "a）丙",
        10: "b）丁",
    }
    assert list(listed_labels(lines)) == [0, 3, 7, 8, 9, 10]
    assert listed_labels({0: "二 林业", 1: "一 农业"}) == {}


@pytest.mark.parametrize(
    ("lines", "indexes"),
    [
        (["1.3万吨的炉", "2.10万吨的窑", "2.5亿元"], [0, 1]),
        (["1.3万吨的炉", "3.5亿元"], []),  # an amount: no two follows
        (["1.3万吨的炉", "2.甲"], [0]),
        (["1.甲", "2.10万吨的窑", "3.20万吨的窑"], [1, 2]),
        (["1.甲", "乙", "2.10万吨的窑"], []),  # the number of the line right above counts
        (["2.10万吨的窑", "3.20万吨的窑"], []),
        (["1.甲", "2.10万吨的窑", "4.20万吨的窑"], [1]),
        (["甲", "2.乙", "1.3万吨的炉"], []),  # nothing stands below it
        (["1.3万吨的炉", "2.10万吨的窑", "丙", "3.5亿元"], [0, 1]),
    ],
)
def test_a_number_before_an_amount_is_a_label_where_the_lines_count(lines, indexes):
    texts = dict(enumerate(lines))
    labels = {index: label for index, line in texts.items() if (label := unit_label_of(line))}
    before = dict(labels_before_amounts(texts, labels))
    assert list(before) == indexes
    assert all(label.form.unit == "item" for label in before.values())


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("问2：怎么办？", True),
        ("问题 3、怎么办？", True),
        ("Q1：怎么办？", True),
        ("问：怎么办？", True),
        ("记者：怎么办？", True),
        ("【问】怎么办？", True),
        ("问题是，怎么办。", False),
        ("问：", False),
    ],
)
def test_a_question_is_asked(line, asks):
    assert is_question(line) is asks


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("问 5： 怎么办？", ("question", 5, "问5：", (4, 5))),
        ("问：怎么办？", ("question", 4, "", (0, 0))),
        ("怎么办？", ("question", 4, "", (0, 0))),
        ("问十十：怎么办？", ("question", 4, "问十十：", (4, 4))),
    ],
)
def test_a_question_has_its_number_or_the_next_one(line, label):
    question = question_label(line, 3, rank=2)
    assert label_facts(question) == label
    assert question.form.rank == 2


def test_an_item_that_asks_is_a_question():
    question, statement, point = "1.问：怎么办？", "1.甲", "一、问：怎么办？"
    assert label_facts(as_question(unit_label_of(question), question)) == ("question", 1, "1.", (2, 2))
    assert label_facts(as_question(unit_label_of(statement), statement)) == ("item", 1, "1.", (2, 2))
    assert label_facts(as_question(unit_label_of(point), point)) == ("point", 1, "一、", (2, 2))
