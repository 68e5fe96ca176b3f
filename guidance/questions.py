"""Everyday questions (我们进口设备能免关税吗, 小公司搞研发怎么贷款): what they say of the one who asks, and
which measures answer them.

A question is cut into units: everyday phrases (`guidance.phrases`), words of the table of synonyms, and other
telling words, each weighed by how rare it is in everyday writing. Where the measures, all together, speak of
too little of it, no measure answers: a question about a trade mark's renewal is not one about trade marks.
Else a measure answers that is about an activity asked for, or whose own words hold most of the question.
What the question says of the one who asks excludes measures for others (小公司: those for 大企业).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings

from articles.search.configuration import using, words_in
from articles.search.query import Query, understand
from articles.search.tokenizer import tokenizer, tokenizer_fingerprint
from articles.text.folding import fold
from articles.text.synonyms import Synonym
from articles.text.tokens import Tokenizer, Word
from guidance.matching import Aspect, Role, match
from guidance.offered import OfferedMeasure, measures_of, offered_version
from guidance.phrases import PhraseBook, Said, phrase_book
from guidance.profile import EnterpriseProfile
from guidance.vocabulary import Activity, Answer, Finding, Kind, Ownership, Size
from guidance.wording import Wording, Wordings

#: Of the question's telling words, by weight, the measures together have to speak of so much.
_LEAST_WITHIN = 0.6
#: One measure has to speak of so much: with an activity that is asked for, and by its words alone.
_LEAST_ABOUT, _LEAST_IN_WORDS = 0.3, 0.65
#: Measures that score less than this share of the best one are beside the point.
_LEAST_OF_BEST = 0.35
#: Rarities of words lie between these for weighing: a name that nobody writes does not outweigh a sentence.
_LIGHTEST, _HEAVIEST = 6.0, 11.0
#: A phrase that points elsewhere may still stand in a measure's own words.
_MENTIONED = 0.5
#: Before a name of somebody else: 和高校合作, 跟外企一起.
_BESIDE = frozenset("和跟与同给向被请找合从")
_OF_THE_ASKING = {Aspect.KIND.value, Aspect.SIZE.value, Aspect.OWNERSHIP.value, Aspect.MULTINATIONAL.value}


@dataclass(frozen=True)
class Understood:
    """What a question says. Empty and UNKNOWN where it says nothing.

    `sizes` is the group of sizes that a word stands for (小公司: micro and small). `needs` are the activities
    that support is asked for, `activities` those told beside them (搞研发怎么贷款: finance, and rd). `facts`
    are the criteria said to be met. `measures` answer it, best first, each a slug with its score. `outside`
    says why no measure does, where the question is known to be about something else.
    """

    text: str
    kinds: tuple[Kind, ...] = ()
    sizes: tuple[Size, ...] = ()
    ownership: Ownership = Ownership.UNKNOWN
    multinational: Answer = Answer.UNKNOWN
    activities: tuple[Activity, ...] = ()
    needs: tuple[Activity, ...] = ()
    facts: tuple[str, ...] = ()
    measures: tuple[tuple[str, float], ...] = ()
    is_support_question: bool = False
    outside: str = ""

    @property
    def size(self) -> Size:
        """One size to fill in; the measures tell 中小企业 and 大企业 apart, no finer."""
        return self.sizes[-1] if self.sizes else Size.UNKNOWN

    @property
    def profile(self) -> EnterpriseProfile:
        return EnterpriseProfile(
            kinds=frozenset(self.kinds),
            size=self.size,
            ownership=self.ownership,
            multinational=self.multinational,
            activities=frozenset(self.activities),
            needs=frozenset(self.needs),
            facts=dict.fromkeys(self.facts, Answer.YES),
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """What was read out of the question, in words: 小型或微型企业、融资贷款."""
        named = [kind.label for kind in self.kinds]
        named += ["或".join(size.label for size in self.sizes)] if self.sizes else []
        named += [self.ownership.label] if self.ownership != Ownership.UNKNOWN else []
        named += ["跨国公司"] if self.multinational == Answer.YES else []
        return (*named, *(one.label for one in (*self.needs, *self.activities)))


def understand_question(text: str) -> Understood:
    """Read a question; anything may come in. Measures that answer it are among those on offer now."""
    with using():
        return read_question(understand(text), Corpus.present())


@dataclass(frozen=True)
class Corpus:
    """The measures on offer with their words."""

    wordings: Wordings

    @classmethod
    def present(cls) -> Corpus:
        return _corpus(offered_version(), tokenizer_fingerprint())

    @classmethod
    def of(cls, measures: Iterable[OfferedMeasure]) -> Corpus:
        return cls(Wordings(measures, tokenizer().terms))


@lru_cache(maxsize=2)
def _corpus(version: str, cut_by: str) -> Corpus:
    return Corpus.of(measures_of(version))


def read_question(query: Query, corpus: Corpus) -> Understood:
    """Read a query as search understands it, against these measures."""
    reading = _Reading(query, phrase_book(), tokenizer())
    hints = reading.hints()
    if reading.outside:
        return Understood(query.text, **hints, outside=reading.outside)
    understood = Understood(query.text, **hints)
    found = _answering(reading, understood, corpus.wordings)
    asks = reading.asks_for_support
    return Understood(query.text, **hints, measures=tuple(found), is_support_question=asks)


@dataclass(frozen=True)
class _Unit:
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
        facts = {one.fact for one in wording.measure.terms.of_role(Role.CONDITION) if one.fact}
        points = {*self.said.values("activity"), *self.said.values("fact")}
        if points & (wording.measure.activities | facts):
            return 1.0
        return min(_MENTIONED, self.in_words_of(wording))


class _Reading:
    """A query with the phrases found in it."""

    def __init__(self, query: Query, book: PhraseBook, cutter: Tokenizer) -> None:
        self._cutter, self._book = cutter, book
        self._synonyms = query.expansions
        self._folded = query.literal
        self._tokens = cutter.cut(self._folded)
        borders = _fine_borders(self._tokens, cutter)
        self._said = book.said(self._folded, borders)
        self._asked = book.asked(self._folded, borders)

    @property
    def outside(self) -> str:
        return next((reason for one in self._said for reason in one.values("outside")), "")

    @cached_property
    def units(self) -> tuple[_Unit, ...]:
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
        return self._folded[said.start - 1 : said.start] in _BESIDE if said.start else False

    def _phrase_unit(self, said: Said) -> _Unit:
        words = tuple(self._cutter.words(said.text))
        inside = (one for one in self._synonyms if one.word == said.text)
        return _Unit(said.text, self._weight(words), said, next(inside, None), words)

    def _other_units(self) -> list[_Unit]:
        """Everyday words of the synonyms' table, then the words between them and the phrases."""
        taken = [(one.start, one.end) for one in self._said]
        units = []
        for synonym in self._synonyms:
            start = self._folded.find(synonym.word)
            if start < 0 or _is_taken(start, start + len(synonym.word), taken) or self._is_mute(synonym.word):
                continue
            taken.append((start, start + len(synonym.word)))
            words = tuple(self._cutter.words(synonym.word))
            units.append(_Unit(synonym.word, self._weight(words), synonym=synonym, words=words))
        position = 0
        for token in self._tokens:
            start, position = position, position + len(token)
            if not _is_taken(start, position, taken) and not self._is_mute(token):
                words = tuple(self._cutter.words(token))
                units.append(_Unit(token, self._weight(words), words=words))
        return units

    def _is_mute(self, token: str) -> bool:
        """Whether a word tells nothing of what is asked."""
        return (
            len(token) < 2
            or token in self._book.neutral
            or token in _question_words()
            or not self._cutter.words(token)
        )

    def _weight(self, words: Iterable[Word]) -> float:
        rarest = max((self._cutter.rarity(word.text) for word in words), default=_LIGHTEST)
        return min(max(rarest, _LIGHTEST), _HEAVIEST)


