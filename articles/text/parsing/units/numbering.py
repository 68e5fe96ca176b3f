"""The tree of numbered lines in a text without articles.

A label opens a unit where the order of the numbers says so: it is the next of a list that is open, the
first of a new one, or goes on with a list of its kind that ended under the unit before (（三） under 二、
after （一） and （二） under 一、). Any other label at the start of a line is words of the unit before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from math import floor

from articles.text.parsing.lines import Doubt, SourceLine
from articles.text.parsing.units.decimals import Decimal, decimals_of
from articles.text.parsing.units.listed_labels import FLOATING, labels_before_amounts, listed_labels
from articles.text.parsing.units.question_labels import as_question, is_question, question_label
from articles.text.parsing.units.unit_labels import UnitLabel, box_label, is_box, unit_label_of

#: A list may leave out so many numbers: more, and the label is a citation or a cell of a table.
_WIDEST_GAP = 3
#: The same for one that goes on behind the gap: a part of it is lost.
_WIDEST_GAP_OF_LISTS = 30
_FEWEST_QUESTIONS = 2
_RANK_OF_PARTS = 1
#: The ranks of （1） and 1）.
_BRACKETED, _HALF_BRACKETED = 4, 5
#: What the rank of a box is above that of its part: no list has such a rank, see `rank_below`.
_OF_BOX = 0.1


@dataclass(frozen=True)
class NumberedLine:
    """A line that opens a unit; `parent` is the index (of the list) of the unit that it stands in."""

    index: int
    label: UnitLabel
    parent: int | None


@dataclass(frozen=True)
class _Box:
    """The unit of a box, and what was open, and the last numbers, above it."""

    unit: int
    open_above: list[int]
    last_above: dict[float, int]


@dataclass
class _Tree:
    """The units found so far, those open now (indices, outermost first), the last number of each rank."""

    units: list[NumberedLine] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    last: dict[float, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    #: The ranks of lists that have none of their own, by their form.
    floating: dict[float, float] = field(default_factory=dict)
    #: The box (专栏) that is open now.
    box: _Box | None = None

    def close_all(self) -> None:
        """At a heading of a chapter; numbers may run on."""
        self.leave_box()
        self.open = []

    def enter_box(self, index: int) -> None:
        """Open 专栏1, which numbers for itself; it stands in the part (一、) that is open."""
        self.leave_box()
        open_above, last_above = self.open, self.last
        above = [unit for unit in self.open if self.rank(unit) <= _RANK_OF_PARTS]
        rank = self.rank(above[-1]) if above else 0
        self.add(index, box_label(rank=rank + _OF_BOX), above)
        self.box = _Box(self.open[-1], open_above, last_above)
        self.last = {}

    def leave_box(self) -> None:
        """Close the box that is open, if any; the lists above it go on."""
        if self.box is not None:
            self.open, self.last = self.box.open_above, self.box.last_above
            self.box = None

    def is_outside(self, box: _Box, label: UnitLabel) -> bool:
        """Whether a label stands above the box or its lists, or goes on with a list from above the box."""
        rank = label.form.rank
        if inside := self.open[self.open.index(box.unit) + 1 :]:
            return rank < self.rank(inside[0])
        last = box.last_above.get(rank)
        return rank < self.rank(box.unit) or (last is not None and label.number == last + 1)

    def rank(self, unit: int) -> float:
        """The rank of a unit by its index."""
        return self.units[unit].label.form.rank

    def rank_below(self) -> float:
        """The rank of a list below what is open, and above all that usually stands below that."""
        rank = self.rank(self.open[-1]) if self.open else -1
        return (rank + floor(rank) + 1) / 2

    def with_rank(self, label: UnitLabel) -> UnitLabel:
        """The label, with the rank of its list where its form has none; a new list gets a free rank."""
        form = label.form.rank
        if form < FLOATING:
            return label
        is_open = any(self.rank(unit) == self.floating.get(form) for unit in self.open)
        if form not in self.floating or (label.number == 1 and not is_open):
            self.floating[form] = self.rank_below()
            self.last.pop(self.floating[form], None)
        return replace(label, form=replace(label.form, rank=self.floating[form]))

    def offer(self, index: int, label: UnitLabel, line: SourceLine, ahead: _LabelsAhead) -> None:
        """Open the unit, if the label is in order."""
        form = label.form.rank
        label = self.with_rank(label)
        rank = label.form.rank
        if self.box and self.is_outside(self.box, label):
            self.leave_box()
        above = [unit for unit in self.open if self.rank(unit) < rank]
        before = next((unit for unit in self.open[len(above) :] if self.rank(unit) == rank), None)
        last = self.units[before].label.number if before is not None else None
        goes_on = partial(ahead.has, form, label.number + 1, after=index)
        problem = _number_problem(label.number, last, self.last.get(rank), goes_on=goes_on)
        if problem and last and label.number > last and ahead.has(form, last + 1, after=index):
            problem = _Problem("排在它之前的编号后面才有", is_refused=True)
        if problem:
            if problem.is_refused:
                if last is not None:
                    self.doubt(line, f"{label.text}{problem.text}，作为前一处的文字保留")
                return
            self.doubt(line, f"{label.text}{problem.text}")
        self.add(index, label, above)
        self.last[rank] = label.number

    def doubt(self, line: SourceLine, text: str) -> None:
        self.doubts.append(Doubt(line.number, text))

    def add(self, index: int, label: UnitLabel, above: list[int]) -> None:
        self.units.append(NumberedLine(index, label, above[-1] if above else None))
        self.open = [*above, len(self.units) - 1]


class _LabelsAhead:
    """All labels of a text, for what is still to come of a list."""

    def __init__(self, labels: Iterable[tuple[int, UnitLabel]]) -> None:
        self._labels = [(index, (label.form.rank, label.number)) for index, label in labels]

    def has(self, rank: float, number: int, *, after: int) -> bool:
        """Whether the number comes after a line, before a list that would end this one goes on."""
        for index, other in self._labels:
            if index > after and (other[0] < rank or other == (rank, number)):
                return other == (rank, number)
        return False


@dataclass(frozen=True)
class _Problem:
    """What is wrong with a number, in Chinese; if it `is_refused`, the label opens no unit."""

    text: str
    is_refused: bool = False


#: No doubt is reported: the label cites another list.
_CITED = _Problem("", is_refused=True)


def _number_problem(
    number: int, last: int | None, running: int | None, *, goes_on: Callable[[], bool]
) -> _Problem | None:
    """What is wrong with a number after `last` of the open list, or `running` of one that has ended; the list
    `goes_on` where the number after this one is still to come."""
    if last is None:
        is_first = number == 1 or number == (running or 0) + 1
        return None if is_first else _CITED
    if number == last + 1:
        return None
    if number == last:
        return _Problem("与前一处编号相同")
    if number == 1:
        return _Problem("在同一上级之下重新从一开始")
    if last < number <= last + 1 + (_WIDEST_GAP_OF_LISTS if goes_on() else _WIDEST_GAP):
        return _Problem(
            f"之前编号不连续，原文没有{last + 1}" + (f"至{number - 1}" if number > last + 2 else "")
        )
    return _Problem("次序颠倒或相隔太远", is_refused=True)


@dataclass(frozen=True)
class Numbering:
    """The lines that open units, in order, and the doubts about their numbers."""

    lines: tuple[NumberedLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def numbering_of(
    lines: Sequence[SourceLine], indices: Iterable[int], headings: Set[int] = frozenset()
) -> Numbering:
    """Find the units among the lines at `indices`; `headings` are lines that open chapters.

    A single label numbers nothing.
    """
    indices = list(indices)
    if decimals := decimals_of({index: lines[index].text for index in indices}):
        tree = _decimal_tree(lines, indices, headings, decimals)
    else:
        tree = _numbered_tree(lines, indices, headings)
    return Numbering(tuple(tree.units), tuple(tree.doubts)) if len(tree.units) > 1 else Numbering()


def _numbered_tree(lines: Sequence[SourceLine], indices: Iterable[int], headings: Set[int]) -> _Tree:
    tree = _Tree()
    labels = _labels({index: lines[index].text for index in indices}, headings)
    ahead = _LabelsAhead(labels.items())
    questions = _Questions([index for index in indices if is_question(lines[index].text)])
    for index in indices:
        if index in headings:
            tree.close_all()
        elif is_box(lines[index].text):
            tree.enter_box(index)
        elif label := labels.get(index):
            tree.offer(index, label, lines[index], ahead)
        elif index in questions.indices:
            questions.open(index, lines[index].text, tree)
    return tree


def _labels(texts: Mapping[int, str], between: Set[int]) -> dict[int, UnitLabel]:
    """The labels of lines; those on both sides of a line `between` do not stand in each other."""
    list_labels = listed_labels(texts)
    found_labels = ((index, unit_label_of(text) or list_labels.get(index)) for index, text in texts.items())
    labels = {index: as_question(label, texts[index]) for index, label in found_labels if label}
    labels |= dict(labels_before_amounts(texts, labels))
    return _rank_brackets({index: labels[index] for index in texts if index in labels}, between)


def _rank_brackets(labels: dict[int, UnitLabel], between: Set[int]) -> dict[int, UnitLabel]:
    """The labels; （1） is ranked below 1） where the lists of the text stand so: （1） right behind 1）."""
    behind = pairwise(labels.get(index) for index in sorted(labels.keys() | between))
    stands_in = {
        (before.form.rank, label.form.rank)
        for before, label in behind
        if before and label and label.number == 1
    }
    if (_HALF_BRACKETED, _BRACKETED) not in stands_in or (_BRACKETED, _HALF_BRACKETED) in stands_in:
        return labels
    return {
        index: replace(label, form=replace(label.form, rank=_HALF_BRACKETED + 0.5))
        if label.form.rank == _BRACKETED
        else label
        for index, label in labels.items()
    }


class _Questions:
    """问 and 答 without numbers stand in the unit that is open at the first, and hold lists of their own."""

    def __init__(self, indices: Sequence[int]) -> None:
        self.indices = frozenset(indices if len(indices) >= _FEWEST_QUESTIONS else ())
        self._rank: float | None = None
        self._counts: dict[int | None, int] = {}

    def open(self, index: int, text: str, tree: _Tree) -> None:
        if self._rank is None:
            self._rank = tree.rank_below()
        above = [unit for unit in tree.open if tree.rank(unit) < self._rank]
        parent = above[-1] if above else None
        label = question_label(text, self._counts.get(parent, 0), rank=self._rank)
        self._counts[parent] = label.number
        tree.add(index, label, above)


def _decimal_tree(
    lines: Sequence[SourceLine], indices: Sequence[int], headings: Set[int], decimals: Mapping[int, Decimal]
) -> _Tree:
    """1 or 1., 1.1, 1.1.1 with lists （1）or 1） below; the path of a number says what it stands in."""
    tree = _Tree()
    places: dict[tuple[int, ...], int] = {}
    others = {index: lines[index].text for index in indices if index not in decimals}
    labels = _labels(others, headings | decimals.keys())
    ahead = _LabelsAhead(())
    for index in indices:
        if index in headings:
            tree.close_all()
        elif decimal := decimals.get(index):
            path = decimal.label.path
            above = [places[path[:end]] for end in range(1, len(path)) if path[:end] in places]
            tree.add(index, decimal.label, above)
            tree.last = {}
            places[path] = len(tree.units) - 1
            if decimal.missing:
                tree.doubt(lines[index], f"{decimal.label.text}之前编号不连续，原文没有{decimal.missing}")
        elif (plain := labels.get(index)) and plain.form.rank > 0:
            tree.offer(index, plain, lines[index], ahead)
    return tree
