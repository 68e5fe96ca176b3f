"""Hints about the applicant read out of an everyday question; they never override what the visitor chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from articles.reading.facets import FilterLink
from articles.search import Answer, Choices, Hit, ResultType, search
from guidance.finder.parameters import FinderQuery
from guidance.matching.matcher import Match, match_to_question
from guidance.matching.measure import Measure, code_of_fact
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import PROFILE_QUESTIONS, OpenAnswer, Ownership, Size
from guidance.questions.understanding import Understood, fact_label, understand


@dataclass(frozen=True)
class QuestionRead:
    """`query` is what the visitor chose, `profile` that with what was read out of the question beside it.

    `answer` is the answer to the question, the same as that of the search page. The address of a hint does
    without it. `hits` are the articles that search finds where there is no answer.
    """

    query: FinderQuery
    understood: Understood
    profile: EnterpriseProfile
    hints: tuple[FilterLink, ...]
    answer: Answer | None = None
    hits: tuple[Hit, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether measures can be judged: some answer, or something was read of the one who asks."""
        is_elsewhere = self.answer is not None and self.answer.is_whole
        return not is_elsewhere and (bool(self.understood.measures) or not self.profile.is_empty)

    @property
    def filled(self) -> FinderQuery:
        """The answers with those that were read out of the question, as the form shows them."""
        size = self.query.chosen_size
        if size == Size.UNKNOWN and self.query.figures.size == Size.UNKNOWN:
            size = self.profile.size
        return replace(self.query, profile=self.profile, chosen_size=size)

    @property
    def adopted(self) -> FinderQuery:
        """The same applicant as answers of its own, without the question."""
        return replace(self.filled, question="", ignored=())

    def judged(self, offer: Iterable[Measure]) -> list[Match]:
        """All measures judged: what can be claimed before the tasks of the State, and of each those that
        answer the question first, the best first. Activities that the visitor has chosen exclude as always.
        """
        rank = {slug: place for place, (slug, _) in enumerate(self.understood.measures)}
        own = self.query.profile
        answering = () if own.all_activities or own.has_no_activity else rank
        return sorted(
            match_to_question(self.profile, offer, answering=answering),
            key=lambda match: (match.measure.is_state_task, rank.get(match.measure.slug, len(rank))),
        )


def read_question_of(query: FinderQuery) -> QuestionRead | None:
    """What the question of the address says, and its answer; None where none is asked."""
    if not query.question:
        return None
    results = search(query.question, choices=Choices().of_type(ResultType.ARTICLE), page_size=_FEW)
    understood = understand(results.query)
    if results.answer and results.answer.is_whole:  # it is not about what the form asks
        return QuestionRead(query, understood, query.profile, (), results.answer)
    accepted = _without_ignored_hints(understood, query)
    profile, hints = _completed_profile(query, accepted), _hints(query, accepted)
    hits = () if results.answer else results.hits
    return QuestionRead(query, understood, profile, hints, results.answer, hits)


#: Articles that are shown where there is no answer; what else search finds stands on the search page.
_FEW = 3


def _without_ignored_hints(understood: Understood, query: FinderQuery) -> Understood:
    """The question without the hints that the visitor answered otherwise or removed."""
    own, ignored = query.profile, set(query.ignored)
    has_activities = bool(own.all_activities or own.has_no_activity)
    changes: dict[str, Any] = {
        "kinds": () if own.kinds else _not_ignored("kind", understood.kinds, ignored),
        "needs": () if has_activities else _not_ignored("needs", understood.needs, ignored),
        "activities": () if has_activities else _not_ignored("does", understood.activities, ignored),
        "facts": _unanswered_facts(understood.facts, query),
        "denied_facts": _unanswered_facts(understood.denied_facts, query),
    }
    if own.size != Size.UNKNOWN or "size" in ignored:
        changes["sizes"] = ()
    if own.ownership != Ownership.UNKNOWN or "ownership" in ignored:
        changes["ownership"] = Ownership.UNKNOWN
    if own.multinational != OpenAnswer.UNKNOWN or "multinational" in ignored:
        changes["multinational"] = OpenAnswer.UNKNOWN
    return replace(understood, **changes)


def _unanswered_facts(codes: Iterable[str], query: FinderQuery) -> tuple[str, ...]:
    own, ignored = query.profile.facts, query.ignored
    return tuple(code for code in codes if code not in own and code_of_fact(code) not in ignored)


def _not_ignored(name: str, values: tuple, ignored: set[str]) -> tuple:
    return tuple(choice for choice in values if f"{name}:{choice.value}" not in ignored)


def _completed_profile(query: FinderQuery, understood: Understood) -> EnterpriseProfile:
    """The visitor's own answers, completed by what the question says."""
    own, hinted, empty = query.profile, understood.profile, EnterpriseProfile()
    members = [question.member for question in PROFILE_QUESTIONS]
    open_members = [name for name in members if getattr(own, name) == getattr(empty, name)]
    hinted_answers = {name: getattr(hinted, name) for name in open_members}
    return replace(own, **hinted_answers, facts={**hinted.facts, **own.facts}).with_wishes(query.topics)


def _hints(query: FinderQuery, understood: Understood) -> tuple[FilterLink, ...]:
    labelled_codes = [(f"kind:{kind.value}", kind.label) for kind in understood.kinds]
    if understood.sizes:
        labelled_codes.append(("size", f"{'或'.join(size.label for size in understood.sizes)}企业"))
    if understood.ownership != Ownership.UNKNOWN:
        labelled_codes.append(("ownership", understood.ownership.label))
    if understood.multinational != OpenAnswer.UNKNOWN:
        labelled_codes.append(("multinational", f"跨国公司：{understood.multinational.label}"))
    labelled_codes += [(f"needs:{need.value}", need.label) for need in understood.needs]
    labelled_codes += [
        (f"does:{activity.value}", f"开展：{activity.label}") for activity in understood.activities
    ]
    labelled_codes += [
        (code_of_fact(code), fact_label(code, answer)) for code, answer in understood.profile.facts.items()
    ]
    return tuple(FilterLink(label, query.query_and("ignore", code)) for code, label in labelled_codes)
