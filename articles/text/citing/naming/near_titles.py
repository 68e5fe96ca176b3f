"""Titles that a name nearly fits: 上海控烟条例 for 上海市公共场所控制吸烟条例, 渔业条例 for 渔业船舶检验条例.

The rule. Every word of the name that carries meaning stands in the title, wherever and in whatever order:
as written, or spelt out (控烟: 控制吸烟). The kinds are alike (条例, 规定, 办法) or the name has none. Such
titles are offered to the reader; which name opens a document by itself, is decided in `articles.reading`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.text.citing.naming.abbreviations import LIGHT, WholeTitle, omits_law, short_name, words_of

#: The most characters between two of a word that is spelt out: 消…保 in 消费者权益保护.
_WIDEST_GAP = 4
_FEWEST_CHARACTERS = 2
#: The share of a name's characters that has to stand in the title of a document of the region it names.
_LEAST_SHARE = 0.5
#: 人民调解条例: what a title has for form, a name has on purpose.
_TELLING_IN_NAMES = frozenset({"人民"})
_RULES = frozenset({"条例", "规定", "办法", "细则", "规则"})
_LAWS = frozenset({"法", "法典"})
#: What people call whatever a court decides.
_OF_COURTS = frozenset({"解释", "规定"})


@dataclass(frozen=True)
class NearName:
    """What somebody calls a document: the `words` that carry meaning, the kind or "", the number of a series,
    and `stem`, what stands before them."""

    words: tuple[str, ...]
    kind: str
    number: int = 0
    stem: str = ""

    @property
    def length(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True, order=True)
class Nearness:
    """How near a title is to a name, the smallest the nearest: the words of the name that it lacks and those
    that it spells out, whether it has them apart, is of another kind, how many words of it are left out, and
    whether it lacks words that are there for form (管理).
    """

    missing: int
    spelt_out: int
    is_apart: bool
    is_of_other_kind: bool
    left_out: int
    lacks_form: bool


def near_name(name: str) -> NearName | None:
    """Read a name without its region; None where no word of it carries meaning.

    >>> near_name("控烟条例").words, near_name("管理办法")
    (('控烟',), None)
    """
    short = short_name(name)
    near = NearName(tuple(_telling_words(short.stem)), short.kind, short.number, short.stem)
    return near if near.length >= _FEWEST_CHARACTERS else None


def _telling_words(stem: str) -> Iterator[str]:
    """The words that carry meaning; characters that are no words stand together: 控烟, 禁放."""
    loose_characters = ""
    for start, end in words_of(stem):
        word = stem[start:end]
        is_light = word in _RULES or (word in LIGHT and word not in _TELLING_IN_NAMES)
        if len(word) == 1 and not is_light:
            loose_characters += word
            continue
        if loose_characters:
            yield loose_characters
            loose_characters = ""
        if not is_light:
            yield word
    if loose_characters:
        yield loose_characters


def nearness(name: NearName, title: WholeTitle, *, is_of_region: bool = False) -> Nearness | None:
    """How near a title is to a name; None where it is another document's.

    A title of the region that the name is known to mean (`is_of_region`) may lack words of it.

    >>> nearness(near_name("控烟条例"), whole_title("上海市公共场所控制吸烟条例"))
    Nearness(missing=0, spelt_out=1, is_apart=True, is_of_other_kind=False, left_out=2, lacks_form=False)
    """
    if name.number not in (0, title.number) or not _is_alike(name.kind, title):
        return None
    places_by_word = {word: _word_places(word, title.stem) for word in name.words}
    found_length = sum(len(word) for word, places in places_by_word.items() if places)
    missing = sum(not places for places in places_by_word.values())
    if not found_length or (missing and not (is_of_region and found_length >= _LEAST_SHARE * name.length)):
        return None
    spelt_out = sum(bool(places) and word not in title.stem for word, places in places_by_word.items())
    is_of_other_kind = bool(name.kind) and name.kind != title.kind
    if missing and (spelt_out or is_of_other_kind):  # one of these is enough
        return None
    used = {place for places in places_by_word.values() for place in places}
    return Nearness(
        missing,
        spelt_out,
        is_apart=name.stem not in title.stem,
        is_of_other_kind=is_of_other_kind,
        left_out=_count_words_left_out(used, title) + int(omits_law(name.stem, title.stem)),
        lacks_form=not set(name.stem).issubset(title.stem),
    )


def _is_alike(kind: str, title: WholeTitle) -> bool:
    if not kind or kind == title.kind:
        return True
    if title.is_of_court:
        return kind in _OF_COURTS
    return {kind, title.kind} <= _RULES or {kind, title.kind} <= _LAWS


def _word_places(word: str, stem: str) -> tuple[int, ...]:
    """Where a word stands in a title: its characters together, or else one behind another; () for nowhere."""
    if (start := stem.find(word)) >= 0:
        return tuple(range(start, start + len(word)))
    return _scattered_places(word, stem)


def _scattered_places(word: str, stem: str) -> tuple[int, ...]:
    """Where the characters stand one behind another, no gap too wide: each as near to the one before as the
    others allow, from the first place on."""
    paths: dict[int, tuple[int, ...]] = {
        place: (place,) for place, character in enumerate(stem) if character == word[0]
    }
    for character in word[1:]:
        longer_paths: dict[int, tuple[int, ...]] = {}
        for last, places in paths.items():
            for place, other in enumerate(stem[last + 1 : last + 2 + _WIDEST_GAP], start=last + 1):
                if other == character:
                    longer_paths.setdefault(place, (*places, place))
        paths = longer_paths
    return next(iter(paths.values()), ())


def _count_words_left_out(used: set[int], title: WholeTitle) -> int:
    return sum(used.isdisjoint(range(*word)) for word in _telling_places(title))


@lru_cache(maxsize=4_096)
def _telling_places(title: WholeTitle) -> tuple[tuple[int, int], ...]:
    """Where the words stand that say what a title is about, behind its region and the court's business."""
    return tuple(
        (start, end)
        for start, end in words_of(title.stem)
        if start >= max(title.region_length, title.subject) and title.stem[start:end] not in LIGHT
    )
