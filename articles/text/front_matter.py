"""What stands before the first chapter: title, covering notice with its frame, introduction."""

import re
from dataclasses import dataclass
from datetime import date

from articles.text.dates import parse_date
from articles.text.document_numbers import document_number_key
from articles.text.lines import Line, Passage, Removal, RemovalReason, Repair, RepairKind

_RUNNING_NUMBER = re.compile(r"\d{1,3}")
_ADDRESSEES = re.compile(r"[^。]*[：:]")
_SENTENCE_MARKS = re.compile(r"[。；！？]")
_LONGEST_NAME = 30


@dataclass(frozen=True)
class ParsedIssuer:
    """An issuing body (发文机关): as printed, and closed up (「科　技　部」 → 科技部)."""

    printed: Passage
    name: str


@dataclass(frozen=True)
class FrontMatter:
    """The values that stand before the first chapter; what the source does not say is None or empty."""

    title: Passage
    document_number: Passage | None = None
    addressees: Passage | None = None
    notice: tuple[Passage, ...] = ()
    issuers: tuple[ParsedIssuer, ...] = ()
    signed: Passage | None = None
    signed_on: date | None = None
    introduction: tuple[Passage, ...] = ()

    def passages(self) -> list[Passage]:
        """Every kept piece, in source order."""
        single = [self.title, self.document_number, self.addressees, self.signed]
        kept = [passage for passage in single if passage is not None]
        kept += [*self.notice, *self.introduction, *(issuer.printed for issuer in self.issuers)]
        return sorted(kept, key=lambda passage: passage.start)


@dataclass(frozen=True)
class FrontReading:
    """The front matter with the account of what was removed and repaired."""

    front: FrontMatter
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...]


def read_front_matter(lines: list[Line]) -> FrontReading | None:
    """Read the lines before the body; None when not even a title stands there.

    A title that is repeated further down is an encyclopedia's entry name the first time and the
    document's title the second time (原文陷阱 5); between the two stands the covering notice.
    """
    removals = [removal for line in lines if line.is_noise for removal in line.noise()]
    kept = [line for line in lines if not line.is_noise]
    if not kept:
        return None
    entry, rest = kept[0], kept[1:]
    repeat = next((i for i, line in enumerate(rest) if _without_running_number(line) == entry.text), None)
    if repeat is None:
        title, before, after = entry.passage(), _up_to_date(rest), rest[len(_up_to_date(rest)) :]
    else:
        title, number = _split_title(rest[repeat], entry.text)
        removals += [*entry.whole(RemovalReason.ENTRY_NAME), *number]
        before, after = rest[:repeat], rest[repeat + 1 :]
    framed = kept if repeat is None else rest
    removals += [removal for line in framed for removal in line.margins()]
    return _assemble(title, before, after, removals)


def _without_running_number(line: Line) -> str:
    return _RUNNING_NUMBER.sub("", line.text, count=1) if _RUNNING_NUMBER.match(line.text) else line.text


def _split_title(line: Line, title: str) -> tuple[Passage, list[Removal]]:
    begin = len(line.text) - len(title)
    number = [line.removal(0, begin, RemovalReason.RUNNING_NUMBER)] if begin else []
    return line.passage(begin), number


def _up_to_date(lines: list[Line]) -> list[Line]:
    """The lines of a covering notice: up to and with the signing date; none without such a date."""
    dated = next((index for index, line in enumerate(lines) if parse_date(line.text)), None)
    return [] if dated is None else lines[: dated + 1]


def _assemble(
    title: Passage, notice_lines: list[Line], after: list[Line], removals: list[Removal]
) -> FrontReading:
    repairs: list[Repair] = []
    lines = list(notice_lines)
    number = lines.pop(0) if lines and document_number_key(lines[0].text) else None
    dated = lines.pop() if lines and parse_date(lines[-1].text) else None
    issuers = _take_issuers(lines, repairs) if dated else ()
    addressees = lines.pop(0) if lines and _ADDRESSEES.fullmatch(lines[0].text) else None
    if dated:
        signed_on = parse_date(dated.text)
        repairs.append(Repair(dated.number, RepairKind.DATE_READ, dated.text, str(signed_on)))
    front = FrontMatter(
        title=title,
        document_number=number.passage() if number else None,
        addressees=addressees.passage() if addressees else None,
        notice=tuple(line.passage() for line in lines),
        issuers=issuers,
        signed=dated.passage() if dated else None,
        signed_on=signed_on if dated else None,
        introduction=tuple(line.passage() for line in after),
    )
    return FrontReading(front, tuple(removals), tuple(repairs))


def _take_issuers(lines: list[Line], repairs: list[Repair]) -> tuple[ParsedIssuer, ...]:
    """Take the signing bodies off the end of `lines`: the short lines above the date."""
    taken: list[Line] = []
    while lines and len(lines[-1].text) <= _LONGEST_NAME and not _SENTENCE_MARKS.search(lines[-1].text):
        if lines[-1].text.endswith(("：", ":")):
            break
        taken.insert(0, lines.pop())
    issuers = []
    for line in taken:
        name = "".join(line.text.split())
        if name != line.text:
            repairs.append(Repair(line.number, RepairKind.NAME_CLOSED_UP, line.text, name))
        issuers.append(ParsedIssuer(line.passage(), name))
    return tuple(issuers)
