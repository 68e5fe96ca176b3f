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
    """`region` is the one that the title begins with, in full, or ""."""

    policy: int
    title: WholeTitle
    region: str


class HeldTitles(tuple[HeldTitle, ...]):
    """Titles, with those that hold a character or are of a region as bits of a number: sets of them are
    intersected at once, however many there are."""

    def __init__(self, titles: Iterable[HeldTitle]) -> None:
        self._holding: dict[str, int] = {}
        self._of_region: dict[str, int] = {}
        for at, held in enumerate(self):
            for character in set(held.title.stem):
                self._holding[character] = self._holding.get(character, 0) | 1 << at
            self._of_region[held.region] = self._of_region.get(held.region, 0) | 1 << at

    def holding_all(self, characters: Iterable[str]) -> Iterator[HeldTitle]:
        bits = (1 << len(self)) - 1
        for character in characters:
            bits &= self._holding.get(character, 0)
        return self._at(bits)

    def of_region(self, region: str) -> Iterator[HeldTitle]:
        return self._at(self._of_region.get(region, 0))

    def _at(self, bits: int) -> Iterator[HeldTitle]:
        while bits:
            lowest = bits & -bits
            yield self[lowest.bit_length() - 1]
            bits ^= lowest


@remembered(Policy)
def held_titles() -> HeldTitles:
    """The titles that end in a kind of document, the newest first."""
    rows = Policy.objects.published().latest_first().values_list("pk", "title")
    return HeldTitles(
        HeldTitle(pk, whole, leading_region(bare_title(title))[0])
        for pk, title in rows
        if (whole := whole_title(title))
    )
