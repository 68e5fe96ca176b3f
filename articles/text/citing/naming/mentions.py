"""Find the names of entities in a text: many names at once, the longest wins, offsets on the original."""

import re
from collections.abc import Callable, Container, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from articles.text.citing.naming.named_use import NamedSpan, Use
from articles.text.wording.characters.folding import fold, fold_with_offsets

# Text between punctuation, which no word crosses.
_RUN = re.compile(r"[^。；：，、！？“”‘’《》〈〉,;:!?\s]+")

#: A name this short is part of too many other words to be found by its letters alone (企业 in 企业所得税).
SHORT = 2
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Name(Generic[Key]):
    """A name to look for. Names of one `layer` compete for the same words. A barrier (`key` None) is words
    in which a shorter name does not count (政府采购 for 政府). `is_used` says of a place with the name
    whether it means what it names there; without it every place counts.
    """

    text: str
    key: Key | None
    layer: str = ""
    is_used: Use | None = None


@dataclass(frozen=True)
class FoundName(Generic[Key]):
    """The words [start, end) of the original text are a name of `key`."""

    key: Key
    start: int
    end: int


class Matcher(Generic[Key]):
    """Looks for all names in one pass (Aho–Corasick), in folded text.

    A name that two keys of one layer share is dropped: which of them is meant cannot be known.
    `boundaries` gives the places of a folded text where a word begins or ends; a short name has to stand
    between two of them.
    """

    def __init__(self, names: Iterable[Name[Key]], *, boundaries: Callable[[str], Iterable[int]]) -> None:
        self._boundaries = boundaries
        self._automaton = ahocorasick.Automaton()
        self._uses: dict[Key | None, Use] = {}
        by_text: dict[str, dict[str, set[Key | None]]] = {}
        for name in names:
            if name.is_used:
                self._uses[name.key] = name.is_used
            if text := fold(name.text):
                by_text.setdefault(text, {}).setdefault(name.layer, set()).add(name.key)
        for text, layers in by_text.items():
            unambiguous = tuple((layer, next(iter(keys))) for layer, keys in layers.items() if len(keys) == 1)
            if unambiguous:
                self._automaton.add_word(text, (len(text), unambiguous))
        self._automaton.make_automaton()

    def find(
        self, text: str, *, boundaries: Container[int] | None = None, is_local: bool = False
    ) -> list[FoundName[Key]]:
        """Return the names in `text` in order; within a layer none overlaps another.

        `boundaries` are those of the whole folded text, where known. `is_local` is as in `NamedSpan`.

        >>> names = [Name("企业", 1), Name("中小企业", 2)]
        >>> Matcher(names, boundaries=lambda text: range(99)).find("中小企业")
        [FoundName(key=2, start=0, end=4)]
        """
        folded = fold_with_offsets(text)
        covered_by_layer: dict[str, bytearray] = {}
        matches = []
        for start, end, layer, key in self._candidates_longest_first(folded.text, boundaries):
            covered = covered_by_layer.setdefault(layer, bytearray(len(folded.text)))
            if any(covered[start:end]):
                continue
            covered[start:end] = b"\1" * (end - start)
            span = folded.original_span(start, end)
            if key is not None and self._is_meant(key, NamedSpan(text, *span, is_local=is_local)):
                matches.append(FoundName(key, *span))
        return sorted(matches, key=lambda match: (match.start, match.end))

    def _is_meant(self, key: Key, place: NamedSpan) -> bool:
        is_used = self._uses.get(key)
        return is_used is None or is_used(place)

    def _candidates_longest_first(
        self, folded: str, boundaries: Container[int] | None
    ) -> list[tuple[int, int, str, Key | None]]:
        if not len(self._automaton) or not folded:
            return []
        hits = [
            (last + 1 - length, last + 1, names) for last, (length, names) in self._automaton.iter(folded)
        ]
        short = [start for start, end, _ in hits if end - start <= SHORT]
        bounds = boundaries if boundaries is not None else self._boundaries_around(short, folded)
        candidates = [
            (start, end, layer, key)
            for start, end, names in hits
            if end - start > SHORT or (start in bounds and end in bounds)
            for layer, key in names
        ]
        return sorted(candidates, key=lambda hit: (hit[0] - hit[1], hit[0]))

    def _boundaries_around(self, places: Iterable[int], folded: str) -> set[int]:
        """Word boundaries in the runs of Chinese that hold `places`: words never reach beyond a run."""
        bounds: set[int] = set()
        remaining = sorted(places, reverse=True)
        for run in _RUN.finditer(folded) if remaining else ():
            if remaining and remaining[-1] < run.end():
                bounds.update(run.start() + offset for offset in self._boundaries(run[0]))
            while remaining and remaining[-1] < run.end():
                remaining.pop()
        return bounds
