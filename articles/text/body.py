"""The numbered part of a policy: 编/章/节 headings and the articles under them."""

import re
from dataclasses import dataclass, field, replace

from articles.text.captions import captions
from articles.text.lines import Line, Passage, Removal, RemovalReason, Repair, RepairKind
from articles.text.numerals import NUMERAL_CHARACTERS, NumeralError, parse_numeral

_KINDS = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section"}
_LEVELS = list(_KINDS.values())

_DIVISION = re.compile(
    rf"""
    (?P<index>\d{{0,3}})                                   # 「3第一章」: the running number of a web copy
    (?P<label>第(?P<number>[{NUMERAL_CHARACTERS}]+)(?P<kind>分编|[编章节]))
    (?:(?P<gap>\s+)(?P<title>\S[^。；]*))?                  # a heading may stand alone; it holds no full stop
    """,
    re.VERBOSE,
)
_ARTICLE = re.compile(
    rf"""
    (?P<label>第(?P<number>[{NUMERAL_CHARACTERS}]+)条(?:之(?P<suffix>[{NUMERAL_CHARACTERS}]+))?)
    (?P<gap>\s+|(?=【|\Z))                                  # 「第三条的规定」 is a citation, not a label
    """,
    re.VERBOSE,
)
_TITLE_TAIL = re.compile(
    r"""
    (?P<tail>[^\s。；：，、,;:]{2,30})   # second half of a chapter title, glued to its first article
    (?P<gap>\u3000+)
    (?=第)
    """,
    re.VERBOSE,
)


class StructureError(ValueError):
    """The text is not a policy this parser can read; the message names line and reason, in Chinese."""


@dataclass(frozen=True)
class ParsedDivision:
    """A 编/章/节; `parent` is an index into the list of divisions, `title_parts` the title as printed."""

    kind: str
    number: int
    label: Passage
    title_parts: tuple[Passage, ...]
    parent: int | None
    line: int

    @property
    def title(self) -> str:
        """The halves joined by one half-width space (原文陷阱 9)."""
        return " ".join(part.text for part in self.title_parts)

    def passages(self) -> list[Passage]:
        return [self.label, *self.title_parts]


@dataclass(frozen=True)
class ParsedArticle:
    """An article; `heading` is a prefix of its text or "", `division` an index or None."""

    number: int
    suffix: int
    label: Passage
    paragraphs: tuple[Passage, ...]
    heading: str
    division: int | None
    line: int

    @property
    def text(self) -> str:
        """The exact text, one line a paragraph (款)."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def passages(self) -> list[Passage]:
        return [self.label, *self.paragraphs]


@dataclass
class BodyReader:
    """Reads the body line by line; `finish` hands out what was read."""

    divisions: list[ParsedDivision] = field(default_factory=list)
    articles: list[ParsedArticle] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def read(self, line: Line) -> None:
        if line.is_noise:
            self.removals += line.noise()
            return
        self.removals += line.margins()
        if heading := match_division(line.text):
            self._open_division(line, heading)
        else:
            self._read_text(line)

    def finish(self) -> tuple[ParsedArticle, ...]:
        """The articles with their captions. Raises StructureError for an article without words."""
        for article in self.articles:
            if not article.text:
                raise StructureError(f"第 {article.line} 行：{article.label.text}没有内容")
        found = captions([article.text for article in self.articles])
        return tuple(
            replace(article, heading=heading) for article, heading in zip(self.articles, found, strict=True)
        )

    def _open_division(self, line: Line, match: re.Match[str]) -> None:
        self._remove(line, match.span("index"), RemovalReason.RUNNING_NUMBER)
        self._remove(line, match.span("gap"), RemovalReason.SEPARATOR)
        kind = _KINDS[match["kind"]]
        self.divisions.append(
            ParsedDivision(
                kind=kind,
                number=parse_numeral(match["number"]),
                label=line.passage(*match.span("label")),
                title_parts=(line.passage(*match.span("title")),) if match["title"] else (),
                parent=self._parent_of(kind),
                line=line.number,
            )
        )

    def _parent_of(self, kind: str) -> int | None:
        """The innermost open division above `kind`."""
        index = len(self.divisions) - 1 if self.divisions else None
        while index is not None and _LEVELS.index(self.divisions[index].kind) >= _LEVELS.index(kind):
            index = self.divisions[index].parent
        return index

    def _read_text(self, line: Line) -> None:
        label, tail = match_article(line.text), None
        if label is None and self._awaits_first_article() and (tail := _TITLE_TAIL.match(line.text)):
            label = match_article(line.text, tail.end())
        if label and tail:
            self._join_title(line, tail)
        if label:
            self._open_article(line, label)
        elif self.articles and not self._awaits_first_article():
            last = self.articles[-1]
            self.articles[-1] = replace(last, paragraphs=(*last.paragraphs, line.passage()))
        else:
            raise StructureError(f"第 {line.number} 行：章节标题与其第一条之间有不属于任何条的文字")

    def _awaits_first_article(self) -> bool:
        """Whether the last division opened has no article yet."""
        last = len(self.divisions) - 1
        return last >= 0 and not (self.articles and self.articles[-1].division == last)

    def _join_title(self, line: Line, tail: re.Match[str]) -> None:
        division = self.divisions[-1]
        parts = (*division.title_parts, line.passage(*tail.span("tail")))
        self.divisions[-1] = replace(division, title_parts=parts)
        self._remove(line, tail.span("gap"), RemovalReason.SEPARATOR)
        repair = Repair(line.number, RepairKind.TITLE_JOINED, division.title, self.divisions[-1].title)
        self.repairs.append(repair)

    def _open_article(self, line: Line, match: re.Match[str]) -> None:
        self._remove(line, match.span("gap"), RemovalReason.SEPARATOR)
        text = line.passage(match.end())
        self.articles.append(
            ParsedArticle(
                number=parse_numeral(match["number"]),
                suffix=parse_numeral(match["suffix"]) if match["suffix"] else 0,
                label=line.passage(*match.span("label")),
                paragraphs=(text,) if text.text else (),
                heading="",
                division=len(self.divisions) - 1 if self.divisions else None,
                line=line.number,
            )
        )

    def _remove(self, line: Line, span: tuple[int, int], reason: RemovalReason) -> None:
        if span[0] < span[1]:
            self.removals.append(line.removal(*span, reason))


def begins_body(line: Line) -> bool:
    """Whether the numbered part of the text begins at this line."""
    return match_division(line.text) is not None or match_article(line.text) is not None


def match_division(text: str) -> re.Match[str] | None:
    """Match a whole line that is a 编/章/节 heading."""
    return _well_numbered(_DIVISION.fullmatch(text))


def match_article(text: str, begin: int = 0) -> re.Match[str] | None:
    """Match an article's label 「第…条」 with the gap after it, at `begin`."""
    return _well_numbered(_ARTICLE.match(text, begin))


def _well_numbered(match: re.Match[str] | None) -> re.Match[str] | None:
    try:
        return match if match and parse_numeral(match["number"]) else None
    except NumeralError:
        return None
