"""What stands before the first chapter: record, title, adoption, covering notice, introduction."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import closed_up, title_key
from articles.text.numbers.dates import parse_date
from articles.text.parsing.bodies import signers
from articles.text.parsing.closing import (
    is_dated,
    issuers_in_full,
    number_below_date,
    read_closing,
)
from articles.text.parsing.document_marks import (
    cover_marks,
    imprint_begin,
    lines_below_date,
)
from articles.text.parsing.heads.addressees import addressee_lines
from articles.text.parsing.heads.adoption import is_adoption_statement
from articles.text.parsing.heads.byline import (
    bodies_above_adoption,
    byline_lines,
    first_words,
    take_bodies_above_adoption,
    take_byline,
)
from articles.text.parsing.heads.cover import (
    ANNEX_LABEL,
    Cover,
    marks_below_title,
    take_cover,
    take_other_numbers,
    take_registration,
)
from articles.text.parsing.heads.front_parts import FrontMatter, FrontReading
from articles.text.parsing.heads.page_titles import page_name, second_title
from articles.text.parsing.heads.site_record import RecordEntry, entries_of_lines
from articles.text.parsing.heads.title_lines import (
    begins_text,
    ends_title,
    is_bare_number,
    is_notice_title,
    is_order_head,
    number_line,
    order_head_lines,
    title_length,
    title_lines,
)
from articles.text.parsing.lines import Removal, RemovalReason, SourceLine, SourcePassage, split_lines
from articles.text.parsing.unfolding import with_title_apart

#: A bracket that is never closed ends somewhere.
_MOST_OF_ADOPTION = 12
_RUNNING_NUMBER = re.compile(r"\d{1,3}")
_PART = re.compile(r"(?:第[^第]{1,6}编\s*)?[\u3400-\u9fff]{1,8}编|总则|分则|附则")


# What is called _take_… takes lines off the list that it is given and returns them.


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
    record, recorded, kept = _record_apart(list(lines))
    removals = [cut for line in recorded for cut in line.whole(RemovalReason.RECORD)]
    cover = take_cover(kept)
    stated = _title_of_record(record, kept)
    if not (kept or stated):
        return None
    for line in () if stated else (*_taken(kept, page_name(kept)), *_taken(kept, second_title(kept))):
        removals += line.whole(RemovalReason.ENTRY_NAME)
    parts, cut = (_Parts([], (), [], kept), []) if stated else _title_apart(kept)
    removals += cut
    framed = [*cover.lines, *parts.title, *parts.before, *parts.after]
    removals += [removal for line in framed for removal in line.margins()]
    reading = _assemble(parts, [*removals, *cover.removals], record, cover)
    return replace(reading, front=replace(reading.front, first_words=stated)) if stated else reading


def _record_apart(
    lines: Sequence[SourceLine],
) -> tuple[list[RecordEntry], list[SourceLine], list[SourceLine]]:
    """The entries of a site's record, the lines that they stand on, and the other lines."""
    entries = entries_of_lines([line.text for line in lines])
    recorded = [line for line, found in zip(lines, entries, strict=True) if found]
    kept = [line for line, found in zip(lines, entries, strict=True) if not found]
    return [entry for found in entries for entry in found], recorded, kept


def _title_of_record(record: Iterable[RecordEntry], kept: Sequence[SourceLine]) -> str:
    """The title that a record states above a text that begins without one, else ""."""
    stated = next((entry.value for entry in record if entry.key == "title" and entry.value), "")
    begins = not kept or begins_text(kept[0].text)
    return stated if begins and not any(title_key(line.text) == title_key(stated) for line in kept) else ""


def head_of(text: str) -> FrontMatter | None:
    """The front matter of a text that is a notice alone."""
    lines = with_title_apart([line for line in split_lines(text) if not line.is_noise])
    reading = read_front_matter(lines[: imprint_begin(lines)])
    return reading.front if reading else None


