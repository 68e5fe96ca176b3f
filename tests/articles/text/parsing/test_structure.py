"""The parser on small sources of every shape; the shipped text has tests of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.parsing.lines import RemovalReason
from articles.text.parsing.structure import StructureError, parse_policy, rebuild, report
from tests.examples import patient

NOTICE = """某部关于试行办法的通知
甲发〔2020〕7号
各省、自治区、直辖市科技厅（局）、财政厅（局）：
现将《试行办法》印发你们。
甲　　部
乙 部
2020年3月4日
试行办法
为了试行，制定本办法。
第一条 内容。
"""


def labels(source: str) -> list[tuple[int, int]]:
    return [(article.number, article.suffix) for article in parse_policy(source).articles]


def assert_rebuilt(source: str) -> None:
    parsed = parse_policy(source)
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == source


SHAPES = {
    "title and articles only": "某法\n第一条 甲。\n第二条 乙。\n",
    "no line end at the end": "某法\n第一条 甲。",
    "CRLF": "某法\r\n\r\n第一条 甲。\r\n第二款。\r\n第二条 乙。\r\n",
    "indented": "　　某法\n　　第一条　甲。\n　　第二款。\n",
    "all levels": "某法\n第一编 总\n第一章 一\n第一节 二\n第一条 甲。\n第二编 分\n第一章 三\n第二条 乙。\n",
    "inserted articles": "某法\n第十二条 甲。\n第十二条之一 乙。\n第十三条 丙。\n",
    "heading alone on its line": "某法\n第一章\n第一条 甲。\n",
    "label alone on its line": "某法\n第一条\n甲。\n",
    "web copy": "某法\n2某法\n编辑\n\n3第一章 甲\n编辑\n\n乙乙　第一条 丙。\n12第十章 丁\n第二条 戊。\n",
    "notice": NOTICE,
}


@pytest.mark.parametrize("source", SHAPES.values(), ids=SHAPES.keys())
def test_kept_and_removed_pieces_are_the_source(source):
    assert_rebuilt(source)


@patient
@given(st.text(alphabet="第一二条章节之 　\n\r编辑3某法。，甲"))
def test_whatever_can_be_parsed_can_be_rebuilt(text):
    try:
        parsed = parse_policy(text)
    except StructureError:
        return
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == text
    assert all(article.text for article in parsed.articles)


def test_paragraphs_are_lines_of_the_text():
    article = parse_policy("某法\n第一条 甲。\n　　乙。\n\n丙。\n").articles[0]
    assert article.text == "甲。\n乙。\n丙。"


def test_levels_nest_and_articles_hang_in_the_innermost():
    parsed = parse_policy(SHAPES["all levels"])
    assert [(division.kind, division.number, division.parent) for division in parsed.divisions] == [
        ("part", 1, None),
        ("chapter", 1, 0),
        ("section", 1, 1),
        ("part", 2, None),
        ("chapter", 1, 3),
    ]
    assert [article.division for article in parsed.articles] == [2, 4]


def test_inserted_articles_keep_their_suffix():
    assert labels(SHAPES["inserted articles"]) == [(12, 0), (12, 1), (13, 0)]


def test_an_article_cited_at_the_start_of_a_line_begins_no_article():
    source = "某法\n第一条 甲。\n第三条的规定适用于本条。\n第二条所称乙，是指丙。\n第二条 丁。\n"
    parsed = parse_policy(source)
    assert labels(source) == [(1, 0), (2, 0)]
    assert parsed.articles[0].text.count("\n") == 2


def test_a_sentence_that_begins_like_a_heading_is_text():
    source = "某法\n第一条 甲。\n第三章 规定的情形除外；其他从其规定。\n"
    parsed = parse_policy(source)
    assert parsed.divisions == ()
    assert parsed.articles[0].text.endswith("其他从其规定。")


def test_only_a_title_glued_by_an_ideographic_space_is_joined():
    glued = parse_policy("某法\n第二章 甲\n乙乙　第一条 丙。\n")
    assert glued.divisions[0].title == "甲 乙乙"
    assert glued.articles[0].text == "丙。"
    spaced = parse_policy("某法\n第二章 甲\n乙乙 第一条 丙。\n第一条 丁。\n")
    assert spaced.divisions[0].title == "甲"
    assert [article.text for article in spaced.articles] == ["丁。"]


def test_a_broken_title_is_looked_for_before_the_first_article_only():
    parsed = parse_policy("某法\n第一章 甲\n第一条 乙。\n丙丙　第二条 丁。\n")
    assert parsed.divisions[0].title == "甲"
    assert labels("某法\n第一章 甲\n第一条 乙。\n丙丙　第二条 丁。\n") == [(1, 0)]


def test_running_numbers_of_any_length_are_no_chapter_numbers():
    parsed = parse_policy(SHAPES["web copy"])
    assert [division.number for division in parsed.divisions] == [1, 10]
    removed = [removal.text for removal in parsed.removals if removal.reason == RemovalReason.RUNNING_NUMBER]
    assert removed == ["2", "3", "12"]


def test_the_word_for_edit_is_removed_only_where_it_is_the_whole_line():
    parsed = parse_policy("某法\n编辑\n第一条 编辑应当负责。\n编辑\n编辑人员同上。\n")
    assert parsed.articles[0].text == "编辑应当负责。\n编辑人员同上。"


def test_a_notice_is_read_by_its_content():
    front = parse_policy(NOTICE).front
    assert (front.title.text, front.notice_title.text) == ("试行办法", "某部关于试行办法的通知")
    assert front.document_number.text == "甲发〔2020〕7号"
    assert front.addressees.text.endswith("财政厅（局）：")
    assert [issuer.name for issuer in front.issuers] == ["甲部", "乙部"]
    assert str(front.signed_on) == "2020-03-04"


def test_what_the_source_does_not_say_stays_empty():
    front = parse_policy("某法\n第一条 甲。\n").front
    assert (front.document_number, front.addressees, front.signed_on) == (None, None, None)
    assert (front.notice, front.issuers, front.introduction) == ((), (), ())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "没有文字"),
        ("只有一段话。\n", "没有正文"),
        ("某法\n第一章 甲\n", "没有正文"),
    ],
)
def test_a_text_that_cannot_be_read_says_where_and_why(source, reason):
    with pytest.raises(StructureError, match=reason):
        parse_policy(source)


def test_a_missing_or_doubled_piece_is_noticed():
    parsed = parse_policy(SHAPES["title and articles only"])
    with pytest.raises(StructureError):
        rebuild(parsed.passages()[1:], parsed.removals)
    with pytest.raises(StructureError):
        rebuild([*parsed.passages(), parsed.passages()[0]], parsed.removals)


def test_the_report_names_line_and_reason_of_each_change():
    lines = report(parse_policy(SHAPES["web copy"])).splitlines()
    assert "L2 删除 百科目录序号：'2'" in lines
    assert "L3 删除 百科「编辑」按钮：'编辑'" in lines
    assert "L8 修复 章名后半截归还章名：'甲' → '甲 乙乙'" in lines
