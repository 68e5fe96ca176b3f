"""Which lines of a text numbered 1, 1.1, 1.0.1 or A.1 open units: their numbers rise.

A number may be left out: that is reported, and the tree stays as it is. A number that comes again, or before
its turn, belongs to the text of the unit before; so does 1 below 3.1.1, which begins a list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.parsing.units.unit_labels import (
    UnitLabel,
    decimal_label_of,
    is_amount,
    is_heading_like,
    unspaced_whole_of,
    whole_number_of,
)
from articles.text.wording.comparison.differences import common_prefix_length

Path = tuple[int, ...]

#: Numbers of one level that may be left out: more, and the number is an amount or a date.
_WIDEST_GAP = 3
_FEWEST = 2
#: How the numbers below another begin: 1.1, 1.0.1, 1.1.1 below 1.
_FIRSTS: tuple[Path, ...] = ((1,), (0, 1), (1, 1))


@dataclass(frozen=True)
class _Candidate:
    """A line that begins with a decimal or whole number, which may open a unit."""

    index: int
    label: UnitLabel
    text: str

    @property
    def path(self) -> Path:
        return self.label.path


@dataclass(frozen=True)
class Decimal:
    """A line that opens a unit; `missing` says which numbers the source leaves out before it, "" for none."""

    label: UnitLabel
    missing: str = ""


def decimals_of(texts: Mapping[int, str]) -> dict[int, Decimal]:
    """The lines among `texts`, by index, that open decimal units; none where the text is not numbered so.

    >>> [each.missing for each in decimals_of({0: "1 总则", 1: "1.1 目的", 2: "1.3 原则"}).values()]
    ['', '', '1.2']
    """
    below = _candidates_in_order(
        [candidate for candidate in _candidates(texts, decimal_label_of) if len(candidate.path) > 1]
    )
    wholes = _Wholes(below).among(
        [candidate for candidate in _candidates(texts, _whole_label) if len(candidate.path) == 1]
    )
    lists = {candidate.path[:-1] for candidate in below}
    if len(below) < _FEWEST or not (len(lists) >= _FEWEST or wholes or _path_before(below[0])):
        return {}
    chain = sorted([*below, *wholes], key=lambda candidate: candidate.index)
    paths = [_path_before(below[0]), *(candidate.path for candidate in chain)]
    missing_numbers = (_missing_numbers(before, path) for before, path in pairwise(paths))
    return {
        candidate.index: Decimal(candidate.label, missing)
        for candidate, missing in zip(chain, missing_numbers, strict=True)
    }


def _candidates(
    texts: Mapping[int, str], label_of: Callable[[str], UnitLabel | None]
) -> Iterator[_Candidate]:
    for index, text in texts.items():
        if label := label_of(text):
            yield _Candidate(index, label, text)


def _whole_label(text: str) -> UnitLabel | None:
    return decimal_label_of(text) or whole_number_of(text) or unspaced_whole_of(text)


def _candidates_in_order(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Those with rising numbers, without 1.4 where 1.3 is still to come."""
    places = {candidate.path: place for place, candidate in enumerate(candidates)}
    chain: list[_Candidate] = []
    last = _path_before(candidates[0]) if candidates else ()
    for place, candidate in enumerate(candidates):
        gap = _count_left_out(last, candidate.path)
        left_out = [path for path in _successors(last) if path < candidate.path] if gap else []
        is_left_out = any(places.get(path, -1) > place for path in left_out)
        if gap is None or gap > _WIDEST_GAP or is_left_out or is_amount(candidate.text, candidate.label):
            continue
        chain.append(candidate)
        last = candidate.path
    return chain


def _path_before(first: _Candidate) -> Path:
    """What the numbers begin after: nothing, or in an appendix B the letter A."""
    return (first.path[0] - 1,) if first.label.text[0].isalpha() else ()


def _count_left_out(last: Path, path: Path) -> int | None:
    """How many numbers are left out between two; None where they fall. A chapter may be far from the last."""
    if path <= last:
        return None
    level = common_prefix_length(last, path)
    is_below = level == len(last)
    first = 0 if is_below else path[level] - last[level] - 1
    rest = sum(max(number - 1, 0) for number in path[level + (not is_below) :])
    return min(first, _WIDEST_GAP) if level == 0 and not rest else first + rest


def _successors(last: Path) -> Iterator[Path]:
    """The numbers that may follow one: 1.2.1, 1.2.0.1, 1.3, 1.3.1, 2.1 … follow 1.2."""
    yield from (last + first_numbers for first_numbers in _FIRSTS)
    for level in range(len(last) - 1, -1, -1):
        following = (*last[:level], last[level] + 1)
        yield following
        yield from (following + first_numbers for first_numbers in _FIRSTS)


def _missing_numbers(before: Path, path: Path) -> str:
    """The numbers that the source leaves out between two units, "" for none."""
    level = common_prefix_length(before, path)
    for index in range(level, len(path)):
        expected = before[index] + 1 if index == level < len(before) else 1
        if path[index] > expected:
            first, last = (
                ".".join(map(str, (*path[:index], number))) for number in (expected, path[index] - 1)
            )
            return first if first == last else f"{first}至{last}"
    return ""


class _Wholes:
    """Tells the numbers 1, 2 that stand above 1.1, 2.1 from those of a list."""

    def __init__(self, below: Sequence[_Candidate]) -> None:
        self._places = [candidate.index for candidate in below]
        self._tops = [candidate.path[0] for candidate in below]

    def among(self, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        """The candidates that open units, in order."""
        above = self._above_others(candidates)
        wholes: list[_Candidate] = []
        in_list = list_place = 0  # the last number of the list that is open, and where it may have begun
        for candidate in candidates:
            place = bisect_left(self._places, candidate.index)
            in_list, list_place = (in_list if list_place == place else 0), place
            number = candidate.path[0]
            if above.get(number, candidate.index) == candidate.index and self._is_next(
                candidate, place, wholes, in_list
            ):
                wholes.append(candidate)
                in_list = 0
            elif number in (1, in_list + 1):
                in_list = number
        return wholes

    def _above_others(self, candidates: Sequence[_Candidate]) -> dict[int, int]:
        """The line of each number that others stand below: the last before these, of two it is no list's."""
        lines = dict.fromkeys(self._tops, -1)
        for candidate in candidates:
            place = bisect_left(self._places, candidate.index)
            if (
                self._tops[place : place + 1] == [candidate.path[0]]
                and candidate.path[0] not in self._tops[:place]
            ):
                lines[candidate.path[0]] = candidate.index
        return lines

    def _is_next(self, candidate: _Candidate, place: int, wholes: Sequence[_Candidate], in_list: int) -> bool:
        number = candidate.path[0]
        if number in self._tops:
            return True
        last = max([*self._tops[:place][-1:], *(whole.path[0] for whole in wholes[-1:])], default=0)
        is_between = last < number and all(number < top for top in self._tops[place : place + 1])
        goes_on = in_list > 0 and number == in_list + 1
        return is_between and not goes_on and (number == last + 1 or is_heading_like(candidate.text))
