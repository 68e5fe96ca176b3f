"""Labels at the start of a line, and what only looks like one."""

import pytest

from articles.text.parsing.lines import RemovalReason, SourceLine, split_lines
from articles.text.parsing.outlining.labels import (
    inner_labels,
    match_article,
    match_division,
    match_loose_division,
    match_point,
    match_unspaced_article,
    number_of,
)
from articles.text.parsing.unfolding import unfolded


def label_groups(match, *groups: str) -> tuple | None:
    return match and (number_of(match), *(match[group] for group in groups))


@pytest.mark.parametrize(
    ("line", "division"),
    [
        ("第六章 知识产权", ((6, 0), "第六章", "章", "知识产权")),
        ("第六章", ((6, 0), "第六章", "章", None)),
        ("第 六 章：知识 产权", ((6, 0), "第 六 章", "章", "知识 产权")),
        ("第二分编 甲", ((2, 0), "第二分编", "分编", "甲")),
        ("12第十章 丁", ((10, 0), "第十章", "章", "丁")),
        ("第六章 知识产权。", None),
        ("第六章知识产权", None),
        ("第六条 甲", None),
        ("第零章 甲", None),
        ("第十十章 甲", None),
        ("第99999章 甲", ((99999, 0), "第99999章", "章", "甲")),
        ("第100000章 甲", None),
        ("1234第一章 甲", None),
        ("见第六章 甲", None),
    ],
)
def test_a_heading_is_a_line_of_its_own(line, division):
    assert label_groups(match_division(line), "label", "kind", "title") == division


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("第一节一般规定", "一般规定"),
        ("第五节 生活、卫生。", "生活、卫生。"),
        ("第一节的规定", None),
        ("第一节至第三节", None),
        ("第一节 甲，乙。", None),
        ("第零节一般规定", None),
    ],
)
def test_a_heading_without_a_gap_or_with_a_full_stop_needs_more_to_bear_it_out(line, title):
    match = match_loose_division(line)
    assert (match and match["title"]) == title


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("第三条 甲", ((3, 0), "第三条", " ")),
        ("第 二十 五 条　甲", ((25, 0), "第 二十 五 条", "　")),
        ("第十二条之一：甲", ((12, 1), "第十二条之一", "：")),
        ("第12-1条 甲", ((12, 1), "第12-1条", " ")),
        ("第三条", ((3, 0), "第三条", "")),
        ("第三条【目的】甲", ((3, 0), "第三条", "")),
        ("第三条** 甲", ((3, 0), "第三条", "** ")),
        ("第三条甲", None),
        ("第三条 第二款", None),
        ("第三条 第（一）项", ((3, 0), "第三条", " ")),
        ("第零条 甲", None),
        ("第一条之999 甲", ((1, 999), "第一条之999", " ")),
        ("第一条之1000 甲", None),
        ("第100000条 甲", None),
        ("见第三条 甲", None),
    ],
)
def test_an_article_s_label_has_a_gap_after_it(line, label):
    assert label_groups(match_article(line), "label", "gap") == label
    assert label_groups(match_article(f"甲{line}", 1), "label", "gap") == label


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("第三条国家鼓励", (3, 0)),
        ("第三条**国家", (3, 0)),
        ("第三条的规定", None),
        ("第三条、第四条", None),
        ("第三条修改为", None),
        ("第三条 国家", None),
        ("第三条", None),
    ],
)
def test_a_label_that_the_text_follows_at_once_is_no_citation(line, number):
    match = match_unspaced_article(line)
    assert (match and number_of(match)) == number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("三、甲", (3, 0)),
        ("十二．甲", (12, 0)),
        ("一 . 甲", (1, 0)),
        ("三、", None),
        ("三甲", None),
        ("十十、甲", None),
    ],
)
def test_a_point_is_numbered_and_has_words(line, number):
    match = match_point(line)
    assert (match and number_of(match)) == number


