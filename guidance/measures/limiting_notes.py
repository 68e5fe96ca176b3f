"""Notes that speak of a limit: each has to name the criterion that asks for it, or say why there is none.

A note is read, a criterion decides: a limit that stands in a note only lets the finder offer what the clause
does not give (docs/decisions/0042). Pure: records as the files under fixtures/guidance/measures/ hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from guidance.matching.measure import code_of_fact

#: Words by which editors say that a clause does not reach everybody or everything.
LIMITING = re.compile(
    r"""
    限于 | 仅(?!供) | 只限 | 只及 | 不及 | 只就 | 只对 | 只给 | 只适用 | 只有 | 专指 | 专门写给
    | 不在(?:此列|其内|其中|所写范围|这一句之内) | 不包括 | 不含 | 不适用 | 除外 | 以外的
    | 不是 | 并非 | 不当然 | (?:须|必须|应当|应)是 | 不可省
    | (?:须|必须)(?:同时)?(?:满足|符合|具备|经) | 写给(?!予)
    """,
    re.VERBOSE,
)


def unfounded_notes(records: Iterable[Mapping]) -> list[str]:
    """What is wrong, a line for each note in Chinese."""
    return [f"{record['slug']}：{mistake}" for record in records for mistake in _mistakes(record)]


def _mistakes(record: Mapping) -> Iterator[str]:
    known_criteria = criteria_of(record)
    for words, criterion, waiver in _notes(record):
        excerpt = f"“{words[:24]}…”"
        if criterion and criterion not in known_criteria:
            yield f"{excerpt}所指的条件 {criterion} 不在这项措施中"
        elif LIMITING.search(words) and not (criterion or waiver.strip()):
            yield f"{excerpt}说到限定，没有写明由哪项条件承担（criterion），也没有写明为何不设条件（waiver）"


def _notes(record: Mapping) -> Iterator[tuple[str, str | None, str]]:
    """The words of each note, the criterion that it names and its waiver."""
    for note in record.get("notes", ()):
        yield note["text"], note.get("criterion"), note.get("waiver", "")
    yield (
        record.get("beneficiaries_note", ""),
        record.get("beneficiaries_criterion"),
        record.get("beneficiaries_waiver", ""),
    )


def criteria_of(record: Mapping) -> set[str]:
    """The codes of what the measure asks: kind, activity, size, fact:able_to_build_technology_centre."""
    conditions = record.get("conditions", ())
    codes = {
        code_of_fact(row["fact"]) if "fact" in row else next(key for key in row if key != "quote")
        for row in conditions
    }
    codes |= {"kind"} if record.get("beneficiaries") else set()
    return codes | ({"activity"} if record.get("activities") else set())
