"""What a document says of itself beside its text: 索引号, 公文种类, 主题分类, 有效期, 签发人, 附注, 抄送 ….

Names by GB/T 9704-2012 (head and tail) and GB/T 42147 (the record of a government site); each with the
place that it was read from.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from articles.text.numbers.dates import find_dates
from articles.text.parsing.document_marks import LineMark, MarkKind
from articles.text.parsing.heads.site_record import RecordEntry
from articles.text.parsing.stated_validity import Validity

Place = Literal["record", "head", "tail", "text", "notice"]

_OF_RECORD = frozenset(
    {
        "index_number",
        "genre",
        "topic",
        "keywords",
        "validity",
        "valid_until",
        "openness",
        "signed",
        "published",
    }
)
_COVER = frozenset(
    {
        MarkKind.COPY_NUMBER,
        MarkKind.SECRECY,
        MarkKind.URGENCY,
        MarkKind.LETTERHEAD,
        MarkKind.APPROVER,
        MarkKind.OTHER_NUMBER,
        MarkKind.REGISTRATION,
    }
)
_LABEL = re.compile(r"\A(?:[\u3400-\u9fff\s]{1,14}[：:]\s*|(?:等\s*级|发[电报]单位|签批盖章)\s+)")
_LABELLED = frozenset(
    {
        MarkKind.LETTERHEAD,
        MarkKind.URGENCY,
        MarkKind.REGISTRATION,
        MarkKind.APPROVER,
        MarkKind.KEYWORDS,
        MarkKind.COPIES,
    }
)
_OPENNESS = re.compile(r"主动公开|依申请公开|不予公开|公开发布|不公开")


@dataclass(frozen=True)
class StatedRecord:
    """One thing stated; `kind` is a value of `PolicyRecordKind`, `quote` the words it was read from."""

    kind: str
    value: str
    place: Place
    quote: str = ""
    day: date | None = None


def stated_records(
    entries: Iterable[RecordEntry], marks: Sequence[LineMark], validity: Validity | None
) -> tuple[StatedRecord, ...]:
    """Collect what record, head, tail and last provisions state, each kind in its printed order."""
    records = [_record_of_entry(entry) for entry in entries if entry.key in _OF_RECORD and entry.value]
    records += _records_of_marks(marks)
    if validity:
        kind = "valid_until" if validity.stated.startswith("至") else "validity"
        value = validity.stated.removeprefix("至")
        records.append(StatedRecord(kind, value, "text", validity.sentence, validity.until))
    return tuple(dict.fromkeys(records))


def _record_of_entry(entry: RecordEntry) -> StatedRecord:
    day = next(find_dates(entry.value), None) if entry.key == "valid_until" else None
    quote = f"{entry.name}：{entry.value}"
    return StatedRecord(entry.key, entry.value, "record", quote, day.value if day else None)


def _records_of_marks(marks: Sequence[LineMark]) -> list[StatedRecord]:
    """The lines of head and tail; lines of one kind that follow each other are one record."""
    records = []
    in_order = sorted(marks, key=lambda mark: mark.passage.start)
    for kind, group in groupby(in_order, key=lambda mark: mark.kind):
        quote = "\n".join(mark.text for mark in group)
        place: Place = "head" if kind in _COVER else "tail"
        records.append(StatedRecord(kind.value, _mark_value(kind, quote), place, quote))
        if kind is MarkKind.NOTE and (openness := _OPENNESS.search(quote)):
            records.append(StatedRecord("openness", openness[0], place, quote))
    return records


def _mark_value(kind: MarkKind, quote: str) -> str:
    if kind in _LABELLED:
        return _LABEL.sub("", quote)
    if kind is MarkKind.SIGNED:
        return _without_brackets(quote)
    if kind is MarkKind.NOTE:
        return "\n".join(_without_brackets(line.strip("。")) for line in quote.split("\n"))
    return quote


def _without_brackets(line: str) -> str:
    """Without brackets around it; those that pair inside the line stay: 列席：赵某（某厅）."""
    if line.startswith(("（", "(")) and line.endswith(("）", ")")):
        return line[1:-1]
    is_paired = line.count("（") + line.count("(") == line.count("）") + line.count(")")
    return line if is_paired else line.strip("（()）")
