"""Articles that were found otherwise than by their words, as a ranking."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from articles.models import Article
from articles.models.articles.article_queries import ArticleQuerySet
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


def with_best(ranking: Ranking, articles: Collection[Article]) -> Ranking:
    """A ranking with these articles as well, each with the best score of all."""
    if not articles:
        return ranking
    others = ranking.only(~np.isin(ranking.articles, [article.pk for article in articles]))
    best_score = ranking.scores.max(initial=0)
    return Ranking(
        np.append(others.articles, [article.pk for article in articles]),
        np.append(others.policies, [article.policy_id for article in articles]),
        np.append(others.divisions, [article.division_id or -1 for article in articles]),
        np.append(others.scores, np.full(len(articles), best_score, "f4")),
        ranking.held,
        ranking.measure,
    )
