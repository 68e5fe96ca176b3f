"""Everyday phrases (fixtures/guidance/phrases.toml) and what they say of the one who asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from articles.content_files import content_table
from articles.text.wording.characters.folding import fold
from guidance.matching.profile_choices import Activity, ApplicantKind, Ownership, Size

#: A gap of a phrase: what may stand between its words, short and in one clause.
_GAP = r"[^\s，。；？！,;?!]{0,6}?"
_CLASS = re.compile(r"\{(\w+)\}")


class Meaning(NamedTuple):
    """What a phrase says: `about` is activity, kind, size, ownership, multinational, fact, support, question,
    neutral or outside, `values` the codes (of outside: the reason). `is_whole`: it names the whole class, so
    that who is none of it is of the other (外资企业, but not 合资企业).
    """

    about: str
    values: tuple[str, ...] = ()
    is_background: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class PhraseMatch:
    """A phrase found in the folded text from `start` to `end`, with all its meanings."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]

    @property
    def length(self) -> int:
        return self.end - self.start

    def values(self, about: str) -> tuple[str, ...]:
        return tuple(value for meaning in self.meanings if meaning.about == about for value in meaning.values)

    @property
    def is_background(self) -> bool:
        return any(meaning.is_background for meaning in self.meanings)

    @property
    def is_whole(self) -> bool:
        return any(meaning.is_whole for meaning in self.meanings)

    def overlaps(self, other: PhraseMatch) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class PhraseBook:
    """`plain` phrases by their text; `patterns` are those with a gap or a class of words."""

    plain: Mapping[str, tuple[Meaning, ...]]
    patterns: tuple[tuple[re.Pattern[str], tuple[Meaning, ...]], ...]
    asking: Mapping[str, tuple[Meaning, ...]]
    neutral: frozenset[str]
    interrogative: frozenset[str]
    support: frozenset[str]
    limits: frozenset[str]
    refusals: frozenset[str]
    endings: tuple[str, ...]

    def phrases_in(self, folded: str, borders: Collection[int]) -> list[PhraseMatch]:
        """The phrases in `folded` that begin and end at word borders; of overlapping ones the longest."""
        chosen: list[PhraseMatch] = []
        for phrase in sorted(
            self._candidate_matches(folded, borders),
            key=lambda phrase: (-phrase.length, phrase.start),
        ):
            if not any(phrase.overlaps(other) for other in chosen):
                chosen.append(phrase)
        return sorted(chosen, key=lambda phrase: phrase.start)

    def support_phrases_in(self, folded: str, borders: Collection[int]) -> list[PhraseMatch]:
        """The phrases by which support is asked for, wherever they stand."""
        return list(_occurrences(self.asking, folded, borders))

    def _candidate_matches(self, folded: str, borders: Collection[int]) -> Iterator[PhraseMatch]:
        yield from _occurrences(self.plain, folded, borders)
        for pattern, meanings in self.patterns:
            for match in pattern.finditer(folded):
                if match.start() in borders and match.end() in borders:
                    yield PhraseMatch(*match.span(), match[0], meanings)


def _occurrences(
    phrases: Mapping[str, tuple[Meaning, ...]], folded: str, borders: Collection[int]
) -> Iterator[PhraseMatch]:
    places = sorted(borders)
    for first, start in enumerate(places):
        for end in places[first + 1 :]:
            if end - start > _LONGEST:
                break
            if meanings := phrases.get(folded[start:end]):
                yield PhraseMatch(start, end, folded[start:end], meanings)


_LONGEST = 20


@cache
def phrase_book() -> PhraseBook:
    """The phrases that ship with the portal."""
    return read_phrases(content_table("guidance/phrases.toml"))


def read_phrases(table: Mapping) -> PhraseBook:
    """Raises ValueError for a code that does not exist."""
    classes = {name: "|".join(map(re.escape, words)) for name, words in table["classes"].items()}
    plain: dict[str, tuple[Meaning, ...]] = {}
    patterns: dict[str, tuple[Meaning, ...]] = {}
    for phrase, meaning in _entries(table):
        phrases_of_form = patterns if "…" in phrase or "{" in phrase else plain
        phrases_of_form[fold(phrase)] = (*phrases_of_form.get(fold(phrase), ()), meaning)
    return PhraseBook(
        plain=plain,
        patterns=tuple((_pattern(phrase, classes), meanings) for phrase, meanings in patterns.items()),
        asking={
            fold(phrase): (Meaning(about),)
            for about, phrases in table["asking"].items()
            for phrase in phrases
        },
        neutral=frozenset(map(fold, table["neutral"]["words"])),
        support=frozenset(map(fold, table["support"]["words"])),
        limits=frozenset(map(fold, table["limits"]["words"])),
        refusals=frozenset(map(fold, table["limits"]["refusals"])),
        endings=tuple(map(fold, table["trades"]["endings"])),
        interrogative=frozenset(map(fold, table["interrogative"]["words"])),
    )


def _entries(table: Mapping) -> Iterator[tuple[str, Meaning]]:
    for about, read in _READERS.items():
        for row in table[about]:
            meaning = Meaning(about, read(row), row.get("background", False), row.get("whole", False))
            yield from ((phrase, meaning) for phrase in row["phrases"])


_READERS = {
    "activity": lambda row: (Activity(row["code"]).value,),
    "kind": lambda row: (ApplicantKind(row["code"]).value,),
    "size": lambda row: tuple(Size(value).value for value in row["values"]),
    "ownership": lambda row: (Ownership(row["value"]).value,),
    "multinational": lambda row: (row["value"],),
    "fact": lambda row: (row["code"],),
    "outside": lambda row: (row["reason"],),
}


def _pattern(phrase: str, classes: Mapping[str, str]) -> re.Pattern[str]:
    """A gap is as short as can be: a phrase ends at the first word that completes it."""
    pieces = re.split(r"(\.\.\.|\{\w+\})", phrase)
    return re.compile("".join(_piece_pattern(piece, classes) for piece in pieces))


def _piece_pattern(piece: str, classes: Mapping[str, str]) -> str:
    if piece == "...":  # what folding makes of …
        return _GAP
    if class_match := _CLASS.fullmatch(piece):
        return f"(?:{classes[class_match[1]]})"
    return re.escape(piece)
