"""How units are labelled in print, and what a citation calls them."""

import pytest

from articles.text.citing.places.unit_names import cited_label, letter_in, unit_label


@pytest.mark.parametrize(
    ("unit", "number", "label"),
    [
        ("article", 25, "第二十五条"),
        ("point", 3, "三、"),
        ("subpoint", 6, "（六）"),
        ("item", 1, "1."),
        ("subitem", 1, "（1）"),
        ("circled", 1, "①"),
        ("circled", 20, "⑳"),
        ("circled", 21, "（21）"),  # no character is printed for it
        ("circled", 0, "（0）"),
        ("decimal", 2, "2"),
        ("question", 4, "第4问"),
        ("paragraph", 3, "第3段"),
    ],
)
def test_a_unit_has_the_label_that_is_usual_in_print(unit, number, label):
    assert unit_label(unit, number, 0) == label


def test_an_inserted_article_has_its_suffix():
    assert unit_label("article", 12, 1) == "第十二条之一"


@pytest.mark.parametrize(
    ("unit", "label", "number", "citation"),
    [
        ("article", "第二十五条", 25, "第二十五条"),
        ("point", "二、", 2, "第二部分"),
        ("point", "任务一：", 1, "任务一"),
        ("point", "第一步、", 1, "第一步"),
        ("subpoint", "（六）", 6, "第（六）项"),
        ("subpoint", "第一类", 1, "第（一）项"),
        ("item", "1.", 1, "第1目"),
        ("subitem", "（1）", 1, "第（1）小目"),
        ("subitem", "a)", 1, "第（a）小目"),
        ("subitem", "Z)", 26, "第（Z）小目"),
        ("item", "a)", 1, "第1目"),
        ("circled", "①", 1, "第①小目"),
        ("decimal", "2．", 2, "2"),
        ("decimal", "2.1.1", 1, "2.1.1"),
        ("question", "问题四：", 4, "第4问"),
        ("paragraph", "第3段", 3, "第3段"),
    ],
)
def test_a_citation_names_a_unit_by_its_kind_or_by_its_own_name(unit, label, number, citation):
    assert cited_label(unit, label, number) == citation


def test_a_decimal_number_behind_an_annex_does_not_run_into_its_number():
    assert cited_label("decimal", "2.1.1", 1, is_behind_label=True) == "第2.1.1项"


@pytest.mark.parametrize(
    ("label", "letter"), [("a)", "a"), ("（B）", "B"), ("1)", ""), ("z)", "z"), ("A.", "A")]
)
def test_the_letter_of_a_label(label, letter):
    assert letter_in(label) == letter
