"""The lines of a source file, and the report on them: what is kept, removed and repaired."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.text.tables import Run, table_runs
from articles.text.wording.characters.radicals import plain_characters

#: Characters without width that web pages scatter about: spaces, marks of direction, soft hyphens.
_HIDDEN = "\u200b-\u200f\u2060\ufeff\xad"
_SPACE = rf"(?:[^\S\r\n]|[{_HIDDEN}])"
_LINE = re.compile(r"(?P<text>[^\r\n]*)(?P<ending>\r\n|\r|\n|\Z)")
_MARGIN = re.compile(rf"{_SPACE}*")  # U+3000 and a byte order mark included
_NO_TAB = rf"(?:[^\S\r\n\t]|[{_HIDDEN}])"
_MARKDOWN_HEADING = re.compile(rf"(?P<marks>\#{{1,6}}){_SPACE}+")
_MARKDOWN_COMMENT = re.compile(r"<!--.*-->")
_BOLD = "**"


class RemovalReason(StrEnum):
    """Why characters of the source are no part of the policy's text."""

    BLANK_LINE = "空行"
    EDIT_BUTTON = "百科「编辑」按钮"
    RUNNING_NUMBER = "百科目录序号"
    ENTRY_NAME = "百科词条名（与正文题名重复）"
    SEPARATOR = "标题、条号与正文之间的空白"
    MARGIN = "行首行末空白"
    LINE_END = "换行"
    MARKUP = "Markdown 标记"
    CONTENTS = "目录（正文中另有标题）"
    RECORD = "著录项（已录入相应栏目）"
    PAGE_LINKS = "网页的相关链接（不是正文）"
    ANNEX_LABEL = "附件标识（其后是所附的文件）"


#: Removals that only concern layout; the rest is what a reader of the report wants to see.
LAYOUT_REASONS = frozenset({RemovalReason.SEPARATOR, RemovalReason.MARGIN, RemovalReason.LINE_END})


class RepairKind(StrEnum):
    """What the parser put right in the parsed values; in the text of an article only `CHARACTER`."""

    CHARACTER = "部首字形换作汉字"

    TITLE_JOINED = "章名后半截归还章名"
    NAME_CLOSED_UP = "去除机关名称中的空白"
    DATE_READ = "日期归一"
    TITLE_CLOSED_UP = "去除标题中的空白"
    LINES_JOINED = "硬换行的各行接成一段"


@dataclass(frozen=True)
class SourcePassage:
    """A run of source characters that was kept exactly; `start` is its offset in code points.

    It `goes_on` with the paragraph before where the source only breaks the line.
    """

    start: int
    text: str
    goes_on: bool = False


@dataclass(frozen=True)
class Removal:
    """A run of source characters that was left out, with its line (from 1) and the reason."""

    line: int
    start: int
    text: str
    reason: RemovalReason


@dataclass(frozen=True)
class Repair:
    """A parsed value that differs from what stands on the line.

    `start` is the place in the source of characters that read as others, None for what was read from a line.
    """

    line: int
    kind: RepairKind
    before: str
    after: str
    start: int | None = None


@dataclass(frozen=True)
class Doubt:
    """A place of the source that a person should check; no text was lost there."""

    line: int
    text: str


@dataclass(frozen=True)
class SourceLine:
    """One source line without its margins; `start` is the offset of `text` in the source.

    `level` is that of a Markdown heading, 0 for any other line.
    """

    number: int
    start: int
    text: str
    indent: str
    tail: str  # trailing white space and the line end
    level: int = 0
    is_comment: bool = False
    is_row: bool = False  # of a table: it keeps the tabs at its ends
    goes_on: bool = False  # with the line before, where the source breaks lines at a width

    @property
    def is_noise(self) -> bool:
        """Whether the line says nothing: blank, a comment, or the edit button (编辑) of an encyclopedia."""
        return not self.text or self.is_comment or self.text == "编辑"

    def passage(self, start: int = 0, end: int | None = None) -> SourcePassage:
        """Keep [start, end) of the line's text."""
        return SourcePassage(self.start + start, self.text[start:end])

    def removal(self, start: int, end: int, reason: RemovalReason) -> Removal:
        """Leave out [start, end) of the line's text."""
        return Removal(self.number, self.start + start, self.text[start:end], reason)

    def whole(self, reason: RemovalReason) -> list[Removal]:
        """Leave out the whole line: margins, text and line end as one piece."""
        text = f"{self.indent}{self.text}{self.tail}"
        return [Removal(self.number, self.start - len(self.indent), text, reason)] if text else []

    def noise(self) -> list[Removal]:
        """Leave out a line that `is_noise`."""
        if self.is_comment:
            return self.whole(RemovalReason.MARKUP)
        return self.whole(RemovalReason.EDIT_BUTTON if self.text else RemovalReason.BLANK_LINE)

    def margins(self) -> list[Removal]:
        """Leave out what surrounds the text of a kept line."""
        removals = []
        if self.indent:
            start = self.start - len(self.indent)
            reason = RemovalReason.MARKUP if set(self.indent) & set("#*") else RemovalReason.MARGIN
            removals.append(Removal(self.number, start, self.indent, reason))
        if self.tail:
            reason = RemovalReason.MARGIN if self.tail.strip("\r\n") else RemovalReason.LINE_END
            removals.append(Removal(self.number, self.start + len(self.text), self.tail, reason))
        return removals


