"""What differs between two versions: which units are versions of one another, and which words changed."""

import pytest

from articles.models import Policy
from articles.text.wording.comparison.word_differences import WordChange, word_pieces
from articles.versions.timeline import timeline_of
from articles.versions.version_comparison import compare_versions, cut_words
from tests.articles.versions.texts import outcome_of

LAW = "某某办法\n（{}年1月1日某市人民代表大会常务委员会第一次会议通过{}）\n{}"
OLD = ("为了管理，制定本办法。", "申请人应当提交申请书。", "市政府负责解释“本办法”。", "旧的规定废止。")
NEW = (
    "为了管理，制定本办法。",
    "全新的条文，讲的是另外的事情。",
    "申请人应当提交电子申请书。",
    "市政府负责解释「本办法」。",
)


def law(units, amended: str = "") -> str:
    numbers = "一二三四五六七八"
    lines = "\n".join(f"第{number}条 {text}" for number, text in zip(numbers, units, strict=False))
    return LAW.format(2015, amended, lines)


@pytest.fixture
def comparison(db, tmp_path):
    outcome_of(tmp_path, law(OLD))
    outcome_of(tmp_path, law(NEW, "　2020年1月1日某市人民代表大会常务委员会第二次会议修正"))
    after, before = timeline_of(Policy.objects.get(title="某某办法").slug).versions
    return compare_versions(before, after)


def test_units_are_paired_by_what_they_say_also_where_numbers_have_moved(comparison):
    changes = [
        (change.before and change.before.label, change.after and change.after.label)
        for change in comparison.units
        if change.unit.label
    ]
    assert changes == [
        ("第一条", "第一条"),
        (None, "第二条"),
        ("第二条", "第三条"),
        ("第三条", "第四条"),
        ("第四条", None),
    ]


def test_changes_of_print_are_set_apart_from_changes_of_words(comparison):
    assert [change.after.label for change in comparison.of_print] == ["第四条"]
    assert "第四条" not in [change.after.label for change in comparison.changes if change.after]
    assert comparison.counts == "改动 1 处，增加 1 处，删去 1 处，只改排印 1 处"


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("应当安装水表。", "应当安装电表。", [("水表", "电表")]),
        ("甲，乙。", "甲,乙。", []),
        ("“甲”—乙", "「甲」－乙", []),
        ("科　技　部门", "科技部门", []),
        ("罚款１００元", "罚款100元", []),
        ("罚款100元", "罚款200元", [("100", "200")]),
        ("", "新", [("", "新")]),
        ("一样", "一样", []),
    ],
)
def test_words_that_differ_are_named_and_both_texts_stay_whole(before, after, changed, db):
    pieces = word_pieces(before, after, cut=cut_words)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after
    assert [(p.before, p.after) for p in pieces if p.kind is WordChange.WORDS] == changed


def test_words_are_compared_whole_not_by_characters(db):
    pieces = word_pieces("企业应当提交报告。", "企业应当提交报表。", cut=cut_words)
    assert [(p.before, p.after) for p in pieces if not p.is_same] == [("报告", "报表")]


def test_very_long_texts_are_compared_by_sentences(db):
    before = "".join(f"第{number}句话说明了一件事情。" for number in range(900))
    after = before.replace("第450句话", "另一句话")
    changed = [piece for piece in word_pieces(before, after, cut=cut_words) if not piece.is_same]
    assert len(changed) == 1
    assert len(changed[0].before) < 30
