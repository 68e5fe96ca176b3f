"""A query that finds nothing, or nothing strong, read again by the knowledge base's own vocabulary.

The query is cut anew along known words (a shortest path): a stretch of it may stand for the word that it
spells, for one that sounds the same or nearly so, for one that is a slip of the pen away, for the pinyin or
the initials of one. What the knowledge base holds as typed, and what is a word of its own, stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from math import log1p

from articles.models import KnownWord, WordRemnant
from articles.search.literal import is_held
from articles.search.query import Query
from articles.search.tokenizer import tokenizer
from articles.text import pinyin
from articles.text.slips import changed_span, deletions

#: Characters of a query that is read again; a longer one is a sentence that tells enough without.
_LONGEST_QUERY = 20
_SHORT_QUERY = 12
_LONGEST_LETTERS = 80
_LONGEST_WORD = 12
_LONGEST_PINYIN = 48
_SLIP_LENGTHS = range(3, 10)
#: One reading is certain when its word is used so many times as often as the next best.
_FAR_MORE_USED = 4


_Span = tuple[int, int]


class Kind(Enum):
    """How a word of the vocabulary is found in a stretch of the query, with what believing it costs."""

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
#: Readings whose costs differ by less are rivals.
_CLOSE = 0.2


@dataclass(frozen=True)
class Correction:
    """What the query seems to mean: certain enough to search for at once, or only to be offered.

    `typed` is the query as it was, `text` as it is read.
    """

    typed: str
    text: str
    is_certain: bool


@dataclass(frozen=True)
class _Piece:
    """A stretch [start, end) of the letters that is read as `text`; `kind` None leaves it as typed."""

    start: int
    end: int
    text: str
    cost: float
    kind: Kind | None = None
    weight: int = 0


@dataclass(frozen=True)
class _Letters:
    """The query without spaces; `gaps` are the places where one stood, `tokens` how it is cut as typed."""

    text: str
    gaps: frozenset[int]
    tokens: tuple[_Span, ...]
    known: frozenset[str] = field(default=frozenset())

    def is_word(self, token: _Span) -> bool:
        """Whether a token is a word of its own: of everyday writing or of the knowledge base."""
        text = self.text[slice(*token)]
        return len(text) > 1 and (text in self.known or tokenizer().knows(text))

    def is_expected(self, text: str) -> bool:
        """Whether the knowledge base holds this word, or nobody would look for it."""
        return text in self.known or tokenizer().is_stop(text) or not text.isalnum()

    def touched(self, start: int, end: int) -> list[_Span]:
        """The tokens that a stretch touches; an empty one touches its neighbours."""
        low, high = (start, end) if start < end else (start - 1, end + 1)
        return [token for token in self.tokens if token[0] < high and token[1] > low]


def correction_of(query: Query, *, is_weak: bool) -> Correction | None:
    """Read `query` again; None where it means what it says. `is_weak` says that nothing strong was found."""
    if query.phrases or query.excluded or query.filters or not 1 < len(query.literal) <= _LONGEST_LETTERS:
        return None
    if _chinese(query.literal) > _LONGEST_QUERY:
        return None
    letters = _letters(query.literal)
    if not (is_weak or _looks_mistyped(letters)):
        return None
    readings = _readings(letters)
    path = _cheapest(letters, readings)
    changes = [piece for piece in path if piece.kind not in (None, Kind.SPELT)]
    if not changes or any(_is_held(letters, piece) for piece in changes):
        return None
    text = _written(letters, path)
    if text == query.literal:
        return None
    is_certain = all(_is_certain(letters, piece, readings) for piece in changes)
    return Correction(query.text, text, is_certain)


def _letters(literal: str) -> _Letters:
    plain = pinyin.plain_letters(literal)
    words = plain.split(" ")
    text, gaps, place = "".join(words), [], 0
    for word in words[:-1]:
        place += len(word)
        gaps.append(place)
    ends = [0]
    for token in tokenizer().cut(plain):
        ends.append(ends[-1] + len(token.replace(" ", "")))
    spans = tuple((start, end) for start, end in pairwise(ends) if start < end)
    texts = [text[slice(*span)] for span in spans]
    known = frozenset(KnownWord.objects.spelt(texts).values_list("text", flat=True))
    return _Letters(text, frozenset(gaps), _latin_joined(text, spans), known)


def _latin_joined(text: str, spans: Sequence[_Span]) -> tuple[_Span, ...]:
    """Latin letters in a row are one token, whatever stood between them: zhi shi chan quan."""
    joined: list[_Span] = []
    for span in spans:
        if joined and _is_latin(text[slice(*span)]) and _is_latin(text[slice(*joined[-1])]):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(joined)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _chinese(text: str) -> int:
    return sum(not character.isascii() for character in text)


def _looks_mistyped(letters: _Letters) -> bool:
    """Whether anything in the query is odd: a single character in a short query, in a sentence two in a row."""
    odd = [not letters.is_expected(letters.text[slice(*token)]) for token in letters.tokens]
    if _chinese(letters.text) <= _SHORT_QUERY:
        return any(odd)
    of_words = (is_odd and end - start > 1 for is_odd, (start, end) in zip(odd, letters.tokens, strict=True))
    return any(of_words) or any(one and other for one, other in pairwise(odd))


def _readings(letters: _Letters) -> dict[int, list[_Piece]]:
    """All that stretches of the query may mean, by where they end."""
    sounds = pinyin.syllables(letters.text)
    found: dict[int, list[_Piece]] = defaultdict(list)
    for word, (start, end) in {*_by_sound(letters, sounds), *_by_slip(letters), *_by_initials(letters)}:
        if piece := _piece(letters, sounds, word, start, end):
            found[end].append(piece)
    return found


def _by_sound(letters: _Letters, sounds: Sequence[str]) -> Iterator[tuple[KnownWord, _Span]]:
    spans: dict[str, list[_Span]] = defaultdict(list)
    for start, end in _spans(letters.text):
        spans[pinyin.blurred("".join(sounds[start:end]))].append((start, end))
    for word in KnownWord.objects.sounding(spans):
        yield from ((word, span) for span in spans[word.blurred])


def _by_slip(letters: _Letters) -> Iterator[tuple[KnownWord, _Span]]:
    """Stretches in which not everything is a word may hold a slip."""
    spans: dict[str, set[_Span]] = defaultdict(set)
    for start, end in _spans(letters.text):
        typed = letters.text[start:end]
        is_chinese = not any(map(str.isascii, typed))
        if (
            end - start in _SLIP_LENGTHS
            and is_chinese
            and not all(map(letters.is_word, letters.touched(start, end)))
        ):
            for remnant in deletions(typed):
                spans[remnant].add((start, end))
    for row in WordRemnant.objects.among(spans):
        yield from ((row.word, span) for span in spans[row.remnant])


def _by_initials(letters: _Letters) -> Iterator[tuple[KnownWord, _Span]]:
    spans = {letters.text[slice(*token)]: token for token in letters.tokens}
    for word in KnownWord.objects.with_initials(filter(_may_be_initials, spans)):
        yield word, spans[word.initials]


def _may_be_initials(token: str) -> bool:
    return _is_latin(token) and 3 <= len(token) <= _LONGEST_WORD


def _spans(text: str) -> Iterator[_Span]:
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + _LONGEST_PINYIN) + 1):
            stretch = text[start:end]
            if _chinese(stretch) > _LONGEST_WORD:
                break
            if stretch.isalnum():
                yield start, end


def _piece(letters: _Letters, sounds: Sequence[str], word: KnownWord, start: int, end: int) -> _Piece | None:
    typed = letters.text[start:end]
    kind = _kind(letters, "".join(sounds[start:end]), word, start, end)
    if kind is None:
        return None
    weight = word.count + (5 if word.is_listed else 0)
    cost = _WORD + kind.value - min(log1p(weight) / 12, 0.6)
    if kind is Kind.SPELT:
        cost -= 0.1 * (len(typed) > 2)
    elif kind is Kind.SLIP and len(typed) > len(word.text):
        cost += _TOO_MANY
    return _Piece(start, end, word.text, cost, kind, weight)


def _kind(letters: _Letters, sound: str, word: KnownWord, start: int, end: int) -> Kind | None:
    """How a stretch of the query may stand for `word`; None where it may not."""
    typed = letters.text[start:end]
    if typed == word.text:
        return Kind.SPELT
    if any(map(_is_latin, typed)):
        return _kind_of_latin(typed, sound, word)
    if len(typed) == len(word.text) and word.blurred == pinyin.blurred(sound):
        differing = [
            start + place for place, (a, b) in enumerate(zip(typed, word.text, strict=True)) if a != b
        ]
        touched = {token for place in differing for token in letters.touched(place, place + 1)}
        is_plain = not any(map(letters.is_word, touched))
        is_unheard_of = not any(letters.text[slice(*token)] in letters.known for token in touched)
        if len(differing) == len(typed) == 2:
            return None
        if word.sounds == sound and (is_plain or len(typed) > 3 or (len(typed) == 3 and is_unheard_of)):
            return Kind.SAME_SOUND
        return Kind.NEAR_SOUND if is_plain and len(typed) > max(2, len(differing)) else None
    span = changed_span(typed, word.text) if len(word.text) > 3 else None
    if span is None:
        return None
    if len(typed) > len(word.text) and set(typed) - set(word.text):
        return None  # a character too many may well be meant: 未约定报酬 is not 约定报酬
    touched = letters.touched(start + span[0], start + span[1])
    if span[0] == span[1]:  # a character is missing: what stands on one side of the gap is no word
        return Kind.SLIP if not all(letters.is_word(token) for token in touched) else None
    return Kind.SLIP if touched and not any(letters.is_word(token) for token in touched) else None


def _kind_of_latin(typed: str, sound: str, word: KnownWord) -> Kind | None:
    chinese = [character for character in typed if not _is_latin(character)]
    if any(character not in word.text for character in chinese):
        return None
    if word.sounds == sound:
        return Kind.PINYIN
    if word.initials == typed:
        return Kind.INITIALS
    return Kind.NEAR_SOUND if word.blurred == pinyin.blurred(sound) and len(word.text) > 2 else None


def _cheapest(letters: _Letters, readings: dict[int, list[_Piece]]) -> list[_Piece]:
    """The cheapest way through the query."""
    kept = {token[1]: _as_typed(letters, token) for token in letters.tokens}
    best: dict[int, tuple[float, _Piece | None]] = {0: (0.0, None)}
    for place in range(1, len(letters.text) + 1):
        pieces = [*readings.get(place, ()), *([kept[place]] if place in kept else [])]
        ways = [(best[piece.start][0] + piece.cost, piece) for piece in pieces if piece.start in best]
        if ways:
            best[place] = min(ways, key=lambda way: way[0])
    path, place = [], len(letters.text)
    while place:
        piece = best[place][1]
        path.append(piece)
        place = piece.start
    return path[::-1]


def _as_typed(letters: _Letters, token: _Span) -> _Piece:
    text = letters.text[slice(*token)]
    if letters.is_expected(text):
        cost = _WORD
    elif letters.is_word(token):
        cost = _UNHELD * len(text)
    elif text.isascii():
        cost = _FOREIGN
    else:
        cost = _FRAGMENT * len(text)
    return _Piece(*token, text, cost)


def _is_held(letters: _Letters, piece: _Piece) -> bool:
    """Whether the knowledge base holds what was typed there, letter by letter."""
    is_chinese = piece.kind in (Kind.SAME_SOUND, Kind.NEAR_SOUND, Kind.SLIP)
    return is_chinese and is_held(letters.text[piece.start : piece.end])


def _is_certain(letters: _Letters, piece: _Piece, readings: dict[int, list[_Piece]]) -> bool:
    rivals = [
        other.weight
        for other in readings[piece.end]
        if other.start == piece.start and other.text != piece.text and other.cost < piece.cost + _CLOSE
    ]
    if rivals and piece.weight < _FAR_MORE_USED * max(rivals):
        return False
    typed = letters.text[piece.start : piece.end]
    kept = len(set(typed) & set(piece.text))
    match piece.kind:
        case Kind.SAME_SOUND:
            return kept > 0
        case Kind.NEAR_SOUND:
            return len(piece.text) > 2 and (_is_latin(typed) or kept >= len(piece.text) - 1)
        case Kind.SLIP:
            return len(piece.text) > 3
        case _:
            return True


def _written(letters: _Letters, path: Sequence[_Piece]) -> str:
    """The query as it is read; a space stays where it stood between two pieces."""
    return "".join(
        f"{' ' if piece.start in letters.gaps and piece.start else ''}{piece.text}" for piece in path
    )
