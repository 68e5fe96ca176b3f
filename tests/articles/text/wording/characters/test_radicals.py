"""Radicals, which PDF files give for characters, read and compare as the characters."""

import pytest

from articles.text.parsing.structure import parse_policy, rebuild, report
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.radicals import plain_characters

KANGXI, SUPPLEMENT, COMPATIBILITY = "⼀⼆⽣⾼⼲⽇⼾⾭⿈", "⺠⻅⻓⻔⻢⻩⻬⻰", "\uf9a8\uf967\uf9be\uf90a"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        (KANGXI, "一二生高干日户青黄"),
        (SUPPLEMENT, "民见长门马黄齐龙"),
        (COMPATIBILITY, "令不料金"),
        ("一、人民", "一、人民"),
        ("㈠①Ⅳ（", "㈠①Ⅳ（"),  # only characters are exchanged, no numbers and widths
        ("\u2e9a\U00020000\uffff", "\u2e9a\U00020000\uffff"),
        ("", ""),
    ],
)
def test_each_radical_is_one_character(printed, plain):
    assert plain_characters(printed) == plain


def test_every_kangxi_radical_stands_for_a_character():
    radicals = "".join(map(chr, range(0x2F00, 0x2FD6)))
    assert all("\u4e00" <= character <= "\u9fff" for character in plain_characters(radicals))


def test_radicals_fold_to_characters():
    assert fold("⼈⺠　政府") == "人民政府"
    assert fold("⼈ ⺠") == "人民"


def test_the_report_names_the_characters_of_a_line_once():
    source = "某⼈⺠法\n第⼀条 ⼈⺠的⼈⺠。\n第⼆条 甲。"
    parsed = parse_policy(source)
    assert [article.text for article in parsed.articles] == ["人民的人民。", "甲。"]
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == source
    assert rebuild(parsed.passages(), parsed.removals) == plain_characters(source)
    assert report(parsed).splitlines()[:3] == [
        "L1 修复 部首字形换作汉字：'⼈⺠' → '人民'",
        "L2 修复 部首字形换作汉字：'⼀⼈⺠' → '一人民'",
        "L3 修复 部首字形换作汉字：'⼆' → '二'",
    ]


def test_a_chapter_is_known_by_its_characters():
    assert parse_policy("# 某法\n\n## 第⼀章 总则\n\n第⼀条 甲。", markdown=True).divisions[0].title == "总则"
