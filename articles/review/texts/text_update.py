"""Makes another text the present one of a stored policy, when a newer or corrected file is imported or an
editor chooses a version; the old content is kept as revisions."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db import models

from articles.editing import keep_policy, record_moves, record_new_articles, save_article
from articles.models import Addressee, Article, Division, Issuer, Policy, PolicyRecord, Reference
from articles.models.articles.article_choices import ArticlePublication
from articles.models.editing.revision import RevisionCause
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.postgres.copying import copy_with_ids
from articles.versions.keeping import NOTE_BEGINS
from articles.versions.snapshots import rows_among

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Fields that a newer text updates; those it does not state are unchanged. A test says when one is missing.
STATED = (
    *("title", "kind", "document_number", "notice_title", "addressees_text", "notice", "introduction"),
    *("adoption", "adopted_on", "amended_on", "published_on", "effective_on", "signed_on", "signed_on_text"),
    *("effective_basis", "annex"),
)
#: Of these, what a text of another date does not take over from the text before it.
_OF_ONE_VERSION = frozenset(
    (
        *("addressees_text", "notice", "introduction", "adoption", "annex", "effective_basis"),
        *("adopted_on", "amended_on", "published_on", "effective_on", "signed_on", "signed_on_text"),
    )
)
#: The label of a change that is of no article.
FACTS = "公文要素与章节"
_FROM_SOURCE = "来源文件"
_LONGEST_NOTE = 300
_OF_ARTICLE = ("text", "heading", "unit", "printed_label")
_PartOfPolicy = TypeVar("_PartOfPolicy", Issuer, Addressee, PolicyRecord)
_OF_DIVISION = (
    *("kind", "number", "suffix", "title_first", "title_second", "label_form", "opening", "position"),
)


@dataclass(frozen=True)
class ArticleChange:
    """The change of one article; `before` or `after` is "" if it is new or removed."""

    label: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The changed paragraphs: `-` removed, `+` added."""
        lines = difflib.unified_diff(self.before.split("\n"), self.after.split("\n"), lineterm="", n=0)
        changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---") and line[1:]]
        return "\n".join(changed)


def update_policy(
    policy: Policy,
    records: Sequence[models.Model],
    *,
    note: str,
    source_note: str = "",
    is_new_version: bool = False,
    by: User | None = None,
) -> list[ArticleChange]:
    """Update `policy` to `records`; return the articles (and "公文要素") that changed.

    A new version takes over nothing that only the text before it states (dates, adoption, introduction …).
    Runs in the caller's transaction. Articles missing from the new text are hidden; they and all rows about
    them are kept until a later text brings their number back (articles.review).
    """
    new_rows = rows_among(records)
    metadata = [row for row in records if isinstance(row, PolicyRecord)]
    has_annexes = any(division.is_annex for division in new_rows.divisions)
    changed_labels = _update_facts(
        policy, new_rows.policy, has_annexes=has_annexes, is_new_version=is_new_version
    )
    _keep_official_names(policy, new_rows.issuers)
    _replace_rows(policy.issuers, new_rows.issuers, policy)
    _replace_rows(policy.addressees, new_rows.addressees, policy)
    _replace_rows(policy.records, _with_editors_records(policy, metadata), policy)
    divisions, stale = _update_divisions(policy, new_rows.divisions)
    cause = RevisionCause.AMENDED if is_new_version else RevisionCause.CORRECTED
    changes, removed = _update_articles(policy, new_rows.articles, divisions, note=note, cause=cause)
    for division in stale:
        division.delete()
    if changes or changed_labels or is_new_version:
        _name_source(policy, source_note, is_new_version=is_new_version)
    revision = keep_policy(policy, by=by, note=note, removed_articles=removed)
    Reference.objects.touching(policy).resolve_targets()
    if revision and not changes:
        changes.append(ArticleChange(FACTS, "、".join(changed_labels), ""))
    return changes


def _update_facts(policy: Policy, new: Policy, *, has_annexes: bool, is_new_version: bool) -> list[str]:
    cleared_fields = _OF_ONE_VERSION if is_new_version else frozenset()
    stated_fields = [name for name in STATED if getattr(new, name) or name in cleared_fields]
    changed_fields = [name for name in stated_fields if getattr(new, name) != getattr(policy, name)]
    is_of_former = is_new_version and policy.status_basis.startswith(_FROM_SOURCE)
    if is_of_former or (policy.is_unverified and new.status != PolicyStatus.UNVERIFIED):
        changed_fields += ["status", "status_basis"]
    if has_annexes and policy.annex:  # one text, as earlier imports kept all annexes; they are divisions now
        changed_fields.append("annex")
    for name in changed_fields:
        setattr(policy, name, getattr(new, name))
    if changed_fields:
        policy.make_consistent()
        policy.save()
    return [str(getattr(policy._meta.get_field(name), "verbose_name", name)) for name in changed_fields]


def _name_source(policy: Policy, source_note: str, *, is_new_version: bool) -> None:
    """Name the files that the text is read from now, unless an editor has written a note on this text."""
    is_ours = is_new_version or policy.source_note.startswith(NOTE_BEGINS)
    if source_note and is_ours and source_note != policy.source_note:
        policy.source_note = source_note
        policy.save(update_fields=["source_note"])


