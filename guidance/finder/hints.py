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
            key=lambda judged: (judged.measure.is_state_task, rank.get(judged.measure.slug, len(rank))),
        )


def read_question_of(query: FinderQuery) -> QuestionRead | None:
    """What the question of the address says, and its answer; None where none is asked."""
    if not query.question:
        return None
    found = search(query.question, choices=Choices().of_type(ResultType.ARTICLE), page_size=_FEW)
    understood = understand(found.query)
    if found.answer and found.answer.is_whole:  # it is not about what the form asks
        return QuestionRead(query, understood, query.profile, (), found.answer)
    heard = _without_ignored(understood, query)
    profile, hints = _beside(query, heard), _hints(query, heard)
    hits = () if found.answer else found.hits
    return QuestionRead(query, understood, profile, hints, found.answer, hits)


#: Articles that are shown where there is no answer; what else search finds stands on the search page.
_FEW = 3


def _without_ignored(understood: Understood, query: FinderQuery) -> Understood:
    """The question without the hints that the visitor answered otherwise or removed."""
    own, ignored = query.profile, set(query.ignored)
    has_activities = bool(own.all_activities or own.has_no_activity)
    changes: dict[str, Any] = {
        "kinds": () if own.kinds else _left("kind", understood.kinds, ignored),
        "needs": () if has_activities else _left("needs", understood.needs, ignored),
        "activities": () if has_activities else _left("does", understood.activities, ignored),
        "facts": _untold_facts(understood.facts, query),
        "denied_facts": _untold_facts(understood.denied_facts, query),
    }
    if own.size != Size.UNKNOWN or "size" in ignored:
        changes["sizes"] = ()
    if own.ownership != Ownership.UNKNOWN or "ownership" in ignored:
        changes["ownership"] = Ownership.UNKNOWN
    if own.multinational != OpenAnswer.UNKNOWN or "multinational" in ignored:
        changes["multinational"] = OpenAnswer.UNKNOWN
    return replace(understood, **changes)


def _untold_facts(codes: Iterable[str], query: FinderQuery) -> tuple[str, ...]:
    own, ignored = query.profile.facts, query.ignored
    return tuple(code for code in codes if code not in own and code_of_fact(code) not in ignored)


def _left(name: str, values: tuple, ignored: set[str]) -> tuple:
    return tuple(choice for choice in values if f"{name}:{choice.value}" not in ignored)


def _beside(query: FinderQuery, heard: Understood) -> EnterpriseProfile:
    """The visitor's own answers, and for those that it did not give what was heard."""
    own, hinted, nothing = query.profile, heard.profile, EnterpriseProfile()
    members = [question.member for question in PROFILE_QUESTIONS]
    open_ones = [name for name in members if getattr(own, name) == getattr(nothing, name)]
    added = {name: getattr(hinted, name) for name in open_ones}
    return replace(own, **added, facts={**hinted.facts, **own.facts}).with_wishes(query.topics)


def _hints(query: FinderQuery, heard: Understood) -> tuple[FilterLink, ...]:
    named = [(f"kind:{kind.value}", kind.label) for kind in heard.kinds]
    if heard.sizes:
        named.append(("size", f"{'或'.join(size.label for size in heard.sizes)}企业"))
    if heard.ownership != Ownership.UNKNOWN:
        named.append(("ownership", heard.ownership.label))
    if heard.multinational != OpenAnswer.UNKNOWN:
        named.append(("multinational", f"跨国公司：{heard.multinational.label}"))
    named += [(f"needs:{need.value}", need.label) for need in heard.needs]
    named += [(f"does:{activity.value}", f"开展：{activity.label}") for activity in heard.activities]
    named += [(code_of_fact(code), fact_label(code, answer)) for code, answer in heard.profile.facts.items()]
    return tuple(FilterLink(label, query.query_and("ignore", code)) for code, label in named)
