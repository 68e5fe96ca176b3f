"""Support measures as results of the main search (contract: search/results/result_sources.py)."""

from __future__ import annotations

from articles.reading.facets import FacetValue
from articles.search import (
    OtherHit,
    Query,
    ResultType,
    chapter_value,
    question_words,
    tokenizer,
    values_of_policy,
)
from articles.text.wording.characters.folding import fold
from articles.text.wording.comparison.snippets import find_marks, informative_terms
from guidance.matching.measure import Measure
from guidance.matching.verdicts import Verdict
from guidance.questions.understanding import Corpus, understand


def find_measures(query: Query) -> list[OtherHit]:
    """The measures that answer the query, best first; above the articles only where it asks for support.

    One statement of the database, and two more after a measure has changed.
    """
    if not query.literal.strip():
        return []
    corpus = Corpus.present()
    understood = understand(query)
    measures = {wording.measure.slug: wording.measure for wording in corpus.wordings.all}
    ranked = sorted(understood.measures, key=lambda answering: measures[answering[0]].is_stopped)
    hits = ((measures[slug], score) for slug, score in ranked)
    return [
        _hit(measure, query, score, understood.is_support_question and _is_about(query, measure))
        for measure, score in hits
    ]


def _is_about(query: Query, measure: Measure) -> bool:
    """Whether a measure may stand above articles: where several policies are searched, only one that has the
    rarest word of the query (我可以申请证明商标吗 asks for none of a technology policy)."""
    if query.policy:
        return True
    cutter = tokenizer()
    telling = [word.text for word in query.words if len(word.text) > 1 and word.text not in question_words()]
    rarest = max(telling, key=cutter.rarity, default="")
    return any(rarest in fold(text) for text in (measure.title, *measure.words))


def _hit(measure: Measure, query: Query, score: float, is_above: bool) -> OtherHit:
    """What a later document has stopped stands behind everything else."""
    article = measure.article
    return OtherHit(
        type=ResultType.MEASURE,
        name=measure.title,
        summary=_telling_quote(measure, query),
        url=measure.url,
        score=0.0 if measure.is_stopped else score,
        marked=query.marked,
        label=article.label,
        policy=article.policy.slug,
        number=article.number,
        suffix=article.suffix,
        note=_note(measure),
        standing=article.policy.standing,
        later_rules=measure.later_rules,
        key=measure.slug,
        stands_above=is_above and not measure.is_stopped,
        values=_values(measure),
    )


def _note(measure: Measure) -> str:
    """What a reader has to know first: that it was stopped, else its first caution."""
    if measure.stops:
        return f"{Verdict.STOPPED.label}。"
    return measure.cautions[0].text if measure.cautions else ""


def _telling_quote(measure: Measure, query: Query) -> str:
    """The quote that holds most of what is marked; of equals the main one."""
    marked = query.marked
    return max(
        measure.words, key=lambda quote: len(find_marks(quote, informative_terms(quote, marked))), default=""
    )


def _values(measure: Measure) -> dict[str, list[FacetValue]]:
    policy, chapter = measure.article.policy, measure.article.chapter
    return {
        **values_of_policy(policy),
        "chapter": [chapter_value(chapter, policy=policy.slug)] if chapter else [],
        "instrument": [FacetValue(instrument.slug, instrument.name) for instrument in measure.instruments],
        "ministry": [FacetValue(ministry.slug, ministry.name) for ministry in measure.ministries],
    }
