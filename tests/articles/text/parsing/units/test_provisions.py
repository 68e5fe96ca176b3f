"""款, 项, 目 and 小目 inside an article, whatever labels they have, and which holds some of its words."""

import pytest

from articles.text.parsing.units.provisions import extent, provision_holding, provisions_of

TWO = "甲款说税。\n有下列情形之一的：\n（一）乙项；\n1.丙目；\n（二）丁项。\n末款说税。"
ONE = "有下列情形之一的：\n（一）乙项；\n（二）丁项。"


def held_by(text: str, *words: str) -> str:
    provision = provision_holding(text, [(text.index(word), text.index(word) + len(word)) for word in words])
    return provision.citation if provision else ""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("甲款",), "第一款"),
        (("乙项",), "第二款第（一）项"),
        (("丙目",), "第二款第（一）项第1目"),
        (("乙项", "丙目"), "第二款第（一）项"),
        (("乙项", "丁项"), "第二款"),
        (("下列", "丁项"), "第二款"),
        (("末款",), "第三款"),
        (("（一）乙项；",), "第二款第（一）项"),  # a line from end to end
        (("甲款", "末款"), ""),
        ((), ""),
    ],
)
def test_the_smallest_that_holds_all_words_is_named(words, place):
    assert held_by(TWO, *words) == place


def test_an_article_of_one_paragraph_has_items_only():
    assert held_by(ONE, "丁项") == "第（二）项"
    assert held_by(ONE, "下列") == ""
    assert held_by(ONE, "乙项", "丁项") == ""
    assert held_by("只有一款。", "一款") == ""
    assert provisions_of("只有一款。") == []


def test_words_in_a_table_stand_in_no_provision():
    text = "甲款。\n项目\t税率\n货物\t百分之五\n乙款。"
    assert held_by(text, "百分之五") == ""
    assert held_by(text, "乙款") == "第二款"


def test_of_items_numbered_alike_the_one_that_holds_the_words_is_meant():
    text = "甲：\n（一）乙；\n（二）丙。\n丁：\n（一）戊；\n1.己。"
    assert held_by(text, "己") == "第二款第（一）项第1目"
    assert held_by(text, "戊", "己") == "第二款第（一）项"
    provision = provision_holding(text, [(text.index("戊"), text.index("戊") + 1)])
    assert provision
    assert provision.line == 5


def test_the_extent_of_a_provision_has_what_is_below_it():
    provisions = provisions_of(TWO)

    def words_of(line: int) -> str:
        return TWO[slice(*extent(provisions, line))]

    assert words_of(1) == "甲款说税。"
    assert words_of(2) == "有下列情形之一的：\n（一）乙项；\n1.丙目；\n（二）丁项。"
    assert words_of(3) == "（一）乙项；\n1.丙目；"
    assert words_of(6) == "末款说税。"


def citations_of(text: str) -> list[tuple[str, str]]:
    return [(provision.address, provision.citation) for provision in provisions_of(text)]


def test_an_article_may_begin_with_its_first_item():
    text = "（一）申请书；\n1.一式两份；\n2.加盖公章；\n（二）营业执照。"
    assert citations_of(text) == [
        ("1", "第（一）项"),
        ("1.1", "第（一）项第1目"),
        ("1.2", "第（一）项第2目"),
        ("2", "第（二）项"),
    ]


def test_a_provision_has_the_label_that_its_line_begins_with():
    labels = [
        provision.label
        for provision in provisions_of("应当提交：\n（一）申请书：\n①正本；\n②副本。\n（二）执照。")
    ]
    assert labels == ["", "（一）", "①", "②", "（二）"]


@pytest.mark.parametrize(
    ("first", "second", "citation"),
    [
        ("（一）", "（二）", "第（一）项"),
        ("1.", "2.", "第1项"),
        ("（1）", "（2）", "第（1）项"),
        ("①", "②", "第①项"),
        ("一、", "二、", "第一项"),
    ],
)
def test_the_outermost_list_of_an_article_is_that_of_its_items(first: str, second: str, citation: str):
    assert citations_of(f"下列车辆：\n{first}军车；\n{second}救护车。")[:2] == [("", ""), ("1", citation)]


def test_lists_stand_in_each_other_down_to_the_third():
    first = "规定如下：\n（一）甲：\n1.甲一：\n（1）甲一一；\n（2）甲一二。\n2.甲二。\n（二）乙。"
    text = f"{first}\n第二款。\n①丙；\n②丁。"
    assert citations_of(text) == [
        ("k1", "第一款"),
        ("k1.1", "第一款第（一）项"),
        ("k1.1.1", "第一款第（一）项第1目"),
        ("k1.1.1.1", "第一款第（一）项第1目第（1）小目"),
        ("k1.1.1.2", "第一款第（一）项第1目第（2）小目"),
        ("k1.1.2", "第一款第（一）项第2目"),
        ("k1.2", "第一款第（二）项"),
        ("k2", "第二款"),
        ("k2.1", "第二款第①项"),
        ("k2.2", "第二款第②项"),
    ]


def test_a_sentence_that_begins_with_a_number_is_a_paragraph():
    paragraphs = [("k1", "第一款"), ("k2", "第二款"), ("k3", "第三款")]
    assert citations_of("甲。\n一、二级客运站应当封闭。\n乙。") == paragraphs


def test_a_number_that_is_printed_twice_has_two_addresses():
    provisions = provisions_of("禁止：\n（一）甲；\n（二）乙：\n1.丙；\n（二）丁：\n1.戊。\n（三）己。")
    assert [provision.address for provision in provisions] == ["", "1", "2", "2.1", "2-2", "2-2.1", "3"]
