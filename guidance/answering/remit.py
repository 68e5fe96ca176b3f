"""Which questions are the guide's: those about support, unless another document answers them better.

Where a policy with measures is all that is searched, every question is about it.
"""

from __future__ import annotations

from articles.models.postgres.content_versions import remembered
from articles.search import AskedQuestion, telling_words, tokenizer, words_not_in
from articles.text.wording.characters.folding import fold
from guidance.matching.measure import Measure
from guidance.models.catalogue import MEASURE_TABLES, offered_measures, public_clauses, public_limits
from guidance.questions.understanding import Understood


def is_of_guide_alone(question: AskedQuestion) -> bool:
    """Whether a policy with measures is all that is searched."""
    return question.query.policy is not None and question.query.policy.pk in guide_policies()


def is_in_remit(question: AskedQuestion, understood: Understood) -> bool:
    if question.query.policy:
        return is_of_guide_alone(question)
    if not _is_about_support(question, understood):
        return False
    return _asks_as_enterprise(understood) or not _is_answered_elsewhere(question, understood)


@remembered(*MEASURE_TABLES)
def guide_policies() -> frozenset[int]:
    """The policies that measures and limits are read from."""
    return frozenset(clause.article.policy_id for clause in public_clauses())


def _is_about_support(question: AskedQuestion, understood: Understood) -> bool:
    """Whether it has a word for support, or its rarest word is that of a measure that answers, or it asks for
    limits of what measures are about."""
    if understood.names_support:
        return True
    if understood.asks_for_limits:
        return understood.profile.tells_activities
    rarest = max((word.text for word in telling_words(question.query)), key=tokenizer().rarity, default="")
    return any(
        rarest not in words_not_in(_own_words(measure), question.query)
        for measure in _answering_clauses(understood)
    )


def _asks_as_enterprise(understood: Understood) -> bool:
    """Whether it says who asks or what is done (小微企业贷款有没有补贴): the guide is made for that."""
    return understood.names_support and not understood.profile.is_empty


def _is_answered_elsewhere(question: AskedQuestion, understood: Understood) -> bool:
    """Whether the best article with all words of a question that names a thing is another document's, and no
    measure's article has them as well or is the best of all."""
    if not (understood.about or understood.outside_words):
        return False
    complete = question.complete
    if complete.policy is None or complete.policy in guide_policies():
        return False
    own = {measure.article.pk for measure in _answering_clauses(understood)}
    return complete.articles.isdisjoint(own) and not any(
        article.pk in own for article in question.articles[:1]
    )


def _answering_clauses(understood: Understood) -> list[Measure]:
    slugs = {slug for slug, _ in understood.measures}
    limits = public_limits() if understood.asks_for_limits else ()
    return [*(measure for measure in offered_measures() if measure.slug in slugs), *limits]


def _own_words(measure: Measure) -> str:
    return fold("\n".join((measure.title, *measure.words)))
