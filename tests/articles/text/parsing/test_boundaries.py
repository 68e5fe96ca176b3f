"""Where each rule of the text parsers begins and ends, one step on either side."""

from datetime import date

import pytest

from articles.search.queries.configured_tokenizer import tokenizer
from articles.text.citing.gbt7714 import online_reference
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.numbers.dates import parse_date
from articles.text.parsing.lines import RemovalReason, RepairKind, split_lines
from articles.text.parsing.structure import StructureError, parse_policy, rebuild, report
from articles.text.parsing.units.captions import captions

CAPTIONED, PLAIN = "短句。后文。", "只有这一句。"


@pytest.mark.parametrize(("length", "is_caption"), [(1, False), (2, True), (24, True), (25, False)])
def test_a_caption_has_two_to_twenty_four_characters(length, is_caption):
    texts = [CAPTIONED] * 9 + [f"{'标' * length}。后文。"]
    assert bool(captions(texts)[-1]) is is_caption


def test_captions_are_the_style_where_three_articles_in_four_have_one():
    assert captions([CAPTIONED, CAPTIONED, CAPTIONED, PLAIN]) == ["短句", "短句", "短句", ""]
    assert captions([CAPTIONED, CAPTIONED, PLAIN]) == ["", "", ""]


@pytest.mark.parametrize("mark", "！？\n")
def test_only_a_full_stop_ends_a_caption(mark):
    assert captions([f"短句{mark}后文。再后。"]) == [""]


@pytest.mark.parametrize("closing", ["」", "”", "’", "）"])
def test_a_full_stop_inside_quotes_ends_no_caption(closing):
    assert captions([f"称“短句。{closing}者。后文。"]) == [""]


@pytest.mark.parametrize(("bodies", "lead"), [(3, "甲, 乙, 丙. "), (4, "甲, 乙, 丙, 等. ")])
def test_three_responsible_bodies_are_named_in_full(bodies, lead):
    reference = online_reference(
        issuers=list("甲乙丙丁")[:bodies],
        title="某政策",
        other_title="",
        issued_on=None,
        cited_on=date(2026, 1, 2),
        url="https://example.org/",
    )
    assert reference == f"{lead}某政策[Z/OL]. [2026-01-02]. https://example.org/."


@pytest.mark.parametrize(
    ("written", "is_number"),
    [
        ("甲〔1949〕1号", True),
        ("甲〔2099〕99999号", True),
        ("甲〔1849〕1号", False),
        ("甲〔2009〕123456号", False),
        ("甲〔2009〕号", False),
        ("A〔2009〕1号", False),
        (f"{'甲' * 20}〔2009〕1号", True),
        (f"{'甲' * 21}〔2009〕1号", False),
        ("甲〔2009〕1号文", False),
    ],
)
def test_a_document_number_has_an_agency_a_year_and_a_serial(written, is_number):
    assert (document_number_key(written) is not None) is is_number


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("２０２０年２月２９日", date(2020, 2, 29)),
        ("二〇二〇 年 十二 月 三十一 日", date(2020, 12, 31)),
        ("二零零九年五月一日", date(2009, 5, 1)),
        ("二千零九年五月一日", date(2009, 5, 1)),
        ("　2009年5月15日\n", date(2009, 5, 15)),
        ("2019年2月29日", None),
        ("2009年13月1日", None),
        ("2009年0月1日", None),
        ("09年5月15日", None),
        ("2009-05-15", None),
        ("一十百千年五月一日", None),
        ("○○○○年五月一日", None),
    ],
)
def test_a_date_is_one_of_the_calendar_or_none(written, stated):
    assert parse_date(written) == stated


def test_parts_that_leave_a_character_over_are_no_parts():
    words = {word.text: word.parts for word in tokenizer().words("科技成果转化法 消化吸收再创新")}
    assert words["科技成果转化法"] == ()
    assert set(words["消化吸收再创新"]) == {"消化", "吸收", "再创新"}


def test_endless_letters_are_one_term_of_sixty_four_for_index_and_query_alike():
    assert tokenizer().terms("a" * 200) == ["a" * 64] == [word.text for word in tokenizer().words("a" * 200)]


