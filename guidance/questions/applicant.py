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
    """Members of `Understood`. What is only supposed (必须是大企业吗) says nothing of the one who asks; an
    applicant that is no 大企业 is still an enterprise."""
    affirmed = [phrase for phrase, stance in stances.items() if stance == Stance.SAID]
    denied = [phrase for phrase, stance in stances.items() if stance in (Stance.DENIED, Stance.LACKING)]
    still_enterprise = [phrase for phrase in denied if phrase.values("size") or phrase.values("ownership")]
    return {
        "kinds": tuple(
            kind
            for kind in ApplicantKind
            if kind.value in _values_about("kind", [*affirmed, *still_enterprise])
        ),
        "sizes": _sizes(affirmed, denied),
        "ownership": _ownership(affirmed, denied),
        "multinational": _multinational(affirmed, denied),
        "facts": tuple(_values_about("fact", (phrase for phrase in affirmed if not phrase.is_background))),
        "denied_facts": tuple(_values_about("fact", denied)),
    }


def _values_about(about: str, phrases: Iterable[PhraseMatch]) -> list[str]:
    return list(dict.fromkeys(value for phrase in phrases for value in phrase.values(about)))


def _sizes(affirmed: Iterable[PhraseMatch], denied: Iterable[PhraseMatch]) -> tuple[Size, ...]:
    """The first group of sizes that is named, unless another shares none of it. Else the sizes that a denial
    leaves, if they are all below 大企业 or only one."""
    if groups := [phrase.values("size") for phrase in affirmed if phrase.values("size")]:
        is_one = all(not set(groups[0]).isdisjoint(group) for group in groups)  # 大企业和小企业: two
        return tuple(map(Size, groups[0])) if is_one else ()
    excluded = set(_values_about("size", (phrase for phrase in denied if phrase.is_whole)))
    remaining = tuple(size for size in _SIZES if size.value not in excluded)
    is_one_side = bool(excluded) and (Size.LARGE not in remaining or len(remaining) == 1)
    return remaining if is_one_side else ()


def _ownership(affirmed: Iterable[PhraseMatch], denied: Iterable[PhraseMatch]) -> Ownership:
    own = _only_value(Ownership, _values_about("ownership", affirmed))
    other = _only_value(
        Ownership, _values_about("ownership", (phrase for phrase in denied if phrase.is_whole))
    )
    return own if own != Ownership.UNKNOWN else _OTHER.get(other, own)


def _multinational(affirmed: Iterable[PhraseMatch], denied: Iterable[PhraseMatch]) -> OpenAnswer:
    if _values_about("multinational", affirmed):
        return OpenAnswer.YES
    return OpenAnswer.NO if _values_about("multinational", denied) else OpenAnswer.UNKNOWN


def _only_value(vocabulary: Any, values: list[str]) -> Any:
    """The value, if there is exactly one; unknown where there are none or several."""
    return vocabulary(values[0]) if len(values) == 1 else vocabulary.UNKNOWN
