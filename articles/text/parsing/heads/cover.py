"""What stands above the title by GB/T 9704-2012 (版头): 份号, 密级, 紧急程度, 发文机关标志, 签发人."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.parsing.bodies import signers
from articles.text.parsing.document_marks import (
    LineMark,
    MarkKind,
    cover_marks,
    is_registration,
    labelled_head,
)
from articles.text.parsing.heads.standard_cover import is_standard_number, standard_head_lines
from articles.text.parsing.heads.title_lines import (
    ends_title,
    is_bare_number,
    number_line,
    order_head,
    title_length,
)
from articles.text.parsing.lines import Removal, RemovalReason, SourceLine, SourcePassage

#: 附件1 above the title of a document that a notice prints.
ANNEX_LABEL = re.compile(r"附\s*件\s*[一二三四五六七八九十\d]*\s*[：:]?")
_MINUTES = re.compile(r"[\u3400-\u9fff（）()、\s\dA-Za-z]{0,45}纪\s*要")
_MOST_ABOVE_TITLE, _MOST_ABOVE_STANDARD = 5, 8


@dataclass
class Cover:
    """What stands above the title by GB/T 9704 (版头)."""

    lines: list[SourceLine] = field(default_factory=list)
    marks: list[LineMark] = field(default_factory=list)
    number: SourcePassage | None = None
    removals: list[Removal] = field(default_factory=list)


def take_cover(lines: list[SourceLine]) -> Cover:
    """Take the lines of the 版头 off the beginning: 份号, 密级, 紧急程度, 发文机关标志, 签发人."""
    cover = Cover()
    while len(lines) > 1:
        line = lines[0]
        if head := labelled_head(line):
            cover.number = cover.number or head.number
            cover.marks += head.marks
            cover.removals += [line.removal(*gap, RemovalReason.SEPARATOR) for gap in head.gaps]
        elif marks := cover_marks(line):
            cover.marks += marks
        elif label := ANNEX_LABEL.fullmatch(line.text):
            cover.removals.append(line.removal(0, label.end(), RemovalReason.ANNEX_LABEL))
        elif count := _letterhead_lines(lines) or _minutes_lines(lines):
            cover.marks += [LineMark(MarkKind.LETTERHEAD, part.passage()) for part in lines[:count]]
            cover.lines += lines[: count - 1]
            del lines[: count - 1]
        elif count := standard_head_lines([line.text for line in lines[:_MOST_ABOVE_STANDARD]]):
            _take_standard_head(lines, count, cover)
            return cover
        else:
            return cover
        cover.lines.append(lines.pop(0))
    return cover


def _take_standard_head(lines: list[SourceLine], count: int, cover: Cover) -> None:
    for line in lines[:count]:
        if is_standard_number(line.text):
            cover.number = line.passage()
        else:
            cover.marks.append(LineMark(MarkKind.LETTERHEAD, line.passage()))
    cover.lines += lines[:count]
    del lines[:count]


def marks_below_title(lines: Sequence[SourceLine]) -> int:
    """How many lines say 特急 or 秘密 between the title and the number, as telegrams (电) print them."""
    count = 0
    while count < len(lines) and cover_marks(lines[count]):
        count += 1
    return count if count < len(lines) and number_line(lines[count].text) else 0


def _letterhead_lines(lines: Sequence[SourceLine]) -> int:
    """How many lines name bodies alone above 文件 or the number: the letterhead without that word."""
    count = 0
    while count < len(lines) and signers(lines[count].text.strip("★☆ ")):
        count += 1
    if not count or count >= len(lines):
        return 0
    following = lines[count]
    if "".join(following.text.split()) == "文件":
        return count + 1
    is_head = number_line(following.text) or labelled_head(following) or cover_marks(following)
    is_announcement = is_bare_number(following.text) and count + 1 < len(lines)
    return count if is_head or is_announcement else 0


def _minutes_lines(lines: Sequence[SourceLine]) -> int:
    """How many lines say 会议纪要 alone, perhaps below their body: a letterhead above number and title."""
    count = 2 if signers(lines[0].text) else 1
    if not _MINUTES.fullmatch("".join(line.text for line in lines[:count])):
        return 0
    below = range(count, min(count + _MOST_ABOVE_TITLE - 1, len(lines)))
    return count if any(_is_title_of_minutes(lines[index:]) for index in below) else 0


def _is_title_of_minutes(lines: Sequence[SourceLine]) -> bool:
    """Whether 关于某事的会议纪要 begins here, over one line or two."""
    text = "".join(line.text for line in lines[: title_length(lines)])
    return ("关于" in text and ends_title(text)) or bool(_MINUTES.fullmatch(text))


def take_registration(lines: list[SourceLine]) -> list[LineMark]:
    """Take the registration number of a 规范性文件 off the beginning, which stands below its own."""
    if not lines or not is_registration(lines[0].text):
        return []
    return [LineMark(MarkKind.REGISTRATION, lines.pop(0).passage())]


def take_other_numbers(lines: list[SourceLine]) -> list[LineMark]:
    """Take the numbers of further bodies off the beginning, which stand below that of the first."""
    marks = []
    while lines and document_number_key(lines[0].text) and not order_head(lines[0].text):
        marks.append(LineMark(MarkKind.OTHER_NUMBER, lines.pop(0).passage()))
    return marks