def test_a_query_names_each_word_once_and_an_index_each_time():
    assert tokenizer().terms("关税关税") == ["关税", "关税"]
    assert [word.text for word in tokenizer().words("关税关税")] == ["关税"]


def test_outer_white_space_is_a_margin_and_a_line_end_a_line_end():
    parsed = parse_policy("某法\n　第一条 甲。 \r\n第二条 乙。\r\n")
    kinds = [
        (removal.line, removal.text, removal.reason)
        for removal in parsed.removals
        if removal.reason != RemovalReason.SEPARATOR
    ]
    assert kinds == [
        (1, "\n", RemovalReason.LINE_END),
        (2, "　", RemovalReason.MARGIN),
        (2, " \r\n", RemovalReason.MARGIN),
        (3, "\r\n", RemovalReason.LINE_END),
    ]


def test_the_report_goes_from_line_to_line_and_counts_the_layout():
    lines = report(parse_policy("某法\n编辑\n\n3第一章 甲\n编辑\n乙乙　第一条 丙。\n")).splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["L2", "L3", "L4", "L5", "L6"]
    assert lines[-1] == "另有 6 处换行与分隔空白不属于正文。"


def test_of_one_line_doubts_are_reported_before_repairs():
    lines = report(parse_policy("某办法\n第二章 甲\n第二条 乙。\n第二章 附　则\n第三条 丙。\n")).splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [["L4", "存疑"], ["L4", "修复"]]


def test_the_report_names_the_characters_of_a_line_together():
    lines = report(parse_policy("某法\n第⼀条 ⽔⽔。\n第二条 ⽕。\n")).splitlines()
    assert lines[:-1] == [
        f"L2 修复 {RepairKind.CHARACTER}：'⼀⽔' → '一水'",
        f"L3 修复 {RepairKind.CHARACTER}：'⽕' → '火'",
    ]


def test_a_piece_of_the_source_that_is_lost_is_told_with_its_place():
    parsed = parse_policy("某法\n第一条 甲。\n")
    with pytest.raises(StructureError) as error:
        rebuild([passage for passage in parsed.passages() if passage.start != 3], parsed.removals)
    assert str(error.value) == "偏移 3 处的原文既未保留也未列为删除，或重复（下一段起于 6）"


@pytest.mark.parametrize(("source", "message"), [("", "没有文字"), ("某法\n", "只有标题，没有正文")])
def test_what_is_missing_is_told(source, message):
    with pytest.raises(StructureError) as error:
        parse_policy(source)
    assert str(error.value) == message


def test_the_links_of_a_page_are_left_out_as_such():
    parsed = parse_policy("某法\n第一条 甲。\n责任编辑：张某\n")
    assert (parsed.articles[-1].text, parsed.removals[-1].text) == ("甲。", "责任编辑：张某\n")
    assert parsed.removals[-1].reason is RemovalReason.PAGE_LINKS


def test_a_text_has_no_marks_of_markdown_unless_it_is_said_to():
    source = "# 某办法\n第一条 甲。\n"
    assert parse_policy(source).front.title.text == "# 某办法"
    assert parse_policy(source, markdown=True).front.title.text == "某办法"


def test_an_article_stands_below_the_title_of_its_chapter():
    parsed = parse_policy("某法\n第一条 甲。\n第一章 总则\n第二条 乙。\n")
    assert [parsed.title_above(article) for article in parsed.articles] == ["", "总则"]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("  甲。  \n", ["甲。"]),
        ("　甲 乙　　\n", ["甲 乙"]),
        ("姓名\t年龄\t \n张某\t20\t \n李某\t30\t \n", ["姓名\t年龄", "张某\t20", "李某\t30"]),
        ("姓名\t年龄\t备注\n张某\t20\t\n李某\t\t\n", ["姓名\t年龄\t备注", "张某\t20\t", "李某\t\t"]),
    ],
)
def test_a_line_is_kept_without_its_margins_and_a_row_with_its_empty_cells(source, texts):
    assert [line.text for line in split_lines(source)] == texts
