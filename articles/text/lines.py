"""The lines of a source file and the account kept of them: what stays, what goes, what is repaired."""

import re
from dataclasses import dataclass
from enum import StrEnum

_LINE = re.compile(
    r"""
    (?P<indent>\ufeff?[^\S\r\n]*)     # U+3000 included, and a byte order mark
    (?P<text>[^\r\n]*?)
    (?P<trailing>[^\S\r\n]*)
    (?P<ending>\r\n|\r|\n|\Z)
    """,
    re.VERBOSE,
)


class RemovalReason(StrEnum):
    """Why characters of the source are no part of the policy's text."""

    BLANK_LINE = "空行"
    EDIT_BUTTON = "百科「编辑」按钮"
    RUNNING_NUMBER = "百科目录序号"
    ENTRY_NAME = "百科词条名（与正文题名重复）"
    SEPARATOR = "标题、条号与正文之间的空白"
    MARGIN = "行首行末空白"
    LINE_END = "换行"


#: Removals that only concern layout; the rest is what a reader of the report wants to see.
LAYOUT_REASONS = frozenset({RemovalReason.SEPARATOR, RemovalReason.MARGIN, RemovalReason.LINE_END})


class RepairKind(StrEnum):
    """What the parser put right in the parsed values (never in the text of an article)."""

    TITLE_JOINED = "章名后半截归还章名"
    NAME_CLOSED_UP = "去除机关名称中的空白"
    DATE_READ = "日期归一"


@dataclass(frozen=True)
class Passage:
    """A run of source characters that was kept exactly; `start` is its offset in code points."""

    start: int
    text: str


@dataclass(frozen=True)
class Removal:
    """A run of source characters that was left out, with its line (from 1) and the reason."""

    line: int
    start: int
    text: str
    reason: RemovalReason


@dataclass(frozen=True)
class Repair:
    """A parsed value that differs from what stands on the line."""

    line: int
    kind: RepairKind
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One source line without its margins; `start` is the offset of `text` in the source."""

    number: int
    start: int
    text: str
    indent: str
    tail: str  # trailing white space and the line end

    @property
    def is_noise(self) -> bool:
        return not self.text or self.text == "编辑"

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Keep [start, end) of the line's text."""
        return Passage(self.start + start, self.text[start:end])

    def removal(self, start: int, end: int, reason: RemovalReason) -> Removal:
        """Leave out [start, end) of the line's text."""
        return Removal(self.number, self.start + start, self.text[start:end], reason)

    def whole(self, reason: RemovalReason) -> list[Removal]:
        """Leave out the whole line: margins, text and line end as one piece."""
        text = f"{self.indent}{self.text}{self.tail}"
        return [Removal(self.number, self.start - len(self.indent), text, reason)] if text else []

    def noise(self) -> list[Removal]:
        """Leave out a line that `is_noise`."""
        return self.whole(RemovalReason.EDIT_BUTTON if self.text else RemovalReason.BLANK_LINE)

    def margins(self) -> list[Removal]:
        """Leave out what surrounds the text of a kept line."""
        removals = []
        if self.indent:
            start = self.start - len(self.indent)
            removals.append(Removal(self.number, start, self.indent, RemovalReason.MARGIN))
        if self.tail:
            reason = RemovalReason.MARGIN if self.tail.strip("\r\n") else RemovalReason.LINE_END
            removals.append(Removal(self.number, self.start + len(self.text), self.tail, reason))
        return removals


def split_lines(source: str) -> list[Line]:
    """Split a source text whose line ends are untouched; joined again the lines are the source."""
    lines = []
    for match in _LINE.finditer(source):
        if match[0]:
            line = Line(
                number=len(lines) + 1,
                start=match.start("text"),
                text=match["text"],
                indent=match["indent"],
                tail=match["trailing"] + match["ending"],
            )
            lines.append(line)
    return lines
