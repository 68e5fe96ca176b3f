"""Who wrote a text and when, on the lines below its title."""

import pytest

from articles.text.parsing.byline import byline_lines, first_words
from articles.text.parsing.lines import split_lines

MANY = "\n".join(f"第{number}设计院" for number in "一二三四五六七八九十")


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("商务部　外交部\n2018年6月20日\n一、甲。", 2),
        ("（2018年6月20日）\n一、甲。", 1),
        ("（商务部）\n一、甲。", 1),
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
