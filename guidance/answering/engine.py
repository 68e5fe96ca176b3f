"""The one engine behind both doors: the first kind of answer that a question asks for, in a fixed order.

A fact about a document; several articles named; what is known to stand elsewhere; what a term means; how
something is applied for; what is limited; a benefit; what there is for somebody, or at all. None where the
results have to stand for themselves. Beyond the guide's remit (`remit`) only the documents answer. That no
document speaks of what is asked is said last, once search has no other reading of it.
"""

from __future__ import annotations

from dataclasses import replace

from articles.search import Answer, AnswerKind, AskedQuestion, Query, answer_fact
from guidance.answering.absent import answer_absent, answer_outside
from guidance.answering.benefit import answer_benefit
from guidance.answering.cited import answer_cited
from guidance.answering.definition import answer_definition
from guidance.answering.limit_answers import answer_limits
from guidance.answering.procedure import answer_procedure
from guidance.answering.remit import is_in_remit, is_of_guide_alone
from guidance.answering.subject import answer_subject
from guidance.questions.understanding import understand


def answer_question(asked: AskedQuestion) -> Answer | None:
    """Answer a question; None for a keyword, and where nothing certain can be said."""
    if not _may_ask(asked.query):
        return None
    if fact := answer_fact(asked):
        return fact
    understood = understand(asked.query)
    answerers = _IN_ORDER if is_in_remit(asked, understood) else _OF_DOCUMENTS
    answer = next((answer for answerer in answerers if (answer := answerer(asked, understood))), None)
    return _beside_what_is_found(answer, asked)


def answer_absence(asked: AskedQuestion) -> Answer | None:
    """That no document speaks of what is asked: only for a question that cannot be read otherwise."""
    if not (asked.unmatched and _may_ask(asked.query)):
        return None
    return _beside_what_is_found(answer_absent(asked, understand(asked.query)), asked)


def _may_ask(query: Query) -> bool:
    """Whether it has words, and no operators."""
    return not (query.filters or query.phrases or query.excluded) and bool(query.literal.strip())


def _beside_what_is_found(answer: Answer | None, asked: AskedQuestion) -> Answer | None:
    """Articles that hold all words of the question are no near misses beside it, unless it names its own."""
    if answer is None or is_of_guide_alone(asked):
        return answer
    if answer.is_whole and answer.kind != AnswerKind.CITED and asked.complete.articles:
        return replace(answer, is_whole=False)
    return answer


#: What is surely elsewhere comes before how it is applied for: 公积金怎么提取 has no procedure here.
_IN_ORDER = (
    answer_cited,
    answer_outside,
    answer_definition,
    answer_procedure,
    answer_limits,
    answer_benefit,
    answer_subject,
)
_OF_DOCUMENTS = (answer_cited, answer_definition, answer_procedure)
