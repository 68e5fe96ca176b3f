"""Who wrote a text and when, on the lines below its title."""

import pytest

from articles.text.parsing.document_marks import LineMark, MarkKind
from articles.text.parsing.heads.byline import (
    bodies_above_adoption,
    byline_bodies,
    byline_lines,
    first_words,
    take_bodies_above_adoption,
    take_byline,
)
from articles.text.parsing.lines import split_lines

MANY = "\n".join(f"第{number}设计院" for number in "一二三四五六七八九十")


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("商务部　外交部\n2018年6月20日\n一、甲。", 2),
        ("（2018年6月20日）\n一、甲。", 1),
        ("（商务部）\n一、甲。", 1),
        ("商务部（代章）\n一、甲。", 1),
        ("商务部\n外交部\n为了扩大开放，提出以下意见。", 2),
        ("商务部\n外交部", 2),  # right above the first unit
        ("商务部\n外交部\n财政部", 0),
        ("商务部\n总体要求", 0),
        ("2018年6月20日\n一、甲。", 0),
        ("各区人民政府\n一、甲。", 0),
        ("有关市人民政府\n一、甲。", 0),
        (f"{MANY}\n一、甲。", 10),
        (f"{MANY}\n商务部\n一、甲。", 0),
    ],
)
def test_bodies_and_a_day_stand_below_a_title(below, count):
    assert byline_lines(split_lines(below), title="关于某事的意见") == count


def test_the_bodies_of_a_list_are_no_byline():
    assert byline_lines(split_lines("商务部\n2018年6月20日"), title="成员单位名单（2018年）") == 0


def test_a_text_without_a_title_is_called_by_its_first_words():
    assert first_words("一、加强领导：各区应当落实。") == "加强领导：各区应当落实"
    assert first_words("长" * 41) == "长" * 40
    assert first_words("本次采购检测设备，型号：GX") == "本次采购检测设备，型号：GX"


def test_the_bodies_of_a_byline_are_taken_off_the_text():
    note, *lines = split_lines("商务部解释\n商务部　外交部\n总　理　李某\n各单位应当落实。")
    marks = take_byline(lines, title="关于某事的意见")
    assert [line.text for line in lines] == ["各单位应当落实。"]
    assert [mark.text for mark in marks] == ["商务部　外交部", "总　理　李某"]
    assert byline_bodies([LineMark(MarkKind.NOTE, note.passage()), *marks]) == ("商务部", "外交部")


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("滨江市人民代表大会常务委员会\n2020年1月1日第三次会议通过", 1),
        ("甲部\n乙部\n（2020年1月1日公布）", 2),
        ("甲部\n第一条 甲。", 0),
        ("甲部", 0),
        ("2020年1月1日第三次会议通过", 0),
    ],
)
def test_the_bodies_of_a_law_stand_above_how_they_made_it(below, count):
    assert bodies_above_adoption(split_lines(below)) == count


def test_the_bodies_of_a_law_are_taken_off_above_how_they_made_it():
    statement = "2020年1月1日滨江市第三届人民代表大会常务委员会第三次会议通过"
    lines = split_lines(f"甲部\n乙部\n{statement}\n第一条 甲。")
    marks = take_bodies_above_adoption(lines)
    assert [(mark.kind, mark.text) for mark in marks] == [
        (MarkKind.SIGNATORY, "甲部"),
        (MarkKind.SIGNATORY, "乙部"),
    ]
    assert [line.text for line in lines] == [statement, "第一条 甲。"]
    assert take_bodies_above_adoption(lines) == ()
    assert [line.text for line in lines] == [statement, "第一条 甲。"]
