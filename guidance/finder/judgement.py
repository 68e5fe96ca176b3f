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
    """`judged` are the measures in question, `after_filters` those that the filters leave of them; both are
    empty without answers.

    `limits` are what the applicant has to heed. `question_read` is what the question says, if one is asked.
    """

    query: FinderQuery
    question_read: QuestionRead | None
    judged: tuple[Match, ...] = ()
    after_filters: tuple[Match, ...] = ()
    limits: tuple[Match, ...] = ()

    @property
    def has_answers(self) -> bool:
        """Whether anything was said that measures can be judged by."""
        return not self.query.profile.is_empty or self.is_question_answered

    @property
    def is_question_answered(self) -> bool:
        """Whether measures answer the question."""
        return self.question_read is not None and self.question_read.is_answered

    @property
    def answered_question(self) -> str:
        """The question, if measures answer it, else ""."""
        return self.query.question if self.is_question_answered else ""

    @property
    def judged_query(self) -> FinderQuery:
        """What is judged: the answers, with what was read out of the question as answers of its own."""
        return self.question_read.adopted if self.question_read and self.is_question_answered else self.query

    @property
    def hashed_text(self) -> str:
        """The text under the content hash (docs/pack.md)."""
        narrowed = {narrowing.name: narrowing.value for narrowing in self.query.narrowed}
        return hashed_text(
            self.judged_query.profile, self.after_filters, narrowed=narrowed, question=self.answered_question
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
    question_read = judgement.question_read if judgement.is_question_answered else None
    judged = question_read.judged(offer) if question_read else match(profile, offer)
    return replace(
        judgement,
        judged=tuple(judged),
        after_filters=tuple(narrowed(judged, query)),
        limits=tuple(limits_for(profile, limits_in_force())),
    )
