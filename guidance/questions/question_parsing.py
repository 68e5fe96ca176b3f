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
from guidance.questions.phrases import PhraseBook, PhraseMatch
from guidance.questions.wording_scores import Wording

#: Rarities of words are clipped to this range, so that one very rare name does not outweigh a sentence.
_LIGHTEST, _HEAVIEST = 6.0, 11.0
#: A phrase that points elsewhere may still stand in a measure's own words.
MENTIONED = 0.5
#: Before a name of somebody else: 和高校合作, 跟外企一起.
_BESIDE = frozenset("和跟与同给向被请找合从")
#: Before a name of those who are meant: 适合小企业.
_MEANT = ("适合", "符合", "面向")
#: Before what one is going to found, and is not yet: 开一个研究所.
_FOUNDED = re.compile(r"[开办建设立]一?[个家所间座]$")


@dataclass(frozen=True)
class QuestionUnit:
    """Something that the question names: a phrase, an everyday word with its wording, or another word."""

    text: str
    weight: float
    phrase: PhraseMatch | None = None
    synonym: Synonym | None = None
    words: tuple[Word, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        return self.phrase.values("activity") if self.phrase and not self.phrase.is_background else ()

    def in_words_of(self, wording: Wording) -> float:
        if self.synonym and (likeness := wording.means(self.synonym)):
            return likeness
        return min((wording.holds(word) for word in self.words), default=0.0)

    def covered_by(self, wording: Wording) -> float:
        """How far the measure speaks of it, 0 to 1."""
        if self.phrase is None:
            return self.in_words_of(wording)
        facts = {criterion.fact for criterion in wording.measure.of_role(Role.CONDITION) if criterion.fact}
        points = {*self.phrase.values("activity"), *self.phrase.values("fact")}
        if points & (wording.measure.activities | facts):
            return 1.0
        return min(MENTIONED, self.in_words_of(wording))


class ParsedQuestion:
    """A query with the phrases found in it."""

    def __init__(self, query: Query, book: PhraseBook, cutter: Tokenizer) -> None:
        self._cutter, self._book = cutter, book
        self._synonyms = query.expansions
        self.folded = query.literal
        self._tokens = cutter.cut(self.folded)
        borders = _fine_borders(self._tokens, cutter)
        self._phrases = book.phrases_in(self.folded, borders)
        self._requests = book.support_phrases_in(self.folded, borders)

    @property
    def outside(self) -> str:
        return next((reason for phrase in self._phrases for reason in phrase.values("outside")), "")

    @property
    def outside_words(self) -> tuple[str, ...]:
        return tuple(phrase.text for phrase in self._phrases if phrase.values("outside"))

    @property
    def about(self) -> tuple[str, ...]:
        """What the question is about, beside who asks and how."""
        requests = {request.text for request in self._requests}
        things = (unit for unit in self.units if unit.text not in requests or unit.synonym or unit.phrase)
        return tuple(unit.text for unit in things)

    @property
    def asks_for_limits(self) -> bool:
        """Whether it asks what may not be done (禁止进口哪些设备)."""
        return not self.asks_for_support and any(word in self.folded for word in self._book.limits)

    @property
    def is_asking(self) -> bool:
        """Whether it is more than a keyword: it asks for support, or has a word that makes a question."""
        words = [token for token in self._tokens if token.strip()]
        return len(words) > 1 and (bool(self._requests) or not self._book.interrogative.isdisjoint(words))

    @cached_property
    def units(self) -> tuple[QuestionUnit, ...]:
        phrases = [self._phrase_unit(phrase) for phrase in self._phrases if _points(phrase)]
        return (*phrases, *self._other_units())

    @property
    def asks_for_support(self) -> bool:
        """Whether it asks for support; a bare keyword (贷款, 技术标准) does not."""
        telling = [phrase for phrase in self._phrases if not phrase.values("outside")]
        beside = [
            phrase for phrase in telling if not any(_is_within(phrase, request) for request in self._requests)
        ]
        requests = {request.text for request in self._requests}
        others = [unit for unit in self.units if unit.phrase is None and unit.text not in requests]
        return bool(self._requests) and bool(beside or others)

    def hints(self) -> dict:
        """The hints as members of `Understood`."""
        asking = [phrase for phrase in self._phrases if not self._is_beside(phrase)]
        named = [phrase for phrase in self._phrases if phrase.values("activity")]
        needs = _codes(Activity, "activity", [phrase for phrase in named if not phrase.is_background])
        background = _codes(Activity, "activity", [phrase for phrase in named if phrase.is_background])
        sizes = [phrase.values("size") for phrase in asking if phrase.values("size")]
        return {
            "kinds": _codes(Kind, "kind", asking),
            "sizes": tuple(map(Size, sizes[0])) if sizes else (),
            "ownership": _only(Ownership, "ownership", asking),
            "multinational": _only(Answer, "multinational", asking),
            "needs": needs or background,
            "activities": tuple(activity for activity in background if needs and activity not in needs),
            "facts": tuple(dict.fromkeys(code for phrase in asking for code in phrase.values("fact"))),
        }

    def _is_beside(self, phrase: PhraseMatch) -> bool:
        before = self.folded[: phrase.start]
        if before.endswith(_MEANT):
            return False
        return before[-1:] in _BESIDE or bool(_FOUNDED.search(before)) if before else False

    def _phrase_unit(self, phrase: PhraseMatch) -> QuestionUnit:
        words = tuple(self._cutter.words(phrase.text))
        inside = (synonym for synonym in self._synonyms if synonym.word == phrase.text)
        return QuestionUnit(phrase.text, self._weight(words), phrase, next(inside, None), words)

    def _other_units(self) -> list[QuestionUnit]:
        """Everyday words of the synonyms' table, then the words between them and the phrases."""
        taken = [(phrase.start, phrase.end) for phrase in self._phrases]
        units = []
        for synonym in self._synonyms:
            start = self.folded.find(synonym.word)
            if start < 0 or _is_taken(start, start + len(synonym.word), taken) or self._is_mute(synonym.word):
                continue
            taken.append((start, start + len(synonym.word)))
            words = tuple(self._cutter.words(synonym.word))
            units.append(QuestionUnit(synonym.word, self._weight(words), synonym=synonym, words=words))
        position = 0
        for token in self._tokens:
            start, position = position, position + len(token)
            if not _is_taken(start, position, taken) and not self._is_mute(token):
                words = tuple(self._cutter.words(token))
                units.append(QuestionUnit(token, self._weight(words), words=words))
        return units

    def _is_mute(self, token: str) -> bool:
        """Whether a word says nothing about what is asked."""
        return (
            len(token) < 2
            or token in self._book.neutral
            or token in question_words()
            or all(map(self._cutter.is_stop, token))  # 我能
            or not self._cutter.words(token)
        )

    def _weight(self, words: Iterable[Word]) -> float:
        rarest = max((self._cutter.rarity(word.text) for word in words), default=_LIGHTEST)
        return min(max(rarest, _LIGHTEST), _HEAVIEST)


def _points(phrase: PhraseMatch) -> bool:
    return bool(phrase.values("activity") or phrase.values("fact"))


def _codes(vocabulary: Any, about: str, phrases: Iterable[PhraseMatch]) -> tuple[Any, ...]:
    given = {value for phrase in phrases for value in phrase.values(about)}
    return tuple(code for code in vocabulary if code.value in given)


def _only(vocabulary: Any, about: str, phrases: Iterable[PhraseMatch]) -> Any:
    """The one value that is given; unknown where several are."""
    given = {value for phrase in phrases for value in phrase.values(about)}
    return vocabulary(given.pop()) if len(given) == 1 else vocabulary.UNKNOWN


def _is_within(inner: PhraseMatch, outer: PhraseMatch) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_taken(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other < end for other, other_end in taken)


def _fine_borders(tokens: Iterable[str], cutter: Tokenizer) -> set[int]:
    """Where words begin and end, also those that longer words are made of (生产设备: 生产, 设备)."""
    borders, start = {0}, 0
    for token in tokens:
        if not cutter.knows(token):  # guessed: 央企有
            borders.update(range(start, start + len(token)))
        for word in cutter.words(token):
            at = start
            for part in word.parts if "".join(word.parts) == token else ():
                at += len(part)
                borders.add(at)
        start += len(token)
        borders.add(start)
    return borders