def _margin(text: str) -> str:
    match = _MARGIN.match(text)
    return match[0] if match else ""


def split_lines(source: str, *, markdown: bool = False) -> list[SourceLine]:
    """Split a source text whose line ends are untouched; joined again the lines are the source.

    Radicals (⼀) read as the characters they stand for; `character_repairs` says where.
    """
    matches = [match for match in _LINE.finditer(plain_characters(source)) if match[0]]
    rows = _rows_of_tables([match["text"] for match in matches]) if "\t" in source else {}
    lines: list[SourceLine] = []
    for number, match in enumerate(matches, start=1):
        run = rows.get(number - 1)
        indent, text, trailing = (
            _split_row_margins(match["text"], run) if run else _split_margins(match["text"])
        )
        line = SourceLine(
            number=number,
            start=match.start() + len(indent),
            text=text,
            indent=indent,
            tail=trailing + match["ending"],
            is_row=run is not None,
        )
        lines.append(_without_markup(line) if markdown and not run else line)
    return lines


def character_repairs(source: str, lines: Sequence[SourceLine]) -> list[Repair]:
    """Where the `lines` of a source have other characters than it: one repair a character, with its place."""
    if plain_characters(source) == source:
        return []
    return [
        Repair(line.number, RepairKind.CHARACTER, printed, plain, start=place)
        for line in lines
        for place, plain in enumerate(line.text, start=line.start)
        if (printed := source[place]) != plain
    ]


def _rows_of_tables(texts: list[str]) -> dict[int, Run]:
    return {index: run for run in table_runs(texts) for index in range(run.start, run.stop)}


def _split_margins(text: str) -> tuple[str, str, str]:
    indent = _margin(text)
    inner = text[len(indent) :]
    trailing = _margin(inner[::-1])[::-1]
    return indent, inner.removesuffix(trailing), trailing


def _split_row_margins(text: str, run: Run) -> tuple[str, str, str]:
    """Leave the tabs of empty cells with the row; those that all rows of the table have are margins."""
    indent = _row_margin(text, run.before)
    inner = text[len(indent) :]
    trailing = _row_margin(inner[::-1], run.after)[::-1]
    return indent, inner.removesuffix(trailing), trailing


def _row_margin(text: str, tabs: int) -> str:
    match = re.match(rf"{_NO_TAB}*(?:\t{_NO_TAB}*){{{tabs}}}", text)
    return match[0] if match else ""


def _without_markup(line: SourceLine) -> SourceLine:
    """Move Markdown's marks of headings and bold lines to the margins; a comment says nothing."""
    if _MARKDOWN_COMMENT.fullmatch(line.text):
        return replace(line, is_comment=True)
    if heading := _MARKDOWN_HEADING.match(line.text):
        line = _shift_start(line, heading.end(), level=len(heading["marks"]))
    if line.text.startswith(_BOLD) and _BOLD in line.text[2:]:
        line = _shift_start(line, len(_BOLD))
        if line.text.endswith(_BOLD) and line.text.count(_BOLD) == 1:
            line = replace(line, text=line.text.removesuffix(_BOLD), tail=_BOLD + line.tail)
    return line


def _shift_start(line: SourceLine, by: int, *, level: int | None = None) -> SourceLine:
    return replace(
        line,
        start=line.start + by,
        indent=line.indent + line.text[:by],
        text=line.text[by:],
        level=line.level if level is None else level,
    )