def split_head(lines: Sequence[SourceLine]) -> int:
    """Where the running text of a document begins that has no unit: after title, number, addressees.

    A document that a notice prints begins after its own title, so the notice is part of the head.
    """
    record, _, kept = _record_apart(lines)
    take_cover(kept)
    if not kept:
        return len(lines)
    if _title_of_record(record, kept):
        begin = end = 0
    else:
        _taken(kept, page_name(kept))
        _taken(kept, second_title(kept))
        begin, end = title_lines(kept)
    title = "".join(line.text for line in kept[begin:end])
    end += marks_below_title(kept[end:])
    end += bodies_above_adoption(kept[end:])
    while end < len(kept) and _stands_below_title(kept[end].text):
        end += 1
    end += addressee_lines([line.text for line in kept[end:]])
    end += byline_lines(kept[end:], title=title)
    return next((i for i, line in enumerate(lines) if end < len(kept) and line is kept[end]), len(lines))


def _stands_below_title(text: str) -> bool:
    return number_line(text) or is_bare_number(text) or is_adoption_statement(text)


def _title_apart(kept: list[SourceLine]) -> tuple[_Parts, list[Removal]]:
    """The title and the lines above and below it; and what is left out where a page's name comes again as the
    title."""
    entry, rest = kept[0], kept[1:]
    repeat = next((i for i, line in enumerate(rest) if _without_running_number(line) == entry.text), None)
    if repeat is not None and not _is_signature(entry.text, rest[repeat + 1 :]):
        line = rest[repeat]
        begin = len(line.text) - len(entry.text)
        cut = list(entry.whole(RemovalReason.ENTRY_NAME))
        cut += [line.removal(0, begin, RemovalReason.RUNNING_NUMBER)] if begin else []
        return _Parts([line], (line.passage(begin),), rest[:repeat], rest[repeat + 1 :]), cut
    begin, end = title_lines(kept)
    title = kept[begin:end]
    after = kept[end:]
    return _Parts(title, tuple(line.passage() for line in title), kept[:begin], after), []


def _is_signature(text: str, below: Sequence[SourceLine]) -> bool:
    """Whether a line that comes again is a body, which stands above the title and signs below the text."""
    is_above_date = bool(below) and is_dated(below[0])
    return bool(signers(text)) or (is_above_date and not ends_title(text))


def _without_running_number(line: SourceLine) -> str:
    return _RUNNING_NUMBER.sub("", line.text, count=1) if _RUNNING_NUMBER.match(line.text) else line.text


def _up_to_date(lines: list[SourceLine]) -> list[SourceLine]:
    """The lines of a covering notice: up to the signing date and the notes below it; none without a date."""
    dated = next((index for index, line in enumerate(lines) if is_dated(line)), None)
    if dated is None:
        return []
    return lines[: dated + 1 + lines_below_date(lines[dated + 1 :])]


def _assemble(
    parts: _Parts, removals: list[Removal], record: list[RecordEntry], cover: Cover
) -> FrontReading:
    before, after = _above_and_below_title(parts)
    marks = [mark for line in _taken(after, marks_below_title(after)) for mark in cover_marks(line)]
    number = cover.number or (None if before else _take_number(after, removals))
    registered = take_registration(after)
    part = _take_part(after)
    makers = take_bodies_above_adoption(after)
    adoption = _take_adoption(after)
    lines = before or _up_to_date(after)
    after = after if before else after[len(lines) :]
    number = number or _take_number(lines, removals)
    notice_title = _take_notice_title(lines)
    number = number or _take_number(lines, removals) or _take_number(after, removals)
    registered += [mark for place in (lines, after) if number for mark in take_other_numbers(place)]
    registered += take_registration(lines)
    addressees = _take_addressees(lines) or _take_addressees(after)
    _take_annex_label(before, removals)
    byline = (
        take_byline(after, title="".join(part.text for part in parts.title_parts))
        if before or not lines
        else ()
    )
    closing = read_closing(lines)
    if not number:
        number, closing = number_below_date(closing)
    removals += [cut for cut in closing.removals if cut.reason is RemovalReason.SEPARATOR]
    front = FrontMatter(
        title_parts=parts.title_parts,
        document_number=number,
        addressee_parts=addressees,
        notice_title_parts=tuple(line.passage() for line in notice_title),
        notice=tuple(line.passage() for line in lines[: closing.begin]),
        issuers=closing.issuers,
        signed=closing.signed,
        signed_on=closing.signed_on,
        adoption=tuple(line.passage() for line in adoption),
        introduction=tuple(line.passage() for line in after),
        part=part.passage() if part else None,
        record=tuple(record),
        marks=(*cover.marks, *marks, *registered, *makers, *closing.marks, *byline),
        first_words="" if parts.title_parts or not after else first_words(after[0].text),
    )
    issuers = issuers_in_full(front.issuers, front.title_of_issuers)
    return FrontReading(replace(front, issuers=issuers), tuple(removals), closing.repairs)


