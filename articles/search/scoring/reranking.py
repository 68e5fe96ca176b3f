"""Reranking by a service that reads the query and each text together (a cross-encoder); off by default.

It speaks the usual form of such services: POST {model, query, documents, top_n}, answered by
{results: [{index, relevance_score}]}.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from django.conf import settings

from articles.models.articles.article_reading import read_articles
from articles.search.scoring.services import Rest, ServiceError, post_json

#: Seconds that a reader waits for the order, and characters that are sent of an article.
_TIMEOUT, _LONGEST = 3.0, 2_000

_rest = Rest()


def relevance(text: str, articles: Sequence[int]) -> dict[int, float]:
    """How relevant the service finds each article; empty without a service or soon after a failure."""
    if not settings.PORTAL_RERANK_URL or _rest.is_on or not articles:
        return {}
    known = read_articles(articles)
    known_ids = [pk for pk in articles if pk in known]
    documents = [
        f"{known[pk].policy.title} {known[pk].heading}\n{known[pk].text}"[:_LONGEST] for pk in known_ids
    ]
    try:
        return dict(zip(known_ids, _service_scores(text, documents), strict=True))
    except ServiceError as error:
        _rest.begin(error, "重排服务暂不可用，按词检索照常：%s")
        return {}


def is_reranking_out() -> bool:
    """Whether a service is set, and results do without it for the moment."""
    return bool(settings.PORTAL_RERANK_URL) and _rest.is_on


def _service_scores(text: str, documents: Sequence[str]) -> list[float]:
    """A score for each document, in their order; what the service leaves out counts as the least relevant."""
    body = {
        "model": settings.PORTAL_RERANK_MODEL,
        "query": text,
        "documents": list(documents),
        "top_n": len(documents),
    }
    answer = post_json(settings.PORTAL_RERANK_URL, body, key=settings.PORTAL_RERANK_KEY, timeout=_TIMEOUT)
    try:
        scores = {int(row["index"]): float(row["relevance_score"]) for row in answer["results"]}
        least = min(scores.values())
    except (KeyError, TypeError, ValueError) as error:
        raise ServiceError(f"回答的格式不对（{type(error).__name__}）") from error
    if not scores.keys() <= set(range(len(documents))) or not all(map(isfinite, scores.values())):
        raise ServiceError("回答的序号或得分不对")
    return [scores.get(place, least) for place in range(len(documents))]
