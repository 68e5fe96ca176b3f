"""Which lines of a text numbered 1, 1.1, 1.0.1 or A.1 open units: their numbers rise.

A number may be left out: its place is told, the tree stays. A number that comes again, or before its turn,
is words of the unit before; so is 1 below 3.1.1, which begins a list.
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
from articles.text.wording.differences import common_prefix_length

Path = tuple[int, ...]

#: Numbers of one level that may be left out: more, and the number is an amount or a date.
_WIDEST_GAP = 3
_FEWEST = 2
#: How the numbers below another begin: 1.1, 1.0.1, 1.1.1 below 1.
_FIRSTS: tuple[Path, ...] = ((1,), (0, 1), (1, 1))


@dataclass(frozen=True)
class _Candidate:
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
    below = _in_order([each for each in _candidates(texts, decimal_label_of) if len(each.path) > 1])
    wholes = _Wholes(below).among([each for each in _candidates(texts, _whole_of) if len(each.path) == 1])
    lists = {each.path[:-1] for each in below}
    if len(below) < _FEWEST or not (len(lists) >= _FEWEST or wholes or _before(below[0])):
        return {}
    chain = sorted([*below, *wholes], key=lambda each: each.index)
    paths = [_before(below[0]), *(each.path for each in chain)]
    told = (_missing(before, path) for before, path in pairwise(paths))
    return {each.index: Decimal(each.label, missing) for each, missing in zip(chain, told, strict=True)}


def _candidates(
    texts: Mapping[int, str], label_of: Callable[[str], UnitLabel | None]
) -> Iterator[_Candidate]:
    for index, text in texts.items():
        if label := label_of(text):
            yield _Candidate(index, label, text)


def _whole_of(text: str) -> UnitLabel | None:
    return decimal_label_of(text) or whole_number_of(text) or unspaced_whole_of(text)


def _in_order(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Those with rising numbers, without 1.4 where 1.3 is still to come."""
    places = {each.path: place for place, each in enumerate(candidates)}
    chain: list[_Candidate] = []
    last = _before(candidates[0]) if candidates else ()
    for place, each in enumerate(candidates):
        gap = _gap(last, each.path)
        left_out = [path for path in _successors(last) if path < each.path] if gap else []
        is_left_out = any(places.get(path, -1) > place for path in left_out)
        if gap is None or gap > _WIDEST_GAP or is_left_out or is_amount(each.text, each.label):
            continue
        chain.append(each)
        last = each.path
    return chain


def _before(first: _Candidate) -> Path:
    """What the numbers begin after: nothing, or in an appendix B the letter A."""
    return (first.path[0] - 1,) if first.label.text[0].isalpha() else ()


def _gap(last: Path, path: Path) -> int | None:
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
    yield from (last + ones for ones in _FIRSTS)
    for level in range(len(last) - 1, -1, -1):
        following = (*last[:level], last[level] + 1)
        yield following
        yield from (following + ones for ones in _FIRSTS)


def _missing(before: Path, path: Path) -> str:
    """The numbers that the source leaves out between two units, "" for none."""
    level = common_prefix_length(before, path)
    for at in range(level, len(path)):
        expected = before[at] + 1 if at == level < len(before) else 1
        if path[at] > expected:
            first, last = (".".join(map(str, (*path[:at], number))) for number in (expected, path[at] - 1))
            return first if first == last else f"{first}至{last}"
    return ""


class _Wholes:
    """Tells the numbers 1, 2 that stand above 1.1, 2.1 from those of a list."""

    def __init__(self, below: Sequence[_Candidate]) -> None:
        self._places = [each.index for each in below]
        self._tops = [each.path[0] for each in below]

    def among(self, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        above = self._above_others(candidates)
        found: list[_Candidate] = []
        in_list = begun = 0  # the last number of the list that is open, and where it may have begun
        for each in candidates:
            place = bisect_left(self._places, each.index)
            in_list, begun = (in_list if begun == place else 0), place
            number = each.path[0]
            if above.get(number, each.index) == each.index and self._is_next(each, place, found, in_list):
                found.append(each)
                in_list = 0
            elif number in (1, in_list + 1):
                in_list = number
        return found

    def _above_others(self, candidates: Sequence[_Candidate]) -> dict[int, int]:
        """The line of each number that others stand below: the last before these, of two it is no list's."""
        lines = dict.fromkeys(self._tops, -1)
        for each in candidates:
            place = bisect_left(self._places, each.index)
            if self._tops[place : place + 1] == [each.path[0]] and each.path[0] not in self._tops[:place]:
                lines[each.path[0]] = each.index
        return lines

    def _is_next(self, each: _Candidate, place: int, found: Sequence[_Candidate], in_list: int) -> bool:
        number = each.path[0]
        if number in self._tops:
            return True
        last = max([*self._tops[:place][-1:], *(candidate.path[0] for candidate in found[-1:])], default=0)
        is_between = last < number and all(number < top for top in self._tops[place : place + 1])
        goes_on = in_list > 0 and number == in_list + 1
        return is_between and not goes_on and (number == last + 1 or is_heading_like(each.text))
