"""The finder's page: what an address asks for, judged, counted and put in order for the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.reading.facets import FacetGroup, FilterLink
from guidance.finder.chips import chips_of
from guidance.finder.example_applicants import examples
from guidance.finder.facets import facets_of, narrowed
from guidance.finder.hints import QuestionRead, read_question_of
from guidance.finder.open_questions import (
    OpenQuestion,
    QuestionOfMeasure,
    open_questions,
    questions_of_measure,
)
from guidance.finder.parameters import Asked
from guidance.finder.question_forms import Questions, questions_of
from guidance.matching.codes import NOTICE, Verdict
from guidance.matching.matcher import Match, match
from guidance.matching.measure import Measure
from guidance.models import Fact
from guidance.models.catalogue import offered_measures

#: What the verdicts mean, on a page that can be answered.
_EXPLAINED = {
    Verdict.APPLIES: "条文的限定语逐项符合，或条文专指这一类主体。",
    Verdict.OPEN: (
        "除所述主体和活动外，这一句没有再限定适用对象，同类主体都可以援引；是否给予支持由主管机关决定。"
    ),
    Verdict.CHECK: "有的限定语还不知道是否符合，逐项列在措施之下；回答以后，结论会变。",
}
_NEARLY = 5


@dataclass(frozen=True)
class ShownMeasure:
    """A judged measure with what the page asks about it."""

    match: Match
    questions: tuple[QuestionOfMeasure, ...] = ()

    @property
    def measure(self) -> Measure:
        return self.match.measure


@dataclass(frozen=True)
class Group:
    """The measures of one verdict."""

    verdict: Verdict
    explanation: str
    measures: tuple[ShownMeasure, ...]


@dataclass(frozen=True)
class Results:
    """`near` are excluded measures that are about what the visitor does or needs; `far` the others."""

    groups: tuple[Group, ...]
    near: tuple[ShownMeasure, ...]
    far: tuple[ShownMeasure, ...]
    facets: tuple[FacetGroup, ...]
    questions: tuple[OpenQuestion, ...]
    total: int
    notice: str = NOTICE

    @property
    def counts(self) -> tuple[tuple[Verdict, int], ...]:
        counted = {group.verdict: len(group.measures) for group in self.groups}
        counted[Verdict.EXCLUDED] = len(self.near) + len(self.far)
        return tuple((verdict, counted.get(verdict, 0)) for verdict in Verdict)

    @property
    def offered(self) -> int:
        return sum(len(group.measures) for group in self.groups)

    @property
    def nearly(self) -> tuple[ShownMeasure, ...]:
        """Excluded measures that only one answer excludes: changing it would change the result."""
        by_one = [entry for entry in (*self.near, *self.far) if len(entry.match.failed) == 1]
        near = [entry for entry in by_one if entry.match.is_about_activities]
        return tuple(near or by_one)[:_NEARLY]


@dataclass(frozen=True)
class ExampleLink:
    name: str
    description: str
    query: str


@dataclass(frozen=True)
class FinderPage:
    asked: Asked
    questions: Questions
    chips: tuple[FilterLink, ...]
    results: Results | None = None
    examples: tuple[ExampleLink, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    read: QuestionRead | None = None

    @property
    def for_pack(self) -> Asked:
        """The input of the evidence pack: the profile, including what was read out of the question."""
        return self.read.adopted if self.read and self.read.is_answered else self.asked


def finder_page(asked: Asked) -> FinderPage:
    """Judge the measures for what was asked; without any answer there are examples instead of results."""
    facts = {fact.code: fact for fact in Fact.objects.in_order()}
    read = read_question_of(asked)
    has_results = not asked.profile.is_empty or (read is not None and read.is_answered)
    return FinderPage(
        asked=asked,
        questions=questions_of(read.filled if read else asked),
        chips=chips_of(asked, facts),
        results=_results(asked, read, facts) if has_results else None,
        examples=() if has_results else _examples(),
        kept=tuple(pair for pair in asked.pairs if _is_kept(pair[0])),
        read=read,
    )


def _is_kept(name: str) -> bool:
    """Whether the form has no field for this parameter, so that a hidden field carries it."""
    return name.startswith("fact_") or name in ("ignore", "instrument", "ministry", "force")


def _examples() -> tuple[ExampleLink, ...]:
    return tuple(
        ExampleLink(
            example.name, example.description, Asked(example.profile, chosen_size=example.profile.size).query
        )
        for example in examples()
    )


def _results(asked: Asked, read: QuestionRead | None, facts: dict[str, Fact]) -> Results:
    """The judged measures; where a question was answered, only the measures that answer it."""
    offer = offered_measures()
    judged = read.judged(offer) if read and read.is_answered else match(asked.profile, offer)
    left = narrowed(judged, asked)
    questions = open_questions(left, asked, facts)
    shown = [ShownMeasure(result, questions_of_measure(result, questions)) for result in left]
    excluded = [entry for entry in shown if not entry.match.is_offered]
    return Results(
        groups=tuple(_groups(shown)),
        near=tuple(entry for entry in excluded if entry.match.is_about_activities),
        far=tuple(entry for entry in excluded if not entry.match.is_about_activities),
        facets=facets_of(judged, asked),
        questions=tuple(question for question in questions.values() if not question.is_answered),
        total=len(judged),
    )


def _groups(shown: Iterable[ShownMeasure]) -> Iterable[Group]:
    for verdict, explanation in _EXPLAINED.items():
        if measures := tuple(entry for entry in shown if entry.match.verdict == verdict):
            yield Group(verdict, explanation, measures)
