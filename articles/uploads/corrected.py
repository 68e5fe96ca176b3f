"""An upload as it would be imported now: the parsed document with the editor's corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date

from articles.importing.identification.stated_facts import StatedFacts, facts_of
from articles.importing.instances import build_records
from articles.importing.prepare import parsed_text, without_laws
from articles.importing.readers import Omission, SourceSpan, SourceText
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.models import Article, Upload
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.text.citing.naming.titles import title_key
from articles.text.correcting.correction_steps import CorrectedOutline, StepError, take_steps
from articles.text.correcting.nodes import Node, node_of, nodes_of, rearranged
from articles.text.numbers.dates import parse_date as parse_printed_date
from articles.text.parsing.chronology import NAMES, impossible_dates, impossible_status, reaches_back
from articles.text.parsing.lines import LAYOUT_REASONS, SourcePassage
from articles.text.parsing.structure import ParsedPolicy
from articles.versions.snapshots import TextRows, rows_among

DATES = tuple(NAMES)
FACTS = ("title", "document_number", "kind", "issuers", *DATES, "effective_basis", "status", "status_basis")
#: Words of the source that a policy keeps as printed, by the names of the form → of `FrontMatter`.
WORDS = {"signed_text": "signed", "notice_title": "notice_title_parts", "addressees": "addressee_parts"}
_PROBLEMS_TOLD = 20
_MARKDOWN_SIGNS = "#* \u3000\t\r\n"  # of headings in Markdown, and white space


@dataclass(frozen=True)
class CorrectedDocument:
    """The corrected document: what would be stored, and what stands in the way of storing it."""

    source: SourceText
    parsed: ParsedPolicy
    stated: StatedFacts
    outline: CorrectedOutline
    is_corrected: bool

    @cached_property
    def rows(self) -> TextRows:
        return rows_among(build_records(self.parsed, SourceFacts(slug="preview"), self.stated))

    @cached_property
    def problems(self) -> list[str]:
        """What has to be put right before it can be imported."""
        all_problems = [
            *_fact_problems(self.stated),
            *_date_problems(self.parsed, self.stated),
            *_row_problems(self.rows),
            *_repeated_labels(self.rows),
        ]
        return list(dict.fromkeys(all_problems))[:_PROBLEMS_TOLD]

    @cached_property
    def warnings(self) -> list[str]:
        return [*_number_gaps(self.rows)]

    @property
    def lines(self) -> list[tuple[Node, models.Model]]:
        """Each node with the row that it becomes, which knows its label and address."""
        headings, units = iter(self.rows.divisions), iter(self.rows.articles)
        return [(node, next(headings if node.is_heading else units)) for node in self.outline.nodes]


def read_outline(source: SourceText) -> dict[str, Any]:
    """What is stored of a document that has just been read. Raises StructureError."""
    main_text, _ = without_laws(source)
    parsed = parsed_text(main_text)
    return {
        "nodes": [node.as_json() for node in nodes_of(parsed)],
        "facts": _facts_as_values(facts_of(parsed, source)),
    }


def corrected_document(upload: Upload, steps: list[dict[str, Any]] | None = None) -> CorrectedDocument:
    """The upload with its steps, or with others. Raises StepError."""
    source, parsed = _parsed_source(upload.pk)
    applied_steps = upload.steps if steps is None else steps
    outline = take_steps(_initial_outline(upload, parsed), applied_steps)
    is_moved = any(step["step"] != "facts" for step in applied_steps)
    stated = _with_facts(facts_of(parsed, source), outline.facts)
    arranged = rearranged(parsed, outline.nodes) if is_moved else parsed
    with_words = _with_words(_with_issuers(arranged, stated), outline.facts)
    return CorrectedDocument(source, with_words, stated, outline, bool(applied_steps))


@lru_cache(maxsize=8)
def _parsed_source(pk: int) -> tuple[SourceText, ParsedPolicy]:
    """The source of an upload and how it parses: neither changes once it has been read."""
    source = source_of(Upload.objects.only("source").get(pk=pk).source)
    main_text, _ = without_laws(source)
    return source, parsed_text(main_text)


def source_of(stored: Mapping[str, Any] | None) -> SourceText:
    """The source text that `as_stored` wrote."""
    assert stored is not None  # the database says so of whatever is ready
    return SourceText(
        name=stored["name"],
        format=stored["format"],
        text=stored["text"],
        spans=tuple(SourceSpan(**span) for span in stored["spans"]),
        omissions=tuple(Omission(**omission) for omission in stored["omissions"]),
        notice=stored["notice"],
    )


def as_stored(source: SourceText) -> dict[str, Any]:
    """A source text as JSON values."""
    return asdict(source)


def _initial_outline(upload: Upload, parsed: ParsedPolicy) -> CorrectedOutline:
    stored = upload.outline
    assert stored is not None  # the database says so of whatever is ready
    facts = {**_printed_words(parsed), **stored["facts"]}
    return CorrectedOutline(tuple(node_of(node) for node in stored["nodes"]), facts=facts)


def _printed_words(parsed: ParsedPolicy) -> dict[str, str]:
    """Words of the head and the end as the source has them; the form shows them beside what they mean."""
    return {name: "\n".join(part.text for part in _passages(parsed, name)) for name in WORDS}


def _passages(parsed: ParsedPolicy, name: str) -> tuple[SourcePassage, ...]:
    passages = getattr(parsed.front, WORDS[name])
    return passages if isinstance(passages, tuple) else tuple(filter(None, [passages]))


def _with_words(parsed: ParsedPolicy, facts: Mapping[str, Any]) -> ParsedPolicy:
    """The document with the words that the editor gives in place of those of the source."""
    printed = _printed_words(parsed)
    changed: dict[str, Any] = {}
    for name in [name for name in WORDS if (facts.get(name) or "") != printed[name]]:
        parts = tuple(SourcePassage(0, line) for line in (facts.get(name) or "").splitlines() if line)
        is_many = isinstance(getattr(parsed.front, WORDS[name]), tuple)
        changed[WORDS[name]] = parts if is_many else next(iter(parts), None)
    return replace(parsed, front=replace(parsed.front, **changed)) if changed else parsed


def _facts_as_values(stated: StatedFacts) -> dict[str, Any]:
    values = {name: getattr(stated, name) for name in FACTS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _with_facts(stated: StatedFacts, facts: Mapping[str, Any]) -> StatedFacts:
    text_fields = ("title", "document_number", "kind", "effective_basis", "status", "status_basis")
    values: dict[str, Any] = {name: facts.get(name) or "" for name in text_fields}
    values |= {name: _date_value(facts.get(name)) for name in DATES}
    return replace(stated, issuers=tuple(facts.get("issuers", ())), **values)


def _date_value(value: object) -> date | None:
    return value if isinstance(value, date) else (parse_date(value) if isinstance(value, str) else None)


def _with_issuers(parsed: ParsedPolicy, stated: StatedFacts) -> ParsedPolicy:
    """The document without the signatures of the source where the editor names other issuers."""
    if tuple(issuer.name for issuer in parsed.front.issuers) == stated.issuers:
        return parsed
    signed = {issuer.name: issuer for issuer in parsed.front.issuers}
    signed_issuers = tuple(signed[name] for name in stated.issuers if name in signed)
    issuers = signed_issuers if len(signed_issuers) == len(stated.issuers) else ()
    return replace(parsed, front=replace(parsed.front, issuers=issuers))


def _fact_problems(stated: StatedFacts) -> Iterator[str]:
    dates = {name: getattr(stated, name) for name in DATES}
    today = timezone.localdate()
    yield from impossible_dates(dates, today=today).values()
    if (reason := reaches_back(dates)) and not stated.effective_basis:
        yield f"{reason}：确属如此的，请写明施行日期说明"
    if reason := impossible_status(stated.status, stated.effective_on, today=today):
        yield reason
    if stated.status != PolicyStatus.UNVERIFIED and not stated.status_basis:
        yield "请写明效力状态的依据"
    if not title_key(stated.title):
        yield "请写明标题"
    if stated.kind not in DocumentKind.values:
        yield "没有这种文件种类"


def _date_problems(parsed: ParsedPolicy, stated: StatedFacts) -> Iterator[str]:
    """A problem if the day of the document differs from the day in the printed words."""
    words = parsed.front.signed.text if parsed.front.signed else ""
    printed = parse_printed_date(words)
    if printed and stated.signed_on and printed != stated.signed_on:
        yield f"成文日期（{stated.signed_on}）与原文的“{words}”不符：改正其中一个"


def _row_problems(text: TextRows) -> Iterator[str]:
    for row in text.records:
        names = {field.name: field.verbose_name for field in row._meta.fields}
        relations = [field.name for field in row._meta.fields if field.is_relation]
        try:
            row.clean_fields(exclude=[*relations, "address", "place", "eid"])
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                yield f"{row}：{names.get(name, name)}，{'；'.join(problems)}"


def _repeated_labels(text: TextRows) -> Iterator[str]:
    for address, times in Counter(row.address for row in text.articles).items():
        if times > 1:
            label = next(row.label for row in text.articles if row.address == address)
            yield f"{label}有 {times} 处，请改正编号"
    for eid, times in Counter(row.eid for row in text.divisions).items():
        if times > 1:
            label = next(str(row) for row in text.divisions if row.eid == eid)
            yield f"标题“{label}”的编号在同一上级之下有 {times} 处，请改正编号"


def _number_gaps(text: TextRows) -> Iterator[str]:
    """Warnings of articles whose number is not the next one."""
    before: Article | None = None
    for row in text.articles:
        if not row.is_article or row.numbered_in:
            continue
        if before and row.number not in (before.number, before.number + 1):
            yield f"{before.label}之后是{row.label}，条号不连续"
        before = row


@dataclass(frozen=True)
class ReportLine:
    """A line of the parser's report."""

    line: int
    what: str
    text: str


def removed_lines(parsed: ParsedPolicy) -> list[ReportLine]:
    """The lines that the parser took out of the text, without those that only lay it out."""
    removals = [
        removal
        for removal in parsed.removals
        if removal.reason not in LAYOUT_REASONS and removal.text.strip(_MARKDOWN_SIGNS)
    ]
    return [ReportLine(removal.line, str(removal.reason), removal.text.strip()[:200]) for removal in removals]


def repaired_lines(parsed: ParsedPolicy) -> list[ReportLine]:
    """The lines that the parser changed, each as before and after."""
    return [
        ReportLine(repair.line, str(repair.kind), f"{repair.before} → {repair.after}")
        for repair in parsed.repairs
    ]


__all__ = [
    "FACTS",
    "CorrectedDocument",
    "ReportLine",
    "StepError",
    "as_stored",
    "corrected_document",
    "read_outline",
    "removed_lines",
    "repaired_lines",
    "source_of",
]
