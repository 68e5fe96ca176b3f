"""Support measures as results of the main search (contract: search/results/result_sources.py)."""

from __future__ import annotations

from collections.abc import Iterator

from articles.search import FacetValue, OtherHit, Query, ResultType
from articles.text.wording.highlight import Snippet, find_marks, informative_terms, snippet
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
        values=tuple(_values(measure)),
    )


def _telling_quote(measure: OfferedMeasure, query: Query) -> Snippet:
    """The quote that holds most of what is marked; of equals the main one."""
    marked = query.marked

    def count_marks(quote: str) -> int:
        return len(find_marks(quote, informative_terms(quote, marked)))

    return snippet(max(measure.quotes, key=count_marks, default=""), marked)


def _values(measure: OfferedMeasure) -> Iterator[FacetValue]:
    policy = measure.policy
    yield FacetValue("policy", policy.slug, policy.title)
    yield FacetValue("kind", policy.kind, policy.get_kind_display())
    yield FacetValue("status", policy.status, policy.get_status_display())
    if measure.chapter:
        yield FacetValue("chapter", measure.chapter, measure.chapter_title, policy.slug)
    yield from (FacetValue("instrument", one.slug, one.name) for one in measure.instruments)
    yield from (FacetValue("ministry", one.slug, one.name) for one in measure.ministries)
