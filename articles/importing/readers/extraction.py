"""What a reader gives: the text of a file, the spans of its tables, and what was left out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_MOST_OMISSIONS = 300


@dataclass(frozen=True)
class Omission:
    """Something of the file that is not in the text; `line` is the line of the text where it stood."""

    line: int
    what: str
    text: str = ""

    def __str__(self) -> str:
        return f"未收入正文：{self.what}" + (f"“{self.text}”" if self.text else "")


@dataclass(frozen=True)
class SourceSpan:
    """A cell over several rows or columns; `start` is the offset of its row in the text."""

    start: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class TextLine:
    """A line of the text; a row of a table has its spans as (column, rows, columns).

    `element` is where it stood on a web page.
    """

    text: str
    spans: tuple[tuple[int, int, int], ...] = ()
    element: Any = None


@dataclass(frozen=True)
class Extraction:
    text: str
    spans: tuple[SourceSpan, ...] = ()
    omissions: tuple[Omission, ...] = ()


def extraction_of(lines: Iterable[TextLine], omissions: Iterable[Omission] = ()) -> Extraction:
    """Write the lines one below the other. Very many omissions are cut, with the number of the others."""
    listed = list(omissions)
    if len(listed) > _MOST_OMISSIONS:
        listed = [*listed[:_MOST_OMISSIONS], Omission(1, f"另有 {len(listed) - _MOST_OMISSIONS} 处")]
    pieces, spans, offset = [], [], 0
    for line in lines:
        spans += [SourceSpan(offset, *span) for span in line.spans]
        pieces.append(f"{line.text}\n")
        offset += len(line.text) + 1
    return Extraction("".join(pieces), tuple(spans), tuple(listed))
