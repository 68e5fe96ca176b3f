"""Texts that are broken at a fixed width: which are, and which of their lines go on."""

import pytest

from articles.text.parsing.lines import Repair, RepairKind, split_lines
from articles.text.parsing.wrapping import unwrapped

FIRST = (
    "中小企业是国民经济和社会发展的重要力量，促进中小企业发展是保持国民经济平稳较快发展的重要基础，"
    "是关系民生和社会稳定的重大战略任务。"
)
SECOND = (
    "受国际金融危机冲击，2008年下半年以来，我国中小企业生产经营困难。中央及时出台相关政策措施，加大财税、"
    "信贷等扶持力度，改善中小企业经营环境。"
)
SHORT = "现提出以下意见。"


def rows(*paragraphs: str, width: int = 20) -> str:
    """The paragraphs as old web pages print them, so many characters a line."""
    return "".join(
        f"{paragraph[begin : begin + width]}\n"
        for paragraph in paragraphs
        for begin in range(0, len(paragraph), width)
    )


def joined_lines(source: str) -> list[str]:
    """The lines of a source, those that go on put together."""
    lines: list[str] = []
    for line in unwrapped(split_lines(source))[0]:
        lines[len(lines) - line.goes_on :] = ["".join(lines[len(lines) - line.goes_on :]) + line.text]
    return lines


def test_paragraphs_are_put_together_again():
    source = rows("关于促进中小企业发展的意见", FIRST, SECOND, SHORT)
    assert joined_lines(source) == ["关于促进中小企业发展的意见", FIRST, SECOND, SHORT]
    assert unwrapped(split_lines(source))[1] == [
        Repair(3, RepairKind.LINES_JOINED, "固定宽度的6处换行", "接成整段")
    ]


def test_other_texts_stay_as_they_are():
    lines = split_lines(f"{FIRST}\n{SECOND}\n{SHORT}\n")
    assert unwrapped(lines) == (lines, [])
    assert unwrapped([]) == ([], [])


def is_joined(*paragraphs: str, width: int = 20) -> bool:
    return joined_lines(rows(*paragraphs, width=width)) == list(paragraphs)


@pytest.mark.parametrize(("width", "is_known"), [(13, False), (14, True), (60, True), (61, False)])
def test_the_width_lies_between_28_and_120_half_characters(width, is_known):
    assert is_joined(FIRST * 3, SECOND * 3, SHORT, width=width) == is_known


def test_latin_letters_and_digits_are_half_as_wide():
    source = (
        "根据《国务院关于促进企业兼并重组的意见》\n"
        "(国发〔2010〕27号)和GB/T 4754-2017的分类，\n"
        "各地要结合实际，制定落实方案并认真组织实\n"
        "施，有关情况请及时报告。\n"
    )
    assert joined_lines(source) == [source.replace("\n", "")]


@pytest.mark.parametrize(
    "line",
    [
        "一、加大财税支持力度。",
        "（一）减轻税费负担。",
        "第三条 本办法自印发之日起施行。",
        "第三条本办法自印发之日起施行。",
        "第二章 财税支持",
        "2.1 减轻税费负担。",
        "a）减轻税费负担。",
        "\u3000\u3000减轻税费负担。",
    ],
)
def test_a_line_with_a_label_or_an_indent_begins_anew(line):
    source = rows(FIRST, SECOND[:60])  # the last line is full and ends no sentence
    assert joined_lines(f"{source}{line}\n{SHORT}\n")[-2:] == [line.strip(), SHORT]
    assert joined_lines(f"{source}地方金融监管。\n{SHORT}\n")[-2:] == [f"{SECOND[:60]}地方金融监管。", SHORT]


@pytest.mark.parametrize(
    ("between", "expected"), [("\n", [""]), ("编辑\n", ["编辑"]), ("项目\t数量\n", ["项目\t数量"])]
)
def test_nothing_goes_on_over_a_blank_line_or_a_table(between, expected):
    source = f"{rows(*[FIRST] * 4, SECOND[:60])}{between * 2}{rows(SECOND[60:], SHORT)}"
    assert joined_lines(source) == [*[FIRST] * 4, SECOND[:60], *expected * 2, SECOND[60:], SHORT]


def test_a_full_line_that_ends_a_sentence_goes_on_only_where_paragraphs_are_indented():
    full = "小企业融资难融资贵的问题要抓紧解决到位。"
    source = rows(FIRST, full, "加大财税支持。")
    assert joined_lines(source) == [FIRST, full, "加大财税支持。"]
    assert joined_lines(f"\u3000\u3000{source}")[-1] == f"{full}加大财税支持。"


@pytest.mark.parametrize(
    ("source", "is_known"),
    [
        (rows(FIRST, *[SHORT] * 11), True),  # three of fifteen lines go on
        (rows(FIRST, *[SHORT] * 12), False),
        (rows(FIRST, *[f"\n{SHORT}"] * 11), True),  # blank lines do not count
        (rows(FIRST[20:], SHORT), False),  # two lines go on
        (rows(FIRST, SECOND, "杭州市", "宁波市", "温州市", "嘉兴市"), True),
        (rows(FIRST, SECOND, "杭州市", "宁波市", "温州市", "嘉兴市", "湖州市"), False),  # a list of names
        (rows(FIRST, FIRST, FIRST, FIRST, SECOND[:60], "一、略。"), True),
        (rows(FIRST, FIRST, FIRST, SECOND[:60], "一、略。"), False),  # a fourth part ends no sentence
        (
            rows(*[FIRST] * 12, SHORT) + f"网址：https://{'www' * 20}.cn\n",
            True,
        ),  # one of fifty lines is wider
        (rows(*[FIRST] * 12) + f"网址：https://{'www' * 20}.cn\n", False),
        (rows(FIRST, SECOND) + f"{'项目名称' * 8}\t数量\n" * 2, True),  # nor do tables
    ],
)
def test_a_text_is_broken_at_a_width_where_nearly_all_its_lines_say_so(source, is_known):
    lines = split_lines(source)
    assert (unwrapped(lines)[0] != lines) == is_known


def test_a_line_may_lack_four_half_characters_to_the_full_width():
    source = (
        "中小企业是国民经济和社会发展的重要力量，\n"
        "促进中小企业发展是保持国民经济平稳较\n"
        "快发展的重要基础，是关系民生和社会稳\n"
        "定的重大战略任务，受国际金融危机冲击\n"
        "生产经营困难。\n"
        "发展中小企业的任务仍然繁重艰巨，\n"
        "各地要高度重视。\n"
    )
    lines = source.splitlines()
    assert joined_lines(source) == ["".join(lines[:5]), *lines[5:]]
