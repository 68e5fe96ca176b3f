"""What the parser gives for the parts of a body: divisions and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from articles.text.citing.naming.titles import closed_up
from articles.text.parsing.lines import SourcePassage
from articles.text.tables import CellSpan

LabelForm = Literal["numbered", "point", "none"]


class StructureError(ValueError):
    """The text is not a policy this parser can read; the message names line and reason, in Chinese."""


@dataclass(frozen=True)
class ParsedDivision:
    """A 编/章/节; `parent` is an index into the list of divisions, `title_parts` the title as printed.

    A heading without a number (附则) has one by its place, for its address. `suffix` is the 1 of 附件2-1,
    else 0; `opening` is text that stands between the heading and the first article.
    """

    kind: str
    number: int
    label: SourcePassage | None
    title_parts: tuple[SourcePassage, ...]
    parent: int | None
    line: int
    label_form: LabelForm = "numbered"
    opening: tuple[SourcePassage, ...] = ()
    level: int = 0
    suffix: int = 0

    @property
    def title(self) -> str:
        """The halves joined by one half-width space (原文陷阱 9); a spaced-out title is closed up."""
        return " ".join(closed_up(part.text) for part in self.title_parts)

    def passages(self) -> list[SourcePassage]:
        return [*([self.label] if self.label else []), *self.title_parts, *self.opening]


@dataclass(frozen=True)
class ParsedArticle:
    """An article or another unit; `heading` is a prefix of its text or "", `division` an index or None.

    `parent` is the index of the unit that it stands in, `numbered_in` that of the division within which its
    number counts (None: the whole document). `suffix` tells units of one number apart; `label` is None for a
    paragraph or question. The text is its own words, without those of the units in it.
    """

    number: int
    suffix: int
    label: SourcePassage | None
    paragraphs: tuple[SourcePassage, ...]
    division: int | None
    line: int
    heading: str = ""
    unit: str = "article"
    printed_label: str = ""
    parent: int | None = None
    numbered_in: int | None = None
    spans: tuple[CellSpan, ...] = ()

    @property
    def text(self) -> str:
        """The exact text, one line a paragraph (款)."""
        parts = (f"{'' if passage.goes_on else chr(10)}{passage.text}" for passage in self.paragraphs)
        return "".join(parts).removeprefix("\n")

    def passages(self) -> list[SourcePassage]:
        return [*([self.label] if self.label else []), *self.paragraphs]
