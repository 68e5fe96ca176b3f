"""The guided way: one question a page, each answered by its address; nothing of it is stored.

who → size → wish → which (of the activities of a wish) → the questions that decide → results. A step that
has nothing to ask is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from guidance.finder.judgement import judgement_of
from guidance.finder.open_questions import OpenQuestion, open_questions
from guidance.finder.parameters import FinderQuery, parameter_of
from guidance.finder.question_forms import ActivityLine, OfferedChoice, Questions, questions_of, topic_choices
from guidance.matching.profile_choices import ACTIVITIES_OF, ApplicantKind
from guidance.matching.sizes import INDICATORS
from guidance.models.catalogue import facts_by_code

#: The most questions that are asked because they decide, `WHICH` among them.
MOST_DECIDING = 3


class StepName(models.TextChoices):
    WHO = "who", "您是谁"
    SIZE = "size", "规模与资本"
    WISH = "wish", "想办什么事"
    WHICH = "which", "具体是哪几件"
    QUESTION = "question", "还差的情况"


#: The parameters that a step answers; it writes them anew.
_ANSWERED: dict[StepName, tuple[str, ...]] = {
    StepName.WHO: ("kind",),
    StepName.SIZE: ("size", "ownership", "industry", *INDICATORS, "sector"),
    StepName.WISH: ("topic", "does", "needs"),
    StepName.WHICH: ("needs",),
    StepName.QUESTION: (),
}
_GENERAL = (StepName.WHO, StepName.SIZE, StepName.WISH)


@dataclass(frozen=True)
class Step:
    """A page of the guided way. `asked_codes` are those of the deciding questions asked before, in order.

    `number` counts among the general steps, or among the deciding questions.
    """

    name: StepName
    query: FinderQuery
    number: int
    of: int
    asked_codes: tuple[str, ...] = ()
    question: OpenQuestion | None = None

    @property
    def is_deciding(self) -> bool:
        return self.name not in _GENERAL

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What was answered on other pages: hidden fields of this one."""
        own = _ANSWERED[self.name]
        return tuple(pair for pair in self.query.pairs if pair[0] not in own)

    @cached_property
    def form(self) -> Questions:
        return questions_of(self.query)

    @property
    def topics(self) -> tuple[OfferedChoice, ...]:
        return topic_choices(self.query)

    @property
    def activities(self) -> tuple[ActivityLine, ...]:
        """The activities of the chosen topics."""
        chosen = {activity.label for topic in self.query.topics for activity in ACTIVITIES_OF[topic]}
        return tuple(line for group in self.form.activities for line in group.lines if line.label in chosen)

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The answers of a deciding question: words and where they lead."""
        if self.question is None:
            return ()
        asked_codes = (*self.asked_codes, self.question.code)
        return tuple(
            (answer.label, f"{self.onward}?{answer.query}&{_asked_query(asked_codes)}")
            for answer in self.question.answers
        )

    @property
    def onward(self) -> str:
        """The page that follows, or leads on to the one that does."""
        names = list(StepName)
        return address_of_step(names[min(names.index(self.name) + 1, len(names) - 1)])

    @property
    def skip(self) -> str:
        asked_codes = (*self.asked_codes, self.question.code) if self.question else self.asked_codes
        encoded = urlencode(self.kept) if self.name in _GENERAL else self.query.encoded
        return _address(self.onward, encoded, _asked_query(asked_codes))

    @property
    def back(self) -> str:
        """The page before this one; "" where there is none."""
        if self.asked_codes:
            earlier_query = self.query.query_without(parameter_of(self.asked_codes[-1]))
            return _address(
                address_of_step(StepName.QUESTION), earlier_query, _asked_query(self.asked_codes[:-1])
            )
        names = list(StepName)
        earlier = [name for name in names[: names.index(self.name)] if _has_question(name, self.query)]
        return _address(address_of_step(earlier[-1]), self.query.encoded) if earlier else ""

    @property
    def results(self) -> str:
        return f"{_address(reverse('guidance:finder'), self.query.encoded)}#results"


def step_of(name: StepName, query: FinderQuery, asked_codes: Sequence[str]) -> Step | None:
    """The page of a step; None where it has nothing to ask."""
    if not _has_question(name, query):
        return None
    if name in _GENERAL:
        general = [step for step in _GENERAL if _has_question(step, query)]
        return Step(name, query, general.index(name) + 1, len(general))
    number = len(asked_codes) + 1 + (name == StepName.QUESTION and bool(query.topics))
    question = _next_question(query, asked_codes) if name == StepName.QUESTION else None
    if number > MOST_DECIDING or (name == StepName.QUESTION and question is None):
        return None
    return Step(name, query, number, MOST_DECIDING, tuple(asked_codes), question)


def address_of_step(name: StepName) -> str:
    return reverse("guidance:step", args=[name.value])


def address_after(name: StepName, query: FinderQuery, asked_codes: Sequence[str]) -> str:
    """Where to go on from a step that has nothing to ask."""
    following = list(StepName)[list(StepName).index(name) + 1 :]
    path = address_of_step(following[0]) if following else reverse("guidance:finder")
    return _address(path, query.encoded, _asked_query(asked_codes) if following else "")


def _has_question(name: StepName, query: FinderQuery) -> bool:
    """Whether a step has anything to ask."""
    return _CONDITIONS[name](query) if name in _CONDITIONS else True


def _may_be_enterprise(query: FinderQuery) -> bool:
    return not query.profile.kinds or ApplicantKind.ENTERPRISE in query.profile.all_kinds


def _leaves_activities_open(query: FinderQuery) -> bool:
    """Whether a topic was chosen; those of one activity too, so that the visitor sees what it means."""
    return bool(query.topics)


_CONDITIONS: dict[StepName, Callable[[FinderQuery], Any]] = {
    StepName.SIZE: _may_be_enterprise,
    StepName.WHICH: _leaves_activities_open,
}


def _next_question(query: FinderQuery, asked_codes: Sequence[str]) -> OpenQuestion | None:
    """The question that decides most of those that a tap answers and that was not asked yet."""
    questions = open_questions(judgement_of(query).after_filters, query, facts_by_code())
    candidates = [
        question
        for question in questions.values()
        if not (question.place or question.is_answered or question.code in asked_codes)
    ]
    return max(candidates, key=lambda question: question.measures, default=None)


def _asked_query(asked_codes: Sequence[str]) -> str:
    return urlencode([("told", code) for code in asked_codes])


def _address(path: str, *queries: str) -> str:
    query = "&".join(filter(None, queries))
    return f"{path}?{query}" if query else path
