"""Evaluation of search on questions whose answers are known.

Measures as in Manning, Raghavan & Schütze, Introduction to Information Retrieval, 8.4: MRR@10, Recall@10
and @100, nDCG@10 with binary relevance. Two configurations are compared by a paired bootstrap over the
questions (Sakai, SIGIR 2006).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean, quantiles
from time import perf_counter
from typing import Any

from articles.models import Article, Policy
from articles.search.engine import search
from articles.search.front_matter_answers import answer_fact
from articles.search.results.filters.choices import NO_CHOICES, Choices, in_policy
from articles.search.results.search_results import SearchResults
from articles.search.trials.golden_files import GoldenFileError, parse_golden
from articles.text.citing.naming.titles import bare_title

DEPTH = 100
_RESAMPLES = 10_000


@dataclass(frozen=True)
class Question:
    """A question and the articles that answer it, (title, number, suffix) each; it may have no answer.

    `scope` is the title, document number or slug of the only policy that is searched; empty for all.
    """

    text: str
    answers: tuple[tuple[str, int, int], ...]
    scope: str = ""


@dataclass(frozen=True)
class QuestionOutcome:
    """How one question fared; a rank an answer, from 1; None is not found among the first `DEPTH`.

    `is_silent` says that nothing was passed off as an answer: what a question without one counts by, 1 or 0
    in each measure.
    """

    question: Question
    ranks: tuple[int | None, ...]
    result_count: int
    seconds: float
    is_silent: bool = False

    @property
    def reciprocal_rank(self) -> float:
        if not self.ranks:
            return float(self.is_silent)
        best_rank = min((rank for rank in self.ranks if rank and rank <= 10), default=None)
        return 1 / best_rank if best_rank else 0.0

    def recall(self, depth: int) -> float:
        hits = [bool(rank and rank <= depth) for rank in self.ranks]
        return fmean(hits) if hits else float(self.is_silent)

    @property
    def ndcg(self) -> float:
        if not self.ranks:
            return float(self.is_silent)
        gain = sum(1 / log2(rank + 1) for rank in self.ranks if rank and rank <= 10)
        return gain / sum(1 / log2(rank + 1) for rank in range(1, min(len(self.ranks), 10) + 1))


@dataclass(frozen=True)
class MeanScores:
    """Means over all questions; latencies in milliseconds, `unanswered` a share from 0 to 1."""

    questions: int
    mrr: float
    recall_10: float
    recall_100: float
    ndcg: float
    unanswered: float
    p50: float
    p95: float


def read_questions(path: Path) -> list[Question]:
    """Read a file of golden questions (`parse_golden`). Raises GoldenFileError."""
    try:
        lines = parse_golden(path.read_text(encoding="utf-8"))
    except GoldenFileError as error:
        raise GoldenFileError([f"{path.name} {problem}" for problem in error.problems]) from error
    return [Question(line.query, line.answers, line.scope) for line in lines]


def search_articles(text: str, **options: Any) -> SearchResults:
    """A search as it is judged: by the articles alone, without what other apps find and answer."""
    return search(text, sources=(), answerers=(answer_fact,), **options)


def evaluate_search(questions: Iterable[Question], *, expand: bool = True) -> Iterator[QuestionOutcome]:
    """Ask every question as it was written; only the search itself is timed."""
    articles = _ArticlesByTitle()
    for question in questions:
        choices = _choices(question.scope)
        started = perf_counter()
        results = search_articles(question.text, choices=choices, page_size=DEPTH, expand=expand)
        seconds = perf_counter() - started
        ranks_by_article = {hit.article.pk: rank for rank, hit in enumerate(results.hits, start=1)}
        ranks = tuple(articles.rank(ranks_by_article, answer) for answer in question.answers)
        is_silent = not any(not hit.is_weak for hit in results.hits)
        yield QuestionOutcome(question, ranks, results.count, seconds, is_silent)


def _choices(scope: str) -> Choices:
    """Those that limit a search to the scope of a question. Raises GoldenFileError for an unknown one."""
    if not scope:
        return NO_CHOICES
    policy = Policy.objects.published().called_by(scope).first()
    if policy is None:
        raise GoldenFileError([f"范围“{scope}”不在知识库中"])
    return in_policy(policy)


class _ArticlesByTitle:
    """Finds an article by its policy's title, with or without 中华人民共和国."""

    def __init__(self) -> None:
        self._articles: dict[tuple[str, int, int], list[int]] = {}
        rows = Article.objects.at_the_top().values_list("pk", "policy__title", "number", "suffix")
        for pk, title, number, suffix in rows.iterator():
            self._articles.setdefault((bare_title(title), number, suffix), []).append(pk)

    def rank(self, places: dict[int, int], answer: tuple[str, int, int]) -> int | None:
        title, number, suffix = answer
        ranks = (places.get(pk) for pk in self._articles.get((bare_title(title), number, suffix), []))
        return min(filter(None, ranks), default=None)


def mean_scores(outcomes: Sequence[QuestionOutcome]) -> MeanScores:
    times = sorted(outcome.seconds * 1000 for outcome in outcomes)
    hundredths = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return MeanScores(
        questions=len(outcomes),
        mrr=fmean(outcome.reciprocal_rank for outcome in outcomes),
        recall_10=fmean(outcome.recall(10) for outcome in outcomes),
        recall_100=fmean(outcome.recall(100) for outcome in outcomes),
        ndcg=fmean(outcome.ndcg for outcome in outcomes),
        unanswered=fmean(outcome.result_count == 0 for outcome in outcomes),
        p50=hundredths[49],
        p95=hundredths[94],
    )


def paired_bootstrap(
    before: Sequence[float], after: Sequence[float], *, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % interval of the mean difference `after` - `before` over the same questions."""
    differences = [second - first for first, second in zip(before, after, strict=True)]
    draw = random.Random(seed)
    means = sorted(fmean(draw.choices(differences, k=len(differences))) for _ in range(_RESAMPLES))
    return means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
