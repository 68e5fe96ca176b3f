"""How alike two questions are: the cosine of their telling words and pairs of characters, rare ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

#: Cuts a folded question into the features it is compared by.
Features = Callable[[str], Collection[str]]


@dataclass(frozen=True)
class Likeness:
    """A kept question that is like the one asked: its number among those kept, and how alike, 0 to 1."""

    number: int
    likeness: float


@dataclass(frozen=True)
class KeptQuestions:
    """Questions that can be compared with another one. Made by `keep`."""

    _holders: Mapping[str, list[int]]
    _lengths: list[float]
    _rarities: Mapping[str, float] = field(repr=False)
    _unknown: float

    def like(self, features: Iterable[str]) -> list[Likeness]:
        """The kept questions that share a feature, in no order.

        What no kept question holds counts against all of them.
        """
        asked = set(features)
        length = sqrt(sum(self._rarities.get(one, self._unknown) ** 2 for one in asked))
        shared: Counter[int] = Counter()
        for one in asked & self._holders.keys():
            weight = self._rarities[one] ** 2
            for number in self._holders[one]:
                shared[number] += weight
        return [
            Likeness(number, weight / (length * self._lengths[number])) for number, weight in shared.items()
        ]


def keep(questions: Iterable[Collection[str]]) -> KeptQuestions:
    """Keep questions, each by its features, for comparison.

    >>> kept = keep([{"借钱", "研发"}, {"借钱", "买房"}])
    >>> [(one.number, round(one.likeness, 2)) for one in kept.like({"研发", "借钱"})]
    [(0, 1.0), (1, 0.28)]
    """
    rows = [set(features) for features in questions]
    holders: dict[str, list[int]] = {}
    for number, features in enumerate(rows):
        for one in features:
            holders.setdefault(one, []).append(number)
    rarities = {one: log(1 + len(rows) / len(held)) for one, held in holders.items()}
    lengths = [sqrt(sum(rarities[one] ** 2 for one in features)) or 1.0 for features in rows]
    return KeptQuestions(holders, lengths, rarities, log(1 + len(rows)))
