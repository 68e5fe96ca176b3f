"""One source text into the database: a new policy, a new version of one, or nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db import models, transaction
from django.utils import timezone

from articles.editing import adopt_articles, keep_policy
from articles.importing.facts import StatedFacts, stated_facts
from articles.importing.identity import Known, known_policy, number_is_taken
from articles.importing.parts import combined, numbers_of
from articles.importing.readers import SourceText
from articles.importing.records import build_records
from articles.importing.slugs import new_slug
from articles.importing.sources import SourceFacts
from articles.importing.update import ArticleChange, update_policy
from articles.linking.inheritance import inherit_issuers
from articles.linking.suggest import suggest_links
from articles.linking.vocabulary import Matchers
from articles.models import Article, Division, Policy, SourceFile
from articles.text.lines import Doubt
from articles.text.structure import ParsedPolicy, parse_policy, rebuild, report

_NUMBER_TAKEN = "发文字号已属于库中另一件政策，本件不记发文字号"


class Result(StrEnum):
    CREATED = "新增"
    REVISED = "更新"
    UNCHANGED = "无变化"


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `changes` compares a new version with what was there."""

    name: str
    result: Result
    policy: Policy
    articles: int = 0
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[ArticleChange, ...] = ()


@transaction.atomic
def import_source(source: SourceText, *, matchers: Matchers | None = None) -> Outcome:
    """Take in one source text, whole or not at all.

    A text that is there already changes nothing; one that differs becomes a new version, with revisions.
    Raises StructureError for a text without articles. `matchers` saves building them for each file.
    """
    digest = sha256(source.text.encode()).hexdigest()
    if known := SourceFile.objects.same_text(digest).select_related("policy").first():
        return Outcome(source.name, Result.UNCHANGED, known.policy)
    parsed = parse_policy(source.text, markdown=source.is_markdown)
    rebuild(parsed.passages(), parsed.removals)
    stated = stated_facts(parsed)
    doubts = parsed.doubts
    if number_is_taken(stated):
        doubts = (*doubts, Doubt(1, f"{_NUMBER_TAKEN}：{stated.document_number}"))
        stated = replace(stated, document_number="")
    known = known_policy(stated, parsed)
    outcome = _revise(source, parsed, stated, known) if known else _create(source, parsed, stated)
    _keep_source(source, digest, parsed, outcome.policy, known)
    suggest_links(outcome.policy, matcher=(matchers or Matchers()).on(outcome.policy.version_date))
    return replace(outcome, doubts=doubts)


def _create(source: SourceText, parsed: ParsedPolicy, stated: StatedFacts) -> Outcome:
    dated = stated.adopted_on or stated.signed_on or stated.published_on
    slug = new_slug(stated.title, document_number=stated.document_number, dated=dated)
    records = build_records(parsed, SourceFacts(slug=slug, source_note=_note(source)), stated)
    policy, articles = save_records(records)
    keep_policy(policy, note=f"由文件“{source.name}”导入")
    adopt_articles(articles, note=f"由文件“{source.name}”导入")
    inherit_issuers(policy)
    return Outcome(source.name, Result.CREATED, policy, len(articles))


def _note(source: SourceText) -> str:
    return f"由文件“{source.name}”导入，尚未与原件核对；来源没有载明的事项留空。"


def save_records(records: Sequence[models.Model]) -> tuple[Policy, list[Article]]:
    """Save new rows of `build_records` in a handful of statements."""
    policy = records[0]
    policy.save()
    for model, rows in groupby(records[1:], key=type):
        if model is Division:
            _save_by_depth(list(rows))
        else:
            model.objects.bulk_create(rows, batch_size=1000)
    return policy, [row for row in records if isinstance(row, Article)]


def _save_by_depth(divisions: list[Division]) -> None:
    """Parents before children: a row can only point to what has a key."""
    for _, level in groupby(sorted(divisions, key=_depth), key=_depth):
        Division.objects.bulk_create(list(level))


def _depth(division: Division) -> int:
    return 0 if division.parent is None else 1 + _depth(division.parent)


def _revise(source: SourceText, parsed: ParsedPolicy, stated: StatedFacts, known: Known) -> Outcome:
    parts = [parse_policy(file.text, markdown=file.is_markdown) for file in known.kept]
    whole = combined([parsed, *parts])
    facts = SourceFacts(slug=known.policy.slug, source_note=known.policy.source_note)
    stated = replace(stated_facts(whole), document_number=stated.document_number)
    records = build_records(whole, facts, stated)
    changes = update_policy(known.policy, records, note=f"由文件“{source.name}”更新")
    result = Result.REVISED if changes else Result.UNCHANGED
    return Outcome(source.name, result, known.policy, len(whole.articles), changes=tuple(changes))


def _keep_source(
    source: SourceText, digest: str, parsed: ParsedPolicy, policy: Policy, known: Known | None
) -> None:
    """Keep the text beside those of the policy's other parts, in the order of their articles."""
    for file in known.replaced if known else ():
        file.delete()
    row = SourceFile(
        policy=policy,
        name=source.name[-255:],
        format=source.format,
        text=source.text,
        sha256=digest,
        report=report(parsed),
        imported_at=timezone.now(),
    )
    kept = [(numbers_of(parsed)[0], row)]
    for file in known.kept if known else ():
        kept.append((numbers_of(parse_policy(file.text, markdown=file.is_markdown))[0], file))
    for position, (_, file) in enumerate(sorted(kept, key=itemgetter(0)), start=1):
        file.position = position
        file.save()
