"""Which stored policies an abbreviated title means: 义教法, 物业条例, 上海养犬条例, 民诉解释.

What the rule is, stands in `articles.text.citing.abbreviations`; here it is held against all titles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from articles.models import Policy
from articles.models.content_versions import remembered
from articles.text.citing.abbreviations import (
    Abbreviation,
    WholeTitle,
    abbreviation,
    is_like_kind,
    is_ordinary_word,
    is_same_kind,
    left_out,
    whole_title,
)

#: Policies that one abbreviation may mean; more are no answer.
_MOST_MEANT = 10


@dataclass(frozen=True, slots=True)
class _Titled:
    policy: int
    title: WholeTitle


@dataclass(frozen=True)
class _Meant:
    titled: _Titled
    left_out: int

    @property
    def is_near(self) -> bool:
        return self.left_out <= self.titled.title.most_left_out

    @property
    def is_nearly_whole(self) -> bool:
        """Whether it is meant nearly as well as a title of which nothing that tells is left out; a court's
        title has too many words for one more to count."""
        is_of_court = self.titled.title.is_of_court
        return not self.left_out or (self.left_out == 1 and self.is_near and not is_of_court)


def policies_abbreviated(key: str) -> list[int]:
    """The policies (ids) that a short name may stand for: one where it is certain, several to choose from.

    National documents go before local ones. Beside those of which nothing that tells is left out stand those
    that lack one word, behind them: 广管条例 may be 广告管理条例 and 广播电视管理条例.
    """
    return _best(key, is_same_kind)


def policies_called_alike(key: str) -> list[int]:
    """Those that the name would mean if it ended in another kind of rules: 女职工条例 for …特别规定."""
    return _best(key, is_like_kind)


def _best(key: str, is_of_kind: Callable[[Abbreviation, WholeTitle], bool]) -> list[int]:
    short = abbreviation(key)
    if short is None or is_ordinary_word(key):
        return []
    meant = list(_meant(short, is_of_kind))
    meant = [each for each in meant if not each.titled.title.place] or meant
    if not any(each.is_near for each in meant):
        return []
    if any(not each.left_out for each in meant):
        meant = [each for each in meant if each.is_nearly_whole]
    meant.sort(key=lambda each: each.left_out)
    return [each.titled.policy for each in meant] if len(meant) <= _MOST_MEANT else []


def _meant(short: Abbreviation, is_of_kind: Callable[[Abbreviation, WholeTitle], bool]) -> Iterator[_Meant]:
    for each in _titles_by_initial().get(short.stem[0], ()):
        count = left_out(short, each.title) if is_of_kind(short, each.title) else None
        if count is not None:
            yield _Meant(each, count)


@remembered(Policy)
def _titles_by_initial() -> Mapping[str, tuple[_Titled, ...]]:
    """The published policies by each character with which an abbreviation of their title may begin."""
    by_initial: dict[str, list[_Titled]] = {}
    rows = Policy.objects.published().latest_first().values_list("pk", "title")
    for pk, title in rows:
        if whole := whole_title(title):
            titled = _Titled(pk, whole)
            for initial in whole.initials:
                by_initial.setdefault(initial, []).append(titled)
    return {initial: tuple(titles) for initial, titles in by_initial.items()}
