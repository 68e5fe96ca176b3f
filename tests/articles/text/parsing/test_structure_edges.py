"""Where a source could be read wrongly without a sound: each case the parser decides, and how."""

import pytest

from articles.text.parsing.lines import RemovalReason
from articles.text.parsing.structure import parse_policy, rebuild


def articles_of(source: str) -> list[tuple[int, int, str]]:
    return [(article.number, article.suffix, article.text) for article in parse_policy(source).articles]


@pytest.mark.parametrize("prose", ["散文。", "乙乙 第二条 丁。", "第二条的规定适用。"])
def test_text_under_a_later_heading_is_never_added_to_the_chapter_before(prose):
    parsed = parse_policy(f"某法\n第一章 甲\n第一条 乙。\n第二章 丙\n{prose}\n第三条 丁。\n")
    assert [article.text for article in parsed.articles] == ["乙。", "丁。"]
    assert [part.text for part in parsed.divisions[1].opening] == [prose]
    assert any(doubt.line == 5 for doubt in parsed.doubts)


def test_numbers_of_several_characters_are_read_whole():
    parsed = parse_policy("某法\n第二十三章 甲\n第一百零二条之十一 乙。\n第1260条 丙。\n第１２６１条 丁。\n")
    assert parsed.divisions[0].number == 23
    assert [(article.number, article.suffix) for article in parsed.articles] == [
        (102, 11),
        (1260, 0),
        (1261, 0),
    ]


@pytest.mark.parametrize("label", ["第零条", "第〇条", "第十十条", "第条", "第甲条", "第一百二条"])
def test_what_bears_no_number_is_no_article(label):
    assert articles_of(f"某法\n第一条 甲。\n{label} 乙。\n") == [(1, 0, f"甲。\n{label} 乙。")]


def test_wide_gaps_are_removed_whole_and_a_spaced_out_title_is_closed_up():
    parsed = parse_policy("某法\n第一章\u3000\u3000总\u3000则\n第一条\u3000\u3000 甲 乙。\n")
    assert parsed.divisions[0].title == "总则"
    assert parsed.divisions[0].title_parts[0].text == "总\u3000则"
    assert parsed.articles[0].text == "甲 乙。"
    gaps = [removal.text for removal in parsed.removals if removal.reason == RemovalReason.SEPARATOR]
    assert gaps == ["\u3000\u3000", "\u3000\u3000 "]


def test_the_gap_behind_the_number_of_a_heading_goes_without_a_word():
    parsed = parse_policy("某规定\n一、\u3000登记\n第一条 甲。\n二、\u3000罚则\n第二条 乙。\n")
    assert [division.title for division in parsed.divisions] == ["登记", "罚则"]
    gaps = [removal.text for removal in parsed.removals if removal.reason == RemovalReason.SEPARATOR]
    assert gaps == ["\u3000", " ", "\u3000", " "]


def test_units_have_their_headings():
    parsed = parse_policy("某意见\n一、总体要求\n坚持创新。\n二、重点任务\n建设实验室。\n")
    assert [unit.heading for unit in parsed.articles] == ["总体要求", "重点任务"]


def test_a_heading_alone_has_no_title_and_articles_without_heading_no_division():
    assert parse_policy("某法\n第一章\n第一条 甲。\n").divisions[0].title_parts == ()
    assert parse_policy("某法\n第一条 甲。\n").articles[0].division is None


def test_a_label_alone_on_its_line_takes_the_lines_below():
    parsed = parse_policy("某法\n第一条\n甲。\n乙。\n")
    assert [paragraph.text for paragraph in parsed.articles[0].paragraphs] == ["甲。", "乙。"]


def test_a_bracketed_caption_needs_no_gap():
    assert articles_of("某法\n第一条【目的】甲。\n第二条 【范围】乙。\n") == [
        (1, 0, "【目的】甲。"),
        (2, 0, "【范围】乙。"),
    ]


def test_items_and_line_separators_stay_in_their_article():
    text = "甲：\n（一）乙；\n（二）丙\u2028丁。"
    assert articles_of(f"某法\n第一条 {text}\n第二条 戊。\n") == [(1, 0, text), (2, 0, "戊。")]


