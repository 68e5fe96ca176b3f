"""The one engine behind both doors: the first kind of answer that a question asks for, in a fixed order.

A fact about a document; several articles named; what no document held speaks of; what a term means; how
something is applied for; what is limited; a benefit; what there is for somebody, or at all. None where the
results have to stand for themselves.
"""

from __future__ import annotations

from articles.search import Answer, AskedQuestion, answer_fact
from guidance.answering.absent import answer_absent, answer_outside
from guidance.answering.benefit import answer_benefit
from guidance.answering.cited import answer_cited
from guidance.answering.definition import answer_definition
from guidance.answering.limits import answer_limits
from guidance.answering.procedure import answer_procedure
from guidance.answering.subject import answer_subject
from guidance.questions.answers import understand


def answer_question(asked: AskedQuestion) -> Answer | None:
    """Answer a question; None for a keyword, and where nothing certain can be said."""
    query = asked.query
    if query.filters or query.phrases or query.excluded or not query.literal.strip():
        return None
    if fact := answer_fact(asked):
        return fact
    understood = understand(query)
    return next((answer for one in _IN_ORDER if (answer := one(asked, understood))), None)


#: What is surely elsewhere comes before how it is applied for: 公积金怎么提取 has no procedure here.
_IN_ORDER = (
    answer_cited,
    answer_outside,
    answer_definition,
    answer_procedure,
    answer_limits,
    answer_benefit,
    answer_subject,
    answer_absent,
)
