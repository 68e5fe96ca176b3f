"""Numbers without their agency, points right behind a number, places in an annex."""

import pytest

from articles.text.citing.naming.document_numbers import bodies_of, leading_document_number
from articles.text.citing.places.article_citations import parse_citation, parse_typed_citation


@pytest.mark.parametrize(
    "written",
    [
        *("〔2024〕第12号", "〔2024〕12号", "[2024]12号", "（2024）第12号", "【2024】12号", "〔2024〕12号文"),
        *("2024年第12号", "2024年12号", "２０２４年第１２号", "2024 年 第 12 号", "2024年第12号文件"),
    ],
)
def test_a_number_may_stand_without_its_agency(written):
    citation = parse_citation(written)
    assert (citation.number_ending, citation.is_certain) == ("〔2024〕12号", False)
    assert parse_citation(f"{written}第三条").article == 3


@pytest.mark.parametrize("written", ["2024年第12号公告", "公告2024年第12号", "2024年公告第12号"])
def test_an_announcement_is_told_from_other_documents(written):
    assert parse_citation(written).number_ending == "公告2024年第12号"


@pytest.mark.parametrize("written", ["12号公告", "第12号公告"])
def test_an_announcement_may_stand_without_its_year(written):
    assert parse_citation(written).number_ending == "年第12号"


@pytest.mark.parametrize("words", ["2024年", "2024年12月", "2024年第12期", "12号", "12号楼", "〔2024〕"])
def test_other_words_are_no_number(words):
    assert parse_citation(words) is None


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        *((f"国发〔2019〕3号{point}", [("entry", 2)]) for point in ("2.", "2．", "2、", "文2.", "文件的2.")),
        *((f"国发〔2019〕3号{point}", [("item", 2)]) for point in ("第2点", "的第2点", "，第二点")),
        *((f"国发〔2019〕3号{point}", [("item", 2)]) for point in ("（二）", "中第2项", "里的第2点")),
        ("国发2019年3号第2点", [("item", 2)]),
        ("《某意见》第2点", [("item", 2)]),
        ("3号第2点", [("item", 2)]),
        ("3号文2.", [("entry", 2)]),
        ("附件2二", [("annex", 2), ("part", 2)]),
        ("附件2.1", [("annex", 2), ("entry", 1)]),
        ("附件2.1（2）", [("annex", 2), ("entry", 1), ("subentry", 2)]),
        ("附件2：二", [("annex", 2), ("part", 2)]),
        ("附件2 2.", [("annex", 2), ("entry", 2)]),
        ("附件 2 第 2 条", [("annex", 2), ("article", 2)]),
        ("附件2的第二条", [("annex", 2), ("article", 2)]),
        ("附件二（三）", [("annex", 2), ("item", 3)]),
        ("附件二、（三）", [("annex", 2), ("item", 3)]),
        ("国发〔2019〕3号附件2二", [("annex", 2), ("part", 2)]),
        ("国发〔2019〕3号附件2.1", [("annex", 2), ("entry", 1)]),
        ("国发〔2019〕3号的附件2第二条", [("annex", 2), ("article", 2)]),
        ("某办法附件2第二条", [("annex", 2), ("article", 2)]),
        ("《某办法》附件2二", [("annex", 2), ("part", 2)]),
    ],
)
def test_a_point_or_annex_may_follow_at_once(written, steps):
    assert [(step.kind, step.number) for step in parse_typed_citation(written).steps] == steps


def test_places_below_an_article_of_an_annex():
    first = parse_citation("某办法附件2第一章第二条之一第三款、第五条")
    assert (first.title, first.chapter, first.paragraph) == ("某办法", 1, 3)
    assert [(step.number, step.suffix) for step in first.steps] == [(2, 0), (2, 1)]
    assert first.also[0].steps[-1].number == 5


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("附件2-1", [("annex", 2, 1)]),
        ("某办法附件2－12第三条", [("annex", 2, 12), ("article", 3, 0)]),
        ("国发〔2019〕3号附件二-1 2.", [("annex", 2, 1), ("entry", 2, 0)]),
    ],
)
def test_an_annex_may_have_two_numbers(written, steps):
    path = parse_typed_citation(written).steps
    assert [(step.kind, step.number, step.suffix) for step in path] == steps


@pytest.mark.parametrize("written", ["附件1、2", "附件一、二", "附件2之二", "附件2-1-1"])
def test_two_annexes_are_no_place_in_one(written):
    assert parse_citation(written) is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("财政部、税务总局公告2024年第5号", "财政部税务总局公告2024年第5号"),
        ("财政部，税务总局，海关总署公告2024年第5号", "财政部税务总局海关总署公告2024年第5号"),
        ("甲部、乙部令第3号", "甲部乙部令第3号"),
    ],
)
def test_a_joint_number_may_list_its_bodies(written, key):
    assert leading_document_number(f"{written}第三条") == (key, "第三条")


def test_the_bodies_of_a_number():
    assert bodies_of("财政部　税务总局公告 2024年第5号") == ["财政部", "税务总局"]
    assert bodies_of("国务院令第722号") == ["国务院"]
    assert bodies_of("财税〔2024〕5号") == bodies_of("") == []
