"""References of a text to places of its own document."""

import pytest

from articles.text.parsing.units.inner_references import inner_references

PARAGRAPHS = "甲的话。\n{}\n（一）甲；\n（二）乙。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("依照前条规定", [("前条", 6, None, None)]),
        ("依照前两条规定", [("前两条", 5, None, None)]),
        ("前条第二款", [("前条第二款", 6, 2, None)]),
        ("前款规定的", [("前款", None, 1, None)]),
        ("前款第（二）项、第（三）项", [("前款第（二）项", None, 1, 2), ("第（三）项", None, 1, 3)]),
        ("本条第一款", [("本条第一款", None, 1, None)]),
        ("本办法第八条至第十条", [("第八条", 8, None, None), ("第十条", 10, None, None)]),
        ("第十二条第二款第（一）项至第（三）项",
         [("第十二条第二款第（一）项", 12, 2, 1), ("第（三）项", 12, 2, 3)]),
        ("《甲法》第五条和同法第六条", []),
        ("前条第一款第二项、第（四）项", [("前条第一款第二项", 6, 1, 2), ("第（四）项", 6, 1, 4)]),
        ("前六条规定", [("前六条", 1, None, None)]),
        ("本条规定", []),
        ("本款规定的", [("本款", None, 2, None)]),
        ("第三款规定的", [("第三款", None, 3, None)]),
        ("前款至第（三）项", [("前款", None, 1, None)]),
        ("前两款规定的", []),  # above the second 款 stands one
        ("第三款第（一）项和第（二）项", [("第三款第（一）项", None, 3, 1), ("第（二）项", None, 3, 2)]),
        ("第十二条第（一）项、第（三）项至第五项及第（十十）项",
         [("第十二条第（一）项", 12, None, 1), ("第（三）项", 12, None, 3), ("第五项", 12, None, 5)]),
        ("第十二条之一第二款", [("第十二条之一第二款", 12, 2, None)]),
        ("前七条、第八条", [("第八条", 8, None, None)]),
        ("前六款，前条", [("前条", 6, None, None)]),  # there is no such 款
        ("第八条－第十条", [("第八条", 8, None, None), ("第十条", 10, None, None)]),
        ("第八条、前条", [("第八条", 8, None, None), ("前条", 6, None, None)]),
        ("本法第三条、第五条或者第七条，第八条",
         [(f"第{label}条", "〇一二三四五六七八".index(label), None, None) for label in "三五七八"]),
    ],
)  # fmt: skip
def test_places_are_found_with_what_they_mean(words, expected):
    text = PARAGRAPHS.format(words)
    references = inner_references(text, number=7, own_title="某办法")
    places = [
        (text[reference.start : reference.end], reference.number, reference.paragraph, reference.item)
        for reference in references
    ]
    assert places == expected


def test_annexes_and_parts_count_apart():
    references = inner_references("见附件1，按本意见第二部分执行。", number=None)
    assert [(reference.annex, reference.part) for reference in references] == [("1", None), (None, 2)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("按附件2第三条第一款执行", [("附件2第三条第一款", "2", 3, 1)]),
        (
            "按附件二的第三条和第四条、本办法第五条执行",
            [("附件二的第三条", "2", 3, None), ("第五条", None, 5, None)],
        ),
        ("见附件1。第三条照旧", [("附件1", "1", None, None), ("第三条", None, 3, None)]),
        (
            "按附件2-1第三条填写附件1－12",
            [("附件2-1第三条", "2-1", 3, None), ("附件1－12", "1-12", None, None)],
        ),
        ("见附件1-3-2", [("附件1", "1", None, None)]),
        ("填写申请表（见附件）", [("附件", "", None, None)]),
        ("填写申请表（附3）", [("附3", "3", None, None)]),
        ("见附件目录", []),
        ("按附件1中第三条第（二）项执行", [("附件1中第三条第（二）项", "1", 3, None)]),
    ],
)
def test_an_article_of_an_annex_is_none_of_the_document(words, expected):
    references = inner_references(words, number=7, own_title="某办法")
    places = [
        (words[reference.start : reference.end], reference.annex, reference.number, reference.paragraph)
        for reference in references
    ]
    assert places == expected


def test_there_is_nothing_before_the_first_article_and_the_first_paragraph():
    assert inner_references("前款规定，前条规定。\n乙。", number=1) == []


def test_what_stands_in_the_same_article_has_no_suffix():
    text = PARAGRAPHS.format("前款第（二）项、第（三）项")
    assert {reference.suffix for reference in inner_references(text, number=7)} == {0}


def test_the_first_line_is_the_first_paragraph_and_a_list_belongs_to_the_one_above():
    assert [reference.paragraph for reference in inner_references("本款规定。\n乙。", number=7)] == [1]
    assert [
        reference.paragraph for reference in inner_references("甲。\n（一）前款规定；\n（二）乙。", number=7)
    ] == []
    assert inner_references("本款规定。", number=7)[:1] == []


def test_a_decision_that_amends_a_law_means_the_articles_of_that_law():
    assert inner_references("将第三条修改为：", number=7, own_title="关于修改《某法》的决定") == []
    assert inner_references("将第三条修改为：", number=7, own_title="某法")[0].number == 3


def test_an_article_that_was_inserted_is_meant_with_its_suffix():
    (plain,) = inner_references("依照第十二条之一执行", number=7)
    assert (plain.number, plain.suffix, plain.count) == (12, 1, 1)
    (annexed,) = inner_references("依照附件1第十二条之二第三款第（四）项执行", number=7)
    assert (annexed.number, annexed.suffix, annexed.paragraph, annexed.item) == (12, 2, 3, 4)
    (hyphened,) = inner_references("依照附件1第12-3条执行", number=7)
    assert (hyphened.number, hyphened.suffix) == (12, 3)


@pytest.mark.parametrize(
    ("words", "number", "count"), [("前条", 6, 1), ("前两条", 5, 2), ("前二条", 5, 2), ("前五条", 2, 5)]
)
def test_several_articles_before_begin_at_the_first(words, number, count):
    (reference,) = inner_references(f"依照{words}规定", number=7)
    assert (reference.number, reference.count) == (number, count)


def test_two_paragraphs_before_the_third_begin_at_the_first():
    text = "甲。\n乙。\n前两款规定的，照旧。"
    (reference,) = inner_references(text, number=7)
    assert (text[reference.start : reference.end], reference.number, reference.paragraph) == (
        "前两款",
        None,
        1,
    )


def test_outside_articles_nothing_stands_before():
    assert inner_references("依照前条、第九条执行", number=None)[0].number == 9
