"""The numbered part of a policy: 编/章/节 headings and the articles under them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from articles.text.citing.titles import closed_up
from articles.text.parsing.captions import captions
from articles.text.parsing.labels import KINDS, LEVELS, number_of
from articles.text.parsing.lines import (
    Doubt,
    Removal,
    RemovalReason,
    Repair,
    RepairKind,
    SourceLine,
    SourcePassage,
)
from articles.text.parsing.outline import LineRole, Opening, Outline
from articles.text.tables import CellSpan

LabelForm = Literal["numbered", "point", "none"]


class StructureError(ValueError):
    """The text is not a policy this parser can read; the message names line and reason, in Chinese."""


@dataclass(frozen=True)
class ParsedDivision:
    """A 编/章/节; `parent` is an index into the list of divisions, `title_parts` the title as printed.

    A heading without a number (附则) has one by its place, for its address. `opening` is text that
    stands between the heading and the first article.
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

    @property
    def title(self) -> str:
        """The halves joined by one half-width space (原文陷阱 9); a spaced-out title is closed up."""
        return " ".join(closed_up(part.text) for part in self.title_parts)

    def passages(self) -> list[SourcePassage]:
        return [*([self.label] if self.label else []), *self.title_parts, *self.opening]


@dataclass(frozen=True)
class ParsedArticle:
    """An article or point; `heading` is a prefix of its text or "", `division` an index or None."""

    number: int
    suffix: int
    label: SourcePassage
    paragraphs: tuple[SourcePassage, ...]
    heading: str
    division: int | None
    line: int
    is_point: bool = False
    spans: tuple[CellSpan, ...] = ()

    @property
    def text(self) -> str:
        """The exact text, one line a paragraph (款)."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def passages(self) -> list[SourcePassage]:
        return [self.label, *self.paragraphs]


@dataclass
class BodyReader:
    """Reads the lines of the body by what the outline says they are."""

    divisions: list[ParsedDivision] = field(default_factory=list)
    articles: list[ParsedArticle] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    #: Numbers taken under each (parent, kind) and the highest of them; the last kind of each heading level.
    _taken: dict[tuple[int | None, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    _highest: dict[tuple[int | None, str], int] = field(default_factory=lambda: defaultdict(int))
    _kind_at: dict[int, str] = field(default_factory=dict)
    #: What is read into the last division and the last article, until these are finished.
    _opening: list[SourcePassage] = field(default_factory=list)
    _paragraphs: list[SourcePassage] = field(default_factory=list)

    def read(self, lines: Sequence[SourceLine], outline: Outline) -> None:
        for index in range(outline.begin or 0, outline.end):
            if index in outline.contents:
                continue
            line = lines[index]
            self.removals += line.margins()
            self._read(line, outline.openings.get(index))
        self._finish_last()

    def open_part(self, name: SourcePassage, line: int) -> None:
        """Begin the part that a file of a code holds (民法典: 侵权责任编)."""
        self._add_division("part", 1, None, (name,), line, form="none")

    def finish(self) -> tuple[ParsedArticle, ...]:
        """The articles with their captions. Raises StructureError for an article without words."""
        for article in self.articles:
            if not article.text:
                raise StructureError(f"第 {article.line} 行：{article.label.text}没有内容")
        headings = captions([article.text for article in self.articles])
        return tuple(
            replace(article, heading=heading)
            for article, heading in zip(self.articles, headings, strict=True)
        )

    def _read(self, line: SourceLine, opening: Opening | None) -> None:
        match opening:
            case Opening(LineRole.DIVISION, re.Match() as label):
                self._open_division(line, label)
            case Opening(LineRole.POINT_HEADING, re.Match() as label):
                self._open_point_heading(line, label)
            case Opening(LineRole.BARE_HEADING):
                self._open_bare_heading(line)
            case Opening(LineRole.TITLE_GOES_ON):
                self._join_title(line, line.passage())
            case Opening(LineRole.ARTICLE | LineRole.POINT, re.Match() as label):
                self._open_article(line, label, opening)
            case _:
                self._read_text(line)

    def _open_division(self, line: SourceLine, match: re.Match[str]) -> None:
        self._remove(line, match.span("index"), RemovalReason.RUNNING_NUMBER)
        self._remove(line, match.span("gap"), RemovalReason.SEPARATOR)
        kind = KINDS["".join(match["kind"].split())]
        title = (line.passage(*match.span("title")),) if match["title"] else ()
        label = line.passage(*match.span("label"))
        self._add_division(kind, number_of(match)[0], label, title, line.number, level=line.level)

    def _open_point_heading(self, line: SourceLine, match: re.Match[str]) -> None:
        self._remove(line, match.span("gap"), RemovalReason.SEPARATOR)
        label, title = line.passage(*match.span("label")), line.passage(match.end())
        kind = self._kind_at.get(line.level) or self._kind_of_points()
        self._add_division(
            kind, number_of(match)[0], label, (title,), line.number, form="point", level=line.level
        )

    def _kind_of_points(self) -> str:
        """Points are of one kind: that of the first of them, which is a section right below a chapter."""
        if before := [division.kind for division in self.divisions if division.label_form == "point"]:
            return before[0]
        return "section" if self.divisions and self.divisions[-1].kind == "chapter" else "chapter"

    def _open_bare_heading(self, line: SourceLine) -> None:
        kinds = {kind for _, kind in self._taken}
        kind = self._kind_at.get(line.level)
        if closed_up(line.text) == "附则" and kinds and not kind:
            kind = min(kinds, key=LEVELS.index)
        if not kind:
            kind = "section" if "chapter" in kinds else "chapter"
        self._add_division(kind, 0, None, (line.passage(),), line.number, form="none", level=line.level)

    def _add_division(
        self,
        kind: str,
        number: int,
        label: SourcePassage | None,
        title: tuple[SourcePassage, ...],
        line: int,
        *,
        form: LabelForm = "numbered",
        level: int = 0,
    ) -> None:
        self._finish_last()
        parent = self._parent_of(kind)
        siblings = self._taken[parent, kind]
        if not number:
            number = self._highest[parent, kind] + 1
        elif number in siblings:
            message = f"{label.text if label else ''}在同一上级之下重复，按次序另给编号，标题照原文保留"
            self.doubts.append(Doubt(line, message))
            number, form = self._highest[parent, kind] + 1, "none"
            title, label = ((label, *title) if label else title), None
        for part in title:
            if closed_up(part.text) != part.text:
                self.repairs.append(Repair(line, RepairKind.TITLE_CLOSED_UP, part.text, closed_up(part.text)))
        siblings.add(number)
        self._highest[parent, kind] = max(self._highest[parent, kind], number)
        if level:
            self._kind_at[level] = kind
        self.divisions.append(
            ParsedDivision(
                kind=kind,
                number=number,
                label=label,
                title_parts=title,
                parent=parent,
                line=line,
                label_form=form,
                level=level,
            )
        )

    def _parent_of(self, kind: str) -> int | None:
        """The innermost open division above `kind`."""
        index = len(self.divisions) - 1 if self.divisions else None
        while index is not None and LEVELS.index(self.divisions[index].kind) >= LEVELS.index(kind):
            index = self.divisions[index].parent
        return index

    def _read_text(self, line: SourceLine) -> None:
        if self._awaits_first_article():
            self._opening.append(line.passage())
            self.doubts.append(Doubt(line.number, "章节标题与其第一条之间的文字，作为章首文字保留"))
        else:
            self._paragraphs.append(line.passage())

    def _finish_last(self) -> None:
        """Give the last division and the last article what was read into them."""
        if self._opening:
            self.divisions[-1] = replace(self.divisions[-1], opening=tuple(self._opening))
            self._opening = []
        if self._paragraphs:
            last = self.articles[-1]
            self.articles[-1] = replace(last, paragraphs=(*last.paragraphs, *self._paragraphs))
            self._paragraphs = []

    def _awaits_first_article(self) -> bool:
        """Whether the last division opened has no article yet."""
        last = len(self.divisions) - 1
        return last >= 0 and not (self.articles and self.articles[-1].division == last)

    def _join_title(self, line: SourceLine, half: SourcePassage) -> None:
        division = self.divisions[-1]
        self.divisions[-1] = replace(division, title_parts=(*division.title_parts, half))
        repair = Repair(line.number, RepairKind.TITLE_JOINED, division.title, self.divisions[-1].title)
        self.repairs.append(repair)

    def _open_article(self, line: SourceLine, match: re.Match[str], opening: Opening) -> None:
        self._finish_last()
        if opening.tail:
            self._remove(line, opening.tail.span("gap"), RemovalReason.SEPARATOR)
            self._join_title(line, line.passage(*opening.tail.span("tail")))
        self._remove(line, match.span("gap"), RemovalReason.SEPARATOR)
        number, suffix = number_of(match)
        text = line.passage(match.end())
        self.articles.append(
            ParsedArticle(
                number=number,
                suffix=suffix,
                label=line.passage(*match.span("label")),
                paragraphs=(text,) if text.text else (),
                heading="",
                division=len(self.divisions) - 1 if self.divisions else None,
                line=line.number,
                is_point=opening.role is LineRole.POINT,
            )
        )

    def _remove(self, line: SourceLine, span: tuple[int, int], reason: RemovalReason) -> None:
        if span[0] < span[1]:
            self.removals.append(line.removal(*span, reason))
