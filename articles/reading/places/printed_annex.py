"""A notice whose 附件1 is the instrument that it prints: its text is stored as the main text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.models import Policy
from articles.models.policies.policy_record import PolicyRecordKind
from articles.reading.contents import Contents, contents_of
from articles.text.citing.naming.titles import in_title_marks, title_key
from articles.text.citing.places.article_citations import Citation
from articles.text.citing.places.unit_citations import StepKind
from articles.text.numbers.numerals import numeral_or_none

_HEAD = re.compile(r"^\s*附\s*件\s*[:：]?")
#: 1.某办法; 附件2：某表.
_LIST_ENTRY = re.compile(
    r"\s*(?:附\s*件\s*)?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})?\s*[.．、:：]?\s*(?P<title>\S.*?)[;；。]?\s*"
)


def printed_annex(contents: Contents) -> int | None:
    """The number of the annex that the main text is; None where it is none.

    The list of annexes (附件说明) says so, else a notice that names the instrument and has no 附件1 below it.
    """
    policy = contents.policy
    numbers_by_title = {title_key(title): number for number, title in _listed_annexes(policy)}
    number = numbers_by_title.get(policy.title_key)
    if number is None and in_title_marks(policy.title) in policy.notice and not numbers_by_title:
        number = 1
    return number if number and contents.annex(str(number)) is None else None


def without_printed_annex(citation: Citation, policy: Policy) -> Citation:
    """附件1第三条 of a notice as 第三条, where the main text is that annex."""
    annex, *within = citation.steps
    if annex.kind is not StepKind.ANNEX or annex.suffix:
        return citation
    if annex.number != printed_annex(contents_of(policy.slug)):
        return citation
    if len(within) == 1 and within[0].kind is StepKind.ARTICLE:
        return replace(citation, steps=(), article=within[0].number, suffix=within[0].suffix, words="")
    return replace(citation, steps=tuple(within), words="")


def _listed_annexes(policy: Policy) -> Iterator[tuple[int, str]]:
    """Number and title of each annex in the list above the signature; one without a number is the first."""
    for record in policy.records.all():
        if record.kind != PolicyRecordKind.ANNEX_LIST:
            continue
        for line in _HEAD.sub("", record.value).split("\n"):
            if entry := _LIST_ENTRY.fullmatch(line):
                yield _annex_number(entry["number"]), entry["title"]


def _annex_number(numeral: str | None) -> int:
    number = numeral_or_none(numeral)
    return 1 if number is None else number
