"""The finder's page: what an address asks for, judged, counted and put in order for the reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import cached_property

from articles.models import Policy
from articles.reading.facets import FacetGroup, FilterLink
from guidance.finder.chips import chips_of
from guidance.finder.example_applicants import examples
from guidance.finder.facets import facets_of
from guidance.finder.hints import QuestionRead
from guidance.finder.judgement import Judgement, judgement_of
from guidance.finder.next_steps import NextSteps, next_steps
from guidance.finder.open_questions import (
    OpenQuestion,
    QuestionOfMeasure,
    open_questions,
    questions_of_measure,
)
from guidance.finder.origins import ORIGINS
from guidance.finder.parameters import FACT, FinderQuery
from guidance.finder.question_forms import Questions, questions_of
from guidance.matching.matcher import Match
from guidance.matching.measure import Measure, policies_of
from guidance.matching.verdicts import NOTICE, Verdict
from guidance.models.catalogue import facts_by_code

_MOST_NEARLY = 5
_ORIGINS = tuple(name for name, *_ in ORIGINS)
_WITHOUT_FIELD = ("ignore", "instrument", "ministry", "force", "measure", "topic", "against", *_ORIGINS)
#: Rows that are shown at once; the others stand behind one line.
_AT_ONCE = 10
#: Verdicts of what may be claimed, and how many of each are told in the sentence on top.
_COUNTS_IN_WORDS = {
    Verdict.APPLIES: "{} 项条文条件已符合",
    Verdict.OPEN: "{} 项条文没有写条件",
    Verdict.CHECK: "{} 项还差几项情况",
}


@dataclass(frozen=True)
class ShownMeasure:
    """A judged measure with what the page asks about it."""

    match: Match
    questions: tuple[QuestionOfMeasure, ...] = ()

    @property
    def measure(self) -> Measure:
        return self.match.measure


@dataclass(frozen=True)
class Results:
    """`claimable` are the measures to be looked at, best first; `tasks` what the State sets itself to do,
    `limits` what has to be heeded (须注意的限制), `stopped` what a later document put an end to.

    `near` are excluded measures that are about what the visitor does or needs; `far` the others.
    """

    claimable: tuple[ShownMeasure, ...]
    tasks: tuple[ShownMeasure, ...]
    limits: tuple[ShownMeasure, ...]
    stopped: tuple[ShownMeasure, ...]
    near: tuple[ShownMeasure, ...]
    far: tuple[ShownMeasure, ...]
    facets: tuple[FacetGroup, ...]
    questions: tuple[OpenQuestion, ...]
    total: int
    notice: str = NOTICE

    @property
    def first(self) -> tuple[ShownMeasure, ...]:
        return self.claimable[:_AT_ONCE]

    @property
    def rest(self) -> tuple[ShownMeasure, ...]:
        return self.claimable[_AT_ONCE:]

    @property
    def more_questions(self) -> tuple[OpenQuestion, ...]:
        return self.questions[1:]

    @property
    def excluded(self) -> int:
        return len(self.near) + len(self.far)

    @property
    def offered(self) -> int:
        return len(self.claimable) + len(self.tasks)

    @property
    def summary(self) -> str:
        """One sentence: how many measures are on offer, of which verdicts, and how many are tasks."""
        if not self.claimable:
            task_note = f"；{len(self.tasks)} 项国家自己的任务与您有关" if self.tasks else ""
            return f"没有可以直接援引的措施{task_note}"
        verdict_counts = Counter(entry.match.verdict for entry in self.claimable)
        counts_in_words = [
            words.format(verdict_counts[verdict])
            for verdict, words in _COUNTS_IN_WORDS.items()
            if verdict_counts[verdict]
        ]
        if self.tasks:
            counts_in_words.append(f"{len(self.tasks)} 项是国家自己的任务")
        return f"{self.offered} 项与您有关：{'，'.join(counts_in_words)}"

    @cached_property
    def next_steps(self) -> NextSteps:
        return next_steps([entry.measure for entry in self.claimable])

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies that the measures rest on: their age and validity stand above all."""
        entries = (*self.claimable, *self.tasks, *self.limits, *self.stopped, *self.near, *self.far)
        return policies_of(entry.measure for entry in entries)

    @property
    def nearly(self) -> tuple[ShownMeasure, ...]:
        """Excluded measures that only one answer excludes: changing it would change the result."""
        by_one = [entry for entry in (*self.near, *self.far) if len(entry.match.failed) == 1]
        near = [entry for entry in by_one if entry.match.is_about_activities]
        return tuple(near or by_one)[:_MOST_NEARLY]


@dataclass(frozen=True)
class ExampleLink:
    name: str
    description: str
    query: str


@dataclass(frozen=True)
class FinderPage:
    query: FinderQuery
    judged_query: FinderQuery
    questions: Questions
    chips: tuple[FilterLink, ...]
    results: Results | None = None
    examples: tuple[ExampleLink, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    read: QuestionRead | None = None


def finder_page(query: FinderQuery) -> FinderPage:
    """Judge the measures for what was asked; without any answer there are examples instead of results."""
    judgement = judgement_of(query)
    has_results = judgement.has_answers
    return FinderPage(
        query=query,
        judged_query=judgement.judged_query,
        questions=questions_of(judgement.question_read.filled if judgement.question_read else query),
        chips=chips_of(query),
        results=_results(judgement) if has_results else None,
        examples=() if has_results else _examples(),
        kept=tuple(pair for pair in query.pairs if _needs_hidden_field(pair[0])),
        read=judgement.question_read,
    )


def _needs_hidden_field(name: str) -> bool:
    """Whether the form has no field for this parameter, so that a hidden field carries it."""
    return name.startswith(FACT) or name in _WITHOUT_FIELD


def _examples() -> tuple[ExampleLink, ...]:
    return tuple(
        ExampleLink(
            example.name,
            example.description,
            FinderQuery(example.profile, chosen_size=example.profile.size).encoded,
        )
        for example in examples()
    )


def _results(judgement: Judgement) -> Results:
    """The judged measures in their places on the page."""
    query, matches = judgement.query, judgement.after_filters
    questions = open_questions(matches, query, facts_by_code())
    entries = [ShownMeasure(match, questions_of_measure(match, questions)) for match in matches]
    offered = [entry for entry in entries if entry.match.is_offered]
    stopped = [entry for entry in entries if entry.match.verdict == Verdict.STOPPED]
    excluded = [entry for entry in entries if entry.match.verdict == Verdict.EXCLUDED]
    return Results(
        claimable=tuple(entry for entry in offered if not entry.match.is_task),
        tasks=tuple(entry for entry in offered if entry.match.is_task),
        limits=tuple(ShownMeasure(match) for match in judgement.limits),
        stopped=tuple(stopped),
        near=tuple(entry for entry in excluded if entry.match.is_about_activities),
        far=tuple(entry for entry in excluded if not entry.match.is_about_activities),
        facets=facets_of(judgement.judged, query),
        questions=tuple(question for question in questions.values() if not question.is_answered),
        total=len(judgement.judged),
    )
