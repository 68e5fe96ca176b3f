"""Everyday words that mean an official term only beside others: 辞退…赔, 爸/妈…再婚."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from articles.text.wording.synonyms import BESIDE, Synonym

_KEY = 2


class SeveralParts:
    """Synonyms of several parts, found by how the most telling part of each begins."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._by_beginning: dict[str, list[Synonym]] = {}
        for synonym in synonyms:
            for beginning in {words[:_KEY] for words in max(synonym.parts, key=_how_telling)}:
                self._by_beginning.setdefault(beginning, []).append(synonym)

    def held_by(self, folded: str) -> list[Synonym]:
        """Those all of whose parts are letters of the text, wherever words begin, each as it stands there."""
        beginnings = (folded[i : i + length] for i in range(len(folded)) for length in range(1, _KEY + 1))
        possible = {
            id(synonym): synonym
            for beginning in dict.fromkeys(beginnings)
            for synonym in self._by_beginning.get(beginning, ())
        }
        return [held for synonym in possible.values() for held in _held(synonym, folded)]


def _how_telling(spellings: Sequence[str]) -> tuple[int, int]:
    """The longest part, of those the one with the fewest ways to say it."""
    return min(map(len, spellings)), -len(spellings)


def _held(synonym: Synonym, folded: str) -> Iterator[Synonym]:
    standing = []
    for spellings in synonym.parts:
        standing.append([words for words in spellings if words in folded])
        if not standing[-1]:
            return
    for words in product(*standing):
        yield replace(synonym, word=BESIDE.join(words))


def beside_each_other(synonyms: Iterable[Synonym], folded: str, edges: Container[int]) -> Iterator[Synonym]:
    """Those whose parts stand in the text, one of those that say the same; `edges` are where words begin."""
    standing = [each for each in synonyms if _stand_apart(each.word.split(BESIDE), folded, edges)]
    yield from {each.means: each for each in reversed(standing)}.values()


def _stand_apart(parts: Iterable[str], folded: str, edges: Container[int]) -> bool:
    """Whether each part has a place of its own. One character has to begin a word (撞了, not 冲撞); longer
    ones may be cut otherwise: the other parts vouch for them."""
    for part in sorted(parts, key=len, reverse=True):
        places = (match.start() for match in re.finditer(re.escape(part), folded))
        start = next((place for place in places if len(part) > 1 or place in edges), None)
        if start is None:
            return False
        folded = folded[:start] + " " * len(part) + folded[start + len(part) :]
    return True
