"""Trying settings out (试运行): the golden questions under the settings in force and under a draft.

Settings that an index was not made for are measured on one made in memory (`trial_index`), so that every
number shown was measured. Latencies are left out: those of an index in memory say nothing about a stored one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING

from django.db import transaction

from articles.jobs import Report, carry_out, launch, settle_jobs
from articles.models import Article, GoldenAnswer, GoldenQuestion, Policy, SearchConfiguration, SearchTrial
from articles.search.index.maintenance import missing_articles
from articles.search.results.filters.choices import in_policy
from articles.search.scoring.postings import IndexReader, read_parts
from articles.search.settings.configuration import (
    Configuration,
    configuration,
    configuration_of,
    using_configuration,
)
from articles.search.trials.evaluation import DEPTH, Question, QuestionOutcome, mean_scores, search_articles
from articles.search.trials.trial_index import QueriedTerms, TrialIndex

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_MOST_SHOWN = 3


class TrialVerdict(StrEnum):
    WORSE = "worse"
    BETTER = "better"
    SAME = "same"


@dataclass(frozen=True)
class TrialSide:
    """How a question fared under one configuration. `ranks` are those of its answers, None is not found.

    `is_answered` says that something was shown as an answer, not only under 也许相关; `first` names what came
    first; `quality` are the measures that decide whether a change is for the worse.
    """

    ranks: tuple[int | None, ...]
    is_answered: bool
    first: tuple[str, ...]
    quality: tuple[float, ...]

    @property
    def best(self) -> int | None:
        return min(filter(None, self.ranks), default=None)


@dataclass(frozen=True)
class QuestionComparison:
    """A question before and after; the labels of its answers are empty where it must have none."""

    question: int
    query: str
    answers: tuple[str, ...]
    before: TrialSide
    after: TrialSide
    verdict: TrialVerdict


@dataclass(frozen=True)
class TrialMeasures:
    """Means over the questions that have answers; `misled` of those without are answered all the same.

    `in_memory` says on how many articles an index in memory was made for it; 0 is the stored index.
    """

    mrr: float
    recall: float
    ndcg: float
    unanswered: float
    misled: int
    in_memory: int


@dataclass(frozen=True)
class TrialComparison:
    """`left_out` are questions without a known answer. Measures are None where there was nothing to ask."""

    answerable: int
    unanswerable: int
    left_out: tuple[str, ...]
    before: TrialMeasures | None
    after: TrialMeasures | None
    questions: tuple[QuestionComparison, ...]
    worse: int
    better: int


@transaction.atomic
def start_trial(version: SearchConfiguration, *, by: User | None = None) -> SearchTrial:
    """Start a process that tries `version` out; returns the running trial where there is one."""
    SearchConfiguration.objects.locked().get(pk=version.pk)
    settle_jobs(SearchTrial)
    trials = SearchTrial.objects.of_version(version)
    if running := trials.unfinished().first():
        return running
    trial = SearchTrial.objects.create(version=version, created_by=by, subject=subject_of(version))
    launch(trial)
    return trial


def run_trial(trial: SearchTrial) -> None:
    """Run a trial in this process and store its results."""

    def work(report: Report) -> dict[str, object]:
        with using_configuration() as in_force:
            # What is compared is what is there now: it may have changed since the trial was ordered.
            version = SearchConfiguration.objects.get(pk=trial.version_id)
            subject = subject_of(version)
            comparison = compare(in_force, configuration_of(version), report)
        return {"results": asdict(comparison), "subject": subject, "step": ""}

    carry_out(trial, work)


def subject_of(version: SearchConfiguration) -> str:
    """Identify all that a trial of `version` compares: both settings, and the questions."""
    questions = GoldenQuestion.objects.order_by("pk").values_list("pk", "query", "has_no_answer", "scope")
    answers = (
        GoldenAnswer.objects.standing().order_by("question", "article").values_list("question", "article")
    )
    parts = [configuration().digest, configuration_of(version).digest, *map(repr, [*questions, *answers])]
    return sha256("\0".join(parts).encode()).hexdigest()


def compare(before: Configuration, after: Configuration, report: Report) -> TrialComparison:
    """Ask every golden question under both configurations; those that get worse come first."""
    questions = list(GoldenQuestion.objects.measurable().with_answers())
    left_out = tuple(GoldenQuestion.objects.unmeasurable().values_list("query", flat=True))
    with_answers = sum(not question.has_no_answer for question in questions)
    old_sides, old_measures = _measure(before, questions, report, "按生效的设置提问")
    new_sides, new_measures = _measure(after, questions, report, "按草稿提问")
    comparisons = map(partial(_comparison, name=_article_namer()), questions, old_sides, new_sides)
    compared = sorted(comparisons, key=lambda row: list(TrialVerdict).index(row.verdict))
    return TrialComparison(
        answerable=with_answers,
        unanswerable=len(questions) - with_answers,
        left_out=left_out,
        before=old_measures,
        after=new_measures,
        questions=tuple(compared),
        worse=sum(row.verdict == TrialVerdict.WORSE for row in compared),
        better=sum(row.verdict == TrialVerdict.BETTER for row in compared),
    )


def _measure(
    chosen: Configuration, questions: Sequence[GoldenQuestion], report: Report, step: str
) -> tuple[list[TrialSide], TrialMeasures | None]:
    outcomes, sides, name = [], [], _article_namer()
    with using_configuration(chosen):
        index, in_memory = _fitting_index(questions, report)
        for number, question in enumerate(questions, start=1):
            outcome, side = _ask(question, index, name)
            sides.append(side)
            if not question.has_no_answer:
                outcomes.append(outcome)
            report(step, number, len(questions))
    misled = sum(
        side.is_answered for question, side in zip(questions, sides, strict=True) if question.has_no_answer
    )
    return sides, _measures(outcomes, misled=misled, in_memory=in_memory) if questions else None


def _fitting_index(questions: Sequence[GoldenQuestion], report: Report) -> tuple[IndexReader, int]:
    """An index for the settings in use: the stored one, or one in memory with its number of articles."""
    if not missing_articles():
        return read_parts, 0
    terms = QueriedTerms()
    for question in questions:
        search_articles(question.query, choices=in_policy(question.scope), page_size=1, index=terms.read)
    return TrialIndex(terms, report).read, Article.objects.count()


def _ask(
    question: GoldenQuestion, index: IndexReader, name: Callable[[Article], str]
) -> tuple[QuestionOutcome, TrialSide]:
    started = perf_counter()
    results = search_articles(question.query, choices=in_policy(question.scope), page_size=DEPTH, index=index)
    places = {hit.article.pk: rank for rank, hit in enumerate(results.hits, start=1)}
    ranks = tuple(places.get(answer.article_id) for answer in question.answers.all())
    outcome = QuestionOutcome(Question(question.query, ()), ranks, results.count, perf_counter() - started)
    is_answered = bool(results.hits) and not results.is_weak
    first = tuple(name(hit.article) for hit in results.hits[:_MOST_SHOWN])
    return outcome, TrialSide(ranks, is_answered, first, _quality(question, outcome, is_answered))


def _quality(question: GoldenQuestion, outcome: QuestionOutcome, is_answered: bool) -> tuple[float, ...]:
    """Measures of which none may fall; the last tells ranks beyond the tenth apart."""
    if question.has_no_answer:
        return (float(not is_answered),)
    best_rank = min(filter(None, outcome.ranks), default=0)
    reciprocal = 1 / best_rank if best_rank else 0.0
    measures = (outcome.reciprocal_rank, outcome.recall(10), outcome.ndcg, reciprocal)
    return (float(is_answered), *(round(value, 9) for value in measures))


def _measures(outcomes: Sequence[QuestionOutcome], *, misled: int, in_memory: int) -> TrialMeasures:
    if not outcomes:
        return TrialMeasures(0.0, 0.0, 0.0, 0.0, misled, in_memory)
    scores = mean_scores(outcomes)
    return TrialMeasures(scores.mrr, scores.recall_10, scores.ndcg, scores.unanswered, misled, in_memory)


def _comparison(
    question: GoldenQuestion, before: TrialSide, after: TrialSide, *, name: Callable[[Article], str]
) -> QuestionComparison:
    pairs = list(zip(before.quality, after.quality, strict=True))
    verdict = TrialVerdict.SAME
    if any(new < old for old, new in pairs):
        verdict = TrialVerdict.WORSE
    elif any(new > old for old, new in pairs):
        verdict = TrialVerdict.BETTER
    answers = tuple(name(answer.article) for answer in question.answers.all())
    return QuestionComparison(question.pk, question.query, answers, before, after, verdict)


def _article_namer() -> Callable[[Article], str]:
    """How articles are named: by their citations; by their numbers, where there is no other policy."""
    is_alone = Policy.objects.count() <= 1
    return lambda article: article.label if is_alone else article.short_citation
