"""Articles that were found otherwise than by their words, as a ranking."""

from __future__ import annotations

import numpy as np

from articles.models.article_queries import ArticleQuerySet
from articles.search.scoring.bm25f import Ranking, empty_ranking


def listed(articles: ArticleQuerySet) -> Ranking:
    """Articles in the order of their documents, all with the same score."""
    rows = list(articles.in_order().values_list("pk", "policy", "division"))
    if not rows:
        return empty_ranking()
    ids, policies, divisions = (
        np.array([pk or -1 for pk in column], "i8") for column in zip(*rows, strict=True)
    )
    return Ranking(ids, policies, divisions, np.zeros(len(rows), "f4"), frozenset())
