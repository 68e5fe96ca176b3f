"""A question taken apart: the phrases found in it, and the units that measures have to speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.search import Query, question_words
from articles.text.wording.synonyms import Synonym
from articles.text.wording.tokens import Tokenizer, Word
from guidance.matching.codes import Activity, Answer, Kind, Ownership, Role, Size
from guidance.questions.phrases import PhraseBook, Said
from guidance.questions.wording_scores import Wording

#: Rarities of words lie between these for weighing: a name that nobody writes does not outweigh a sentence.
_LIGHTEST, _HEAVIEST = 6.0, 11.0
#: A phrase that points elsewhere may still stand in a measure's own words.
MENTIONED = 0.5
#: Before a name of somebody else: 和高校合作, 跟外企一起.
_BESIDE = frozenset("和跟与同给向被请找合从")
#: Before what one is going to found, and is not yet: 开一个研究所.
_FOUNDED = re.compile(r"[开办建设立]一?[个家所间座]$")


@dataclass(frozen=True)
class Unit:
    """Something that the question names: a phrase, an everyday word with its wording, or another word."""

    text: str
    weight: float
    said: Said | None = None
    synonym: Synonym | None = None
    words: tuple[Word, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        return self.said.values("activity") if self.said and not self.said.is_background else ()

    def in_words_of(self, wording: Wording) -> float:
        if self.synonym and (held := wording.means(self.synonym)):
            return held
        return min((wording.holds(word) for word in self.words), default=0.0)

    def covered_by(self, wording: Wording) -> float:
        """How far the measure speaks of it, 0 to 1."""
        if self.said is None:
            return self.in_words_of(wording)
        facts = {one.fact for one in wording.measure.of_role(Role.CONDITION) if one.fact}
        points = {*self.said.values("activity"), *self.said.values("fact")}
        if points & (wording.measure.activities | facts):
            return 1.0
        return min(MENTIONED, self.in_words_of(wording))


class Reading:
    """A query with the phrases found in it."""

    def __init__(self, query: Query, book: PhraseBook, cutter: Tokenizer) -> None:
        self._cutter, self._book = cutter, book
        self._synonyms = query.expansions
        self.folded = query.literal
        self._tokens = cutter.cut(self.folded)
        borders = _fine_borders(self._tokens, cutter)
        self._said = book.said(self.folded, borders)
        self._asked = book.asked(self.folded, borders)

    @property
    def outside(self) -> str:
        return next((reason for one in self._said for reason in one.values("outside")), "")

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        phrases = [self._phrase_unit(one) for one in self._said if _points(one)]
        return (*phrases, *self._other_units())

    @property
    def asks_for_support(self) -> bool:
        """Whether it asks for support; a bare keyword (贷款, 技术标准) does not."""
        telling = [one for one in self._said if not one.values("outside")]
        beside = [one for one in telling if not any(_is_within(one, asked) for asked in self._asked)]
        asking = {asked.text for asked in self._asked}
        others = [unit for unit in self.units if unit.said is None and unit.text not in asking]
        return bool(self._asked) and bool(beside or others)

    def hints(self) -> dict:
        """The hints as members of `Understood`."""
        asking = [one for one in self._said if not self._is_beside(one)]
        named = [one for one in self._said if one.values("activity")]
        needs = _codes(Activity, "activity", [one for one in named if not one.is_background])
        told = _codes(Activity, "activity", [one for one in named if one.is_background])
        sizes = [one.values("size") for one in asking if one.values("size")]
        return {
            "kinds": _codes(Kind, "kind", asking),
            "sizes": tuple(map(Size, sizes[0])) if sizes else (),
            "ownership": _only(Ownership, "ownership", asking),
            "multinational": _only(Answer, "multinational", asking),
            "needs": needs or told,
            "activities": tuple(one for one in told if needs and one not in needs),
            "facts": tuple(dict.fromkeys(code for one in asking for code in one.values("fact"))),
        }

    def _is_beside(self, said: Said) -> bool:
        before = self.folded[: said.start]
        return before[-1:] in _BESIDE or bool(_FOUNDED.search(before)) if before else False

    def _phrase_unit(self, said: Said) -> Unit:
        words = tuple(self._cutter.words(said.text))
        inside = (one for one in self._synonyms if one.word == said.text)
        return Unit(said.text, self._weight(words), said, next(inside, None), words)

    def _other_units(self) -> list[Unit]:
        """Everyday words of the synonyms' table, then the words between them and the phrases."""
        taken = [(one.start, one.end) for one in self._said]
        units = []
        for synonym in self._synonyms:
            start = self.folded.find(synonym.word)
            if start < 0 or _is_taken(start, start + len(synonym.word), taken) or self._is_mute(synonym.word):
                continue
            taken.append((start, start + len(synonym.word)))
            words = tuple(self._cutter.words(synonym.word))
            units.append(Unit(synonym.word, self._weight(words), synonym=synonym, words=words))
        position = 0
        for token in self._tokens:
            start, position = position, position + len(token)
            if not _is_taken(start, position, taken) and not self._is_mute(token):
                words = tuple(self._cutter.words(token))
                units.append(Unit(token, self._weight(words), words=words))
        return units

    def _is_mute(self, token: str) -> bool:
        """Whether a word tells nothing of what is asked."""
        return (
            len(token) < 2
            or token in self._book.neutral
            or token in question_words()
            or not self._cutter.words(token)
        )

    def _weight(self, words: Iterable[Word]) -> float:
        rarest = max((self._cutter.rarity(word.text) for word in words), default=_LIGHTEST)
        return min(max(rarest, _LIGHTEST), _HEAVIEST)


def _points(said: Said) -> bool:
    return bool(said.values("activity") or said.values("fact"))


def _codes(vocabulary: Any, about: str, said: Iterable[Said]) -> tuple[Any, ...]:
    given = {value for one in said for value in one.values(about)}
    return tuple(one for one in vocabulary if one.value in given)


def _only(vocabulary: Any, about: str, said: Iterable[Said]) -> Any:
    """The one value that is given; unknown where several are."""
    given = {value for one in said for value in one.values(about)}
    return vocabulary(given.pop()) if len(given) == 1 else vocabulary.UNKNOWN


def _is_within(inner: Said, outer: Said) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_taken(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other < end for other, other_end in taken)


def _fine_borders(tokens: Iterable[str], cutter: Tokenizer) -> set[int]:
    """Where words begin and end, also those that longer words are made of (生产设备: 生产, 设备)."""
    borders, start = {0}, 0
    for token in tokens:
        for word in cutter.words(token):
            at = start
            for part in word.parts if "".join(word.parts) == token else ():
                at += len(part)
                borders.add(at)
        start += len(token)
        borders.add(start)
    return borders
