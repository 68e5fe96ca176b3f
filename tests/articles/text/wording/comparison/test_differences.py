"""What changed between two texts: nothing of either is lost, whatever the texts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.comparison.differences import (
    DifferencePiece,
    LineChange,
    common_prefix_length,
    pieces,
    shortened,
)
from tests.examples import patient

TEXTS = st.text(alphabet="支持企业，。\n", max_size=80)


@patient
@given(TEXTS, TEXTS)
def test_the_pieces_hold_both_texts(before, after):
    all_pieces = pieces(before, after)
    assert "".join(piece.text for piece in all_pieces if piece.kind is not LineChange.ADDED) == before
    assert "".join(piece.text for piece in all_pieces if piece.kind is not LineChange.REMOVED) == after


def test_a_changed_word_is_all_that_is_marked():
    rows = [(piece.kind.value, piece.text) for piece in pieces("支持企业创新。", "支持高校创新。")]
    assert rows == [("same", "支持"), ("removed", "企业"), ("added", "高校"), ("same", "创新。")]


def test_long_texts_are_compared_by_clauses_and_longer_ones_as_a_whole():
    clauses = [f"第{number}句写得很长很长很长很长，" for number in range(100)]
    changed = [*clauses[:10], "改了一处。", *clauses[11:80], "又改一处。", *clauses[81:]]
    changed_texts = [
        piece.text
        for piece in pieces("".join(clauses), "".join(changed))
        if piece.kind is not LineChange.SAME
    ]
    assert changed_texts == [clauses[10], "改了一处。", clauses[80], "又改一处。"]
    assert len(pieces("甲，乙，" * 500 + "丙", "乙，甲，" * 500 + "丁")) == 2


def test_what_did_not_change_is_cut_down_to_what_stands_beside_the_changes():
    (same, *_) = shortened(pieces("同" * 500 + "旧", "同" * 500 + "新"))
    assert len(same.text) < 100


def changes(before: str, after: str) -> list[str]:
    signs = {LineChange.SAME: "", LineChange.ADDED: "+", LineChange.REMOVED: "-"}
    return [f"{signs[piece.kind]}{piece.text}" for piece in pieces(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("", "", []),
        ("甲", "甲", ["甲"]),
        ("甲", "", ["-甲"]),
        ("", "甲", ["+甲"]),
        ("甲乙", "甲丙乙", ["甲", "+丙", "乙"]),
        ("甲甲", "甲", ["甲", "-甲"]),
        ("子同丑", "寅同卯", ["-子", "+寅", "同", "-丑", "+卯"]),
        (f"子{'同' * 198}丑", f"寅{'同' * 198}卯", ["-子", "+寅", "同" * 198, "-丑", "+卯"]),
        # More than four hundred characters are compared by clauses.
        (f"子{'同' * 198}丑", f"寅{'同' * 199}卯", [f"-子{'同' * 198}丑", f"+寅{'同' * 199}卯"]),
    ],
)
def test_two_texts_are_one_run_of_pieces(before, after, changed):
    assert changes(before, after) == changed


@pytest.mark.parametrize(("more", "by_clauses"), [(0, True), (1, False)])
def test_more_than_four_hundred_clauses_are_compared_as_a_whole(more, by_clauses):
    """An empty clause ends each text."""
    same = "".join(f"第{number}句，" for number in range(197))
    before, after = f"子，{same}丑，", f"寅，{same}{'又，' * more}卯，"
    assert (len(changes(before, after)) > 4) is by_clauses


def test_a_piece_says_what_it_is():
    assert [
        (piece.is_added, piece.is_removed) for piece in (DifferencePiece(kind, "甲") for kind in LineChange)
    ] == [
        (False, False),
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [("同" * 90, "同" * 90), ("始" * 45 + "终" * 46, "始" * 40 + " …… " + "终" * 40)],
)
def test_ninety_characters_are_shown_and_of_more_forty_at_either_end(text, cut):
    assert shortened([DifferencePiece(LineChange.SAME, text)]) == [DifferencePiece(LineChange.SAME, cut)]
    assert shortened([DifferencePiece(LineChange.ADDED, text)]) == [DifferencePiece(LineChange.ADDED, text)]


@pytest.mark.parametrize(
    ("text", "other", "length"),
    [("", "", 0), ("甲", "", 0), ("甲乙", "甲丙", 1), ("甲乙", "甲乙丙", 2), ("甲", "甲", 1)],
)
def test_two_texts_begin_alike_up_to_the_first_difference(text, other, length):
    assert common_prefix_length(text, other) == common_prefix_length(other, text) == length
