"""What is not known yet and would decide: as questions that can be answered on the spot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.reading.facets import FilterLink
from guidance.finder.parameters import FinderQuery
from guidance.matching.matcher import Match
from guidance.matching.profile_choices import Activity, OpenAnswer, Ownership, Size, Topic
from guidance.matching.reasons import Reason
from guidance.matching.verdicts import CriterionFinding, Verdict
from guidance.models import Fact

#: Answers that are too many for a line of links are given in the form, which has these places; of activities
#: the topics are offered first.
_IN_FORM = {"kind": "kinds", "activity": "activities", "sector": "sector"}
_QUESTIONS = {
    "kind": "您是哪一类主体？",
    "activity": "想办什么事？",
    "sector": "属于哪个行业？",
    "size": "企业规模是哪一档？",
    "ownership": "是内资还是外资？",
    "multinational": "是不是跨国公司？",
}
_OF_FACT = "fact:"
#: How many quotes show why a question is asked.
_QUOTES = 2
_CHOICES = {"size": Size, "ownership": Ownership, "multinational": OpenAnswer}
#: The form's own questions come first: they decide most.
_FIRST = tuple(_QUESTIONS)


@dataclass(frozen=True)
class OpenQuestion:
    """`answers` are links; beside a measure, what has a `place` in the form is answered there.

    `measures` is how many measures wait for it; `quotes` are words of theirs that make it worth asking.
    """

    code: str
    text: str
    answers: tuple[FilterLink, ...]
    help: str = ""
    place: str = ""
    measures: int = 1
    quotes: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether only links answer it; what the form asks too is answered by a whole page."""
        return self.code.startswith(_OF_FACT)

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
    results: Iterable[Match], query: FinderQuery, facts: Mapping[str, Fact]
) -> dict[str, OpenQuestion]:
    """The open questions of all measures to be checked, by code; those that decide most come first.

    What tells only which ministry decides comes after what tells whether the measure applies, what decides on
    the State's own tasks after what decides on what may be claimed.
    """
    waiting: dict[str, list[Reason]] = defaultdict(list)
    claimable: Counter[str] = Counter()
    ministries: dict[str, list[Reason]] = defaultdict(list)
    for result in results:
        for reason in result.missing if result.verdict == Verdict.CHECK else ():
            waiting[reason.criterion].append(reason)
            claimable[reason.criterion] += not result.measure.is_state_task
        for fact in result.asked_for_ministries if result.is_offered else ():
            ministries[f"{_OF_FACT}{fact}"].append(_ministry_reason(fact))
    order = sorted(waiting, key=lambda code: (_rank(code), -claimable[code], -len(waiting[code])))
    order += [code for code in ministries if code not in waiting]
    return {code: _open_question(code, query, facts, waiting[code] + ministries[code]) for code in order}


def _ministry_reason(fact: str) -> Reason:
    """What waits where only the ministry depends on an answer: no words of the clause ask for it."""
    return Reason(f"{_OF_FACT}{fact}", "", CriterionFinding.UNKNOWN, "", ())


def _rank(code: str) -> int:
    return _FIRST.index(code) if code in _FIRST else len(_FIRST)


def _open_question(
    code: str, query: FinderQuery, facts: Mapping[str, Fact], reasons: list[Reason]
) -> OpenQuestion:
    """What a code asks, with its answers: a fact of the editors (`fact:…`) or an answer of the form."""
    if code in _IN_FORM:
        return replace(_question_of_form(code, query), measures=len(reasons))
    question = (
        _fact_question(code, query, facts) if code.startswith(_OF_FACT) else _choice_question(code, query)
    )
    quotes = dict.fromkeys(quote for reason in reasons for quote in reason.quotes)
    return replace(question, measures=len(reasons), quotes=tuple(quotes)[:_QUOTES])


def _question_of_form(code: str, query: FinderQuery) -> OpenQuestion:
    text, answers = _activity_question(query) if code == "activity" else (_QUESTIONS[code], ())
    return OpenQuestion(code, text, answers=answers, place=_IN_FORM[code])


def _fact_question(code: str, query: FinderQuery, facts: Mapping[str, Fact]) -> OpenQuestion:
    fact = facts[code.removeprefix(_OF_FACT)]
    answers = _answer_links(f"fact_{fact.code}", OpenAnswer, query)
    return OpenQuestion(code, fact.question, answers=answers, help=fact.help)


def _choice_question(code: str, query: FinderQuery) -> OpenQuestion:
    return OpenQuestion(code, _QUESTIONS[code], answers=_answer_links(code, _CHOICES[code], query))


def _activity_question(query: FinderQuery) -> tuple[str, tuple[FilterLink, ...]]:
    """First what the visitor wants, then which of the activities that this may mean."""
    if not query.profile.possible:
        return _QUESTIONS["activity"], _choice_links("topic", Topic, query)
    possible = [activity for activity in Activity if activity in query.profile.possible]
    return "具体是哪一件？", _choice_links("needs", possible, query)


def _choice_links(name: str, choices: Iterable[Any], query: FinderQuery) -> tuple[FilterLink, ...]:
    return tuple(FilterLink(choice.label, query.query_and(name, choice.value)) for choice in choices)


def _answer_links(name: str, vocabulary: Iterable[Any], query: FinderQuery) -> tuple[FilterLink, ...]:
    chosen = dict(query.pairs).get(name)
    return tuple(
        FilterLink(choice.label, query.query_with(name, choice.value), is_chosen=chosen == choice.value)
        for choice in vocabulary
        if name.startswith("fact_") or choice.value != "unknown"
    )
