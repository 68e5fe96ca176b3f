"""Which stored policies have a title that a name nearly fits: what the reader may have meant.

The rule is in `articles.text.citing.naming.near_titles`; here it is applied to all stored titles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.models import Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.names.held_titles import HeldTitle, held_titles
from articles.reading.names.region_table import leading_region
from articles.text.citing.naming.near_titles import Nearness, near_name, nearness
from articles.text.citing.naming.titles import title_key

#: Titles that lack words of the name; more of them have nothing in common but the region.
_MOST_LACKING = 3
#: Names that are remembered: a page asks for one in several places.
_MOST_REMEMBERED = 64


@dataclass(frozen=True)
class NearTitle:
    """A title that a name nearly fits. `is_elsewhere`: it is of a region, and the name says none. `wording`
    is the place of that name among those that were asked for.
    """

    held_title: HeldTitle
    nearness: Nearness
    is_elsewhere: bool
    wording: int = 0

    @property
    def rank(self) -> tuple[bool, Nearness, int]:
        return self.is_elsewhere, self.nearness, self.wording

    @property
    def degree(self) -> tuple[int, bool]:
        """Titles that lack words of the name, or only spell them out, are dropped where others have them."""
        return self.nearness.missing, bool(self.nearness.spelt_out)

    @property
    def is_whole(self) -> bool:
        """Whether the title has the words of the name and no others that tell, in whatever order."""
        near = self.nearness
        is_other = near.missing or near.spelt_out or near.is_of_other_kind or near.left_out
        return not (is_other or near.lacks_form or self.is_elsewhere)

    def is_as_near_as(self, other: NearTitle) -> bool:
        """Whether a reader may have meant this title as well as `other`.

        A regional document has to fit better than a national one; a national one counts beside any
        regional one.
        """
        own, others = self.nearness.left_out, other.nearness.left_out
        if self.nearness.lacks_form and not other.nearness.lacks_form:
            return False
        if self.nearness.spelt_out and self.is_elsewhere:
            return other.is_elsewhere
        if self.is_elsewhere == other.is_elsewhere:
            return own <= others + 1
        return own < others if self.is_elsewhere else True


def titles_near(names: Iterable[str]) -> list[NearTitle]:
    """The titles that one of these names of a document nearly fits, the nearest first, the newest of them
    first."""
    near_by_policy: dict[int, NearTitle] = {}
    for near in (
        replace(near, wording=index) for index, name in enumerate(names) for near in _titles_near_name(name)
    ):
        earlier = near_by_policy.setdefault(near.held_title.policy, near)
        if near.nearness < earlier.nearness:
            near_by_policy[near.held_title.policy] = near
    best = min((near.degree for near in near_by_policy.values()), default=None)
    nearest = [near for near in near_by_policy.values() if near.degree == best]
    if best and best[0] and len(nearest) > _MOST_LACKING:
        return []
    return sorted(nearest, key=lambda near: near.rank)


@remembered(Policy, most=_MOST_REMEMBERED)
def _titles_near_name(name: str) -> tuple[NearTitle, ...]:
    region, rest = leading_region(title_key(name))
    parsed_name = near_name(rest)
    if parsed_name is None:
        return ()
    titles = held_titles()
    likely = titles.of_region(region) if region else titles.holding_all("".join(parsed_name.words))
    return tuple(
        NearTitle(held_title, near, is_elsewhere=bool(held_title.region) and not region)
        for held_title in likely
        if (near := nearness(parsed_name, held_title.title, is_of_region=bool(region)))
    )
