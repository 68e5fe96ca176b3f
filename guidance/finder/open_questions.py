"""What is not known yet and would decide: as questions that can be answered on the spot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.reading.facets import FilterLink
from guidance.finder.parameters import Asked
from guidance.matching.codes import Answer, Ownership, Size, Verdict
from guidance.matching.matcher import Match
from guidance.models import Fact

#: Answers that are too many for a line of links are given in the form, which has these places.
_IN_FORM = {"kind": "kinds", "activity": "activities", "sector": "sector"}
_QUESTIONS = {
    "kind": "您是哪一类主体？",
    "activity": "开展哪些活动，或想为哪些事寻求支持？",
    "sector": "属于哪个行业？",
    "size": "企业规模是哪一档？",
    "ownership": "是内资还是外资？",
    "multinational": "是不是跨国公司？",
}
_CHOICES = {"size": Size, "ownership": Ownership, "multinational": Answer}
#: The form's own questions come first: they decide most.
_FIRST = tuple(_QUESTIONS)


@dataclass(frozen=True)
class OpenQuestion:
    """`answers` are links; without any the question is answered in the form, at `place`.

    `measures` is how many measures wait for it.
    """

    code: str
    text: str
    help: str
    answers: tuple[FilterLink, ...]
    place: str = ""
    measures: int = 1

    @property
    def is_fact(self) -> bool:
        """Whether only links answer it; what the form asks too is answered by a whole page."""
        return self.code.startswith("fact:")

    @property
    def is_answered(self) -> bool:
        """Whether the visitor has said that this is not known."""
        return any(answer.is_chosen for answer in self.answers)


@dataclass(frozen=True)
class QuestionOfMeasure:
    """An open question with the words of one measure that it is about."""

    question: OpenQuestion
    quotes: tuple[str, ...]


def questions_of_measure(
    result: Match, questions: Mapping[str, OpenQuestion]
) -> tuple[QuestionOfMeasure, ...]:
    """The open questions of one measure; none unless its verdict is CHECK."""
    if result.verdict != Verdict.CHECK:
        return ()
    return tuple(QuestionOfMeasure(questions[reason.criterion], reason.quotes) for reason in result.missing)


def open_questions(
    results: Iterable[Match], asked: Asked, facts: Mapping[str, Fact]
) -> dict[str, OpenQuestion]:
    """The open questions of all measures to be checked, by code; those that decide most come first.

    What tells only which ministry decides comes after what tells whether the measure applies.
    """
    results = list(results)
    waiting = Counter(
        reason.criterion for result in results if result.verdict == Verdict.CHECK for reason in result.missing
    )
    ministries = Counter(
        f"fact:{fact}" for result in results if result.is_offered for fact in result.asked_for_ministries
    )
    claimable = Counter(
        reason.criterion
        for result in results
        if result.verdict == Verdict.CHECK and not result.measure.is_state_task
        for reason in result.missing
    )
    order = sorted(waiting, key=lambda code: (_rank(code), -claimable[code], -waiting[code]))
    order += [code for code in ministries if code not in waiting]
    waiting += ministries
    return {code: _question(code, asked, facts, measures=waiting[code]) for code in order}


def _rank(code: str) -> int:
    return _FIRST.index(code) if code in _FIRST else len(_FIRST)


def _question(code: str, asked: Asked, facts: Mapping[str, Fact], *, measures: int) -> OpenQuestion:
    fact = facts.get(code.removeprefix("fact:"))
    if code in _IN_FORM:
        return OpenQuestion(code, _QUESTIONS[code], "", (), _IN_FORM[code], measures)
    name = f"fact_{fact.code}" if fact else code
    text, explanation = (fact.question, fact.help) if fact else (_QUESTIONS[code], "")
    answers = _answers(name, Answer if fact else _CHOICES[code], asked)
    return OpenQuestion(code, text, explanation, answers, "", measures)


def _answers(name: str, vocabulary: Iterable[Any], asked: Asked) -> tuple[FilterLink, ...]:
    chosen = dict(asked.pairs).get(name)
    return tuple(
        FilterLink(choice.label, asked.query_with(name, choice.value), is_chosen=chosen == choice.value)
        for choice in vocabulary
        if name.startswith("fact_") or choice.value != "unknown"
    )
