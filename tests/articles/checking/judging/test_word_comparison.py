"""Words against a text, letter by letter; no database."""

import pytest

from articles.checking.drafts.quotation_marks import marked_spans
from articles.checking.findings import Stress
from articles.checking.judging.edit_distance import nearest
from articles.checking.judging.word_comparison import compare, words_of
from articles.text.wording.characters.folding import closed_up_with_offsets

TEXT = (
    "经营者有下列情形之一的，处五万元以上十万元以下罚款：\n（一）未取得许可证从事“特种”经营的；\n"
    "（二）自收到通知之日起三十日内不改正的，应当吊销许可证。"
)


def comparison_of(words: str):
    return compare(words_of(closed_up_with_offsets(words)), TEXT)


@pytest.mark.parametrize(
    "words",
    [
        "处五万元以上十万元以下罚款",
        "经营者有下列情形之一的,处五万元以上……应当吊销许可证",
        "罚款：（一）未取得 许可证\n从事‘特种’经营的。",
        "(二)自收到通知之日起",
    ],
)
def test_print_is_no_difference(words):
    assert comparison_of(words).is_literal


@pytest.mark.parametrize(
    ("words", "edits"),
    [
        ("三十日内改正的，应当吊销许可证", [("", "不", Stress.NEGATION)]),
        ("不改正的，可以吊销许可证", [("可以", "应当", Stress.DUTY)]),
        ("处六万元以上十万元以下罚款", [("六", "五", Stress.AMOUNT)]),
        ("自收到通知之日起三十一日内不改正", [("一", "", Stress.DATE)]),
        ("未取得执照从事特种经营的", [("执照", "许可证", Stress.OTHER)]),
    ],
)
def test_a_difference_says_what_it_touches(words, edits):
    assert [(edit.draft, edit.right, edit.stress) for edit in comparison_of(words).edits] == edits


def test_the_nearest_stretch_is_as_long_as_the_words():
    assert nearest("abxd", "zzabcdzz").end == 6
    assert nearest("xbcd", "zzabcdzz").start == 2


def test_only_marks_with_a_partner_enclose_words():
    assert marked_spans("“甲“乙”") == [(2, 5)]
    assert marked_spans("「甲“乙”丙」") == [(0, 7)]
    assert marked_spans('"甲"乙"') == [(0, 3)]
