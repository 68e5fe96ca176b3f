"""Support measures as results of the main search (contract: search/results/result_sources.py)."""

from __future__ import annotations

from articles.reading.facets import FacetValue
from articles.search import OtherHit, Query, ResultType, values_of_policy
from articles.text.wording.highlight import Snippet, find_marks, snippet, telling
from guidance.measures.catalogue import OfferedMeasure
from guidance.questions.answers import Corpus, read_question


def find_measures(query: Query) -> list[OtherHit]:
    """The measures that answer the query, best first; above the articles only where it asks for support.

    One statement of the database, and one more after a measure has changed.
    """
    if not query.literal.strip():
        return []
    corpus = Corpus.present()
    understood = read_question(query, corpus)
    measures = {one.measure.slug: one.measure for one in corpus.wordings.all}
    return [
        _hit(measures[slug], query, score, stands_above=understood.is_support_question)
        for slug, score in understood.measures
    ]


def _hit(measure: OfferedMeasure, query: Query, score: float, *, stands_above: bool) -> OtherHit:
    return OtherHit(
        type=ResultType.MEASURE,
        heading=snippet(measure.title, query.marked),
        snippet=_telling_quote(measure, query),
        url=measure.url,
        score=score,
        label=measure.label,
        policy=measure.policy.slug,
        number=measure.number,
        suffix=measure.suffix,
        note=measure.cautions[0] if measure.cautions else "",
        stands_above=stands_above,
        values=_values(measure),
    )


def _telling_quote(measure: OfferedMeasure, query: Query) -> Snippet:
    """The quote that holds most of what is marked; of equals the main one."""
    marked = query.marked
    best = max(measure.quotes, key=lambda quote: len(find_marks(quote, telling(quote, marked))), default="")
    return snippet(best, marked)


def _values(measure: OfferedMeasure) -> dict[str, list[FacetValue]]:
    order, slug = (measure.chapter_position,), measure.policy.slug
    chapter = FacetValue(measure.chapter, measure.chapter_title, order=order, within=slug)
    return {
        **values_of_policy(measure.policy),
        "chapter": [chapter] if measure.chapter else [],
        "instrument": [FacetValue(one.slug, one.name) for one in measure.instruments],
        "ministry": [FacetValue(one.slug, one.name) for one in measure.ministries],
    }