def test_old_line_ends_are_line_ends():
    assert articles_of("某法\r第一条 甲。\r第二条 乙。\r") == [(1, 0, "甲。"), (2, 0, "乙。")]


def test_a_single_character_is_no_half_title():
    parsed = parse_policy("某法\n第一章 甲\n乙\u3000第一条 丙。\n第一条 丁。\n")
    assert parsed.divisions[0].title == "甲"
    assert [article.text for article in parsed.articles] == ["丁。"]


def test_half_a_title_is_joined_by_one_space_whatever_glued_it():
    parsed = parse_policy("某法\n第一章 甲\n\u3000\u3000乙乙\u3000\u3000第一条\u3000丙。\n")
    assert parsed.divisions[0].title == "甲 乙乙"
    assert parsed.articles[0].text == "丙。"


def test_a_subdivision_of_a_part_stands_between_part_and_chapter():
    parsed = parse_policy("某法\n第一编 甲\n第一分编 乙\n第一章 丙\n第一条 丁。\n第二分编 戊\n第二条 己。\n")
    assert [(division.kind, division.parent) for division in parsed.divisions] == [
        ("part", None),
        ("subpart", 0),
        ("chapter", 1),
        ("subpart", 0),
    ]
    assert [article.division for article in parsed.articles] == [2, 3]


def test_a_signing_body_is_a_short_line_above_the_date_and_the_rest_is_the_notice():
    source = "某通知\n各市：\n第一句话。\n没有句号的一行" + "长" * 30 + "\n甲部\n2020年3月4日\n第一条 乙。\n"
    front = parse_policy(source).front
    assert [issuer.name for issuer in front.issuers] == ["甲部"]
    assert [paragraph.text for paragraph in front.notice] == ["第一句话。", "没有句号的一行" + "长" * 30]


def test_addressees_sign_nothing():
    front = parse_policy("某通知\n各市：\n2020年3月4日\n第一条 乙。\n").front
    assert front.issuers == ()
    assert front.addressees.text == "各市："


def test_without_a_date_nobody_signs():
    front = parse_policy("某办法\n甲部\n某会通过\n第一条 乙。\n").front
    assert (front.issuers, front.notice) == ((), ())
    assert [paragraph.text for paragraph in front.introduction] == ["甲部", "某会通过"]


def test_a_byte_order_mark_is_no_part_of_the_title():
    assert parse_policy("\ufeff某法\n第一条 甲。\n").front.title.text == "某法"


def test_a_label_followed_by_a_wide_space_and_a_cited_article_is_no_half_title():
    parsed = parse_policy(
        "某法\n第一章 甲\n第一条\u3000第三条的规定，适用于本条。\n第二条\u3000第一条 同。\n"
    )
    assert parsed.divisions[0].title == "甲"
    assert [(article.number, article.text) for article in parsed.articles] == [
        (1, "第三条的规定，适用于本条。"),
        (2, "第一条 同。"),
    ]


def test_articles_run_together_on_one_line_are_parted_by_their_numbers():
    source = "某规则\n第一条 甲。 第二条 乙，依照第一条。 第三条 丙。 第九条 不是。\n第四条 丁。\n"
    parsed = parse_policy(source)
    assert [(article.number, article.text) for article in parsed.articles] == [
        (1, "甲。"),
        (2, "乙，依照第一条。"),
        (3, "丙。 第九条 不是。"),
        (4, "丁。"),
    ]
    assert rebuild(parsed.passages(), parsed.removals) == source


def test_a_title_may_stand_below_the_statements_of_adoption():
    statement = "2016年3月16日 第十二届全国人民代表大会第四次会议通过"
    front = parse_policy(f"{statement}\n某慈善法\n第一条 甲。\n").front
    assert front.title.text == "某慈善法"
    assert [piece.text for piece in front.adoption] == [statement]


def test_a_heading_may_end_in_a_full_stop_where_an_article_follows():
    parsed = parse_policy("某法\n第一条 甲。\n第五节 生活、卫生。\n第二条 乙。\n第六节 规定的除外。\n")
    assert [division.title for division in parsed.divisions] == ["生活、卫生。"]
    assert [article.text for article in parsed.articles] == ["甲。", "乙。\n第六节 规定的除外。"]
