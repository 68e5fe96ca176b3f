"""How alike questions are."""

import pytest

from articles.text.wording.likeness import keep


def likenesses(kept, *features) -> dict[int, float]:
    return {one.number: one.likeness for one in kept.like(features)}


def test_the_same_question_is_wholly_alike_and_a_stranger_not_at_all():
    kept = keep([{"借钱", "研发"}, {"招人", "培训"}])
    assert likenesses(kept, "借钱", "研发") == {0: pytest.approx(1)}
    assert likenesses(kept, "结婚") == {}


def test_a_rare_word_tells_more_than_a_common_one():
    kept = keep([{"公司", "借钱"}, {"公司", "招人"}, {"公司", "出国"}])
    found = likenesses(kept, "公司", "招人")
    assert found[1] == pytest.approx(1)
    assert 0 < found[0] < 0.3


def test_what_no_kept_question_holds_counts_against_all():
    kept = keep([{"借钱", "研发"}, {"招人"}])
    assert likenesses(kept, "借钱", "买房")[0] < likenesses(kept, "借钱")[0]


def test_what_is_less_alike_than_asked_for_is_left_out():
    kept = keep([{"公司", "借钱"}, {"公司", "招人"}, {"公司", "出国"}])
    assert [one.number for one in kept.like({"公司", "招人"}, least=0.5)] == [1]


def test_nothing_kept_and_nothing_asked_are_no_errors():
    assert keep([]).like({"借钱"}) == []
    assert keep([set()]).like(set()) == []
