"""Results by document: its best units together, so that a law with twenty of them is one line of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.models import Policy
from articles.search.queries.analysis import Query
from articles.search.results.filters.choices import Choices, Grouping
from articles.search.results.filters.filter_masks import Narrowed
from articles.search.results.hits import Hit
from articles.search.scoring.bm25f import Scored
from articles.search.scoring.relevance import content_words

#: Units that are shown of a document.
MOST_UNITS = 3
#: A query of so few words is a term, whose documents are looked for; a longer one asks for its article.
_MOST_WORDS_OF_TERM = 2


@dataclass(frozen=True)
class ScoredGroup:
    """The best units of a document, the best first, and how many of its units were found."""

    best: tuple[Scored, ...]
    count: int


@dataclass(frozen=True)
class DocumentHits:
    """A document with the best of its units that were found; `count` is the number of all of them."""

    policy: Policy
    hits: tuple[Hit, ...]
    count: int

    @property
    def is_weak(self) -> bool:
        return self.hits[0].is_weak

    @property
    def shown(self) -> int:
        return len(self.hits)

    @property
    def left_out(self) -> int:
        return self.count - self.shown


def is_by_document(query: Query, narrowed: Narrowed, choices: Choices) -> bool:
    """Whether results stand by document: as chosen, or as fits, for a term that several documents use."""
    if choices.grouping != Grouping.FITTING:
        return choices.grouping == Grouping.DOCUMENT
    is_term = 0 < len(content_words(query)) <= _MOST_WORDS_OF_TERM and not query.filters
    return is_term and not choices.policy and len(narrowed.found.counts("policies")[0]) > 1


def grouped(listed: Sequence[Scored], narrowed: Narrowed) -> list[ScoredGroup]:
    """The listed articles by document, in the order of the first of each."""
    policies, numbers = narrowed.found.counts("policies")
    counts = dict(zip(policies.tolist(), numbers.tolist(), strict=True))
    by_policy: dict[int, list[Scored]] = {}
    for entry, policy in zip(listed, _policies_of_articles(listed, narrowed), strict=True):
        by_policy.setdefault(policy, []).append(entry)
    return [
        ScoredGroup(tuple(units[:MOST_UNITS]), counts.get(policy, len(units)))
        for policy, units in by_policy.items()
    ]


def _policies_of_articles(listed: Sequence[Scored], narrowed: Narrowed) -> list[int]:
    articles = np.array([pk for pk, _ in listed], "i8")
    order = np.argsort(narrowed.found.articles)
    places = order[np.searchsorted(narrowed.found.articles, articles, sorter=order).clip(max=len(order) - 1)]
    return narrowed.found.policies[places].tolist() if len(articles) else []