def _above_and_below_title(parts: _Parts) -> tuple[list[SourceLine], list[SourceLine]]:
    """The lines above the title and those below it, to which statements above a title belong as well."""
    before = list(parts.before)
    if any(parse_date(line.text) for line in before):  # a notice
        return before, list(parts.after)
    begin = order_head_lines([line.text for line in before])  # the bodies of 公告 stand on its lines
    heads = before[:begin]
    heads += [line for line in before[begin:] if is_order_head(line.text) or is_dated(line)]
    return heads, [*(line for line in before if line not in heads), *parts.after]


def _take_annex_label(lines: list[SourceLine], removals: list[Removal]) -> None:
    """Take 附件 off the end of a notice: it stands above the title of what the notice prints."""
    if lines and ANNEX_LABEL.fullmatch(lines[-1].text):
        label = lines.pop()
        removals.append(label.removal(0, len(label.text), RemovalReason.ANNEX_LABEL))


def _take_part(lines: list[SourceLine]) -> SourceLine | None:
    """Take the name of the part off the beginning: where a code has several files, it is below the title."""
    is_part = bool(lines) and _PART.fullmatch(closed_up(lines[0].text)) is not None
    return lines.pop(0) if is_part else None


def _take_adoption(lines: list[SourceLine]) -> list[SourceLine]:
    """Take what says who adopted and changed the document off the beginning, with the lines of a bracket that
    goes on."""
    end = 0
    if len(lines) > 1 and _is_open(lines[0].text) and is_adoption_statement(lines[0].text + lines[1].text):
        end = 2
    while end < len(lines) and (
        is_adoption_statement(lines[end].text, goes_on=end > 0)
        or (0 < end < _MOST_OF_ADOPTION and _is_open(lines[end - 1].text))
    ):
        end += 1
    return _taken(lines, end)


def _is_open(text: str) -> bool:
    """Whether a bracket opened on the line is closed on a later one."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _take_notice_title(lines: list[SourceLine]) -> list[SourceLine]:
    """关于印发《…》的通知 above the document itself."""
    is_order = order_head_lines([line.text for line in lines])
    length = title_length(lines) if lines and not is_order else 0
    is_title = length and is_notice_title("".join(closed_up(line.text) for line in lines[:length]))
    return _taken(lines, length if is_title else 0)


def _take_number(lines: list[SourceLine], removals: list[Removal]) -> SourcePassage | None:
    """Take the number off the beginning; brackets around it are layout."""
    if not lines or not (number_line(lines[0].text) or is_bare_number(lines[0].text)):
        return None
    line = lines.pop(0)
    begin, end = 0, len(line.text)
    if not document_number_key(line.text) and line.text[0] in "（(" and line.text[-1] in "）)":
        begin, end = 1, end - 1
        removals.append(line.removal(0, 1, RemovalReason.SEPARATOR))
        removals.append(line.removal(end, len(line.text), RemovalReason.SEPARATOR))
    return line.passage(begin, end)


def _take_addressees(lines: list[SourceLine]) -> tuple[SourcePassage, ...]:
    """Take the addressees off the beginning."""
    taken = _taken(lines, addressee_lines([line.text for line in lines]))
    return tuple(line.passage() for line in taken)


def _taken(lines: list[SourceLine], which: int | slice) -> list[SourceLine]:
    """Take these lines off the list: a number of the first, or a slice."""
    place = slice(which) if isinstance(which, int) else which
    taken = lines[place]
    del lines[place]
    return taken
