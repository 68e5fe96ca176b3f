"""A question taken apart: the phrases found in it, and the units that measures have to speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from articles.search import Query, question_words
from articles.text.wording.synonym_tables.synonyms import Synonym
from articles.text.wording.tokens import Tokenizer, Word
from guidance.matching.measure_choices import Role
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.questions.applicant import told_of_applicant
from guidance.questions.phrases import PhraseBook, PhraseMatch
from guidance.questions.stance import Stance, stance
from guidance.questions.wording_scores import MeasureWording

#: Rarities of words are clipped to this range, so that one very rare name does not outweigh a sentence.
_LIGHTEST, _HEAVIEST = 6.0, 11.0
#: A phrase that points elsewhere may still stand in a measure's own words.
MENTIONED = 0.5
#: Before a name of somebody else: 和高校合作, 跟外企一起.
_BESIDE = frozenset("和跟与同给向被请找合从")
_PAIRED = ("size", "ownership")
#: Before a name of those who are meant: 适合小企业.
_MEANT = ("适合", "符合", "面向")
#: Before what one is going to found, and is not yet: 开一个研究所.
_FOUNDED = re.compile(r"[开办建设立]一?[个家所间座]$")
#: What one says of oneself before one asks: 我们公司做软件外包，…; its words are not what is asked about.
_INTRODUCTION = re.compile(
    r"^(?:我们?|咱们?|我司|本公司)(?:家|的)?(?:公司|工厂|厂|企业|单位|店)?"
    r"(?:是|做|搞|开|生产|从事|主营|经营|专门|主要|在)[^,。?!;]*[,。;]"
)


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

    def in_words_of(self, wording: MeasureWording) -> float:
        if self.synonym and (likeness := wording.means(self.synonym)):
            return likeness
        return min((wording.holds(word) for word in self.words), default=0.0)

    @cached_property
    def _coverage_by_slug(self) -> dict[str, float]:
        return {}

    def covered_by(self, wording: MeasureWording) -> float:
        """How far the measure speaks of it, 0 to 1; asked for each measure several times."""
        slug = wording.measure.slug
        if slug not in self._coverage_by_slug:
            self._coverage_by_slug[slug] = self._coverage_in(wording)
        return self._coverage_by_slug[slug]

    def _coverage_in(self, wording: MeasureWording) -> float:
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
        self._synonyms = query.meanings
        self.folded = query.literal
        self._tokens = cutter.cut(self.folded)
        borders = _word_borders(self._tokens, cutter)
        phrases = book.phrases_in(self.folded, borders)
        self._stances = {phrase: stance(self.folded[: phrase.start]) for phrase in phrases}
        self._phrases = [phrase for phrase in phrases if self._is_about(phrase)]
        self._requests = book.support_phrases_in(self.folded, borders)

    def _is_about(self, phrase: PhraseMatch) -> bool:
        """Whether the question is about it. What is denied is not; what is lacking may be wanted
        (没有技术中心怎么办), unless something else is."""
        phrase_stance = self._stances[phrase]
        if phrase_stance in (Stance.SAID, Stance.SUPPOSED) or phrase.values("fact"):
            return True
        wanted = (other for other, other_stance in self._stances.items() if other_stance == Stance.SAID)
        return phrase_stance == Stance.LACKING and not any(other.values("activity") for other in wanted)

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
        subjects = (unit for unit in self.units if unit.text not in requests or unit.synonym or unit.phrase)
        return tuple(unit.text for unit in subjects)

    @property
    def asks_for_limits(self) -> bool:
        """Whether it asks what may not be done (禁止进口哪些设备)."""
        if not self.asks_for_support and any(map(self._states_word, self._book.limits)):
            return True
        return not self.about and any(map(self._states_word, self._book.refusals))

    def _states_word(self, word: str) -> bool:
        """Whether the word stands in the question, other than as half of 能不能 (能不能享受)."""
        return bool(re.search(rf"(?<![能可会]){re.escape(word)}", self.folded))

    @property
    def names_support(self) -> bool:
        """Whether it has a word for support (补贴, 政策), whatever it asks of it."""
        return any(word in self.folded for word in self._book.support)

    @property
    def is_asking(self) -> bool:
        """Whether it is more than a keyword: it asks for support, or has a word that makes a question."""
        words = [token for token in self._tokens if token.strip()]
        return len(words) > 1 and (bool(self._requests) or not self._book.interrogative.isdisjoint(words))

    @cached_property
    def units(self) -> tuple[QuestionUnit, ...]:
        phrases = [self._phrase_unit(phrase) for phrase in self._phrases if _points_to_measures(phrase)]
        return (*phrases, *self._other_units())

    @property
    def asks_for_support(self) -> bool:
        """Whether it asks for support; a bare keyword (贷款, 技术标准) does not."""
        telling = [phrase for phrase in self._phrases if not phrase.values("outside")]
        other_phrases = [
            phrase for phrase in telling if not any(_is_within(phrase, request) for request in self._requests)
        ]
        requests = {request.text for request in self._requests}
        others = [unit for unit in self.units if unit.phrase is None and unit.text not in requests]
        return bool(self._requests) and bool(other_phrases or others)

    def hints(self) -> dict:
        """What it says of the one who asks, as members of `Understood`."""
        companions = {phrase for phrase in self._stances if self._is_beside(phrase)}
        stances = {
            phrase: phrase_stance
            for phrase, phrase_stance in self._stances.items()
            if phrase not in companions
        }
        members = told_of_applicant(stances)
        if self.trades and not members["kinds"]:
            members["kinds"] = (ApplicantKind.ENTERPRISE,)
        return {**members, **self._activities()}

    def _activities(self) -> dict:
        activity_phrases = [phrase for phrase in self._phrases if phrase.values("activity")]
        needs = _phrase_activities(phrase for phrase in activity_phrases if not phrase.is_background)
        background = _phrase_activities(phrase for phrase in activity_phrases if phrase.is_background)
        activities = tuple(activity for activity in background if needs and activity not in needs)
        return {"needs": needs or background, "activities": activities}

    @property
    def introduction(self) -> str:
        """What one says of oneself before one asks."""
        opening = _INTRODUCTION.search(self.folded)
        return opening[0] if opening else ""

    @property
    def trades(self) -> tuple[str, ...]:
        """What one calls one's own trade or firm (机械加工厂): it says who asks, and not what for."""
        return tuple(self.folded[start:end] for start, end in self._trade_spans)

    @cached_property
    def _trade_spans(self) -> list[tuple[int, int]]:
        """Words in a row up to one of the endings (机械, 加工厂)."""
        spans, position, trade_start = [], 0, None
        for token in self._tokens:
            start, position = position, position + len(token)
            is_end = token.endswith(self._book.endings)
            if not is_end and (len(token) < 2 or self._is_mute(token) or self._is_in_phrase(start, position)):
                trade_start = None
                continue
            trade_start = start if trade_start is None else trade_start
            if is_end:
                spans.append((trade_start, position))
                trade_start = None
        return [span for span in spans if self._is_trade(*span)]

    def _is_in_phrase(self, start: int, end: int) -> bool:
        return _overlaps_any(start, end, ((phrase.start, phrase.end) for phrase in self._stances))

    def _is_trade(self, start: int, end: int) -> bool:
        is_known = any(phrase.start <= start and end <= phrase.end for phrase in self._stances)
        is_bare = self.folded[start:end] in self._book.endings or self._is_mute(self.folded[start:end])
        return not (is_known or is_bare or self.folded[start - 1 : start] in _BESIDE)

    def _is_beside(self, phrase: PhraseMatch) -> bool:
        before = self.folded[: phrase.start]
        if before.endswith(_MEANT):
            return False
        if self._is_paired(phrase):
            return False
        return before[-1:] in _BESIDE or bool(_FOUNDED.search(before)) if before else False

    def _is_paired(self, phrase: PhraseMatch) -> bool:
        """Whether it stands beside another of its kind (大企业和小企业): neither is somebody else."""
        others = (other for other in self._stances if other.end == phrase.start - 1)
        return any(other.values(about) and phrase.values(about) for other in others for about in _PAIRED)

    def _phrase_unit(self, phrase: PhraseMatch) -> QuestionUnit:
        words = tuple(self._cutter.words(phrase.text))
        inside = (synonym for synonym in self._synonyms if synonym.word == phrase.text)
        return QuestionUnit(phrase.text, self._weight(words), phrase, next(inside, None), words)

    def _other_units(self) -> list[QuestionUnit]:
        """Everyday words of the synonyms' table, then the words between them and the phrases."""
        used_spans = [(phrase.start, phrase.end) for phrase in self._stances]
        used_spans += self._trade_spans
        used_spans.append((0, len(self.introduction)))
        units = []
        for synonym in self._synonyms:
            start = self.folded.find(synonym.word)
            if (
                start < 0
                or _overlaps_any(start, start + len(synonym.word), used_spans)
                or self._is_mute(synonym.word)
            ):
                continue
            used_spans.append((start, start + len(synonym.word)))
            if self._is_denied(start):
                continue
            words = tuple(self._cutter.words(synonym.word))
            units.append(QuestionUnit(synonym.word, self._weight(words), synonym=synonym, words=words))
        position = 0
        for token in self._tokens:
            start, position = position, position + len(token)
            is_said = not (_overlaps_any(start, position, used_spans) or self._is_denied(start))
            if is_said and not self._is_mute(token):
                words = tuple(self._cutter.words(token))
                units.append(QuestionUnit(token, self._weight(words), words=words))
        return units

    def _is_denied(self, start: int) -> bool:
        """Whether the word that begins here is one of what is not so (不进口东西)."""
        return stance(self.folded[:start]) == Stance.DENIED

    def _is_mute(self, token: str) -> bool:
        """Whether a word says nothing about what is asked."""
        return (
            len(token) < 2
            or token.isnumeric()
            or token in self._book.neutral
            or token in question_words()
            or all(map(self._cutter.is_stop, token))  # 我能
            or not self._cutter.words(token)
        )

    def _weight(self, words: Iterable[Word]) -> float:
        rarest = max((self._cutter.rarity(word.text) for word in words), default=_LIGHTEST)
        return min(max(rarest, _LIGHTEST), _HEAVIEST)


def _points_to_measures(phrase: PhraseMatch) -> bool:
    return bool(phrase.values("activity") or phrase.values("fact"))


def _phrase_activities(phrases: Iterable[PhraseMatch]) -> tuple[Activity, ...]:
    codes = {value for phrase in phrases for value in phrase.values("activity")}
    return tuple(activity for activity in Activity if activity.value in codes)


def _is_within(inner: PhraseMatch, outer: PhraseMatch) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlaps_any(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _word_borders(tokens: Iterable[str], cutter: Tokenizer) -> set[int]:
    """Where words begin and end, also those that longer words are made of (生产设备: 生产, 设备)."""
    borders, start = {0}, 0
    for token in tokens:
        if not cutter.knows(token):  # guessed: 央企有
            borders.update(range(start, start + len(token)))
        for word in cutter.words(token):
            part_end = start
            for part in word.parts if "".join(word.parts) == token else ():
                part_end += len(part)
                borders.add(part_end)
        start += len(token)
        borders.add(start)
    return borders
