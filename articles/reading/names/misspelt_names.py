"""Names of documents with a slip of typing: one character of the same sound (公司发, 民发典577条), two
neighbours that have changed places (民典法), or 条列 for 条例."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.models import Alias, Entity, Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.names.policy_names import full_names_by_other
from articles.text.citing.naming.abbreviations import is_ordinary_word
from articles.text.citing.naming.titles import bare_title
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.pinyin import syllables
from articles.text.wording.characters.simplified import simplify

_SHORTEST, _LONGEST = 2, 30
_MISWRITTEN, _KIND = "条列", "条例"
#: What may follow a name: nothing, or the place that is cited.
_BEHIND = re.compile(r"\Z|[》(]|第|附件|\d")
#: A name of two characters counts before a place alone: 邢法264条. Alone it may be anything.
_SHORT, _PLACE = 2, re.compile(r"[》]?(?:第|\d)")
_BEFORE = re.compile(r"[《\s]*")


@dataclass(frozen=True)
class MisspeltName:
    """`typed` is the name as written, `name` the one that is meant, `text` all that was typed with it."""

    typed: str
    name: str
    text: str


def misspelt_name(text: str) -> MisspeltName | None:
    """The name at the beginning of a text that is misspelt; None where it begins with no such name, or
    several sound alike."""
    folded = fold(simplify(text))
    begin = _BEFORE.match(folded).end()  # type: ignore[union-attr]  # it matches anything
    written = folded[begin : begin + _LONGEST]
    for end in range(len(written), _SHORTEST - 1, -1):
        typed = written[:end]
        is_whole = _BEHIND.match(folded, begin + end)
        candidates = (
            (list(_names_sounding_like(typed)) or list(_names_with_kind_corrected(typed))) if is_whole else []
        )
        if len(typed) == _SHORT:
            candidates = [
                name for name in candidates if _PLACE.match(folded, begin + end) and _is_likely(typed, name)
            ]
        if len(candidates) == 1:
            return MisspeltName(typed, candidates[0], candidates[0] + folded[begin + end :])
    return None


def _is_likely(typed: str, name: str) -> bool:
    """Whether two characters stand for a law: no other word (税法 for 水法), unless 法 itself is miswritten
    (刑罚第264条)."""
    return typed[0] == name[0] or not is_ordinary_word(typed)


def _names_sounding_like(typed: str) -> Iterator[str]:
    """The names with the sounds of what was typed that differ from it by one slip; none if it is a name."""
    alike = _names_of_sound(_sorted_sounds(typed))
    if typed not in alike:
        yield from (name for name in alike if _is_slip(typed, name))


def _names_with_kind_corrected(typed: str) -> Iterator[str]:
    """The name that ends in 条例, where it is written 条列: alike to the eye, not to the ear."""
    if typed.endswith(_MISWRITTEN):
        name = typed.removesuffix(_MISWRITTEN) + _KIND
        if name in _names_of_sound(_sorted_sounds(name)):
            yield name


def _is_slip(typed: str, name: str) -> bool:
    """Whether two texts differ in one character, or in the order of two neighbours."""
    if len(typed) != len(name):
        return False
    places = [index for index in range(len(name)) if typed[index] != name[index]]
    if len(places) == 1:
        return True
    begin, end = places[0], places[-1] + 1
    return end - begin == 2 and typed[begin:end] == name[begin:end][::-1]


def _sorted_sounds(name: str) -> str:
    """The sounds of a name in an order of their own, which no slip changes."""
    return " ".join(sorted(syllables(name)))


def _names_of_sound(sounds: str) -> list[str]:
    """The titles of published policies and the other names of documents that sound so."""
    return sorted({*_titles_by_sound().get(sounds, ()), *_other_names_by_sound().get(sounds, ())})


@remembered(Policy)
def _titles_by_sound() -> Mapping[str, list[str]]:
    titles = Policy.objects.published().order_by().values_list("title_key", flat=True)
    return _names_by_sound({bare_title(title) for title in titles})


@remembered(Entity, Alias)
def _other_names_by_sound() -> Mapping[str, list[str]]:
    others = full_names_by_other()
    return _names_by_sound({*others, *others.values()})


def _names_by_sound(names: Iterable[str]) -> Mapping[str, list[str]]:
    by_sound: dict[str, list[str]] = {}
    for name in names:
        if _SHORTEST <= len(name) <= _LONGEST:
            by_sound.setdefault(_sorted_sounds(name), []).append(name)
    return by_sound
