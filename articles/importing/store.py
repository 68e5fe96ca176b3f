"""Stores one source text: as a new policy, as a new version, or not at all if unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.editing import record_new_articles, record_new_policy
from articles.importing.combined_files import combined, numbers_of
from articles.importing.facts import facts_of, passage_texts
from articles.importing.identity import Known, hold_title, known_policy, number_is_taken
from articles.importing.instances import build_records
from articles.importing.new_version import ArticleChange, save_by_depth, update_policy
from articles.importing.prepare import Prepared, prepare
from articles.importing.readers import Omission, SourceText
from articles.importing.slugs import new_slug
from articles.importing.sources import SourceFacts
from articles.links.entity_names import matchers
from articles.links.inheritance import inherit_for_new
from articles.links.linker import article_sources, passage_sources, suggest_for_new, suggest_links
from articles.models import Addressee, Article, Division, Issuer, Policy, PolicyRecord, SourceFile
from articles.text.parsing.lines import Doubt
from articles.text.parsing.structure import parse_policy, report

_ROWS = (Issuer, Addressee, PolicyRecord, Division, Article)
_NUMBER_TAKEN = "发文字号已属于库中另一件政策，本件不记发文字号"


class Result(StrEnum):
    CREATED = "新增"
    REVISED = "更新"
    UNCHANGED = "无变化"


@dataclass(frozen=True)
class Outcome:
    """The result for one file. `changes` are the differences from the version before.

    `printed_by` names the notice whose file held this document and others.
    """

    name: str
    result: Result
    policy: Policy
    articles: int = 0
    doubts: tuple[Doubt, ...] = ()
    omissions: tuple[Omission, ...] = ()
    changes: tuple[ArticleChange, ...] = ()
    printed_by: str = ""


@transaction.atomic(savepoint=False)
def import_prepared(prepared: Prepared) -> Outcome:
    """Import one source text in one transaction.

    A text that is stored already changes nothing; one that differs becomes a new version, with revisions.
    """
    hold_title(prepared.stated.title)
    if outcome := unchanged(prepared.source.name, prepared.digest):
        return outcome
    doubts = (*prepared.parsed.doubts, *(Doubt(1, doubt) for doubt in prepared.stated.doubts))
    if number_is_taken(prepared.stated):
        doubts = (*doubts, Doubt(1, f"{_NUMBER_TAKEN}：{prepared.stated.document_number}"))
        prepared = replace(prepared, stated=replace(prepared.stated, document_number=""))
    known = known_policy(prepared.stated, prepared.parsed)
    outcome = _revise(prepared, known) if known else _create(prepared)
    is_other_file_kind = known is not None and bool(known.replaced)  # of the same law
    if outcome.result != Result.UNCHANGED or not is_other_file_kind:
        _keep_source(prepared, outcome.policy, known)
    return replace(
        outcome,
        doubts=doubts,
        omissions=prepared.source.omissions,
        printed_by=prepared.stated.printed_by,
    )


def import_source(source: SourceText) -> Outcome:
    """Prepare and import one source text. Raises StructureError for a text without articles."""
    return import_prepared(prepare(source, matchers()))


def unchanged(name: str, digest: str) -> Outcome | None:
    """The outcome for a text that is in the database already, else None."""
    file = SourceFile.objects.present().same_text(digest).select_related("policy").first()
    return Outcome(name, Result.UNCHANGED, file.policy) if file else None


def _create(prepared: Prepared) -> Outcome:
    source, stated = prepared.source, prepared.stated
    slug = new_slug(stated.title, document_number=stated.document_number, dated=stated.dated)
    records = build_records(prepared.parsed, SourceFacts(slug=slug, source_note=_note(source)), stated)
    policy = save_records(records)
    rows: dict[type, Any] = {model: [row for row in records if type(row) is model] for model in _ROWS}
    note = f"由文件“{source.name}”导入"
    record_new_policy(
        policy,
        issuers=rows[Issuer],
        addressees=rows[Addressee],
        divisions=rows[Division],
        records=rows[PolicyRecord],
        note=note,
    )
    record_new_articles(rows[Article], note=note, cut=prepared.cut)
    inherit_for_new(policy, issuers=rows[Issuer], articles=rows[Article])
    texts = passage_texts(prepared.parsed, stated)
    sources = [*passage_sources(policy, texts), *article_sources(policy, rows[Article])]
    outside = [prepared.passages[source.passage] for source in sources if source.article is None]
    suggest_for_new(policy, sources, [*outside, *prepared.readings])
    return Outcome(source.name, Result.CREATED, policy, len(rows[Article]))


def _note(source: SourceText) -> str:
    return f"由文件“{source.name}”导入，尚未与原件核对；来源没有载明的事项留空。"


def save_records(records: Sequence[Any]) -> Policy:
    """Save the new rows of `build_records`, the policy first, in few statements."""
    policy: Policy = records[0]
    policy.save()
    for model, rows in groupby(records[1:], key=type):
        if model in (Division, Article):
            save_by_depth(list(rows))
        else:
            model.objects.bulk_create(rows, batch_size=1000)
    return policy


def _revise(prepared: Prepared, known: Known) -> Outcome:
    source = prepared.source
    parts = [parse_policy(file.text, markdown=file.is_markdown) for file in known.kept]
    whole = combined([prepared.parsed, *parts])
    facts = SourceFacts(slug=known.policy.slug, source_note=known.policy.source_note)
    stated = replace(facts_of(whole, source), document_number=prepared.stated.document_number)
    records = build_records(whole, facts, stated)
    changes = update_policy(known.policy, records, note=f"由文件“{source.name}”更新")
    suggest_links(known.policy)
    result = Result.REVISED if changes else Result.UNCHANGED
    return Outcome(source.name, result, known.policy, len(whole.articles), changes=tuple(changes))


def _keep_source(prepared: Prepared, policy: Policy, known: Known | None) -> None:
    """Store the text with those of the policy's other parts, in the order of their articles."""
    source, parsed = prepared.source, prepared.parsed
    row = SourceFile(
        policy=policy,
        name=source.name[-255:],
        format=source.format,
        text=source.text,
        sha256=prepared.digest,
        report="\n".join([*(f"L{each.line} {each}" for each in source.omissions), report(parsed)]),
        imported_at=timezone.now(),
    )
    kept = [(numbers_of(parsed)[0], row)]
    for file in known.kept if known else ():
        kept.append((numbers_of(parse_policy(file.text, markdown=file.is_markdown))[0], file))
    present = [file for _, file in sorted(kept, key=itemgetter(0))]
    _place_files(policy, present, replaced=known.replaced if known else (), at=row.imported_at)


def _place_files(
    policy: Policy, present: Sequence[SourceFile], *, replaced: Sequence[SourceFile], at: datetime
) -> None:
    """Order the present source files by their articles, with the replaced ones last."""
    for file in replaced:
        file.replaced_at = at
    earlier = [*policy.source_files.replaced(), *replaced]
    for position, file in enumerate([*present, *earlier], start=1):
        file.position = position
        file.save()
