"""Articles that the best ones refer to: what a good hit relies on (依照民法典第七百二十五条) is often the
rule itself.

An article that matches gets a share of the score of the best article that cites it, the smaller the more
others that one cites. Not the other way round: what cites a good hit is mostly beside the point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from articles.models import Article, Reference
from articles.models.postgres.content_versions import remembered
from articles.search.settings.weights import LEAST_RELEVANT, weights

#: What the first page shows, about.
_BEST = 10


@dataclass(frozen=True)
class Referral:
    """What an article gains as another one (id) cites it."""

    citing: int
    amount: float


def referrals(articles: np.ndarray, scores: np.ndarray) -> Mapping[int, Referral]:
    """By article (id) what it gains, among those of a ranking that score enough to be results."""
    share = weights().referred
    if not share or not len(scores):
        return {}
    relevant_places = np.flatnonzero(scores >= LEAST_RELEVANT * scores.max())
    best_places = relevant_places[np.lexsort((articles[relevant_places], -scores[relevant_places]))][:_BEST]
    best_by_article: dict[int, Referral] = {}
    for citing, score in zip(articles[best_places].tolist(), scores[best_places].tolist(), strict=True):
        cited_articles = _citations().of(citing)
        for article in cited_articles.tolist():
            amount = share * score / sqrt(len(cited_articles))
            if article not in best_by_article or amount > best_by_article[article].amount:
                best_by_article[article] = Referral(citing, amount)
    ranked = set(articles[relevant_places].tolist())
    return {article: referral for article, referral in best_by_article.items() if article in ranked}


@dataclass(frozen=True, eq=False)
class _Citations:
    """Which articles (ids) cite which others: an entry a pair, ascending by the citing ones."""

    citing: np.ndarray
    cited: np.ndarray

    def of(self, article: int) -> np.ndarray:
        start, end = np.searchsorted(self.citing, [article, article + 1])
        return self.cited[start:end]


@remembered(Reference, Article)
def _citations() -> _Citations:
    pairs = np.array(list(Reference.objects.between_articles()), "i8").reshape(-1, 2)
    return _Citations(pairs[:, 0].copy(), pairs[:, 1].copy())
