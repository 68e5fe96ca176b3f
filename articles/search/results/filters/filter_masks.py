"""The articles that filters leave; each filter is a mask, so that a facet can be counted without its own."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np

from articles.search.results.filters.article_columns import article_columns
from articles.search.results.filters.choices import Choices
from articles.search.scoring.bm25f import Ranking


class Narrowed:
    """A ranking and what the filters of `choices` leave of it; the result type does not filter articles."""

    def __init__(self, everywhere: Ranking, choices: Choices) -> None:
        self.everywhere, self.choices = everywhere, choices
        self.columns = article_columns()
        self._masks = {
            facet: self.columns.holding(facet, everywhere, values)
            for facet, values in choices.chosen.items()
            if facet != "type"
        }

    @cached_property
    def found(self) -> Ranking:
        """The articles that pass all filters."""
        return self.without(())

    def without(self, names: Collection[str]) -> Ranking:
        """The articles that pass all filters except those named."""
        counted = [mask for name, mask in self._masks.items() if name not in names]
        return self.everywhere.only(np.logical_and.reduce(counted)) if counted else self.everywhere
