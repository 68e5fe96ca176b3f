"""The verdict on a quotation: the words of the draft against the texts that it may come from.

The texts are given, so that nothing here asks the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.checking.findings import CheckVerdict, Stress
from articles.checking.judging.stresses import is_decisive
from articles.checking.judging.word_comparison import (
    NOTHING_ALIKE,
    CountedLetters,
    Resemblance,
    compare,
    literal,
)
from articles.checking.places import CitationTarget

_STOPS = re.compile(r"[,。;:、!?]")
_SENTENCE = re.compile(r"[。;!?]")
_CLAUSE_ENDS = re.compile(r"[,。;:!?]")
#: Letters (without stops) below which words say too little: to be sought elsewhere in the document, in other
#: documents; to be called wrong where a text holds nothing like them.
_SOUGHT_NEAR, _SOUGHT_FAR, _CLAIMS, _LOOSE = 8, 12, 7, 10
#: From which likeness words in marks, words without marks and words of another article are the same, altered.
_ALTERED, _ALTERED_BARE, _ALTERED_ELSEWHERE, _ALIKE = 0.5, 0.84, 0.8, 0.6
_ALTERED_TERM, _SURELY_ALTERED = 0.75, 0.9
_SHORTEST_ALTERED = 4
_MOST_PREFIXES = 12


@dataclass(frozen=True)
class CheckJudgement:
    """The verdict on `words`, which may be fewer than the draft's, by the text of `place`."""

    verdict: CheckVerdict
    words: CountedLetters
    place: CitationTarget | None = None
    comparison: Resemblance = NOTHING_ALIKE
    elsewhere: tuple[CitationTarget, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether the words may as well be those of another document."""
        is_like = self.comparison.similarity >= _ALTERED_ELSEWHERE
        return self.verdict is not CheckVerdict.EXACT and not is_like


@dataclass(frozen=True)
class Sources:
    """Where the words of a quotation may stand: in the places it names, or in others that the index gives.

    `is_whole`: a document is named without a place, so that all its places are the named one.
    """

    named: Sequence[CitationTarget]
    others: Sequence[CitationTarget] = ()
    is_whole: bool = False

    @property
    def nameable(self) -> list[CitationTarget]:
        """The places that the draft can mean."""
        return [*self.named, *self.own] if self.is_whole else list(self.named)

    @property
    def own(self) -> list[CitationTarget]:
        """Others of the documents that are named."""
        slugs = {place.policy.pk for place in self.named}
        return [place for place in self.others if place.policy.pk in slugs]

    @property
    def foreign(self) -> list[CitationTarget]:
        slugs = {place.policy.pk for place in self.named}
        return [place for place in self.others if place.policy.pk not in slugs]


def size_of(words: CountedLetters) -> int:
    """The letters of words without stops."""
    return len(_STOPS.sub("", words.letters))


def literal_judgement(
    words: CountedLetters, named: Sequence[CitationTarget], *, is_marked: bool
) -> CheckJudgement | None:
    """The verdict where the words stand literally in a place that is named."""
    for place in named:
        if (same := literal(words, place.text)).is_literal:
            return CheckJudgement(CheckVerdict.EXACT, words, place, same)
    if is_marked:
        return None
    sentence = len(_SENTENCE.split(words.letters, maxsplit=1)[0])
    for fewer in _beginnings(words):
        if 2 * len(fewer.letters) < sentence:
            return None  # it may all stand elsewhere
        for place in named:
            if (same := literal(fewer, place.text)).is_literal:
                return _judge_beginning(words, fewer, place, same)
    return None


def _judge_beginning(
    words: CountedLetters, fewer: CountedLetters, place: CitationTarget, same: Resemblance
) -> CheckJudgement | None:
    """Words without marks whose beginning is literal: the rest is the draft's own, or altered."""
    rest = words.part(len(fewer.letters), len(words.letters)).trimmed()
    clause = CountedLetters(_CLAUSE_ENDS.split(rest.letters)[0], rest.offsets)
    following = place.text[same.end : same.end + len(clause.letters) * 5 // 4 + 4]
    if len(clause.letters) > 1 and compare(clause, following).similarity >= _least_alike(clause):
        return None  # it is what follows in the text, altered
    if size_of(clause) >= _SOUGHT_NEAR and compare(clause, place.text).similarity >= _ALTERED_BARE:
        return None  # it stands elsewhere in the text
    return CheckJudgement(CheckVerdict.EXACT, fewer, place, same)


def _least_alike(clause: CountedLetters) -> float:
    """The likeness from which a clause is one of the text, altered; two letters are soon alike."""
    return _ALTERED if len(clause.letters) >= 4 else 0.65


def _beginnings(words: CountedLetters) -> Iterator[CountedLetters]:
    """The words without their last clauses, the longest first."""
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(words.letters)]
    for end in reversed(ends[-_MOST_PREFIXES * 2 :]):
        fewer = words.part(0, end).trimmed()
        if size_of(fewer) >= _SOUGHT_NEAR:
            yield fewer


def judge(
    words: CountedLetters, sources: Sources, *, is_marked: bool, is_strong: bool, is_loose: bool = False
) -> CheckJudgement | None:
    """The verdict on words that do not stand literally where the draft says; None for no quotation at all."""
    size = size_of(words)
    least = _SOUGHT_NEAR if is_strong else _SOUGHT_FAR
    near = _literal_targets(words, sources.own) if size >= least else []
    if near and (is_marked or is_strong):
        verdict = CheckVerdict.EXACT if sources.is_whole else CheckVerdict.MISATTRIBUTED
        return CheckJudgement(verdict, words, near[0], literal(words, near[0].text), tuple(near))
    if is_marked:
        return _judge_claim(words, sources, size) if is_strong else _judge_term(words, sources, size)
    judgement = _judge_bare(words, sources)
    if is_loose:
        return _judge_loose(judgement)
    is_sure = judgement and judgement.verdict is CheckVerdict.DIFFERS and size >= _SOUGHT_FAR
    return judgement if is_strong or is_sure else None


def _judge_loose(judgement: CheckJudgement | None) -> CheckJudgement | None:
    """Words that nothing calls a quotation: those of the text, one decisive word off, or close."""
    if (
        judgement is None
        or size_of(judgement.words) < _LOOSE
        or judgement.verdict is CheckVerdict.MISATTRIBUTED
    ):
        return None
    comparison = judgement.comparison
    if judgement.verdict is CheckVerdict.EXACT:
        return judgement
    if comparison.edits and all(is_decisive(edit.draft, edit.right) for edit in comparison.edits):
        return replace(judgement, verdict=CheckVerdict.DIFFERS)
    return (
        replace(judgement, verdict=CheckVerdict.PARAPHRASE)
        if comparison.similarity >= _ALTERED_BARE
        else None
    )


def _judge_claim(words: CountedLetters, sources: Sources, size: int) -> CheckJudgement | None:
    """Words in marks that the draft says to stand there (规定：“…”)."""
    place, best = _best_target(words, sources.nameable)
    if best.is_literal:
        return CheckJudgement(CheckVerdict.EXACT, words, place, best)
    if elsewhere := _judge_elsewhere(words, sources, size, best.similarity):
        return elsewhere
    is_altered = best.similarity >= _ALTERED and size >= _SHORTEST_ALTERED
    if not is_altered and size < _CLAIMS:
        return None
    if not is_altered and (sources.is_whole or not place):
        return CheckJudgement(
            CheckVerdict.PARAPHRASE, words, place if best.similarity >= _ALIKE else None, best
        )
    return CheckJudgement(CheckVerdict.DIFFERS, words, place, best)


def _judge_elsewhere(
    words: CountedLetters, sources: Sources, size: int, likeness: float
) -> CheckJudgement | None:
    """Words that stand in another document, or with alterations in another place of the document."""
    if likeness >= _ALTERED_ELSEWHERE or size < _SOUGHT_NEAR:
        return None
    if size >= _SOUGHT_FAR and (far := _literal_targets(words, sources.foreign)):
        return CheckJudgement(
            CheckVerdict.MISATTRIBUTED, words, far[0], literal(words, far[0].text), tuple(far)
        )
    other, alike = _best_target(words, [] if sources.is_whole else sources.own)
    if other and alike.similarity >= _ALTERED_ELSEWHERE:
        return CheckJudgement(CheckVerdict.MISATTRIBUTED, words, other, alike, (other,))
    return None


def _judge_term(words: CountedLetters, sources: Sources, size: int) -> CheckJudgement | None:
    """Words in marks that are a part of the draft's own sentence: 第五条规定的“…”."""
    place, best = _best_target(words, sources.nameable)
    if best.is_literal:
        return CheckJudgement(CheckVerdict.EXACT, words, place, best)
    if size < _CLAIMS or best.similarity < _ALTERED_TERM:
        return None
    is_altered = best.similarity >= _SURELY_ALTERED or _has_stress(best)
    return CheckJudgement(CheckVerdict.DIFFERS if is_altered else CheckVerdict.PARAPHRASE, words, place, best)


def _judge_bare(words: CountedLetters, sources: Sources) -> CheckJudgement | None:
    """Words without marks: as many of their sentences as are like the text."""
    whole = CheckJudgement(CheckVerdict.PARAPHRASE, words)
    for fewer in (words, *_beginnings(words)):
        place, best = _best_target(fewer, sources.nameable)
        if best.is_literal:
            return CheckJudgement(CheckVerdict.EXACT, fewer, place, best)
        if _is_altered(fewer, best) and _ends_alike(fewer, place):
            is_quoted = _ends_a_sentence(fewer, words) or (
                best.similarity >= _SURELY_ALTERED and _has_stress(best)
            )
            return CheckJudgement(
                CheckVerdict.DIFFERS if is_quoted else CheckVerdict.PARAPHRASE, fewer, place, best
            )
        if best.similarity > whole.comparison.similarity:
            whole = CheckJudgement(CheckVerdict.PARAPHRASE, fewer, place, best)
    other, alike = _best_target(words, sources.own)
    if other and alike.similarity >= _SURELY_ALTERED and size_of(words) >= _SOUGHT_FAR:
        return CheckJudgement(CheckVerdict.MISATTRIBUTED, words, other, alike, (other,))
    return whole if whole.comparison.similarity >= _ALIKE else None


def _ends_a_sentence(fewer: CountedLetters, words: CountedLetters) -> bool:
    """Whether the words reach to the end of a sentence, and do not go on as the draft's own."""
    rest = words.letters[len(fewer.letters) :]
    return not rest or rest[0] in "。;!?"


def _has_stress(best: Resemblance) -> bool:
    return any(edit.stress is not Stress.OTHER for edit in best.edits)


def _is_altered(words: CountedLetters, best: Resemblance) -> bool:
    """Whether words without marks are those of the text but for a little."""
    size = size_of(words)
    changed = (1 - best.similarity) * len(words.letters)
    return size >= 6 and (best.similarity >= _ALTERED_BARE or (size >= 8 and changed < 2.5))


def _ends_alike(words: CountedLetters, place: CitationTarget | None) -> bool:
    """Whether the last clause too is like one of the text, and not what the draft says itself."""
    begin = max((match.end() for match in _CLAUSE_ENDS.finditer(words.letters)), default=0)
    clause = words.part(begin, len(words.letters))
    if place is None or not begin or not clause.letters:
        return place is not None
    return compare(clause, place.text).similarity >= _least_alike(clause)


def _literal_targets(words: CountedLetters, places: Sequence[CitationTarget]) -> list[CitationTarget]:
    return [place for place in places if literal(words, place.text).is_literal]


def _best_target(
    words: CountedLetters, places: Sequence[CitationTarget]
) -> tuple[CitationTarget | None, Resemblance]:
    candidates = [(place, compare(words, place.text)) for place in places if place.text]
    return max(candidates, key=lambda candidate: candidate[1].similarity, default=(None, NOTHING_ALIKE))
