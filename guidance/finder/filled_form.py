"""A form that a question has filled: what stands there as it was read is the question's, not the visitor's.

So a new question brings its own answers, and what was taken away stays away.
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
#: What is answered together, and so kept or left together.
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
    heard = understand_question(read)
    shown = _shown(heard.profile, ignored)
    own = replace(query.profile, size=query.chosen_size)
    for group in _GROUPS:
        if all(shown[name] == _EMPTY[name] for name in group):
            continue
        if all(getattr(own, name) == shown[name] for name in group):
            own = replace(own, **{name: _EMPTY[name] for name in group})
        elif is_same and all(getattr(own, name) == _EMPTY[name] for name in group):
            ignored = (*ignored, *(code for name in group for code in _codes(heard, name)))
    chosen, ignored = own.size, tuple(dict.fromkeys(ignored))
    own = own if chosen != Size.UNKNOWN else replace(own, size=query.figures.size)
    return replace(query, profile=own, chosen_size=chosen, ignored=ignored)


def _shown(profile: EnterpriseProfile, ignored: tuple[str, ...]) -> dict[str, Any]:
    """What the form showed: what was read without what had been taken away."""
    shown = {name: getattr(profile, name) for name in _EMPTY}
    for name, parameter in _PARAMETERS.items():
        shown[name] = frozenset(code for code in shown[name] if f"{parameter}:{code.value}" not in ignored)
    return shown | {name: _EMPTY[name] for name in shown if name in ignored}


def _codes(heard: Understood, name: str) -> Iterator[str]:
    """The codes by which what was read is taken away again."""
    if name in _PARAMETERS:
        yield from (f"{_PARAMETERS[name]}:{choice.value}" for choice in getattr(heard, name))
    elif getattr(heard.profile, name) != _EMPTY[name]:
        yield name