def _answering(reading: _Reading, understood: Understood, wordings: Wordings) -> list[tuple[str, float]]:
    units = reading.units
    total = sum(unit.weight for unit in units)
    if not total or _within(units, wordings) < _LEAST_WITHIN * total:
        return []
    terms = [term for unit in units for term in _terms(unit)]
    scored = []
    for wording in wordings.all:
        if not _answers(units, wording, total, wordings) or not _is_for(understood, wording.measure):
            continue
        covered = sum(unit.weight * unit.covered_by(wording) for unit in units)
        scored.append((wording.measure.slug, round(covered + wordings.score(wording, terms), 3)))
    best = max((score for _, score in scored), default=0.0)
    return sorted(
        ((slug, score) for slug, score in scored if score >= _LEAST_OF_BEST * best), key=lambda one: -one[1]
    )


def _within(units: Sequence[_Unit], wordings: Wordings) -> float:
    """The weight of what the measures, all together, speak of."""
    return sum(
        unit.weight * max((unit.covered_by(wording) for wording in wordings.all), default=0.0)
        for unit in units
    )


def _answers(units: Sequence[_Unit], wording: Wording, total: float, wordings: Wordings) -> bool:
    """Whether the measure is about an activity asked for, or its own words hold most of the question."""
    needs = {code for unit in units for code in unit.needs}
    told = {code for unit in units if unit.said for code in unit.said.values("activity")}
    share = sum(unit.weight * unit.covered_by(wording) for unit in units) / total
    if share >= _LEAST_ABOUT and wording.measure.activities & (needs or told):
        return True
    in_words = [unit for unit in units if unit.in_words_of(wording) > _MENTIONED]
    if not any(not wordings.is_common(word.text) for unit in in_words for word in unit.words):
        return False
    return sum(unit.weight * unit.in_words_of(wording) for unit in units) >= _LEAST_IN_WORDS * total


def _is_for(understood: Understood, measure: OfferedMeasure) -> bool:
    """Whether the measure is for such as the one who asks, by kind, size and ownership."""
    sizes = understood.sizes or (Size.UNKNOWN,)
    for size in sizes:
        profile = EnterpriseProfile(
            kinds=frozenset(understood.kinds),
            size=size,
            ownership=understood.ownership,
            multinational=understood.multinational,
        )
        failed = match(profile, [measure])[0].found(Finding.FAILED)
        if not any(reason.criterion in _OF_THE_ASKING for reason in failed):
            return True
    return False


def _terms(unit: _Unit) -> list[tuple[str, float]]:
    """The terms to score by: its words and, where they are everyday ones, the wording of policies."""
    own = [(term, 1.0) for word in unit.words for term in (word.text, *word.parts)]
    if unit.synonym is None:
        return own
    meant = {part for together in unit.synonym.means for part in together}
    cut = {term for part in meant for term in tokenizer().terms(part)}
    return own + [(term, unit.synonym.weight / 2) for term in sorted(cut)]


def _points(said: Said) -> bool:
    return bool(said.values("activity") or said.values("fact"))


def _codes(vocabulary: type, about: str, said: Iterable[Said]) -> tuple:
    given = {value for one in said for value in one.values(about)}
    return tuple(one for one in vocabulary if one.value in given)


def _only(vocabulary: type, about: str, said: Iterable[Said]):
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


@lru_cache(maxsize=1)
def _question_words() -> frozenset[str]:
    path = settings.CONTENT_DIR / "vocabularies" / "question_words.txt"
    return frozenset(map(fold, words_in(path.read_text(encoding="utf-8"))))
