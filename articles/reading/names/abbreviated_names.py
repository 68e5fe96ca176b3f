"""Which stored policies an abbreviated title means: 义教法, 物业条例, 上海养犬条例, 民诉解释.

What the rule is, stands in `articles.text.citing.naming.abbreviations`; here it is held against all titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.names.held_titles import HeldTitle, held_titles
from articles.reading.names.near_titles import titles_near
from articles.text.citing.naming.abbreviations import (
    Abbreviation,
    abbreviation,
    is_near,
    is_ordinary_word,
    is_same_kind,
    left_out,
)

#: Policies that one abbreviation may mean; more are no answer.
_MOST_MEANT = 10
#: Words that one may leave out more than another, and be meant as well.
_AS_GOOD = 2


@dataclass(frozen=True)
class _Meant:
    held: HeldTitle
    left_out: int
    is_near: bool

    @property
    def is_nearly_whole(self) -> bool:
        """Whether it is meant nearly as well as a title of which nothing that tells is left out; a court's
        title has too many words for one more to count."""
        is_of_court = self.held.title.is_of_court
        return not self.left_out or (self.left_out == 1 and self.is_near and not is_of_court)


def policies_abbreviated(key: str) -> list[int]:
    """The policies (ids) that a short name may stand for: one where it is certain, several to choose from.

    National documents go before local ones, and those of which nothing that tells is left out before others.
    """
    short = abbreviation(key)
    if short is None or is_ordinary_word(key):
        return []
    meant = list(_meant(short))
    meant = [each for each in meant if not each.held.title.region_length] or meant
    if not any(each.is_near for each in meant):
        return []
    if any(not each.left_out for each in meant):
        certain = sorted((each for each in meant if each.is_nearly_whole), key=lambda each: each.left_out)
        return [each.held.policy for each in certain] if len(certain) <= _MOST_MEANT else []
    least = min(each.left_out for each in meant)
    return with_rivals([each.held.policy for each in meant if each.left_out <= least + _AS_GOOD], key)


def with_rivals(meant: Sequence[int], key: str) -> list[int]:
    """What a name may mean (ids), and whatever has a title that fits it nearly as well, the nearest first.

    None where that are too many to choose from.
    """
    near = titles_near([key])
    own = [each for each in near if each.held.policy in meant]
    if len(meant) == 1 and own and not (own[0].nearness.left_out or own[0].is_elsewhere):
        return list(meant)
    own = own or [each for each in near[:1] if not each.nearness.spelt_out]
    rivals = [each.held.policy for each in near if any(map(each.is_as_near_as, own))]
    together = list(dict.fromkeys([*rivals, *meant]))
    return together if len(together) <= _MOST_MEANT else []


def _meant(short: Abbreviation) -> Iterator[_Meant]:
    for each in _titles_by_initial().get(short.stem[0], ()):
        count = left_out(short, each.title) if is_same_kind(short, each.title) else None
        if count is not None:
            yield _Meant(each, count, is_near(short, each.title, count))


@remembered(Policy)
def _titles_by_initial() -> Mapping[str, tuple[HeldTitle, ...]]:
    """The published policies by each character with which an abbreviation of their title may begin."""
    by_initial: dict[str, list[HeldTitle]] = {}
    for held in held_titles():
        for initial in held.title.initials:
            by_initial.setdefault(initial, []).append(held)
    return {initial: tuple(titles) for initial, titles in by_initial.items()}
