"""Stores one source text: as a new policy, as a new version, or not at all if unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.editing import record_new_articles, record_new_policy
from articles.importing.files.combined_files import combined
from articles.importing.files.source_files import keep_source, keep_source_of
from articles.importing.identification.identity import KnownPolicy, destination_of, hold_title, with_files
from articles.importing.identification.slugs import new_slug
from articles.importing.identification.stated_facts import StatedFacts, facts_of, passage_texts
from articles.importing.identification.version_order import SAME_DAY, UNDATED, VersionPosition, place_of
from articles.importing.instances import build_records
from articles.importing.prepare import Prepared, prepare
from articles.importing.proposals import in_force_by, propose
from articles.importing.readers import Omission, SourceText
from articles.importing.shipped.shipped_sources import SourceFacts
from articles.links.entities.entity_names import matchers
from articles.links.entities.inheritance import inherit_for_new
from articles.links.linker import article_sources, passage_sources, suggest_for_new, suggest_links
from articles.models import Article, Division, Policy, PolicyRecord, SourceFile
from articles.models.policies.policy_choices import Publication
from articles.models.policies.policy_version import VersionState, version_dates
from articles.models.postgres.copying import copy_with_ids
from articles.review.texts.text_update import FACTS, ArticleChange, update_policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.parsing.lines import Doubt
from articles.text.parsing.structure import StructureError
from articles.versions.keeping import drop_version, keep_present, keep_version, note_on_files
from articles.versions.snapshots import rows_among


class Result(StrEnum):
    """What became of a file."""

    CREATED = "新增"
    REVISED = "更新为现行"
    ARCHIVED = "存入历史"
    ANNOUNCED = "尚未施行"
    PROPOSED = "待审"
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
def import_prepared(prepared: Prepared, *, is_draft: bool = False) -> Outcome:
    """Import one source text in one transaction; of an amending decision, the laws behind it as well.

    Readers see nothing of a draft: a new policy is not published, another text of a published one waits.
    """
    outcome = _import(prepared, is_draft=is_draft)
    law_doubts = tuple(
        doubt
        for law in prepared.laws
        for doubt in _import_law(law, decision=outcome.policy, is_draft=is_draft)
    )
    return replace(outcome, doubts=(*outcome.doubts, *law_doubts))


def _import_law(law: Prepared, *, decision: Policy, is_draft: bool) -> tuple[Doubt, ...]:
    """The new text of a law that a decision amends: proposed, or stored if the portal has not got the law."""
    hold_title(law.stated.title)
    if policy := destination_of(law.stated, law.parsed, is_locked=True).policy:
        return propose(law, policy, decision=decision)
    outcome = _import(in_force_by(law, decision), is_draft=is_draft)
    return (
        Doubt(1, f"文件另载有{in_title_marks(outcome.policy.title)}全文，库中没有，已新增"),
        *outcome.doubts,
    )


def _import(prepared: Prepared, *, is_draft: bool = False) -> Outcome:
    """Import one text.

    A text that is stored already changes nothing. Another text of the same policy is placed by its dates: as
    the present text, as an earlier version or as one that is not yet in force.
    """
    hold_title(prepared.stated.title)
    if prepared.outline is None and (outcome := unchanged(prepared.source.name, prepared.digest)):
        return outcome
    doubts = (*prepared.parsed.doubts, *(Doubt(1, doubt) for doubt in prepared.stated.doubts))
    destination = destination_of(prepared.stated, prepared.parsed, is_locked=True)
    if destination.doubt:
        doubts = (*doubts, Doubt(1, destination.doubt))
        prepared = replace(prepared, stated=destination.stated)
    if destination.policy:
        known = with_files(destination.policy, prepared.parsed)
        outcome = _update(prepared, known, is_draft=is_draft)
    else:
        outcome = _create(prepared, is_draft=is_draft)
    return replace(
        outcome,
        doubts=(*doubts, *outcome.doubts),
        omissions=prepared.source.omissions,
        printed_by=prepared.stated.printed_by,
    )


def _update(prepared: Prepared, known: KnownPolicy, *, is_draft: bool) -> Outcome:
    """Store another text of a known policy where its dates place it, or as a proposal."""
    if is_draft and known.policy.is_published:
        return _propose(prepared, known)
    position = place_of(prepared, known, today=timezone.localdate())
    if position in (VersionPosition.PAST, VersionPosition.ANNOUNCED):
        return _file_away(prepared, known, position)
    return _revise(prepared, known, position)


def _propose(prepared: Prepared, known: KnownPolicy) -> Outcome:
    """Another text of a published policy waits for an editor among the versions; readers see no change."""
    if known.remaining and not known.replaced:
        raise StructureError("这是同一件政策的另一部分，不能作为待审的版本：请选择“随即公开”导入。")
    return _keep_text(prepared, known.policy, VersionState.PROPOSED, Result.PROPOSED)


def import_source(source: SourceText) -> Outcome:
    """Prepare and import one source text. Raises StructureError for a text without articles."""
    return import_prepared(prepare(source, matchers()))


def unchanged(name: str, digest: str) -> Outcome | None:
    """The outcome for a text that is in the database already, else None."""
    stored_files = SourceFile.objects.of_versions().same_text(digest).order_by("pk")
    policies = list(stored_files.values_list("policy", flat=True)[:1])
    return Outcome(name, Result.UNCHANGED, Policy.objects.get(pk=policies[0])) if policies else None


def _create(prepared: Prepared, *, is_draft: bool) -> Outcome:
    source, stated = prepared.source, prepared.stated
    slug = new_slug(stated.title, document_number=stated.document_number, dated=stated.dated)
    facts = SourceFacts(slug=slug, source_note=note_on_files([source.name]))
    records = build_records(prepared.parsed, facts, stated)
    rows = rows_among(records)
    if is_draft:
        rows.policy.publication = Publication.DRAFT
    policy = save_records(records)
    note = f"由文件“{source.name}”导入"
    record_new_policy(
        policy,
        issuers=rows.issuers,
        addressees=rows.addressees,
        divisions=rows.divisions,
        records=[row for row in records if isinstance(row, PolicyRecord)],
        note=note,
    )
    record_new_articles(rows.articles, note=note, cut=prepared.cut)
    inherit_for_new(policy, issuers=rows.issuers, articles=rows.articles)
    texts = passage_texts(prepared.parsed, stated)
    sources = [*passage_sources(policy, texts), *article_sources(policy, rows.articles)]
    passage_readings = [prepared.passages[source.passage] for source in sources if source.article is None]
    suggest_for_new(policy, sources, [*passage_readings, *prepared.readings])
    keep_source(prepared, policy, None)
    return Outcome(source.name, Result.CREATED, policy, len(rows.articles))


def save_records(records: Sequence[Model]) -> Policy:
    """Save the new rows of `build_records`, the policy first, in few statements."""
    policy, *others = records
    assert isinstance(policy, Policy)
    policy.save()
    for _, group in groupby(others, key=type):
        first, *_ = rows = list(group)
        if isinstance(first, (Division, Article)):
            copy_with_ids(rows)
        else:
            type(first)._default_manager.bulk_create(rows, batch_size=1000)
    return policy


def _revise(prepared: Prepared, known: KnownPolicy, position: VersionPosition) -> Outcome:
    """Update the present text; if it was of another date, it is kept as a version."""
    source, policy = prepared.source, known.policy
    is_new_version = position is VersionPosition.PRESENT
    combined_text = combined([prepared.parsed, *(parsed_file.parsed for parsed_file in known.remaining)])
    facts = SourceFacts(slug=policy.slug, source_note=policy.source_note)
    stated = prepared.stated
    if known.remaining:
        stated = replace(facts_of(combined_text, source), document_number=prepared.stated.document_number)
    records = build_records(combined_text, facts, stated)
    names = [*(parsed_file.file.name for parsed_file in known.remaining), source.name]
    doubts = _date_doubts(stated, policy)
    former_version = keep_present(policy) if is_new_version else None
    changes = update_policy(
        policy,
        records,
        note=f"由文件“{source.name}”更新",
        source_note=note_on_files(names),
        is_new_version=is_new_version,
    )
    if is_new_version:
        drop_version(policy, made_on=stated.version_date)
    suggest_links(policy)
    result = Result.REVISED if changes or is_new_version else Result.UNCHANGED
    if changes or is_new_version or not known.replaced:  # else another kind of file with the same text
        keep_source(prepared, policy, known, former=former_version)
    is_other_text = bool(known.replaced) and any(change.label != FACTS for change in changes)
    reported_doubts = doubts if is_new_version or is_other_text else ()
    return Outcome(
        source.name,
        result,
        policy,
        len(combined_text.articles),
        doubts=reported_doubts,
        changes=tuple(changes),
    )


def _date_doubts(stated: StatedFacts, policy: Policy) -> tuple[Doubt, ...]:
    """What to say of two texts whose dates do not decide which is the newer one."""
    new, present = stated.version_date, policy.version_date
    if new is None or present is None:
        return (Doubt(1, UNDATED),)
    return (Doubt(1, SAME_DAY.format(new.isoformat())),) if new == present else ()


def _file_away(prepared: Prepared, known: KnownPolicy, position: VersionPosition) -> Outcome:
    """Keep an older text, or one not yet in force: articles, links and measures stay as they are."""
    result = Result.ARCHIVED if position is VersionPosition.PAST else Result.ANNOUNCED
    return _keep_text(prepared, known.policy, VersionState.HELD, result)


def _keep_text(prepared: Prepared, policy: Policy, state: VersionState, result: Result) -> Outcome:
    source = prepared.source
    records = build_records(prepared.parsed, SourceFacts(slug=policy.slug), prepared.stated)
    version, was_other = keep_version(
        policy,
        rows_among(records),
        dates=version_dates(prepared.stated),
        source=f"文件“{source.name}”",
        state=state,
    )
    keep_source_of(version, prepared)
    doubts = (Doubt(1, SAME_DAY.format(version.made_on)),) if was_other else ()
    return Outcome(source.name, result, policy, len(prepared.parsed.articles), doubts)
