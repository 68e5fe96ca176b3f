"""What an address of the finder comes to: the measures judged, for page, evidence pack and API."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guidance.finder.facets import narrowed
from guidance.finder.hints import QuestionRead, read_question_of
from guidance.finder.parameters import FinderQuery
from guidance.matching.fingerprint import hashed_text
from guidance.matching.limits import limits_for
from guidance.matching.matcher import Match, match
from guidance.matching.profile import EnterpriseProfile
from guidance.models.catalogue import limits_in_force, measures_in_force, offered_measures


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
    def answered_question(self) -> str:
        """The question, where measures answer it."""
        return self.query.question if self.is_of_question else ""

    @property
    def judged_query(self) -> FinderQuery:
        """What is judged: the answers, with what was read out of the question as answers of its own."""
        return self.read.adopted if self.read and self.is_of_question else self.query

    @property
    def hashed_text(self) -> str:
        """The text under the content hash (docs/pack.md)."""
        narrowed = {narrowing.name: narrowing.value for narrowing in self.query.narrowed}
        return hashed_text(
            self.judged_query.profile, self.left, narrowed=narrowed, question=self.answered_question
        )


def judgement_of(query: FinderQuery) -> Judgement:
    judgement = Judgement(query, read_question_of(query))
    return _with_matches(judgement) if judgement.has_answers else judgement


def judgement_of_profile(profile: EnterpriseProfile) -> Judgement:
    """What a page with these answers shows; of an empty profile, too, every measure is judged."""
    return _with_matches(Judgement(FinderQuery(profile), None))


def _with_matches(judgement: Judgement) -> Judgement:
    """With the measures of documents in force; with all of them where a filter chooses what is in force."""
    query, profile = judgement.query, judgement.judged_query.profile
    offer = offered_measures() if "status" in query.chosen else measures_in_force()
    judged = (
        judgement.read.judged(offer) if judgement.read and judgement.is_of_question else match(profile, offer)
    )
    left, limits = narrowed(judged, query), limits_for(profile, limits_in_force())
    return replace(judgement, judged=tuple(judged), left=tuple(left), limits=tuple(limits))
