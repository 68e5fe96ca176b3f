"""The titles of the published policies, read for comparison with names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.models import Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.names.region_table import leading_region
from articles.text.citing.naming.abbreviations import WholeTitle, whole_title
from articles.text.citing.naming.titles import bare_title


@dataclass(frozen=True, slots=True)
class HeldTitle:
    """The title of the policy with this id; `region` is the one that it begins with, in full, or ""."""

    policy: int
    title: WholeTitle
    region: str


class HeldTitles(tuple[HeldTitle, ...]):
    """Titles, with bit sets (one integer each) of those that have a character or a region, so that many
    titles are intersected at once."""

    def __init__(self, titles: Iterable[HeldTitle]) -> None:
        self._holding: dict[str, int] = {}
        self._of_region: dict[str, int] = {}
        for index, held_title in enumerate(self):
            for character in set(held_title.title.stem):
                self._holding[character] = self._holding.get(character, 0) | 1 << index
            self._of_region[held_title.region] = self._of_region.get(held_title.region, 0) | 1 << index

    def holding_all(self, characters: Iterable[str]) -> Iterator[HeldTitle]:
        bits = (1 << len(self)) - 1
        for character in characters:
            bits &= self._holding.get(character, 0)
        return self._titles_at(bits)

    def of_region(self, region: str) -> Iterator[HeldTitle]:
        return self._titles_at(self._of_region.get(region, 0))

    def _titles_at(self, bits: int) -> Iterator[HeldTitle]:
        while bits:
            lowest = bits & -bits
            yield self[lowest.bit_length() - 1]
            bits ^= lowest


@remembered(Policy)
def held_titles() -> HeldTitles:
    """The titles that end in a kind of document, the newest first."""
    rows = Policy.objects.published().featured_then_newest().values_list("pk", "title")
    return HeldTitles(
        HeldTitle(pk, whole, leading_region(bare_title(title))[0])
        for pk, title in rows
        if (whole := whole_title(title))
    )
