"""A form that a question has filled in: an answer that was left as read belongs to the question.

So a new question replaces it, and an answer that the visitor removed stays removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from guidance.finder.parameters import FinderQuery
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import PROFILE_QUESTIONS, Size
from guidance.questions.understanding import Understood, understand_question

_EMPTY: dict[str, Any] = {
    question.member: getattr(EnterpriseProfile(), question.member) for question in PROFILE_QUESTIONS
}
_PARAMETERS = {
    question.member: question.parameter for question in PROFILE_QUESTIONS if question.takes_several
}
#: Answers that belong together: the visitor's as soon as one of them is.
_GROUPS = (("kinds",), ("activities", "needs"), ("size",), ("ownership",), ("multinational",))


def of_visitor(query: FinderQuery, *, read: str) -> FinderQuery:
    """The answers that are the visitor's own, of a form that was filled from the question `read`.

    A group that stands as it was read is left to the question; one that was emptied is taken away from it;
    any other is the visitor's.
    """
    if not read:
        return query
    is_same = read == query.question
    ignored = query.ignored if is_same else ()
    understood = understand_question(read)
    shown_answers = _shown_answers(understood.profile, ignored)
    own = replace(query.profile, size=query.chosen_size)
    for group in _GROUPS:
        if all(shown_answers[name] == _EMPTY[name] for name in group):
            continue
        if all(getattr(own, name) == shown_answers[name] for name in group):
            own = replace(own, **{name: _EMPTY[name] for name in group})
        elif is_same and all(getattr(own, name) == _EMPTY[name] for name in group):
            ignored = (*ignored, *(code for name in group for code in _codes(understood, name)))
    chosen, ignored = own.size, tuple(dict.fromkeys(ignored))
    own = own if chosen != Size.UNKNOWN else replace(own, size=query.figures.size)
    return replace(query, profile=own, chosen_size=chosen, ignored=ignored)


def _shown_answers(profile: EnterpriseProfile, ignored: tuple[str, ...]) -> dict[str, Any]:
    """The answers that the form showed: those read out of the question, less those that were removed."""
    answers = {name: getattr(profile, name) for name in _EMPTY}
    for name, parameter in _PARAMETERS.items():
        answers[name] = frozenset(
            code for code in answers[name] if f"{parameter}:{code.value}" not in ignored
        )
    return answers | {name: _EMPTY[name] for name in answers if name in ignored}


def _codes(understood: Understood, name: str) -> Iterator[str]:
    """The codes that remove what was read for this answer (parameter `ignore`)."""
    if name in _PARAMETERS:
        yield from (f"{_PARAMETERS[name]}:{choice.value}" for choice in getattr(understood, name))
    elif getattr(understood.profile, name) != _EMPTY[name]:
        yield name
