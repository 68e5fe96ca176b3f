"""What stands after the last unit: annex list, signing bodies and persons, date, notes, imprint.

GB/T 9704-2012, 7.3.4 to 7.4: 附件说明, 发文机关署名, 成文日期, 附注, 版记, in this order. Read from the back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from articles.text.numbers.dates import SignatureDate, signature_date
from articles.text.parsing.bodies import (
    SigningBody,
    bodies_in_title,
    columns,
    is_bare_name,
    is_body_name,
    is_formula,
    signers,
)
from articles.text.parsing.document_marks import (
    LineMark,
    MarkKind,
    annex_list_above,
    contacts_above,
    imprint_begin,
    imprint_marks,
    is_annex_list_head,
    is_attendance,
    is_contact,
    is_listed,
    is_note,
    lines_below_date,
    note_marks,
)
from articles.text.parsing.lines import Removal, RemovalReason, Repair, RepairKind, SourceLine, SourcePassage

_MOST_SIGNERS, _MOST_LISTED, _MOST_BELOW_DATE = 60, 60, 80
_LONGEST_NAME = 30
#: 省政府办公厅, as which 广东省人民政府办公厅 may sign.
_OF_ITS_PLACE = re.compile(r"[省市县区州盟旗](?:政府|人民政府|委)")
_SENTENCE = "。；！？：:，,、"


@dataclass(frozen=True)
class ParsedIssuer:
    """An issuing body (发文机关): as printed, and closed up (「科　技　部」 → 科技部).

    `goes_on` is the second half of a name that is printed over two lines of a column.
    """

    printed: SourcePassage
    name: str
    goes_on: SourcePassage | None = None

    @property
    def passages(self) -> tuple[SourcePassage, ...]:
        return (self.printed, self.goes_on) if self.goes_on else (self.printed,)

    @property
    def text(self) -> str:
        return "".join(passage.text for passage in self.passages)


@dataclass(frozen=True)
class Closing:
    """The end of a text, in the given lines from `begin` on; `signed` is None where no date is."""

    begin: int
    issuers: tuple[ParsedIssuer, ...] = ()
    signed: SourcePassage | None = None
    signed_on: date | None = None
    marks: tuple[LineMark, ...] = ()
    removals: tuple[Removal, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass
class _Signature:
    """What the lines of a signature name, gathered from the last of them up."""

    issuers: list[ParsedIssuer] = field(default_factory=list)
    marks: list[LineMark] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def take(self, line: SourceLine, names: Sequence[SigningBody], *, end: int | None = None) -> None:
        """Take the names of a line up to `end`; what stands between them is layout."""
        end = len(line.text) if end is None else end
        offset, issuers = 0, []
        for signer in names:
            passage = line.passage(signer.start, signer.end)
            self.leave_out(line, offset, signer.start)
            offset = signer.end
            if signer.is_person:
                self.marks.append(LineMark(MarkKind.SIGNATORY, passage))
                continue
            issuers.append(ParsedIssuer(passage, signer.name))
        self.leave_out(line, offset, end)
        self.issuers[:0] = issuers
        self.repairs[:0] = [
            Repair(line.number, RepairKind.NAME_CLOSED_UP, issuer.printed.text, issuer.name)
            for issuer in issuers
            if issuer.name != issuer.text
        ]

    def take_broken(self, line: SourceLine) -> bool:
        """Take a row of names of which one goes on below, in the name taken last."""
        pieces = columns(line.text)
        names = [signers(line.text[start:end]) for start, end in pieces]
        if len(pieces) < 2 or not self.issuers or sum(not name_signers for name_signers in names) != 1:
            return False
        broken = next(place for place, name_signers in enumerate(names) if not name_signers)
        below = self.issuers[0]
        name = "".join(line.text[slice(*pieces[broken])].split()) + below.name
        if below.goes_on or not is_body_name(name):
            return False
        del self.issuers[0]
        self.repairs = [repair for repair in self.repairs if repair.after != below.name]
        self.take(
            line,
            [
                SigningBody(start, end, name_signers[0].name if name_signers else name)
                for (start, end), name_signers in zip(pieces, names, strict=True)
            ],
        )
        self.issuers[broken] = replace(self.issuers[broken], goes_on=below.printed)
        self.repairs = [repair for repair in self.repairs if repair.after != self.issuers[broken].text]
        return True

    def keep_last(self, line: SourceLine) -> None:
        """Give back all but the names of `line`."""
        self.issuers = [issuer for issuer in self.issuers if issuer.printed.start >= line.start]
        self.marks = [mark for mark in self.marks if mark.passage.start >= line.start]
        self.removals = [removal for removal in self.removals if removal.start >= line.start]
        self.repairs = [repair for repair in self.repairs if repair.line >= line.number]

    def leave_out(self, line: SourceLine, start: int, end: int) -> None:
        if start < end:
            self.removals.append(line.removal(start, end, RemovalReason.SEPARATOR))


def read_closing(lines: Sequence[SourceLine], *, above: str = "") -> Closing:
    """Read the end of `lines`, the paragraphs after the line `above` that the last unit begins with."""
    end = imprint_begin(lines)
    marks = imprint_marks(lines[end:])
    end = _take_notes(lines, end, marks)
    day = _closing_date(lines[end - 1]) if end else None
    signature = _Signature()
    begin, signed = end, None
    if day:
        begin = _take_signers(lines, end - 1, day, signature, above)
    if day and (day.value or signature.issuers or signature.marks):
        signed = lines[end - 1].passage(day.start, day.end)
        begin = _take_lines_above(lines, begin, marks)
    elif day:  # a month that nobody signs is text
        begin, signature = end, _Signature()
    if not signed:  # 附件说明 ends an order that bears its date above
        begin = annex_list_above(lines, end)
        marks += [LineMark(MarkKind.ANNEX_LIST, line.passage()) for line in lines[begin:end]]
    if signed and day and day.value:
        signature.repairs.append(
            Repair(lines[end - 1].number, RepairKind.DATE_READ, signed.text, str(day.value))
        )
    elif signed:
        signature.marks.append(LineMark(MarkKind.SIGNED, signed))
    marks += signature.marks
    return Closing(
        begin=begin,
        issuers=tuple(signature.issuers),
        signed=signed if day and day.value else None,
        signed_on=day.value if day else None,
        marks=tuple(sorted(marks, key=lambda mark: mark.passage.start)),
        removals=(*(removal for line in lines[begin:] for removal in line.margins()), *signature.removals),
        repairs=tuple(signature.repairs),
    )


def issuers_in_full(issuers: tuple[ParsedIssuer, ...], title: str) -> tuple[ParsedIssuer, ...]:
    """The issuers by their names in the title, where they sign without their place: 省政府办公厅."""
    title_bodies = bodies_in_title(title)
    is_short = len(issuers) == len(title_bodies) and all(
        _OF_ITS_PLACE.match(issuer.name)
        and _short_body_name(full_name).endswith(_short_body_name(issuer.name))
        for issuer, full_name in zip(issuers, title_bodies, strict=True)
    )
    if not is_short:
        return issuers
    return tuple(
        replace(issuer, name=full_name) for issuer, full_name in zip(issuers, title_bodies, strict=True)
    )


def _short_body_name(name: str) -> str:
    return name.replace("人民政府", "政府")


def number_below_date(closing: Closing) -> tuple[SourcePassage | None, Closing]:
    """The number that stands below the day of a signature, and the closing without it."""
    below = next((mark for mark in closing.marks if mark.kind is MarkKind.OTHER_NUMBER), None)
    if below is None:
        return None, closing
    return below.passage, replace(closing, marks=tuple(mark for mark in closing.marks if mark is not below))


def signature_end(lines: Sequence[SourceLine], annex: int) -> int:
    """Where the document ends whose annexes seem to begin at `annex`.

    What looks like an annex may only list them (附件：1.某表) above the signature, which then follows.
    """
    if annex >= len(lines) or not _heads_annex_list(lines[annex].text):
        return annex
    for index in range(annex + 1, min(annex + _MOST_LISTED, len(lines))):
        text = lines[index].text
        day = _closing_date(lines[index])
        if day and (day.value or day.start or signers(lines[index - 1].text)):
            return index + 1 + lines_below_date(lines[index + 1 :])
        if not (is_listed(text) or is_contact(text)):
            return annex
    return annex


def is_dated(line: SourceLine) -> bool:
    """Whether a line is the date of a signature, alone or behind the names of those who sign."""
    return _closing_date(line) is not None


def _heads_annex_list(text: str) -> bool:
    return is_annex_list_head(text) or text.rstrip("：: ") == "附件"


def _take_notes(lines: Sequence[SourceLine], end: int, marks: list[LineMark]) -> int:
    """Take off the end what stands below the date: 附注, contacts, the list of annexes."""
    begin = max(0, end - _MOST_BELOW_DATE)
    list_begin = annex_list_above(lines, end)
    for index in range(end - 1, begin - 1, -1):
        if not is_dated(lines[index]):
            continue
        stop = index + 1 + lines_below_date(lines[index + 1 : end])
        if stop in (list_begin, end):
            marks += [LineMark(MarkKind.ANNEX_LIST, line.passage()) for line in lines[stop:end]]
            marks += note_marks(lines[index + 1 : stop])
            return index + 1
        break
    stop = end
    while end and (
        (above := contacts_above(lines, end)) < end or is_note(lines[end - 1].text, below_date=False)
    ):
        end = min(above, end - 1)
    marks += note_marks(lines[end:stop])
    return end


def _take_lines_above(lines: Sequence[SourceLine], begin: int, marks: list[LineMark]) -> int:
    """Take contacts, the list of annexes and who took part that stand above the signature."""
    while begin and is_attendance(lines[begin - 1].text):
        begin -= 1
        marks.append(LineMark(MarkKind.NOTE, lines[begin].passage()))
    for _ in range(2):  # contacts stand above the list or below it
        contacts = contacts_above(lines, begin)
        marks += note_marks(lines[contacts:begin])
        begin = contacts
        above = annex_list_above(lines, begin)
        marks += [LineMark(MarkKind.ANNEX_LIST, line.passage()) for line in lines[above:begin]]
        begin = above
    return begin


def _closing_date(line: SourceLine) -> SignatureDate | None:
    """The date that ends a line and stands there alone or after the names of the signers."""
    day = signature_date(line.text)
    if not day:
        return None
    before = _words_before(line, day)
    is_row = day.value is None and "\t" in line.text.strip()  # a month ends many a row of a table
    return None if is_row or (before and not signers(before)) else day


def _words_before(line: SourceLine, day: SignatureDate) -> str:
    """What stands before the day of a signature, which may be in brackets."""
    return line.text[: day.start].rstrip(" \t\u3000（(")


def _take_signers(
    lines: Sequence[SourceLine], index: int, day: SignatureDate, signature: _Signature, above: str
) -> int:
    """Take the names on the line of the date and on those above it; return where the signature begins."""
    line = lines[index]
    signature.take(line, signers(_words_before(line, day)), end=day.start)
    signature.leave_out(line, day.end, len(line.text))
    return _take_names_above(lines, index, signature, above)


def _take_names_above(lines: Sequence[SourceLine], begin: int, signature: _Signature, above: str) -> int:
    """Take the names above the line of the date, up to a line that is none; return where they begin.

    Names below a colon are a list of bodies that the text ends with: of these the last alone has signed.
    """
    lowest, last = max(0, begin - _MOST_SIGNERS), begin - 1
    while begin > lowest and _take_name_above(lines, begin - 1, signature, is_above_date=begin > last):
        begin -= 1
    line_above = lines[begin - 1].text if begin else above
    if begin < last and line_above.endswith(("：", ":")):
        signature.keep_last(lines[last])
        return last
    return begin


def _take_name_above(
    lines: Sequence[SourceLine], index: int, signature: _Signature, *, is_above_date: bool
) -> bool:
    """Take a line above the date into the signature; whether it belongs there."""
    line = lines[index]
    if is_formula(line.text):  # 特此通知。
        return False
    if names := signers(line.text):
        signature.take(line, names)
        return True
    is_taken = signature.take_broken(line)  # a row of names of which one goes on below
    return is_taken or _take_unknown_name(lines, index, signature, is_above_date=is_above_date)


def _take_unknown_name(
    lines: Sequence[SourceLine], index: int, signature: _Signature, *, is_above_date: bool
) -> bool:
    """Take what is no body known here: a note between the bodies and the date, and below all bodies who signs
    or, where nothing was taken yet, a body of another kind."""
    line = lines[index]
    if is_above_date and is_note(line.text, below_date=True) and _is_signed_above(lines, index):
        signature.marks.append(LineMark(MarkKind.NOTE, line.passage()))
    elif signature.issuers:
        return False
    elif is_bare_name(line.text):
        signature.marks.append(LineMark(MarkKind.SIGNATORY, line.passage()))
    elif not signature.marks and _may_be_body(line.text):
        signature.take(line, [SigningBody(0, len(line.text), "".join(line.text.split()))])
    else:
        return False
    return True


def _is_signed_above(lines: Sequence[SourceLine], index: int) -> bool:
    return index > 0 and bool(signers(lines[index - 1].text))


def _may_be_body(text: str) -> bool:
    """Whether the line right above the date may name a body of a kind not known here."""
    is_short = 2 <= len(text) <= _LONGEST_NAME and not any(mark in text for mark in _SENTENCE)
    return is_short and not (text[0].isdigit() or is_annex_list_head(text) or text[0] in "（(《附")
