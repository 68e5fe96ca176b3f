"""Texts numbered 1, 1.1, 1.0.1 or A.1: which lines open units, and which numbers are left out."""

import pytest

from articles.text.parsing.decimals import decimals_of
from articles.text.parsing.list_gaps import gaps_in


def opened(text: str) -> list[str]:
    """The labels of the lines that open units, each with what is missing before it."""
    found = decimals_of(dict(enumerate(text.split("/"))))
    return [
        ".".join(map(str, each.label.path)) + (f" ({each.missing})" if each.missing else "")
        for each in found.values()
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("1 总则/1.1 目的/1.2 原则/2 组织/2.1 机构", ["1", "1.1", "1.2", "2", "2.1"]),
        ("1.1 目的/1.2 原则/2.1 机构/2.2 职责", ["1.1", "1.2", "2.1", "2.2"]),
        ("1. 总则/1.1 目的/1.2 原则/2. 组织/2.1 机构", ["1", "1.1", "1.2", "2", "2.1"]),
        ("1总则/1.1 目的/1.2 原则/2组织/2.1 机构", ["1", "1.1", "1.2", "2", "2.1"]),
        ("1.0.1 目的/1.0.2 原则/2.0.1 机构", ["1.0.1", "1.0.2", "2.0.1"]),
        ("1.1.1 目的/1.1.2 原则/1.2.1 机构", ["1.1.1", "1.1.2", "1.2.1"]),
        ("B.1 目的/B.2 原则", ["2.1", "2.2"]),
        # left out, and told
        ("1 总则/1.1 目的/1.3 原则", ["1", "1.1", "1.3 (1.2)"]),
        ("1 总则/1.1 目的/1.4 原则", ["1", "1.1", "1.4 (1.2至1.3)"]),
        ("1 总则/1.1 目的/1.5 原则", ["1", "1.1", "1.5 (1.2至1.4)"]),
        ("1 总则/1.2 目的/2 组织/2.1 甲", ["1", "1.2 (1.1)", "2", "2.1"]),
        ("1.1 甲/1.2 乙/9.1 丙/9.2 丁", ["1.1", "1.2", "9.1 (2至8)", "9.2"]),  # a chapter may be far away
        ("1 总则/1.1 甲/1.1.2 乙/1.2 丙", ["1", "1.1", "1.1.2 (1.1.1)", "1.2"]),
        # too far: an amount or a date
        ("1 总则/1.1 目的/1.6 原则/1.2 乙", ["1", "1.1", "1.2"]),
        ("1 总则/1.1 目的/1.2 乙/1.5亿元", ["1", "1.1", "1.2"]),
        # 1.4 before its turn
        ("1 总则/1.1 甲/1.3 乙/1.2 丙/1.3 丁", ["1", "1.1", "1.2", "1.3"]),
        # a number that comes again is words of the unit before
        ("1 总则/1.1 甲/1.2 乙/1.1 丙", ["1", "1.1", "1.2"]),
        # lists
        ("1 总则/1.1 甲/1 子/2 丑/2 组织/2.1 乙", ["1", "1.1", "2", "2.1"]),
        ("1 总则/1.1 甲/1.2 乙/2 附则", ["1", "1.1", "1.2", "2"]),
        ("1 总则/1.1 甲/1. 子；/2. 丑；/1.2 乙", ["1", "1.1", "1.2"]),
        ("2 组织/2.1 甲/2.2 乙", ["2 (1)", "2.1", "2.2"]),
    ],
)
def test_rising_numbers_open_units(text, units):
    assert opened(text) == units


@pytest.mark.parametrize(
    "text", ["1.1 目的", "1 总则/2 组织", "1.1 甲/1.2 乙", "甲/乙", "", "1.5亿元/2.5亿元"]
)
def test_too_few_numbers_number_no_text(text):
    assert opened(text) == []


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("下列：\n（一）甲；\n（二）乙；\n（三）丙。", []),
        ("下列：\n（一）甲；\n（二）乙；\n（四）丙。", ["（四）之前编号不连续，原文没有3"]),
        ("下列：\n（一）甲；\n（四）丙。", ["（四）之前编号不连续，原文没有2至3"]),
        ("下列：\n（一）甲；\n（五）丙；\n（六）丁。", ["（五）之前编号不连续，原文没有2至4"]),
        ("下列：\n（一）甲；\n（一）乙；\n（二）丙。", ["（一）与前一处编号相同"]),
        ("下列：\n（三）甲；\n（五）乙。", []),  # it does not begin with one
    ],
)
def test_a_list_in_an_article_says_what_it_leaves_out(text, gaps):
    assert list(gaps_in(text)) == gaps


def test_each_list_counts_for_itself():
    text = "下列：\n（一）甲：\n1.子；\n2.丑；\n（二）乙：\n1.寅；\n3.卯。"
    assert list(gaps_in(text)) == ["3.之前编号不连续，原文没有2"]
