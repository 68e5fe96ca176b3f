"""What is forbidden, limited or asked of applicants (限制进口什么): the limits, in their own words."""

from __future__ import annotations

from articles.search import Answer, AnswerKind, AnswerLine, AskedQuestion
from guidance.answering.measure_lines import documents_of, passages_of
from guidance.matching.limits import limits_for
from guidance.matching.measure import Measure
from guidance.models.catalogue import limits_in_force
from guidance.questions.understanding import Understood

_MOST_SHOWN = 5


def answer_limits(question: AskedQuestion, understood: Understood) -> Answer | None:
    """Those about what the question names; all of them where it names nothing. None where none is meant."""
    if not (understood.asks_for_limits and understood.is_asking):
        return None
    limits = [limit for limit in limits_in_force() if question.within in (None, limit.policy)]
    profile = understood.profile
    relevant = (
        [match.measure for match in limits_for(profile, limits)] if profile.tells_activities else limits
    )
    if not relevant:
        return None
    return Answer(
        AnswerKind.LIMIT,
        f"条文写明的限制和义务，与所问有关的有 {len(relevant)} 项。",
        lines=tuple(map(_line, relevant[:_MOST_SHOWN])),
        documents=documents_of(relevant),
        understood=understood.labels,
    )


def _line(limit: Measure) -> AnswerLine:
    return AnswerLine(
        code=limit.purpose.value,
        label=limit.purpose.label,
        text=limit.promise,
        passages=passages_of(limit),
        title=limit.title,
        url=limit.url,
    )
