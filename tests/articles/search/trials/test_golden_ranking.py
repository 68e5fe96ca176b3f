"""The golden questions: what the policy answers is among the first three, the rest is not answered."""

from dataclasses import replace

import pytest
from django.conf import settings

from articles.search.trials.evaluation import evaluate_search, mean_scores, read_questions

pytestmark = pytest.mark.django_db

QUESTIONS = read_questions(settings.CONTENT_DIR / "search/golden.jsonl")


@pytest.fixture(scope="module")
def outcomes(module_transaction):
    """How each question fares where all documents are searched, asked once for all tests."""
    return list(evaluate_search(replace(question, scope="") for question in QUESTIONS))


def test_golden_questions_are_many_and_of_both_kinds():
    assert len(QUESTIONS) > 200
    assert sum(not question.answers for question in QUESTIONS) > 60
    assert len({question.text for question in QUESTIONS}) == len(QUESTIONS)


def test_answers_are_among_the_first_three_and_not_weak(outcomes):
    answerable = [outcome for outcome in outcomes if outcome.question.answers]
    first = {outcome.question.text: min(filter(None, outcome.ranks), default=None) for outcome in answerable}
    assert {text: rank for text, rank in first.items() if rank not in (1, 2, 3)} == {}
    assert [outcome.question.text for outcome in answerable if outcome.is_silent] == []


def test_what_has_no_answer_gets_none(outcomes):
    unanswerable = [outcome for outcome in outcomes if not outcome.question.answers]
    assert [outcome.question.text for outcome in unanswerable if not outcome.is_silent] == []


def test_the_measures_count_silence_as_the_right_answer(outcomes):
    """Within their own document every third question is asked: each is asked once above."""
    for asked_outcomes in (outcomes, list(evaluate_search(QUESTIONS[::3]))):
        scores = mean_scores(asked_outcomes)
        assert scores.mrr > 0.95
        assert scores.ndcg > 0.95
