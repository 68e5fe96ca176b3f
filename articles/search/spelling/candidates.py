"""Spelling candidates: words of the dictionary that a stretch of the query spells, sounds like, abbreviates
or misses by one slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import log1p

from articles.models.search.words import WordLike, words_like
from articles.search.spelling.letters import Letters, Span, is_latin
from articles.text.wording.characters import pinyin
from articles.text.wording.synonym_tables.slips import changed_span, deletions

_LONGEST_WORD = 12
_LONGEST_PINYIN = 48
_INITIALS = range(3, _LONGEST_WORD + 1)
_SLIPS = range(3, 10)
#: A query that is such a word but for a character of the same sound is meant so: 劳动和同.
_LONG_WORD = 4
#: Words of four characters and more are recognised by a slip; they leave no less.
_SHORTEST_REMNANT = 3
#: A term of its own counts as used by so many more articles.
_LISTED = 5


class SpellingKind(Enum):
    """How a stretch of the query may stand for a word, with the cost of that reading.

    The costs were set by hand: a same sound is believed before a slip, and either only where what was typed
    is no word.
    """

    SPELT = 0.0
    PINYIN = 0.3
    SAME_SOUND = 1.0
    INITIALS = 1.2
    NEAR_SOUND = 1.8
    SLIP = 2.0


#: What a stretch costs that stays as typed: a word held; a character of a word of everyday writing, and of
#: none; foreign letters.
_WORD, _UNHELD, _FRAGMENT, _FOREIGN = 1.0, 0.8, 2.2, 4.0
#: A character too many is less likely than one missing.
_TOO_MANY = 0.4


@dataclass(frozen=True)
class SpellingCandidate:
    """A stretch [start, end) of the letters that is read as `text`; `kind` None leaves it as typed.

    `weight` is how much the word is used.
    """

    start: int
    end: int
    text: str
    cost: float
    kind: SpellingKind | None = None
    weight: int = 0

    @property
    def is_change(self) -> bool:
        return self.kind not in (None, SpellingKind.SPELT)


#: All candidates, by the place where they end.
CandidatesByEnd = dict[int, list[SpellingCandidate]]


def candidates_of(letters: Letters) -> CandidatesByEnd:
    sounds = pinyin.syllables(letters.text)
    candidates: CandidatesByEnd = defaultdict(list)
    for word, (start, end) in set(_likely_words(letters, sounds)):
        kind = _spelling_kind(letters, "".join(sounds[start:end]), word, (start, end))
        is_whole = kind is SpellingKind.SAME_SOUND and end - start == len(letters.text) >= _LONG_WORD
        may_change = kind is SpellingKind.SPELT or is_whole or not letters.holds_function_word((start, end))
        if kind and may_change:
            candidates[end].append(_word_candidate(word, kind, start, end))
    for token in letters.tokens:
        candidates[token[1]].append(_unchanged_candidate(letters, token))
    return candidates


def _likely_words(letters: Letters, sounds: Sequence[str]) -> Iterator[tuple[WordLike, Span]]:
    """Known words, each with a stretch of the query that may stand for it."""
    stretches = list(_stretches(letters.text))
    by_sound, by_slip = _by_sound(stretches, sounds), _by_slip(letters, stretches)
    by_initials = _by_initials(letters)
    like = words_like(blurred=by_sound, remnants=by_slip, initials=by_initials)
    for words, spans in ((like.blurred, by_sound), (like.remnant, by_slip), (like.initials, by_initials)):
        for key, word in words:
            yield from ((word, span) for span in spans[key])


def _by_sound(stretches: Iterable[Span], sounds: Sequence[str]) -> Mapping[str, Iterable[Span]]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for start, end in stretches:
        spans[pinyin.blurred("".join(sounds[start:end]))].append((start, end))
    return spans


def _by_slip(letters: Letters, stretches: Iterable[Span]) -> Mapping[str, Iterable[Span]]:
    """Only stretches of Chinese in which not everything is a word may hold a slip."""
    spans: dict[str, set[Span]] = defaultdict(set)
    wordless = [token for token in letters.tokens if not letters.is_word(token)]
    for start, end in stretches:
        if end - start not in _SLIPS or not any(low < end and high > start for low, high in wordless):
            continue
        typed = letters.text[start:end]
        if any(map(str.isascii, typed)):
            continue
        for remnant in deletions(typed):
            if len(remnant) >= _SHORTEST_REMNANT:
                spans[remnant].add((start, end))
    return spans


def _by_initials(letters: Letters) -> Mapping[str, Iterable[Span]]:
    spans = {letters.text[slice(*token)]: [token] for token in letters.tokens}
    return {text: tokens for text, tokens in spans.items() if is_latin(text) and len(text) in _INITIALS}


def _stretches(text: str) -> Iterator[Span]:
    """Spans of two letters or more, with no more Chinese characters than a word has."""
    for start in range(len(text)):
        chinese = 0
        for place in range(start, min(len(text), start + _LONGEST_PINYIN)):
            chinese += not text[place].isascii()
            if chinese > _LONGEST_WORD or not text[place].isalnum():
                break
            if place > start:
                yield start, place + 1


def _spelling_kind(letters: Letters, sound: str, word: WordLike, span: Span) -> SpellingKind | None:
    """How a stretch of the query may stand for `word`; None where it may not."""
    typed = letters.text[slice(*span)]
    if typed == word.text:
        return SpellingKind.SPELT
    if any(map(is_latin, typed)):
        return _latin_kind(typed, sound, word)
    if len(typed) == len(word.text) and word.blurred == pinyin.blurred(sound):
        return _sound_kind(letters, sound, word, span)
    return SpellingKind.SLIP if _is_slip(letters, word, span) else None


def _latin_kind(typed: str, sound: str, word: WordLike) -> SpellingKind | None:
    """Pinyin or initials, perhaps with Chinese characters among them: 知识chanquan."""
    if any(not is_latin(character) and character not in word.text for character in typed):
        return None
    if word.sounds == sound:
        return SpellingKind.PINYIN
    if word.initials == typed:
        return SpellingKind.INITIALS
    return SpellingKind.NEAR_SOUND if word.blurred == pinyin.blurred(sound) and len(word.text) > 2 else None


def _sound_kind(letters: Letters, sound: str, word: WordLike, span: Span) -> SpellingKind | None:
    """The same number of characters with the same sounds, or nearly. What is a word as typed stays, unless
    the word meant is long; a pair of characters has to share one."""
    start, end = span
    typed = letters.text[start:end]
    differing = [place for place in range(end - start) if typed[place] != word.text[place]]
    tokens = {token for place in differing for token in letters.touched(start + place, start + place + 1)}
    is_fragment = not any(map(letters.is_word, tokens))
    is_unheard_of = not any(map(letters.is_known, tokens))
    if len(differing) == len(typed) == 2:
        return None
    if word.sounds == sound and (is_fragment or len(typed) > 3 or (len(typed) == 3 and is_unheard_of)):
        return SpellingKind.SAME_SOUND
    return SpellingKind.NEAR_SOUND if is_fragment and len(typed) > max(2, len(differing)) else None


def _is_slip(letters: Letters, word: WordLike, span: Span) -> bool:
    """Whether one character is wrong, missing or extra, or two are swapped, and what was typed is no word."""
    typed = letters.text[slice(*span)]
    change = changed_span(typed, word.text) if len(word.text) > 3 else None
    if change is None:
        return False
    if len(typed) > len(word.text) and set(typed) - set(word.text):
        return False  # it may well be meant: 未约定报酬 is not 约定报酬
    tokens = letters.touched(span[0] + change[0], span[0] + change[1])
    words = [letters.is_word(token) for token in tokens]
    is_missing = change[0] == change[1]  # then one side of the gap is no word
    return not all(words) if is_missing else not any(words)


def _word_candidate(word: WordLike, kind: SpellingKind, start: int, end: int) -> SpellingCandidate:
    weight = word.frequency + (_LISTED if word.is_listed else 0)
    cost = _WORD + kind.value - min(log1p(weight) / 12, 0.6)
    if kind is SpellingKind.SPELT:
        cost -= 0.1 * (end - start > 2)  # one long word rather than two short ones
    elif kind is SpellingKind.SLIP and end - start > len(word.text):
        cost += _TOO_MANY
    return SpellingCandidate(start, end, word.text, cost, kind, weight)


def _unchanged_candidate(letters: Letters, token: Span) -> SpellingCandidate:
    text = letters.text[slice(*token)]
    if letters.is_expected(token):
        cost = _WORD
    elif letters.is_word(token):
        cost = _UNHELD * len(text)
    else:
        cost = _FOREIGN if text.isascii() else _FRAGMENT * len(text)
    return SpellingCandidate(*token, text, cost)
