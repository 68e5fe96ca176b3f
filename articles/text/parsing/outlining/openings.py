"""What lines of a source open: the vocabulary that outline and body share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from articles.text.parsing.lines import Doubt, SourceLine
from articles.text.parsing.outlining.labels import match_division, match_loose_division
from articles.text.parsing.units.unit_labels import UnitLabel

_BARE = re.compile(r"[^，。；：！？,;:!?（(【“\"\d\t][^，。；：！？,;:!?\t]{1,39}")


class LineRole(Enum):
    """What a line of the source is: the heading, article or unit that it opens, or text of the one before."""

    DIVISION = auto()  # 第六章 …
    POINT_HEADING = auto()  # 一、一般规定 above articles
    BARE_HEADING = auto()  # 附则, 一般规定
    TITLE_GOES_ON = auto()  # the second line of a heading
    ARTICLE = auto()
    UNIT = auto()  # 三、（六）1. in a text without articles
    PARAGRAPH = auto()  # words after a list, 特此通知, 专栏1
    ANNEX = auto()  # 附件1
    ANNEX_TITLE = auto()
    TEXT = auto()


HEADING_ROLES = frozenset(
    {LineRole.DIVISION, LineRole.POINT_HEADING, LineRole.BARE_HEADING, LineRole.TITLE_GOES_ON}
)


@dataclass(frozen=True)
class Opening:
    """What a line opens; `match` is the match of its label, `tail` that of the second half of a chapter title
    that stands before an article's label.

    `label` is that of a unit, `parent` the line of the unit that it or a paragraph stands in; `number` and
    `suffix` are those of an annex (附件2-1).
    An article `begins_annex` where its number is the first again, without a heading above.
    """

    role: LineRole
    match: re.Match[str] | None = None
    tail: re.Match[str] | None = None
    label: UnitLabel | None = None
    parent: int | None = None
    number: int | None = None
    suffix: int = 0
    begins_annex: bool = False


@dataclass
class DocumentParts:
    """Indices into the kept lines: the contents list, the body [begin, end), the annexes [annexes_begin, …).

    `begin` is None where no label opens the body: its paragraphs are its units. `has_articles` says whether
    the main text is made of articles; then words outside them are no units.
    """

    openings: dict[int, Opening] = field(default_factory=dict)
    contents: range = range(0)
    begin: int | None = None
    end: int = 0
    annexes_begin: int = 0
    has_articles: bool = False
    doubts: list[Doubt] = field(default_factory=list)


def find_divisions(lines: Sequence[SourceLine], quoted: frozenset[int], outline: DocumentParts) -> None:
    """Add the headings 第…编/章/节 before `outline.end` to the openings; `quoted` lines open nothing."""
    for index, line in enumerate(lines[: outline.end]):
        if index in quoted or index in outline.openings:
            continue
        match = match_division(line.text)
        if not match and opens(index + 1, lines, outline):
            match = match_loose_division(line.text)
        if match:
            outline.openings[index] = Opening(LineRole.DIVISION, match)


def opens(index: int, lines: Sequence[SourceLine], outline: DocumentParts) -> bool:
    """Whether the line at `index` opens an article or a division."""
    if index in outline.openings:
        return True
    return index < min(len(lines), outline.end) and match_division(lines[index].text) is not None


def is_bare(line: SourceLine) -> bool:
    """Whether a line is short and has no label and no punctuation, as headings without a number."""
    return bool(_BARE.fullmatch(line.text))
