"""Answers a question, for the search page and the finder alike: the first kind of answer that fits it.

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


def answer_question(question: AskedQuestion) -> Answer | None:
    """Answer a question; None for a keyword, and where nothing certain can be said."""
    if not _may_ask(question.query):
        return None
    if fact := answer_fact(question):
        return fact
    understood = understand(question.query)
    answerers = _IN_ORDER if is_in_remit(question, understood) else _OF_DOCUMENTS
    answer = next((answer for answerer in answerers if (answer := answerer(question, understood))), None)
    return _allow_found_articles(answer, question)


def answer_absence(question: AskedQuestion) -> Answer | None:
    """That no document speaks of what is asked: only for a question that cannot be read otherwise."""
    if not (question.unmatched and _may_ask(question.query)):
        return None
    return _allow_found_articles(answer_absent(question, understand(question.query)), question)


def _may_ask(query: Query) -> bool:
    """Whether it has words, and no operators."""
    return not (query.filters or query.phrases or query.excluded) and bool(query.literal.strip())


def _allow_found_articles(answer: Answer | None, question: AskedQuestion) -> Answer | None:
    """Beside articles that hold all words of the question an answer is not the whole one.

    One that names its articles itself (`AnswerKind.CITED`) is.
    """
    if answer is None or is_of_guide_alone(question):
        return answer
    if answer.is_whole and answer.kind != AnswerKind.CITED and question.complete.articles:
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
