"""Results of a search as the API says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.http import urlencode

from articles.reading.facets import FacetGroup
from articles.reading.schema_org import Site
from articles.search import (
    Correction,
    Explanation,
    FrontMatterAnswer,
    Hit,
    OtherHit,
    SearchResults,
)
from articles.text.wording.highlight import Snippet
from articles.text.wording.synonyms import Synonym


def search_object(
    results: SearchResults, whys: Mapping[int, Explanation], *, page_size: int, site: Site, with_facets: bool
) -> dict:
    """Results of a page; `whys` are by the ids of articles."""
    correction = results.correction
    return {
        "count": results.count,
        "page": results.page.number,
        "page_size": page_size,
        "query": {
            "text": correction.typed if correction else results.query.text,
            "terms": list(results.query.terms),
            "phrases": list(results.query.phrases),
            "excluded": list(results.query.excluded),
            "simplified": results.query.simplified or None,
            "expansions": [_expansion(synonym) for synonym in results.query.expansions],
            **_correction(correction, site),
        },
        "answer": _answer(results.answer, site) if results.answer else None,
        "results": [
            _hit(item, whys, site) if isinstance(item, Hit) else _other_hit(item, site)
            for item in results.items
        ],
        **({"facets": _facets(results.facets)} if with_facets else {}),
    }


def _correction(correction: Correction | None, site: Site) -> dict:
    is_applied = bool(correction and correction.is_certain)
    as_typed = urlencode({"q": correction.typed, "correct": 0}) if is_applied else ""
    return {
        "corrected": correction.text if is_applied else None,
        "as_typed": site(f"{reverse('articles:search')}?{as_typed}") if is_applied else None,
        "did_you_mean": correction.text if correction and not is_applied else None,
    }


def _answer(answer: FrontMatterAnswer, site: Site) -> dict:
    said = {name: getattr(answer, name) for name in ("kind", "text", "quote", "place", "namesakes")}
    policy = answer.policy
    return {**said, "policy": policy.slug, "title": policy.title, "url": site(answer.url)}


def _expansion(synonym: Synonym) -> dict:
    return {
        "word": synonym.word,
        "means": ["".join(together) for together in synonym.means],
        "weight": synonym.weight,
        "basis": synonym.basis,
    }


def _other_hit(hit: OtherHit, site: Site) -> dict:
    return {
        "type": hit.type,
        "weak": hit.is_weak,
        "policy": hit.policy or None,
        "number": hit.number,
        "suffix": hit.suffix,
        "label": hit.label,
        "heading": hit.heading.text,
        "snippet": hit.snippet.text,
        "highlights": _highlights(hit.snippet),
        "score": hit.score,
        "url": site(hit.url),
    }


def _hit(hit: Hit, whys: Mapping[int, Explanation], site: Site) -> dict:
    article = hit.article
    shown = {
        "type": hit.type,
        "weak": hit.is_weak,
        "policy": article.policy.slug,
        "number": article.number,
        "suffix": article.suffix,
        "label": article.label,
        "heading": article.display_title,
        "snippet": hit.snippet.text,
        "highlights": _highlights(hit.snippet),
        "score": hit.score,
        "url": site(article.get_absolute_url()),
    }
    return {**shown, "why": _why(whys[article.pk])} if article.pk in whys else shown


def _why(why: Explanation) -> dict:
    return {
        "terms": [
            {
                "term": reason.word,
                "stands_for": reason.stands_for,
                "places": list(reason.places),
                **reason.amounts,
                "amount": reason.amount,
            }
            for reason in why.reasons
        ],
        "kind": why.kind_amount,
        "cited": why.cited_amount,
        "asked": why.asked_amount,
        "asked_question": why.asked,
        "literal": why.literal_amount,
        "total": why.total,
    }


def _facets(groups: Iterable[FacetGroup]) -> list[dict]:
    return [
        {
            "parameter": group.name,
            "label": group.label,
            "partial": False,
            "left_out": group.left_out,
            "values": [
                {
                    "value": link.value,
                    "label": link.label,
                    "policy": link.within or None,
                    "count": link.count,
                }
                for link in group.links
            ],
        }
        for group in groups
    ]


def _highlights(snippet: Snippet) -> list[dict]:
    spans, start = [], 0
    for piece in snippet.pieces:
        if piece.marked:
            spans.append({"start": start, "end": start + len(piece.text)})
        start += len(piece.text)
    return spans
