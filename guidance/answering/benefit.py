"""Whether there is support for something: the measures that answer, judged by what the question tells."""

from __future__ import annotations

from articles.search import Answer, AnswerKind, AskedQuestion
from articles.text.citing.naming.titles import in_title_marks
from guidance.answering.measure_lines import documents_of, finder_link, judged_line
from guidance.matching.matcher import Match, match_to_question
from guidance.models.catalogue import measures_in_force
from guidance.questions.understanding import Understood

_MOST_SHOWN = 3


def answer_benefit(question: AskedQuestion, understood: Understood) -> Answer | None:
    """None where no measure answers, or the query is a keyword."""
    if not (understood.measures and understood.about and understood.is_asking):
        return None
    if understood.asks_for_limits:
        return None
    results = judged_for(understood)
    if question.within:
        results = [result for result in results if result.measure.article.policy_id == question.within.pk]
    if not results:
        return None
    nearest = results[:_MOST_SHOWN]
    first = nearest[0].measure.article
    return Answer(
        AnswerKind.BENEFIT,
        f"{in_title_marks(first.policy.title)}{first.label}写到所问的事；"
        f"写明的措施有 {len(results)} 项，最相近的在前。",
        lines=tuple(map(judged_line, nearest)),
        documents=documents_of(result.measure for result in nearest),
        understood=understood.labels,
        links=(finder_link(understood.text, "填写单位情况，逐项核对", len(results)),),
    )


def judged_for(understood: Understood) -> list[Match]:
    """The measures that answer the question, judged by what it says; what answers best comes first."""
    rank = {slug: place for place, (slug, _) in enumerate(understood.measures)}
    measures = [measure for measure in measures_in_force() if measure.slug in rank]
    results = match_to_question(understood.profile, measures, answering=rank)
    return sorted(results, key=lambda result: (_order_group(result), rank[result.measure.slug]))


def _order_group(result: Match) -> int:
    """0 for what may be claimed, 1 for the State's own tasks, 2 for what a later document has stopped."""
    return 2 if result.measure.is_stopped else int(result.measure.is_state_task)
