"""Which stored policies an abbreviated title means: 义教法, 物业条例, 上海养犬条例, 民诉解释.

The rule is in `articles.text.citing.naming.abbreviations`; here it is applied to all stored titles.
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
class _TitleCandidate:
    held_title: HeldTitle
    left_out: int
    is_near: bool

    @property
    def is_nearly_whole(self) -> bool:
        """Whether the name leaves out no significant word of the title, or only one; of a court's title,
        which has many words, none."""
        is_of_court = self.held_title.title.is_of_court
        return not self.left_out or (self.left_out == 1 and self.is_near and not is_of_court)


def policies_abbreviated(key: str) -> list[int]:
    """The policies (ids) that a short name may stand for: one where it is certain, several to choose from.

    National documents go before local ones, and those of which no significant word is left out before others.
    """
    short = abbreviation(key)
    if short is None or is_ordinary_word(key):
        return []
    candidates = list(_candidates(short))
    candidates = [
        candidate for candidate in candidates if not candidate.held_title.title.region_length
    ] or candidates
    if not any(candidate.is_near for candidate in candidates):
        return []
    if any(not candidate.left_out for candidate in candidates):
        certain = sorted(
            (candidate for candidate in candidates if candidate.is_nearly_whole),
            key=lambda candidate: candidate.left_out,
        )
        return [candidate.held_title.policy for candidate in certain] if len(certain) <= _MOST_MEANT else []
    least = min(candidate.left_out for candidate in candidates)
    return with_rivals(
        [candidate.held_title.policy for candidate in candidates if candidate.left_out <= least + _AS_GOOD],
        key,
    )


def with_rivals(policies: Sequence[int], key: str) -> list[int]:
    """The policies (ids) that a name may mean, and those whose title fits it nearly as well, nearest first.

    [] where there are too many to choose from.
    """
    near_titles = titles_near([key])
    own = [near for near in near_titles if near.held_title.policy in policies]
    if len(policies) == 1 and own and not (own[0].nearness.left_out or own[0].is_elsewhere):
        return list(policies)
    own = own or [near for near in near_titles[:1] if not near.nearness.spelt_out]
    rivals = [near.held_title.policy for near in near_titles if any(map(near.is_as_near_as, own))]
    together = list(dict.fromkeys([*rivals, *policies]))
    return together if len(together) <= _MOST_MEANT else []


def _candidates(short: Abbreviation) -> Iterator[_TitleCandidate]:
    for held_title in _titles_by_initial().get(short.stem[0], ()):
        count = left_out(short, held_title.title) if is_same_kind(short, held_title.title) else None
        if count is not None:
            yield _TitleCandidate(held_title, count, is_near(short, held_title.title, count))


@remembered(Policy)
def _titles_by_initial() -> Mapping[str, tuple[HeldTitle, ...]]:
    """Titles of the published policies, by each first character an abbreviation may have."""
    by_initial: dict[str, list[HeldTitle]] = {}
    for held_title in held_titles():
        for initial in held_title.title.initials:
            by_initial.setdefault(initial, []).append(held_title)
    return {initial: tuple(titles) for initial, titles in by_initial.items()}
