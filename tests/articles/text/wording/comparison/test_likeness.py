"""How alike questions are."""

from math import log, sqrt

import pytest

from articles.text.wording.comparison.likeness import index_questions


def likenesses(questions, *features) -> dict[int, float]:
    return {match.number: match.likeness for match in questions.like(features)}


def test_the_same_question_is_wholly_alike_and_a_stranger_not_at_all():
    questions = index_questions([{"借钱", "研发"}, {"招人", "培训"}])
    assert likenesses(questions, "借钱", "研发") == {0: pytest.approx(1)}
    assert likenesses(questions, "结婚") == {}


def test_a_rare_word_tells_more_than_a_common_one():
    questions = index_questions([{"公司", "借钱"}, {"公司", "招人"}, {"公司", "出国"}])
    measures = likenesses(questions, "公司", "招人")
    assert measures[1] == pytest.approx(1)
    assert 0 < measures[0] < 0.3


def test_what_no_kept_question_holds_counts_against_all():
    questions = index_questions([{"借钱", "研发"}, {"招人"}])
    assert likenesses(questions, "借钱", "买房")[0] < likenesses(questions, "借钱")[0]


def test_what_is_less_alike_than_asked_for_is_left_out():
    questions = index_questions([{"公司", "借钱"}, {"公司", "招人"}, {"公司", "出国"}])
    assert [match.number for match in questions.like({"公司", "招人"}, least=0.5)] == [1]


def test_nothing_kept_and_nothing_asked_are_no_errors():
    assert index_questions([]).like({"借钱"}) == []
    assert index_questions([set()]).like(set()) == []


def test_likeness_is_the_cosine_of_the_words_each_by_its_rarity():
    questions = index_questions([["公司", "借钱", "借钱"], ["公司"], []])
    common, rare, unknown = log(1 + 3 / 2), log(1 + 3), log(1 + 3)
    length = sqrt(common**2 + rare**2)
    assert likenesses(questions, "公司") == {0: pytest.approx(common / length), 1: pytest.approx(1)}
    asked_length = sqrt(rare**2 + unknown**2)
    assert likenesses(questions, "借钱", "买房") == {0: pytest.approx(rare**2 / (asked_length * length))}


def test_what_is_exactly_as_alike_as_asked_for_is_kept():
    questions = index_questions([{"借钱"}, {"招人"}, {"借钱"}])
    assert [match.number for match in questions.like(["借钱"], least=1.0)] == [0, 2]
