"""A part of the index as a query sees it: a segment, or the articles outside segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from articles.search.index.inversion import Head
from articles.search.index.packing import Postings
from articles.search.settings.weights import Field

Key = tuple[Field, str]
NOWHERE = np.array([], "i8")


@dataclass(frozen=True, eq=False)
class Part:
    """`vacant` are the places whose articles have changed since; `postings` those of the query's terms.

    `cited` says for each article how often its policy is cited (`Citedness.of`).
    """

    head: Head
    vacant: np.ndarray
    cited: np.ndarray
    postings: Mapping[Key, Postings]

    @property
    def size(self) -> int:
        return self.head.size
