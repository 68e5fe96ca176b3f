"""What stands before the first chapter: record, title, adoption, covering notice, introduction."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from articles.text.citing.document_numbers import document_number_key
from articles.text.citing.titles import closed_up, title_key
from articles.text.parsing.adoption import is_adoption_statement
from articles.text.parsing.dates import parse_date
from articles.text.parsing.lines import Removal, RemovalReason, Repair, RepairKind, SourceLine, SourcePassage
from articles.text.parsing.site_record import RecordEntry, record_entries

_RUNNING_NUMBER = re.compile(r"\d{1,3}")
_ADDRESSEES = re.compile(r"[^。]*[：:]")
_SENTENCE_MARKS = re.compile(r"[。；！？]")
_LONGEST_NAME = 30
_LONGEST_TITLE = 80
_QUOTED_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_PART = re.compile(r"(?:第[^第]{1,6}编\s*)?[\u3400-\u9fff]{1,8}编|总则|分则|附则")
_TITLE_ENDS = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|解释|决定|政策|意见|通知|方案|规划|纲要|指南|准则|标准|批复|公告|通告|章程|制度|"
    r"目录|要点|措施|规程|规范|公约|协定|答复|修正案|决议|说明|计划|行动计划|暂行规定|令)"
    r"(?:[（(][^（()）]{1,20}[)）])*"
)
_NOTICES = ("通知", "公告", "通告", "决定", "批复", "函")
_ORDER_HEAD = re.compile(r"(?P<body>[\u3400-\u9fff、\s]{2,60}令)\s*(?:第\s*\S{1,8}\s*号)?|第\s*\S{1,8}\s*号")


@dataclass(frozen=True)
class ParsedIssuer:
    """An issuing body (发文机关): as printed, and closed up (「科　技　部」 → 科技部)."""

    printed: SourcePassage
    name: str


@dataclass(frozen=True)
class FrontMatter:
    """The values that stand before the first chapter; what the source does not say is None or empty.

    `title_parts` are the lines of the title, `part` the name of the part that a code's file holds (a
    division bears it, so it is none of the front's passages).
    """

    title_parts: tuple[SourcePassage, ...]
    document_number: SourcePassage | None = None
    addressees: SourcePassage | None = None
    notice_title: SourcePassage | None = None
    notice: tuple[SourcePassage, ...] = ()
    issuers: tuple[ParsedIssuer, ...] = ()
    signed: SourcePassage | None = None
    signed_on: date | None = None
    adoption: tuple[SourcePassage, ...] = ()
    introduction: tuple[SourcePassage, ...] = ()
    part: SourcePassage | None = None
    record: tuple[RecordEntry, ...] = ()

    @property
    def title(self) -> SourcePassage:
        """The lines of the title as one, where the first of them stands."""
        return SourcePassage(self.title_parts[0].start, "".join(part.text for part in self.title_parts))

    def passages(self) -> list[SourcePassage]:
        """Every kept piece, in source order."""
        single = [self.document_number, self.addressees, self.signed, self.notice_title]
        kept = [passage for passage in single if passage is not None]
        kept += [*self.title_parts, *self.notice, *self.adoption, *self.introduction]
        kept += [issuer.printed for issuer in self.issuers]
        return sorted(kept, key=lambda passage: passage.start)


@dataclass(frozen=True)
class FrontReading:
    """The front matter with the account of what was removed and repaired."""

    front: FrontMatter
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...]


@dataclass
class _Parts:
    """The lines before the body, sorted by what they are."""

    title: list[SourceLine]
    title_parts: tuple[SourcePassage, ...]
    before: list[SourceLine]
    after: list[SourceLine]


def read_front_matter(lines: Iterable[SourceLine]) -> FrontReading | None:
    """Read the lines before the body; None when not even a title stands there.

    A title that is repeated further down is a web page's name the first time and the document's title the
    second time (原文陷阱 5); between the two stands the covering notice.
    """
    removals: list[Removal] = []
    record: list[RecordEntry] = []
    kept = []
    for line in lines:
        if entries := record_entries(line.text):
            record += entries
            removals += line.whole(RemovalReason.RECORD)
        else:
            kept.append(line)
    if not kept:
        return None
    parts = _classified(kept, removals)
    framed = [*parts.title, *parts.before, *parts.after]
    removals += [removal for line in framed for removal in line.margins()]
    return _assemble(parts, removals, record)


def split_head(lines: Sequence[SourceLine]) -> int:
    """Where the running text begins in a text without numbers: below title, number and addressees."""
    for index, line in enumerate(lines[1:6], start=1):
        if _ADDRESSEES.fullmatch(line.text):
            return index + 1
    return next((i for i, line in enumerate(lines) if i and _SENTENCE_MARKS.search(line.text)), len(lines))


def _classified(kept: list[SourceLine], removals: list[Removal]) -> _Parts:
    entry, rest = kept[0], kept[1:]
    repeat = next((i for i, line in enumerate(rest) if _without_running_number(line) == entry.text), None)
    if repeat is not None:
        removals += entry.whole(RemovalReason.ENTRY_NAME)
        line = rest[repeat]
        begin = len(line.text) - len(entry.text)
        removals += [line.removal(0, begin, RemovalReason.RUNNING_NUMBER)] if begin else []
        return _Parts([line], (line.passage(begin),), rest[:repeat], rest[repeat + 1 :])
    begin, end = _title_lines(kept)
    title = kept[begin:end]
    after = _without_second_title(kept, begin, end, removals)
    return _Parts(title, tuple(line.passage() for line in title), kept[:begin], after)


def _without_running_number(line: SourceLine) -> str:
    return _RUNNING_NUMBER.sub("", line.text, count=1) if _RUNNING_NUMBER.match(line.text) else line.text


def _title_lines(kept: list[SourceLine]) -> tuple[int, int]:
    """Where the title begins and ends: the document a notice names, else the first line or lines."""
    named = {title_key(match["title"]) for line in kept for match in _QUOTED_TITLE.finditer(line.text)}
    for index, line in enumerate(kept):
        if index and title_key(line.text) in named:
            return index, index + 1
    begin = 0
    while begin + 1 < len(kept) and _stands_above_title(kept[begin].text):
        begin += 1
    end = begin + 1
    if _is_broken(kept[begin]) and end < len(kept) and _ends_title(kept[end]):
        end += 1
    return begin, end


def _stands_above_title(text: str) -> bool:
    return _is_order_head(text) or is_adoption_statement(text)


def _is_order_head(text: str) -> bool:
    """中华人民共和国国务院令, 第685号, or a document number: what stands above a title."""
    return bool(_ORDER_HEAD.fullmatch(text) or document_number_key(text))


def _has_title_end(text: str) -> bool:
    return any(match.end() == len(text) for match in _TITLE_ENDS.finditer(text))


def _is_broken(line: SourceLine) -> bool:
    return not _has_title_end(closed_up(line.text))


def _ends_title(line: SourceLine) -> bool:
    text = closed_up(line.text)
    is_sentence = _SENTENCE_MARKS.search(text) or text.endswith(("：", ":"))
    return _has_title_end(text) and not (
        is_sentence or len(text) > _LONGEST_TITLE or is_adoption_statement(text)
    )


def _without_second_title(
    kept: list[SourceLine], begin: int, end: int, removals: list[Removal]
) -> list[SourceLine]:
    """The lines after the title; the same title once more, broken in two, is taken away."""
    after = kept[end:]
    title = title_key("".join(line.text for line in kept[begin:end]))
    if len(after) > 1 and title_key(after[0].text + after[1].text) == title:
        removals += [piece for line in after[:2] for piece in line.whole(RemovalReason.ENTRY_NAME)]
        return after[2:]
    return after


def _up_to_date(lines: list[SourceLine]) -> list[SourceLine]:
    """The lines of a covering notice: up to and with the signing date; none without such a date."""
    dated = next((index for index, line in enumerate(lines) if parse_date(line.text)), None)
    return [] if dated is None else lines[: dated + 1]


def _assemble(parts: _Parts, removals: list[Removal], record: list[RecordEntry]) -> FrontReading:
    repairs: list[Repair] = []
    before, after = list(parts.before), list(parts.after)
    if before and not any(parse_date(line.text) for line in before):  # no notice: heads, or statements
        after = [*(line for line in before if not _is_order_head(line.text)), *after]
        before = [line for line in before if _is_order_head(line.text)]
    part, after = _take_part(after)
    adoption, after = _take_adoption(after)
    lines = before or _up_to_date(after)
    after = after if before else after[len(lines) :]
    notice_title = _take_notice_title(lines)
    number = _take_number(lines) or _take_number(after)
    dated = lines.pop() if lines and parse_date(lines[-1].text) else None
    issuers = take_issuers(lines, repairs) if dated else ()
    addressees = lines.pop(0) if lines and _ADDRESSEES.fullmatch(lines[0].text) else None
    if dated:
        signed_on = parse_date(dated.text)
        repairs.append(Repair(dated.number, RepairKind.DATE_READ, dated.text, str(signed_on)))
    front = FrontMatter(
        title_parts=parts.title_parts,
        document_number=number.passage() if number else None,
        addressees=addressees.passage() if addressees else None,
        notice_title=notice_title.passage() if notice_title else None,
        notice=tuple(line.passage() for line in lines),
        issuers=issuers,
        signed=dated.passage() if dated else None,
        signed_on=signed_on if dated else None,
        adoption=tuple(line.passage() for line in adoption),
        introduction=tuple(line.passage() for line in after),
        part=part.passage() if part else None,
        record=tuple(record),
    )
    return FrontReading(front, tuple(removals), tuple(repairs))


def _take_part(lines: list[SourceLine]) -> tuple[SourceLine | None, list[SourceLine]]:
    """A code in several files (民法典) names the part below its title."""
    if lines and _PART.fullmatch(closed_up(lines[0].text)):
        return lines[0], lines[1:]
    return None, lines


def _take_adoption(lines: list[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    end = 0
    while end < len(lines) and (
        is_adoption_statement(lines[end].text, goes_on=end > 0)
        or (0 < end < 12 and _is_open(lines[end - 1].text))
    ):
        end += 1
    return lines[:end], lines[end:]


def _is_open(text: str) -> bool:
    """Whether a bracket opened on the line is closed on a later one."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _take_notice_title(lines: list[SourceLine]) -> SourceLine | None:
    """关于印发《…》的通知 above the document itself."""
    is_title = lines and _ends_title(lines[0]) and not _is_order_head(lines[0].text)
    return lines.pop(0) if is_title and lines[0].text.endswith(_NOTICES) else None


def _take_number(lines: list[SourceLine]) -> SourceLine | None:
    return lines.pop(0) if lines and document_number_key(lines[0].text) else None


def take_issuers(lines: list[SourceLine], repairs: list[Repair]) -> tuple[ParsedIssuer, ...]:
    """Take the signing bodies off the end of `lines`: the short lines above the date."""
    taken: list[SourceLine] = []
    while lines and len(lines[-1].text) <= _LONGEST_NAME and not _SENTENCE_MARKS.search(lines[-1].text):
        if lines[-1].text.endswith(("：", ":")):
            break
        taken.append(lines.pop())
    issuers = []
    for line in reversed(taken):
        name = "".join(line.text.split())
        if name != line.text:
            repairs.append(Repair(line.number, RepairKind.NAME_CLOSED_UP, line.text, name))
        issuers.append(ParsedIssuer(line.passage(), name))
    return tuple(issuers)