def _keep_official_names(policy: Policy, rows: Sequence[Issuer]) -> None:
    """Keep the official names that editors gave to issuing bodies."""
    official = {issuer.name: issuer.official_name for issuer in policy.issuers.all()}
    for row in rows:
        row.official_name = official.get(row.name, row.official_name)


def _with_editors_records(policy: Policy, rows: list[PolicyRecord]) -> list[PolicyRecord]:
    """The records of the new text, then those that editors entered."""
    editors_records = list(policy.records.by_editors().in_order()) if rows else []
    for position, record in enumerate([*rows, *editors_records], start=1):
        record.position = position
        record.pk = None
    return [*rows, *editors_records]


def _replace_rows(
    manager: models.Manager[_PartOfPolicy], rows: Sequence[_PartOfPolicy], policy: Policy
) -> None:
    """Replace the stored rows by `rows`, unless `rows` is empty or the same."""
    fields = [field.name for field in manager.model._meta.fields if field.name not in ("id", "policy")]
    values = [tuple(getattr(row, name) for name in fields) for row in rows]
    if not rows or values == list(manager.order_by("position").values_list(*fields)):
        return
    manager.all().delete()
    for row in rows:
        row.policy = policy
        row.save()


def _update_divisions(policy: Policy, rows: Sequence[Division]) -> tuple[dict[str, Division], list[Division]]:
    """Update or create the divisions by eId; return them, and the obsolete ones, innermost first."""
    stored = {division.eid: division for division in policy.divisions.order_by("position")}
    placed: dict[str, Division] = {}
    for row in rows:
        division = stored.pop(row.eid, None) or Division(policy=policy)
        for name in _OF_DIVISION:
            setattr(division, name, getattr(row, name))
        division.parent = placed[row.parent.eid] if row.parent else None
        division.identify()
        division.save()
        placed[division.eid] = division
    return placed, sorted(stored.values(), key=lambda division: -division.eid.count("__"))


def _update_articles(
    policy: Policy, rows: Sequence[Article], divisions: dict[str, Division], *, note: str, cause: str
) -> tuple[list[ArticleChange], list[str]]:
    """Update the articles' text and order; return the changes and the labels of removed articles."""
    stored = {article.address: article for article in policy.articles.in_order()}
    placed = dict(stored)
    changes, created, moved = [], [], []
    for row in rows:
        row.policy = policy
        row.division = divisions[row.division.eid] if row.division else None
        row.parent = placed[row.parent.address] if row.parent else None
        placed.setdefault(row.address, row)
        article = stored.pop(row.address, None)
        if article is None:
            created.append(row)
            changes.append(ArticleChange(row.label, "", row.text))
            continue
        if _move(article, row):
            moved.append(article)
        if change := _update_text(article, row, note=note, cause=cause):
            changes.append(change)
    Article.objects.bulk_update(moved, ["division", "parent", "position"], batch_size=500)
    record_moves(moved, note=note, cause=cause)
    copy_with_ids(created)
    record_new_articles(created, note=note)
    removed = _remove_missing(list(stored.values()), after=len(rows), note=note, cause=cause)
    changes += [ArticleChange(article.label, article.text, "") for article in removed]
    return changes, [article.label for article in removed]


def _remove_missing(articles: list[Article], *, after: int, note: str, cause: str) -> list[Article]:
    """Move articles missing from the new text to the end; return those that the old text had."""
    for position, article in enumerate(articles, start=after + 1):
        article.division, article.position = None, position
    removed = [article for article in articles if article.has_been_in_text]
    drafts = [article for article in articles if not article.has_been_in_text]
    Article.objects.bulk_update(drafts, ["division", "position"], batch_size=500)
    for article in removed:
        article.publication = ArticlePublication.REMOVED
        save_article(article, note=f"{note}：新版本没有这一条"[:_LONGEST_NOTE], cause=cause)
    return removed


def _move(article: Article, row: Article) -> bool:
    """Move the article to its place in the new text; return whether that is another place."""
    before = (article.division_id, article.parent_id, article.position)
    article.division, article.parent, article.position = row.division, row.parent, row.position
    return before != (article.division_id, article.parent_id, article.position)


def _update_text(article: Article, row: Article, *, note: str, cause: str) -> ArticleChange | None:
    """Update the text of the article; a removed one or a draft is published with it."""
    is_restored = article.publication in (ArticlePublication.REMOVED, ArticlePublication.DRAFT)
    if not is_restored and all(getattr(article, name) == getattr(row, name) for name in _OF_ARTICLE):
        _update_spans(article, row)
        return None
    before = "" if is_restored else article.text
    article.spans = row.spans
    for name in _OF_ARTICLE:
        setattr(article, name, getattr(row, name))
    if article.heading:
        article.short_title = ""
    if is_restored:
        article.publication = ArticlePublication.PUBLISHED
    save_article(article, note=note, cause=cause)
    return ArticleChange(article.label, before, article.text)


def _update_spans(article: Article, row: Article) -> None:
    """The spans of a table are no part of its text: a file that states them makes no new version."""
    if row.spans and article.spans != row.spans:
        article.spans = row.spans
        article.save(update_fields=["spans"])
