"""Everyday words that mean an official term only beside others: 辞退…赔, 爸/妈…再婚."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from articles.text.wording.synonym_tables.synonyms import BESIDE, Synonym

_BEGINNING_LENGTH = 2


class SeveralParts:
    """Synonyms of several parts, indexed by how the most distinctive part of each begins."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._by_beginning: dict[str, list[Synonym]] = {}
        for synonym in synonyms:
            for beginning in {
                words[:_BEGINNING_LENGTH] for words in max(synonym.parts, key=_distinctiveness)
            }:
                self._by_beginning.setdefault(beginning, []).append(synonym)

    def held_by(self, folded: str) -> list[Synonym]:
        """The synonyms all of whose parts occur in the text, wherever words begin, each in the spelling that
        stands there."""
        beginnings = (
            folded[start : start + length]
            for start in range(len(folded))
            for length in range(1, _BEGINNING_LENGTH + 1)
        )
        possible = {
            id(synonym): synonym
            for beginning in dict.fromkeys(beginnings)
            for synonym in self._by_beginning.get(beginning, ())
        }
        return [variant for synonym in possible.values() for variant in _variants_in_text(synonym, folded)]


def _distinctiveness(spellings: Sequence[str]) -> tuple[int, int]:
    """A sort key: longer parts are more distinctive, of equally long ones those with fewer spellings."""
    return min(map(len, spellings)), -len(spellings)


def _variants_in_text(synonym: Synonym, folded: str) -> Iterator[Synonym]:
    """The synonym in each combination of its spellings that the text holds; nothing if a part is missing."""
    held_spellings = []
    for spellings in synonym.parts:
        held_spellings.append([words for words in spellings if words in folded])
        if not held_spellings[-1]:
            return
    for words in product(*held_spellings):
        yield replace(synonym, word=BESIDE.join(words))


def beside_each_other(synonyms: Iterable[Synonym], folded: str, edges: Container[int]) -> Iterator[Synonym]:
    """The synonyms whose parts stand in the text at places of their own, one for each meaning.

    `edges` are the offsets where words begin.
    """
    present = [
        synonym for synonym in synonyms if _have_places_apart(synonym.word.split(BESIDE), folded, edges)
    ]
    yield from {synonym.means: synonym for synonym in reversed(present)}.values()


def _have_places_apart(parts: Iterable[str], folded: str, edges: Container[int]) -> bool:
    """Whether each part has a place of its own. One character has to begin a word (撞了, not 冲撞); longer
    ones may be cut otherwise: the other parts vouch for them."""
    for part in sorted(parts, key=len, reverse=True):
        places = (match.start() for match in re.finditer(re.escape(part), folded))
        start = next((place for place in places if len(part) > 1 or place in edges), None)
        if start is None:
            return False
        folded = folded[:start] + " " * len(part) + folded[start + len(part) :]
    return True
