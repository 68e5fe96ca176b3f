"""The numbered part of a policy: 编/章/节 headings and the articles under them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.text.citing.naming.titles import closed_up
from articles.text.parsing.lines import (
    Doubt,
    Removal,
    RemovalReason,
    Repair,
    RepairKind,
    SourceLine,
    SourcePassage,
)
from articles.text.parsing.outlining.labels import HEADING_KINDS, KINDS, number_of
from articles.text.parsing.outlining.openings import DocumentParts, LineRole, Opening
from articles.text.parsing.parsed import LabelForm, ParsedArticle, ParsedDivision
from articles.text.parsing.units.list_gaps import gaps_in
from articles.text.parsing.units.unit_headings import headings_of
from articles.text.parsing.units.unit_labels import UnitLabel
from articles.text.parsing.units.unit_places import numbered_by, with_distinct_suffixes

_TEXT_ROLES = (LineRole.ARTICLE, LineRole.UNIT, LineRole.PARAGRAPH)
#: A division that prints no number: it gets the next one.
_UNNUMBERED = (0, 0)


@dataclass
class BodyReader:
    """Reads the lines of the body by what the outline says they are."""

    divisions: list[ParsedDivision] = field(default_factory=list)
    articles: list[ParsedArticle] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    #: Numbers taken under each (parent, kind) and the highest of them; the last kind of each heading level.
    _used_numbers: dict[tuple[int | None, str], set[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    _highest: dict[tuple[int | None, str], int] = field(default_factory=lambda: defaultdict(int))
    _kind_at: dict[int, str] = field(default_factory=dict)
    #: What is read into the last division and the last article, until these are finished.
    _opening: list[SourcePassage] = field(default_factory=list)
    _paragraphs: list[SourcePassage] = field(default_factory=list)
    #: Whether words outside numbered units are paragraphs of their own, and whether such a unit is open.
    _has_running_text: bool = False
    _is_unit_open: bool = False
    _paragraph_count: dict[tuple[int | None, int | None], int] = field(
        default_factory=lambda: defaultdict(int)
    )
    #: Whether the last line was one of a unit's text.
    _is_in_text: bool = False
    #: By the index of each line the number of units before it: the place of the unit that it opens, if any.
    _unit_at_line: dict[int, int] = field(default_factory=dict)

    def read(self, lines: Sequence[SourceLine], outline: DocumentParts) -> None:
        """Read the main text, then the annexes; what stands between them is the signature."""
        self._has_running_text = not outline.has_articles
        main = range(outline.begin or 0, outline.end)
        for index in (*main, *range(outline.annexes_begin, len(lines))):
            if index in outline.contents:
                continue
            self._unit_at_line[index] = len(self.articles)
            self.removals += lines[index].margins()
            self._read_line(lines[index], outline.openings.get(index))
        self._finish_last()

    def open_part(self, name: SourcePassage, line: int) -> None:
        """Begin the part that a file of a code holds (民法典: 侵权责任编)."""
        self._add_division("part", (1, 0), None, (name,), line, form="none")

    def finish(self) -> tuple[ParsedArticle, ...]:
        """The units with their headings, and told apart."""
        self._finish_last()
        units_with_text = [self._with_words(article) for article in self.articles]
        for article in units_with_text:
            if article.unit == "article" and "\n" in article.text:
                self.doubts += [Doubt(article.line, gap) for gap in gaps_in(article.text)]
        units = with_distinct_suffixes(numbered_by(units_with_text, self.divisions))
        return tuple(
            replace(unit, heading=heading) for unit, heading in zip(units, headings_of(units), strict=True)
        )

    def _with_words(self, article: ParsedArticle) -> ParsedArticle:
        """The unit; one of which the source has nothing but the label has the label as its text."""
        if article.text or article.label is None:
            return article
        self.doubts.append(Doubt(article.line, f"{article.label.text}没有内容，编号作为正文保留"))
        return replace(article, label=None, paragraphs=(article.label,))

    def _read_line(self, line: SourceLine, opening: Opening | None) -> None:
        if line.goes_on and self._is_in_text and (opening is None or opening.role is LineRole.PARAGRAPH):
            self._paragraphs.append(replace(line.passage(), goes_on=True))
            return
        self._is_in_text = opening is None or opening.role in _TEXT_ROLES
        match opening:
            case Opening(LineRole.DIVISION, re.Match() as label):
                self._open_division(line, label)
            case Opening(LineRole.POINT_HEADING, re.Match() as label):
                self._open_point_heading(line, label)
            case Opening(LineRole.BARE_HEADING):
                self._open_bare_heading(line)
            case Opening(LineRole.TITLE_GOES_ON):
                self._join_title(line, line.passage())
            case Opening(LineRole.ARTICLE, re.Match() as label):
                if opening.begins_annex:
                    self._add_division("annex", _UNNUMBERED, None, (), line.number, form="none")
                self._open_article(line, label, opening)
            case Opening(LineRole.UNIT, label=UnitLabel() as label):
                self._open_unit(line, label, opening.parent)
            case Opening(LineRole.PARAGRAPH):
                self._open_paragraph(line, opening.parent)
            case Opening(LineRole.ANNEX):
                self._open_annex(line, opening)
            case Opening(LineRole.ANNEX_TITLE):
                self._continue_annex_title(line)
            case _:
                self._read_text(line)

    def _open_division(self, line: SourceLine, match: re.Match[str]) -> None:
        self._record_removal(line, match.span("index"), RemovalReason.RUNNING_NUMBER)
        self._record_removal(line, match.span("gap"), RemovalReason.SEPARATOR)
        kind = KINDS["".join(match["kind"].split())]
        title = (line.passage(*match.span("title")),) if match["title"] else ()
        label: SourcePassage | None = line.passage(*match.span("label"))
        form: LabelForm = "numbered"
        if match["kind"] == "篇" and label:  # shown as printed, where 编 is what a number alone would give
            label, title, form = None, (label, *title), "none"
        self._add_division(
            kind, (number_of(match)[0], 0), label, title, line.number, form=form, level=line.level
        )

    def _open_point_heading(self, line: SourceLine, match: re.Match[str]) -> None:
        self._record_removal(line, match.span("gap"), RemovalReason.SEPARATOR)
        label, title = line.passage(*match.span("label")), line.passage(match.end())
        kind = self._kind_at.get(line.level) or self._kind_of_points()
        self._add_division(
            kind, (number_of(match)[0], 0), label, (title,), line.number, form="point", level=line.level
        )

    def _kind_of_points(self) -> str:
        """Points are of one kind: that of the first of them, which is a section right below a chapter."""
        if point_kinds := [division.kind for division in self.divisions if division.label_form == "point"]:
            return point_kinds[0]
        return "section" if self.divisions and self.divisions[-1].kind == "chapter" else "chapter"

    def _open_bare_heading(self, line: SourceLine) -> None:
        kinds = {kind for _, kind in self._used_numbers}
        kind = self._kind_at.get(line.level)
        if closed_up(line.text) == "附则" and kinds and not kind:
            kind = min(kinds, key=HEADING_KINDS.index)
        if not kind:
            kind = "section" if "chapter" in kinds else "chapter"
        self._add_division(
            kind, _UNNUMBERED, None, (line.passage(),), line.number, form="none", level=line.level
        )

    def _add_division(
        self,
        kind: str,
        number_and_suffix: tuple[int, int],
        label: SourcePassage | None,
        title: tuple[SourcePassage, ...],
        line: int,
        *,
        form: LabelForm = "numbered",
        level: int = 0,
    ) -> None:
        """`own` is its number and, for 附件2-1, the 1 behind it."""
        self._finish_last()
        self._is_unit_open = False
        parent = self._open_parent(kind)
        siblings = self._used_numbers[parent, kind]
        number, suffix = number_and_suffix
        if not number:
            number = self._highest[parent, kind] + 1
        elif kind != "annex" and label and (missing := _missing_numbers(self._highest[parent, kind], number)):
            self.doubts.append(Doubt(line, f"{label.text}之前编号不连续，原文没有{missing}"))
        elif number_and_suffix in siblings:
            message = f"{label.text if label else ''}在同一上级之下重复，按次序另给编号，标题照原文保留"
            self.doubts.append(Doubt(line, message))
            number, suffix, form = self._highest[parent, kind] + 1, 0, "none"
            title, label = ((label, *title) if label else title), None
        for part in title:
            if closed_up(part.text) != part.text:
                self.repairs.append(Repair(line, RepairKind.TITLE_CLOSED_UP, part.text, closed_up(part.text)))
        siblings.add((number, suffix))
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
                suffix=suffix,
            )
        )

    def _open_parent(self, kind: str) -> int | None:
        """The innermost open division above `kind`."""
        rank = HEADING_KINDS.index
        index = len(self.divisions) - 1 if self.divisions else None
        while index is not None and rank(self.divisions[index].kind) >= rank(kind):
            index = self.divisions[index].parent
        return index

    def _open_annex(self, line: SourceLine, opening: Opening) -> None:
        """An annex is a division at the top; what is not numbered in it is read by paragraphs."""
        label: SourcePassage | None = None
        title: tuple[SourcePassage, ...] = (line.passage(),)
        if opening.match:
            self._record_removal(line, opening.match.span("gap"), RemovalReason.SEPARATOR)
            label = line.passage(*opening.match.span("label"))
            title = (line.passage(opening.match.start("title")),) if opening.match["title"] else ()
        form: LabelForm = "numbered" if opening.number else "none"
        number_and_suffix = (opening.number or 0, opening.suffix)
        self._add_division("annex", number_and_suffix, label, title, line.number, form=form)
        self._has_running_text = True

    def _continue_annex_title(self, line: SourceLine) -> None:
        annex = self.divisions[-1]
        self.divisions[-1] = replace(annex, title_parts=(*annex.title_parts, line.passage()))

    def _open_unit(self, line: SourceLine, label: UnitLabel, parent: int | None) -> None:
        self._finish_last()
        self._record_removal(line, label.gap, RemovalReason.SEPARATOR)
        self._is_unit_open = True
        self.articles.append(
            ParsedArticle(
                number=label.number,
                suffix=0,
                label=line.passage(0, label.gap[0]) if label.text else None,
                paragraphs=(line.passage(label.gap[1]),) if line.text[label.gap[1] :] else (),
                division=self._division,
                line=line.number,
                unit=label.form.unit,
                printed_label=label.text,
                parent=None if parent is None else self._unit_at_line[parent],
            )
        )

    def _open_paragraph(self, line: SourceLine, above: int | None = None) -> None:
        """Paragraphs are counted in the unit opened by the line `above`, else in their annex or the text."""
        self._finish_last()
        annex = next(
            (
                index
                for index in reversed(range(len(self.divisions)))
                if self.divisions[index].kind == "annex"
            ),
            None,
        )
        parent = None if above is None else self._unit_at_line[above]
        self._paragraph_count[annex, parent] += 1
        self.articles.append(
            ParsedArticle(
                number=self._paragraph_count[annex, parent],
                suffix=0,
                label=None,
                paragraphs=(line.passage(),),
                division=self._division,
                line=line.number,
                unit="paragraph",
                parent=parent,
            )
        )

    @property
    def _division(self) -> int | None:
        return len(self.divisions) - 1 if self.divisions else None

    def _goes_on_with_table(self, line: SourceLine) -> bool:
        """Whether the line is a row of the table that the last paragraph ends with."""
        last = (self._paragraphs or (self.articles[-1].paragraphs if self.articles else ()))[-1:]
        is_here = bool(self.articles) and self.articles[-1].division == self._division
        return is_here and line.is_row and any("\t" in row.text for row in last)

    def _read_text(self, line: SourceLine) -> None:
        if self._has_running_text and not self._is_unit_open and not self._goes_on_with_table(line):
            self._open_paragraph(line)
        elif not self._has_running_text and self._awaits_first_article():
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
            self._record_removal(line, opening.tail.span("gap"), RemovalReason.SEPARATOR)
            self._join_title(line, line.passage(*opening.tail.span("tail")))
        self._record_removal(line, match.span("gap"), RemovalReason.SEPARATOR)
        self._is_unit_open = True
        number, suffix = number_of(match)
        text = line.passage(match.end())
        self.articles.append(
            ParsedArticle(
                number=number,
                suffix=suffix,
                label=line.passage(*match.span("label")),
                paragraphs=(text,) if text.text else (),
                division=self._division,
                line=line.number,
            )
        )

    def _record_removal(self, line: SourceLine, span: tuple[int, int], reason: RemovalReason) -> None:
        """Record that this span of the line is no part of the text; an empty one is ignored."""
        if span[0] < span[1]:
            self.removals.append(line.removal(*span, reason))


def _missing_numbers(last: int, number: int) -> str:
    """The numbers between two of one level; "" where none is left out, or none stands before."""
    if not last or number <= last + 1:
        return ""
    return f"{last + 1}" + (f"至{number - 1}" if number > last + 2 else "")