def test_labels_inside_a_line_stand_between_a_full_stop_and_a_space():
    line = "甲。 第三条 乙；　第四条之一 丙，第五条 丁。第六条 戊。 第七条的己。 第零条 庚"
    assert [number_of(match) for match in inner_labels(line)] == [(3, 0), (4, 1)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("第一条 甲。 第二条 乙。", ["第一条 甲。", "第二条 乙。"]),
        ("第一条 甲。 第一条之一 乙。 第二条 丙。", ["第一条 甲。", "第一条之一 乙。", "第二条 丙。"]),
        ("第一条 甲。 第三条 乙。 第二条 丙。", ["第一条 甲。 第三条 乙。", "第二条 丙。"]),
        ("甲。 第二条 乙。", ["甲。 第二条 乙。"]),
        ("第一条 甲。", ["第一条 甲。"]),
    ],
)
def test_a_line_is_parted_before_the_numbers_that_follow_one_another(line, parts):
    source = f"　{line}\n"
    lines = list(unfolded(split_lines(source)))
    assert [part.text for part in lines] == parts
    assert "".join(part.indent + part.text + part.tail for part in lines) == source
    assert [source[part.start :].startswith(part.text) for part in lines] == [True] * len(parts)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("甲\n", [(1, 0, "", "甲", "\n")]),
        ("　甲 \r\n\r乙", [(1, 1, "　", "甲", " \r\n"), (2, 5, "", "", "\r"), (3, 6, "", "乙", "")]),
        ("\ufeff\u200b甲\u200b\n", [(1, 2, "\ufeff\u200b", "甲", "\u200b\n")]),
        ("", []),
    ],
)
def test_lines_are_cut_out_of_the_source_with_their_margins(source, lines):
    source_lines = split_lines(source)
    assert [(line.number, line.start, line.indent, line.text, line.tail) for line in source_lines] == lines
    assert {(line.level, line.is_comment) for line in source_lines} <= {(0, False)}


@pytest.mark.parametrize(
    ("written", "text", "level", "indent", "tail"),
    [
        ("## 第一章 甲", "第一章 甲", 2, "## ", ""),
        ("###### 甲", "甲", 6, "###### ", ""),
        ("####### 甲", "####### 甲", 0, "", ""),
        ("#甲", "#甲", 0, "", ""),
        ("**第一条** 甲", "第一条** 甲", 0, "**", ""),
        ("**甲**", "甲", 0, "**", "**"),
        ("**甲**乙**", "甲**乙**", 0, "**", ""),
        ("## **甲**", "甲", 2, "## **", "**"),
        ("**甲", "**甲", 0, "", ""),
        ("****", "", 0, "**", "**"),
        ("甲**", "甲**", 0, "", ""),
    ],
)
def test_marks_of_markdown_are_margins(written, text, level, indent, tail):
    (line,) = split_lines(written, markdown=True)
    assert (line.text, line.level, line.indent, line.tail) == (text, level, indent, tail)
    assert line.start == len(indent)
    if indent:
        assert line.margins()[0].reason == RemovalReason.MARKUP
    (plain,) = split_lines(written)
    assert (plain.text, plain.level) == (written, 0)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<!-- 甲 -->\n", RemovalReason.MARKUP),
        ("　\n", RemovalReason.BLANK_LINE),
        ("编辑\n", RemovalReason.EDIT_BUTTON),
    ],
)
def test_noise_goes_as_one_piece(source, reason):
    (line,) = split_lines(source, markdown=True)
    assert line.is_noise
    assert [(removal.line, removal.start, removal.text, removal.reason) for removal in line.noise()] == [
        (1, 0, source, reason)
    ]


def test_a_line_accounts_for_each_of_its_characters():
    line = SourceLine(number=3, start=12, text="甲乙丙", indent="　", tail=" \n")
    assert (line.passage(1).start, line.passage(1).text) == (13, "乙丙")
    assert (line.passage().start, line.passage(0, 2).text) == (12, "甲乙")
    removal = line.removal(1, 2, RemovalReason.SEPARATOR)
    assert (removal.line, removal.start, removal.text) == (3, 13, "乙")
    assert [(margin.start, margin.text, margin.reason) for margin in line.margins()] == [
        (11, "　", RemovalReason.MARGIN),
        (15, " \n", RemovalReason.MARGIN),
    ]
    (whole,) = line.whole(RemovalReason.RECORD)
    assert (whole.line, whole.start, whole.text) == (3, 11, "　甲乙丙 \n")
    assert SourceLine(1, 0, "", "", "").whole(RemovalReason.RECORD) == []
    assert not line.is_noise
