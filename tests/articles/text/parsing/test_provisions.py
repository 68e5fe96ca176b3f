"""款, 项, 目 and 小目 inside an article, whatever their lists are labelled with."""

import pytest

from articles.text.parsing.provisions import provisions_of


def cited(text: str) -> list[tuple[str, str]]:
    return [(each.address, each.citation) for each in provisions_of(text)]


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ("（一）", "（二）", "第（一）项"),
        ("1.", "2.", "第1项"),
        ("（1）", "（2）", "第（1）项"),
        ("①", "②", "第①项"),
        ("一、", "二、", "第一项"),
    ],
)
def test_the_outermost_list_of_an_article_is_that_of_its_items(first: str, second: str, named: str):
    assert cited(f"下列车辆：\n{first}军车；\n{second}救护车。")[:2] == [("", ""), ("1", named)]


def test_lists_stand_in_each_other_down_to_the_third():
    first = "规定如下：\n（一）甲：\n1.甲一：\n（1）甲一一；\n（2）甲一二。\n2.甲二。\n（二）乙。"
    text = f"{first}\n第二款。\n①丙；\n②丁。"
    assert cited(text) == [
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
    assert cited("甲。\n一、二级客运站应当封闭。\n乙。") == paragraphs
