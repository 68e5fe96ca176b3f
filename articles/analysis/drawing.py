"""A neighbourhood as a drawing: where each box stands, so that every name is read in full.

The same neighbourhood gives the same drawing. Measures are those of an SVG; a wide drawing has its focus
between two columns, a narrow one above a single column, so that neither is made small on its screen. A large
one is narrower still: as wide as the same screen its letters are half as large again, for large text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.analysis.neighbours import Group, Neighbour, Neighbourhood

FONT = 15
LINE = 21
PAD = 8
ICON = 26  # with the space behind it
GAP = 7
HEADING = 36
MOST_LINES = 3
BOX = 326
WIDE, NARROW, LARGE = 1000, 340, 220
FOCUS = 230
STEM = 12

#: Colours of a file, which has no style sheet; on a page analysis.css has those of both schemes.
COLOURS = {
    "article": "#ffffff",
    "instrument": "#1c4a86",
    "goal": "#2f7d3b",
    "actor": "#6d3f96",
    "document": "#8a4b00",
    "ministry": "#a8201a",
    "force": "#525a6b",
}
#: Signs that no line begins with.
NOT_FIRST = "，。、；：！？）》”〉"
DASHES = {"named": "", "editorial": "7 4", "inherited": "2 4"}


@dataclass(frozen=True)
class DrawnLine:
    y: int
    text: str


@dataclass(frozen=True)
class Box:
    """A neighbour at its place in the drawing; `path` is the line that joins it to the focus."""

    neighbour: Neighbour
    x: int
    y: int
    width: int
    lines: tuple[DrawnLine, ...]
    path: str = ""

    @property
    def height(self) -> int:
        return height_of(self.lines)

    @property
    def text_x(self) -> int:
        return self.x + PAD + ICON

    @property
    def icon_y(self) -> int:
        return self.y + self.height // 2 - 9

    @property
    def icon_x(self) -> int:
        return self.x + PAD

    @property
    def colour(self) -> str:
        return COLOURS[self.neighbour.kind]

    @property
    def dashes(self) -> str:
        return DASHES[self.neighbour.basis] if self.neighbour.basis else ""


@dataclass(frozen=True)
class DrawnWords:
    """A heading, or how many more there are; `url` is where the rest is listed."""

    x: int
    y: int
    text: str
    url: str = ""


@dataclass(frozen=True)
class Drawing:
    name: str
    width: int
    height: int
    focus: Box
    boxes: tuple[Box, ...]
    words: tuple[DrawnWords, ...]
    stem: str = ""
    font: int = FONT


def height_of(lines: tuple[DrawnLine, ...]) -> int:
    return len(lines) * LINE + PAD + 4


def ems(text: str) -> float:
    """How wide text is drawn: a Chinese character is one em, a Latin letter little more than a half."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.62 for sign in text)


def wrap(text: str, room: float) -> list[str]:
    """Text in lines of at most `room` em; what is longer than the lines of a box ends with an ellipsis."""
    lines, line = [], ""
    for sign in text:
        if ems(line + sign) > room:
            head = line[:-1] if sign in NOT_FIRST else line
            lines.append(head)
            line = line.removeprefix(head)
        line += sign
    lines.append(line)
    return (
        lines
        if len(lines) <= MOST_LINES
        else [*lines[: MOST_LINES - 1], _with_ellipsis(lines[MOST_LINES - 1], room)]
    )


def _with_ellipsis(line: str, room: float) -> str:
    while ems(f"{line}…") > room:
        line = line[:-1]
    return f"{line}…"


def _box_lines(text: str, y: int, width: int) -> tuple[DrawnLine, ...]:
    texts = wrap(text, (width - 2 * PAD - ICON) / FONT)
    return tuple(DrawnLine(y + PAD // 2 + LINE * (place + 1) - 4, line) for place, line in enumerate(texts))


@dataclass
class _Column:
    """Where the next group of a column goes."""

    x: int
    y: int
    width: int

    def place(self, group: Group) -> Iterator[Box | DrawnWords]:
        """The heading, the boxes and what is left out of a group."""
        yield from self._words(f"{group.label}（{group.count}）")
        self.y += GAP
        for neighbour in group.neighbours:
            box = Box(neighbour, self.x, self.y, self.width, _box_lines(neighbour.name, self.y, self.width))
            self.y += box.height + GAP
            yield box
        if group.left_out:
            yield from self._words(f"另有 {group.left_out} 项没有画出，看全部", url=group.url)

    def _words(self, text: str, *, url: str = "") -> Iterator[DrawnWords]:
        self.y += HEADING - LINE
        for line in wrap(text, self.width / FONT):
            self.y += LINE
            yield DrawnWords(self.x, self.y - 5, line, url)


def wide_drawing(neighbourhood: Neighbourhood) -> Drawing:
    columns = (_Column(1, 0, BOX), _Column(WIDE - BOX - 1, 0, BOX))
    placed = [
        drawn
        for group in neighbourhood.groups
        for drawn in min(columns, key=lambda column: column.y).place(group)
    ]
    lines = _box_lines(neighbourhood.focus.name, 0, FOCUS)
    height = max(*(column.y for column in columns), height_of(lines) + 2 * GAP)
    focus = _focus_box(neighbourhood, x=(WIDE - FOCUS) // 2, y=(height - height_of(lines)) // 2, width=FOCUS)
    return _drawing("wide", WIDE, height, focus, placed, _curve)


def narrow_drawing(neighbourhood: Neighbourhood) -> Drawing:
    return _one_column_drawing(neighbourhood, "narrow", NARROW)


def large_drawing(neighbourhood: Neighbourhood) -> Drawing:
    return _one_column_drawing(neighbourhood, "large", LARGE)


def _one_column_drawing(neighbourhood: Neighbourhood, name: str, width: int) -> Drawing:
    focus = _focus_box(neighbourhood, x=1, y=1, width=width - 2)
    column = _Column(2 * STEM, focus.y + focus.height, width - 2 * STEM - 1)
    placed = [drawn for group in neighbourhood.groups for drawn in column.place(group)]
    return _drawing(name, width, column.y + 2, focus, placed, _branch, has_stem=True)


def _focus_box(neighbourhood: Neighbourhood, *, x: int, y: int, width: int) -> Box:
    return Box(neighbourhood.focus, x, y, width, _box_lines(neighbourhood.focus.name, y, width))


def _drawing(
    name: str,
    width: int,
    height: int,
    focus: Box,
    placed: Sequence[Box | DrawnWords],
    join: Callable[[Box, Box], str],
    *,
    has_stem: bool = False,
) -> Drawing:
    boxes = tuple(replace(drawn, path=join(focus, drawn)) for drawn in placed if isinstance(drawn, Box))
    words = tuple(drawn for drawn in placed if isinstance(drawn, DrawnWords))
    stem = f"M{STEM} {focus.y + focus.height}V{_middle_y(boxes[-1])}" if has_stem and boxes else ""
    return Drawing(name, width, height, focus, boxes, words, stem)


def _middle_y(box: Box) -> int:
    return box.y + box.height // 2


def _curve(focus: Box, box: Box) -> str:
    """From the side of the focus that looks to the box."""
    is_left = box.x < focus.x
    start = focus.x if is_left else focus.x + focus.width
    end = box.x + box.width if is_left else box.x
    middle, y, end_y = (start + end) // 2, _middle_y(focus), _middle_y(box)
    return f"M{start} {y}C{middle} {y} {middle} {end_y} {end} {end_y}"


def _branch(focus: Box, box: Box) -> str:
    """From the stem below the focus to the right."""
    return f"M{STEM} {_middle_y(box)}H{box.x}"
