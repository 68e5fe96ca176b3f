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

#: Lines; a bracket that is never closed is taken to end here.
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
    record, record_lines, text_lines = _split_record(list(lines))
    removals = [removal for line in record_lines for removal in line.whole(RemovalReason.RECORD)]
    cover = take_cover(text_lines)
    record_title = _title_of_record(record, text_lines)
    if not (text_lines or record_title):
        return None
    for line in (
        ()
        if record_title
        else (
            *_take_lines(text_lines, page_name(text_lines)),
            *_take_lines(text_lines, second_title(text_lines)),
        )
    ):
        removals += line.whole(RemovalReason.ENTRY_NAME)
    parts, title_removals = (_Parts([], (), [], text_lines), []) if record_title else _split_title(text_lines)
    removals += title_removals
    kept_lines = [*cover.lines, *parts.title, *parts.before, *parts.after]
    removals += [removal for line in kept_lines for removal in line.margins()]
    reading = _assemble(parts, [*removals, *cover.removals], record, cover)
    return (
        replace(reading, front=replace(reading.front, first_words=record_title)) if record_title else reading
    )


def _split_record(
    lines: Sequence[SourceLine],
) -> tuple[list[RecordEntry], list[SourceLine], list[SourceLine]]:
    """The entries of a site's record, the lines that they stand on, and the other lines."""
    entries = entries_of_lines([line.text for line in lines])
    record_lines = [line for line, line_entries in zip(lines, entries, strict=True) if line_entries]
    other_lines = [line for line, line_entries in zip(lines, entries, strict=True) if not line_entries]
    return [entry for line_entries in entries for entry in line_entries], record_lines, other_lines


def _title_of_record(record: Iterable[RecordEntry], lines: Sequence[SourceLine]) -> str:
    """The title that a record states above a text that begins without one, else ""."""
    title = next((entry.value for entry in record if entry.key == "title" and entry.value), "")
    begins = not lines or begins_text(lines[0].text)
    return title if begins and not any(title_key(line.text) == title_key(title) for line in lines) else ""


def head_of(text: str) -> FrontMatter | None:
    """The front matter of a text that is a notice alone."""
    lines = with_title_apart([line for line in split_lines(text) if not line.is_noise])
    reading = read_front_matter(lines[: imprint_begin(lines)])
    return reading.front if reading else None


def split_head(lines: Sequence[SourceLine]) -> int:
    """Where the running text of a document begins that has no unit: after title, number, addressees.

    A document that a notice prints begins after its own title, so the notice is part of the head.
    """
    record, _, text_lines = _split_record(lines)
    take_cover(text_lines)
    if not text_lines:
        return len(lines)
    if _title_of_record(record, text_lines):
        begin = end = 0
    else:
        _take_lines(text_lines, page_name(text_lines))
        _take_lines(text_lines, second_title(text_lines))
        begin, end = title_lines(text_lines)
    title = "".join(line.text for line in text_lines[begin:end])
    end += marks_below_title(text_lines[end:])
    end += bodies_above_adoption(text_lines[end:])
    while end < len(text_lines) and _stands_below_title(text_lines[end].text):
        end += 1
    end += addressee_lines([line.text for line in text_lines[end:]])
    end += byline_lines(text_lines[end:], title=title)
    return next(
        (index for index, line in enumerate(lines) if end < len(text_lines) and line is text_lines[end]),
        len(lines),
    )


def _stands_below_title(text: str) -> bool:
    return number_line(text) or is_bare_number(text) or is_adoption_statement(text)


def _split_title(lines: list[SourceLine]) -> tuple[_Parts, list[Removal]]:
    """The title with the lines above and below it, and what is removed where the page's name repeats it."""
    entry, rest = lines[0], lines[1:]
    repeat = next(
        (index for index, line in enumerate(rest) if _without_running_number(line) == entry.text), None
    )
    if repeat is not None and not _is_signature(entry.text, rest[repeat + 1 :]):
        line = rest[repeat]
        begin = len(line.text) - len(entry.text)
        removals = list(entry.whole(RemovalReason.ENTRY_NAME))
        removals += [line.removal(0, begin, RemovalReason.RUNNING_NUMBER)] if begin else []
        return _Parts([line], (line.passage(begin),), rest[:repeat], rest[repeat + 1 :]), removals
    begin, end = title_lines(lines)
    title = lines[begin:end]
    after = lines[end:]
    return _Parts(title, tuple(line.passage() for line in title), lines[:begin], after), []


