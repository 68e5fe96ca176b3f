"""The golden questions: what the policy answers is among the first three, the rest is not answered."""

import pytest
from django.conf import settings

from articles.search import search
from articles.search.trials.evaluation import evaluate_search, mean_scores, read_questions

pytestmark = pytest.mark.usefixtures("shipped")

QUESTIONS = read_questions(settings.CONTENT_DIR / "search/golden.jsonl")


def test_golden_questions_are_many_and_of_both_kinds():
    assert len(QUESTIONS) > 200
    assert sum(not question.answers for question in QUESTIONS) > 60
    assert len({question.text for question in QUESTIONS}) == len(QUESTIONS)


def test_answers_are_among_the_first_three_and_not_weak():
    missed = []
    for question in QUESTIONS:
        hits = search(question.text).hits[:3]
        numbers = {(hit.article.policy.title, hit.article.number, 0) for hit in hits if not hit.is_weak}
        if question.answers and not numbers & set(question.answers):
            missed.append(question.text)
    assert missed == []


def test_what_has_no_answer_gets_none():
    answered = [
        question.text
        for question in QUESTIONS
        if not question.answers and any(not hit.is_weak for hit in search(question.text).hits)
    ]
    assert answered == []


def test_the_measures_count_silence_as_the_right_answer():
    scores = mean_scores(list(evaluate_search(QUESTIONS)))
    assert scores.mrr > 0.95
    assert scores.ndcg > 0.95
