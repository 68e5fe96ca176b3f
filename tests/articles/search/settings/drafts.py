"""What tests of the administration of search have in common."""

import json

from articles.models import EverydayQuestion, GoldenQuestion, SearchConfiguration, SearchTrial
from articles.models.search.golden_question import QuestionOrigin
from articles.search.settings.configuration import texts_in_force
from articles.search.trials.golden_files import parse_golden, store_golden_questions
from articles.search.trials.trial_runs import run_trial, start_trial


def draft(**changes) -> SearchConfiguration:
    """A draft of the settings in force, with some texts changed."""
    return SearchConfiguration.objects.create(**{**texts_in_force(), **changes})


def with_word(word: str) -> dict[str, str]:
    """A user dictionary with one more word: a change that asks for a new index."""
    return {"user_dictionary": f"{texts_in_force()['user_dictionary']}{word}\n"}


def without_synonyms(*words: str) -> dict[str, str]:
    lines = texts_in_force()["synonyms"].splitlines(keepends=True)
    return {"synonyms": "".join(line for line in lines if not any(word in line for word in words))}


def finished_trial(version: SearchConfiguration) -> SearchTrial:
    """The finished trial of a version, carried out here."""
    trial = start_trial(version)
    run_trial(trial)
    trial.refresh_from_db()
    return trial


def ask_few() -> None:
    """Leave a few of the golden questions: a trial does the same with each of them."""
    pks = list(GoldenQuestion.objects.order_by("pk").values_list("pk", flat=True)[:4])
    GoldenQuestion.objects.exclude(pk__in=pks).delete()


def ask_only(**questions: int) -> None:
    """Let the golden questions be these alone, each with the shipped article that answers it.

    No everyday question leads there, so that the settings decide.
    """
    EverydayQuestion.objects.all().delete()
    GoldenQuestion.objects.all().delete()
    lines = (
        {"query": query, "relevant": [{"policy": "gxblk-2009-232", "number": str(number)}]}
        for query, number in questions.items()
    )
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    store_golden_questions(parse_golden(text), origin=QuestionOrigin.UPLOADED)
