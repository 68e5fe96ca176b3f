"""How alike two questions are: the cosine of their telling words and bigrams, rare ones weighing more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

import numpy as np


@dataclass(frozen=True)
class Likeness:
    """An indexed question that is like a given one: its number in the index, and how alike, 0 to 1."""

    number: int
    likeness: float


@dataclass(frozen=True)
class QuestionIndex:
    """An inverted index of the features of questions, made by `index_questions`."""

    _holders: Mapping[str, np.ndarray]
    _lengths: np.ndarray
    _rarities: Mapping[str, float] = field(repr=False)
    _unknown: float

    def like(self, features: Iterable[str], *, least: float = 0.0) -> list[Likeness]:
        """The indexed questions that share a feature and are at least so much alike, by their numbers.

        A feature that no indexed question has lowers the likeness of all of them.
        """
        query_features = set(features)
        length = sqrt(sum(self._rarities.get(feature, self._unknown) ** 2 for feature in query_features))
        shared_weights = np.zeros(len(self._lengths))
        for feature in query_features & self._holders.keys():
            shared_weights[self._holders[feature]] += self._rarities[feature] ** 2
        (sharing_numbers,) = shared_weights.nonzero()
        likenesses = shared_weights[sharing_numbers] / (length * self._lengths[sharing_numbers])
        is_enough = likenesses >= least
        return list(map(Likeness, sharing_numbers[is_enough].tolist(), likenesses[is_enough].tolist()))


def index_questions(questions: Iterable[Collection[str]]) -> QuestionIndex:
    """Index questions, each by its features, for comparison.

    >>> index = index_questions([{"借钱", "研发"}, {"借钱", "买房"}])
    >>> [(match.number, round(match.likeness, 2)) for match in index.like({"研发", "借钱"})]
    [(0, 1.0), (1, 0.28)]
    """
    feature_sets = [set(features) for features in questions]
    holders: dict[str, list[int]] = {}
    for number, features in enumerate(feature_sets):
        for feature in features:
            holders.setdefault(feature, []).append(number)
    rarities = {feature: log(1 + len(feature_sets) / len(numbers)) for feature, numbers in holders.items()}
    lengths = np.array(
        [sqrt(sum(rarities[feature] ** 2 for feature in features)) for features in feature_sets]
    )
    holder_arrays = {feature: np.array(numbers) for feature, numbers in holders.items()}
    return QuestionIndex(holder_arrays, lengths, rarities, log(1 + len(feature_sets)))
