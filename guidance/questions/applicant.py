"""What the phrases of a question say of the one who asks: what is said, and what follows from a denial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from guidance.matching.profile_choices import ApplicantKind, OpenAnswer, Ownership, Size
from guidance.questions.phrases import PhraseMatch
from guidance.questions.stance import Stance

_SIZES = (Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE)
_OTHER = {Ownership.FOREIGN: Ownership.DOMESTIC, Ownership.DOMESTIC: Ownership.FOREIGN}


def told_of_applicant(stances: Mapping[PhraseMatch, Stance]) -> dict[str, Any]:
    """Members of `Understood`. What is only supposed (必须是大企业吗) says nothing; who is no 大企业 is still
    an enterprise."""
    said = [phrase for phrase, its in stances.items() if its == Stance.SAID]
    denied = [phrase for phrase, its in stances.items() if its in (Stance.DENIED, Stance.LACKING)]
    still = [phrase for phrase in denied if phrase.values("size") or phrase.values("ownership")]
    return {
        "kinds": tuple(kind for kind in ApplicantKind if kind.value in _given("kind", [*said, *still])),
        "sizes": _sizes(said, denied),
        "ownership": _ownership(said, denied),
        "multinational": _multinational(said, denied),
        "facts": tuple(_given("fact", (phrase for phrase in said if not phrase.is_background))),
        "denied_facts": tuple(_given("fact", denied)),
    }


def _given(about: str, phrases: Iterable[PhraseMatch]) -> list[str]:
    return list(dict.fromkeys(value for phrase in phrases for value in phrase.values(about)))


def _sizes(said: Iterable[PhraseMatch], denied: Iterable[PhraseMatch]) -> tuple[Size, ...]:
    """The first group that is said, unless another has none of it; else what a denial leaves, where that is
    one side of 大企业."""
    if groups := [phrase.values("size") for phrase in said if phrase.values("size")]:
        is_one = all(not set(groups[0]).isdisjoint(group) for group in groups)  # 大企业和小企业: two
        return tuple(map(Size, groups[0])) if is_one else ()
    out = set(_given("size", (phrase for phrase in denied if phrase.is_whole)))
    left = tuple(size for size in _SIZES if size.value not in out)
    is_one_side = bool(out) and (Size.LARGE not in left or len(left) == 1)
    return left if is_one_side else ()


def _ownership(said: Iterable[PhraseMatch], denied: Iterable[PhraseMatch]) -> Ownership:
    own = _only(Ownership, _given("ownership", said))
    other = _only(Ownership, _given("ownership", (phrase for phrase in denied if phrase.is_whole)))
    return own if own != Ownership.UNKNOWN else _OTHER.get(other, own)


def _multinational(said: Iterable[PhraseMatch], denied: Iterable[PhraseMatch]) -> OpenAnswer:
    if _given("multinational", said):
        return OpenAnswer.YES
    return OpenAnswer.NO if _given("multinational", denied) else OpenAnswer.UNKNOWN


def _only(vocabulary: Any, given: list[str]) -> Any:
    """The one value that is given; unknown where several are."""
    return vocabulary(given[0]) if len(given) == 1 else vocabulary.UNKNOWN