def _is_signature(text: str, below: Sequence[SourceLine]) -> bool:
    """Whether a line that comes again is a body, which stands above the title and signs below the text."""
    is_above_date = bool(below) and is_dated(below[0])
    return bool(signers(text)) or (is_above_date and not ends_title(text))


def _without_running_number(line: SourceLine) -> str:
    return _RUNNING_NUMBER.sub("", line.text, count=1) if _RUNNING_NUMBER.match(line.text) else line.text


def _lines_to_date(lines: list[SourceLine]) -> list[SourceLine]:
    """The lines of a covering notice: up to the signing date and the notes below it; none without a date."""
    date_index = next((index for index, line in enumerate(lines) if is_dated(line)), None)
    if date_index is None:
        return []
    return lines[: date_index + 1 + lines_below_date(lines[date_index + 1 :])]


def _assemble(
    parts: _Parts, removals: list[Removal], record: list[RecordEntry], cover: Cover
) -> FrontReading:
    before, after = _above_and_below_title(parts)
    marks = [mark for line in _take_lines(after, marks_below_title(after)) for mark in cover_marks(line)]
    number = cover.number or (None if before else _take_number(after, removals))
    registrations = take_registration(after)
    part = _take_part(after)
    bodies_above = take_bodies_above_adoption(after)
    adoption = _take_adoption(after)
    notice_lines = before or _lines_to_date(after)
    after = after if before else after[len(notice_lines) :]
    number = number or _take_number(notice_lines, removals)
    notice_title = _take_notice_title(notice_lines)
    number = number or _take_number(notice_lines, removals) or _take_number(after, removals)
    registrations += [mark for place in (notice_lines, after) if number for mark in take_other_numbers(place)]
    registrations += take_registration(notice_lines)
    addressees = _take_addressees(notice_lines) or _take_addressees(after)
    _take_annex_label(before, removals)
    byline = (
        take_byline(after, title="".join(part.text for part in parts.title_parts))
        if before or not notice_lines
        else ()
    )
    closing = read_closing(notice_lines)
    if not number:
        number, closing = number_below_date(closing)
    removals += [removal for removal in closing.removals if removal.reason is RemovalReason.SEPARATOR]
    front = FrontMatter(
        title_parts=parts.title_parts,
        document_number=number,
        addressee_parts=addressees,
        notice_title_parts=tuple(line.passage() for line in notice_title),
        notice=tuple(line.passage() for line in notice_lines[: closing.begin]),
        issuers=closing.issuers,
        signed=closing.signed,
        signed_on=closing.signed_on,
        adoption=tuple(line.passage() for line in adoption),
        introduction=tuple(line.passage() for line in after),
        part=part.passage() if part else None,
        record=tuple(record),
        marks=(*cover.marks, *marks, *registrations, *bodies_above, *closing.marks, *byline),
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
    if (
        len(lines) > 1
        and _has_open_bracket(lines[0].text)
        and is_adoption_statement(lines[0].text + lines[1].text)
    ):
        end = 2
    while end < len(lines) and (
        is_adoption_statement(lines[end].text, goes_on=end > 0)
        or (0 < end < _MOST_OF_ADOPTION and _has_open_bracket(lines[end - 1].text))
    ):
        end += 1
    return _take_lines(lines, end)


def _has_open_bracket(text: str) -> bool:
    """Whether a bracket opened on the line is closed on a later one."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _take_notice_title(lines: list[SourceLine]) -> list[SourceLine]:
    """关于印发《…》的通知 above the document itself."""
    is_order = order_head_lines([line.text for line in lines])
    length = title_length(lines) if lines and not is_order else 0
    is_title = length and is_notice_title("".join(closed_up(line.text) for line in lines[:length]))
    return _take_lines(lines, length if is_title else 0)


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
    addressees = _take_lines(lines, addressee_lines([line.text for line in lines]))
    return tuple(line.passage() for line in addressees)


def _take_lines(lines: list[SourceLine], which: int | slice) -> list[SourceLine]:
    """Take lines off the list and return them: the first `which` of them, or a slice."""
    place = slice(which) if isinstance(which, int) else which
    lines_taken = lines[place]
    del lines[place]
    return lines_taken
