"""What an address of the finder comes to: the measures judged, for the page and for the evidence pack."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.finder.facets import narrowed
from guidance.finder.hints import QuestionRead, read_question_of
from guidance.finder.parameters import FinderQuery
from guidance.matching.limits import limits_for
from guidance.matching.matcher import Match, match
from guidance.models.catalogue import measures_in_force, offered_measures, public_limits


@dataclass(frozen=True)
class Judgement:
    """`judged` are the measures in question, `left` those that the filters leave; both empty without answers.

    `limits` are what the applicant has to heed. `read` is what the question says, where one is asked.
    """

    query: FinderQuery
    read: QuestionRead | None
    judged: tuple[Match, ...] = ()
    left: tuple[Match, ...] = ()
    limits: tuple[Match, ...] = ()

    @property
    def has_answers(self) -> bool:
        """Whether anything was said that measures can be judged by."""
        return not self.query.profile.is_empty or self.is_of_question

    @property
    def is_of_question(self) -> bool:
        """Whether measures answer the question."""
        return self.read is not None and self.read.is_answered

    @property
    def judged_query(self) -> FinderQuery:
        """What is judged: the answers, with what was read out of the question as answers of its own."""
        return self.read.adopted if self.read and self.is_of_question else self.query


def judgement_of(query: FinderQuery) -> Judgement:
    told = Judgement(query, read_question_of(query))
    if not told.has_answers:
        return told
    offer = offered_measures() if "status" in query.chosen else measures_in_force()
    judged = told.read.judged(offer) if told.read and told.is_of_question else match(query.profile, offer)
    limits = limits_for(
        told.judged_query.profile, [limit for limit in public_limits() if not limit.has_ended]
    )
    return Judgement(query, told.read, tuple(judged), tuple(narrowed(judged, query)), tuple(limits))
