"""Compares quoted words with a text, letter by letter.

These are no differences: full and half width, spaces and line breaks, kinds of quotation marks and brackets
of titles, stops at the very ends, and what an ellipsis (……) leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from articles.checking.findings import Stress
from articles.checking.judging.edit_distance import LONGEST_PATTERN, nearest
from articles.checking.judging.stresses import stress_of
from articles.text.wording.characters.folding import Folded, closed_up_with_offsets

_NO_WORDS = dict.fromkeys("“”‘’\"'「」『』„‟«»`*_#|")
_PRINT = str.maketrans({**_NO_WORDS, "〈": "《", "〉": "》", "<": "《", ">": "》", "﹑": "、"})
_LEFT_OUT = re.compile(r"\.{3,}|。{2,}|\(略\)|\[略\]|…+|⋯+")
_EDGES = "。,;:、!?.—-·"
_SENTENCES = re.compile(r"[^。;!?]*[。;!?]?")
#: Letters of words and text that one comparison may cost, multiplied.
_MOST_WORK = 20_000_000


@dataclass(frozen=True)
class Edit:
    """The words [start, end) of the draft as given against those of the text; `draft` are their letters."""

    start: int
    end: int
    draft: str
    right: str
    stress: Stress


@dataclass(frozen=True)
class Resemblance:
    """How near some words are to a text: `similarity` is 1.0 for the same; [start, end) is their place there.

    Offsets of the text are those of the text as stored.
    """

    similarity: float
    start: int = 0
    end: int = 0
    edits: tuple[Edit, ...] = ()

    @property
    def is_literal(self) -> bool:
        return self.similarity == 1.0


NOTHING_ALIKE = Resemblance(0.0)


@dataclass(frozen=True)
class CountedLetters:
    """The letters that count of a text, each with its offset in the text."""

    letters: str
    offsets: Sequence[int]

    def part(self, start: int, end: int) -> CountedLetters:
        return CountedLetters(self.letters[start:end], self.offsets[start:end])

    def trimmed(self) -> CountedLetters:
        """Without the stops at its ends."""
        left = len(self.letters) - len(self.letters.lstrip(_EDGES))
        return self.part(left, max(left, len(self.letters.rstrip(_EDGES))))


def words_of(folded: Folded) -> CountedLetters:
    """The letters of a text that count in a comparison: without quotation marks and Markdown."""
    letters = folded.text.translate(_PRINT)
    if len(letters) == len(folded.text):
        return CountedLetters(letters, folded.offsets)
    counted = [
        (letter.translate(_PRINT), offset)
        for letter, offset in zip(folded.text, folded.offsets, strict=True)
        if letter not in _NO_WORDS
    ]
    return CountedLetters("".join(letter for letter, _ in counted), [offset for _, offset in counted])


@lru_cache(maxsize=2_000)
def words_of_text(text: str) -> CountedLetters:
    """The words of a stored text."""
    return words_of(closed_up_with_offsets(text))


def parts_of(words: CountedLetters) -> list[CountedLetters]:
    """What stands between ellipses."""
    parts, at = [], 0
    for left_out in _LEFT_OUT.finditer(words.letters):
        parts.append(words.part(at, left_out.start()).trimmed())
        at = left_out.end()
    parts.append(words.part(at, len(words.letters)).trimmed())
    return [part for part in parts if part.letters]


def literal(words: CountedLetters, text: str) -> Resemblance:
    """Where all parts of the words stand in a text, letter by letter and in order."""
    stored = words_of_text(text)
    at, first, parts = 0, None, parts_of(words)
    for part in parts:
        start = stored.letters.find(part.letters, at)
        if start < 0:
            return NOTHING_ALIKE
        first = start if first is None else first
        at = start + len(part.letters)
    return _resemblance(1.0, stored, first or 0, at) if parts else NOTHING_ALIKE


def compare(words: CountedLetters, text: str) -> Resemblance:
    """How the words stand in a text, with their differences from the nearest stretch of it."""
    if (same := literal(words, text)).is_literal:
        return same
    stored, parts = words_of_text(text), parts_of(words)
    total = sum(len(part.letters) for part in parts)
    if not total or not stored.letters or total * len(stored.letters) > _MOST_WORK:
        return NOTHING_ALIKE
    distance, spans = 0, []
    edits: list[Edit] = []
    for part in (piece for whole_part in parts for piece in _pieces(whole_part)):
        stretch = nearest(part.letters, stored.letters)
        distance += stretch.distance
        spans.append((stretch.start, stretch.end))
        if stretch.distance:
            edits += _edits(part, stored, (stretch.start, stretch.end), text)
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return _resemblance(min(1 - distance / total, 0.9999), stored, start, end, tuple(edits))


def _resemblance(
    similarity: float, stored: CountedLetters, start: int, end: int, edits: tuple[Edit, ...] = ()
) -> Resemblance:
    if end <= start:
        return Resemblance(similarity, edits=edits)
    return Resemblance(similarity, stored.offsets[start], stored.offsets[end - 1] + 1, edits)


def _pieces(part: CountedLetters) -> Iterator[CountedLetters]:
    """Words of a length that can be matched."""
    if len(part.letters) <= LONGEST_PATTERN:
        yield part
        return
    for sentence in _SENTENCES.finditer(part.letters):
        for at in range(sentence.start(), sentence.end(), LONGEST_PATTERN):
            yield part.part(at, min(at + LONGEST_PATTERN, sentence.end()))


def _edits(
    part: CountedLetters, stored: CountedLetters, stretch: tuple[int, int], text: str
) -> Iterator[Edit]:
    """The differences of words from a stretch of the `stored` letters, which are those of `text`."""
    start, end = stretch
    for draft_start, draft_end, right_start, right_end in _changes(part.letters, stored.letters[start:end]):
        first = part.offsets[draft_start] if draft_start < len(part.offsets) else part.offsets[-1] + 1
        last = part.offsets[draft_end - 1] + 1 if draft_end > draft_start else first
        right = stored.part(start + right_start, start + right_end)
        right_words = text[right.offsets[0] : right.offsets[-1] + 1] if right.letters else ""
        stress = stress_of(
            (part.letters, draft_start, draft_end), (stored.letters, start + right_start, start + right_end)
        )
        yield Edit(first, last, part.letters[draft_start:draft_end], right_words, stress)


def _changes(draft: str, right: str) -> list[tuple[int, int, int, int]]:
    """The spans that differ, as (start, end) in the draft and (start, end) in the right text.

    Two spans with a single letter between them are joined.
    """
    changes: list[tuple[int, int, int, int]] = []
    for tag, *span in SequenceMatcher(None, draft, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        draft_start, draft_end, right_start, right_end = span
        is_beside = (
            changes
            and draft_start - changes[-1][1] <= 1
            and right_start - changes[-1][3] <= 1
            and (draft_end - draft_start) + (right_end - right_start) > 1
        )
        first, _, second, _ = changes.pop() if is_beside else (draft_start, draft_end, right_start, right_end)
        changes.append((first, draft_end, second, right_end))
    return changes
