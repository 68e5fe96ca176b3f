"""Writing to the knowledge base: content, revision, links and search index in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.utils.module_loading import import_string

from articles.links.documents.cited_documents import join_document, join_policy
from articles.links.entities.inheritance import inherit_issuers
from articles.links.quote_updates import update_quotes, update_quotes_of_passage
from articles.models import (
    Addressee,
    Article,
    ArticleRevision,
    Division,
    Entity,
    EntityRevision,
    Issuer,
    Policy,
    PolicyRecord,
    PolicyRevision,
    Reference,
)
from articles.models.editing.revision import REMOVED_ARTICLES, RevisionCause
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Passage
from articles.models.postgres.copying import copy_rows
from articles.search import CutText, index_article, index_articles, index_names, index_new_articles
from articles.text.tables import moved_spans

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_INDEXED_OF_POLICY = ("title", "kind", "divisions")
_NAMED_BY = ("slug", "publication")
#: By title and number others cite a policy; one that names it without its issuer means a public one only.
_CITED_BY = ("title", "document_number", "publication")
#: Of a policy: what editors settle about it, which is no content.
_EDITORIAL_FIELDS = ("link_rule", "status_checked_at")
_PLACE = ("policy_id", "division_id", "parent_id", "number", "suffix", "unit", "position")


@transaction.atomic
def save_article(
    article: Article,
    *,
    by: User | None = None,
    note: str = "",
    at: datetime | None = None,
    cause: str = RevisionCause.CORRECTED,
) -> ArticleRevision | None:
    """Save `article` with revisions of its old and new content; update its links and the search index.

    Returns the new revision, or None if no field of a revision has changed.
    """
    before = Article.objects.locked().get(pk=article.pk) if article.pk else None
    latest = None
    if before:
        latest = _record_content_before(before, at=at)
        _update_place(article, before)
        _keep_spans(article, before)
    article.save()
    content = {**article_snapshot(article), "cause": cause}
    revision = ArticleRevision.after(latest, article, content, by=by, note=note, at=at)
    if revision:
        revision.save()
    if before:
        _update_quotes(article, old_text=before.text)
        if (before.policy_id, before.address) != (article.policy_id, article.address):
            Reference.objects.of_or_to_article(article).resolve_targets()
    if before is None or before.policy_id != article.policy_id:
        inherit_issuers(article.policy)
    Reference.objects.set_as_target(article)
    index_article(article)
    return revision


def _record_content_before(before: Article, *, at: datetime | None) -> ArticleRevision | None:
    """The latest revision of a stored article, which says what is stored."""
    latest = ArticleRevision.latest(before)
    unrecorded = ArticleRevision.after(latest, before, article_snapshot(before), note="编辑之前的内容", at=at)
    if unrecorded:
        unrecorded.save()
    return unrecorded or latest


def _update_place(article: Article, before: Article) -> None:
    """Save a changed place before a changed text: the database updates links after each separately."""
    place = {name: getattr(article, name) for name in _PLACE}
    if any(getattr(before, name) != value for name, value in place.items()):
        Article.objects.with_ids([article.pk]).update(**place)


def _keep_spans(article: Article, before: Article) -> None:
    """Keep the table spans that still fit an edited text, unless the caller has set others."""
    if article.text != before.text and article.spans == before.spans:
        article.spans = [list(span) for span in moved_spans(before.text, article.text, before.spans)]


def _update_quotes(article: Article, *, old_text: str) -> None:
    """Update quotes of the text: links, and those of other apps by functions named in the settings."""
    if article.text != old_text:
        quoting = [import_string(path)(article, old_text=old_text) for path in settings.PORTAL_TEXT_FOLLOWERS]
        update_quotes(quoting, old=old_text, new=article.text)


@transaction.atomic(savepoint=False)
def record_moves(
    articles: Sequence[Article],
    *,
    note: str,
    at: datetime | None = None,
    cause: str = RevisionCause.CORRECTED,
) -> None:
    """Add a revision to articles that have moved within the policy, with the text unchanged."""
    latest = ArticleRevision.objects.latest_of(articles)
    revisions = (
        ArticleRevision.after(
            latest.get(article.pk), article, {**article_snapshot(article), "cause": cause}, note=note, at=at
        )
        for article in articles
    )
    ArticleRevision.objects.bulk_create(filter(None, revisions))


@transaction.atomic(savepoint=False)
def record_new_articles(
    articles: Sequence[Article],
    *,
    note: str,
    at: datetime | None = None,
    cut: Sequence[CutText] | None = None,
) -> None:
    """Add the first revision of articles that were not saved by `save_article`, and index them.

    `cut` are their texts if they have been tokenized already.
    """
    revisions = (
        ArticleRevision.after(None, article, article_snapshot(article), note=note, at=at)
        for article in articles
    )
    copy_rows(filter(None, revisions))
    index_new_articles(articles, cut)


@transaction.atomic(savepoint=False)
def record_new_policy(
    policy: Policy,
    *,
    issuers: Sequence[Issuer],
    addressees: Sequence[Addressee],
    divisions: Sequence[Division],
    records: Sequence[PolicyRecord] = (),
    note: str,
    at: datetime | None = None,
) -> None:
    """Add the first revision of a policy that has just been saved with these rows."""
    snapshot = _snapshot(policy, issuers, addressees, divisions, records)
    revision = PolicyRevision.after(None, policy, {"snapshot": snapshot}, note=note, at=at)
    assert revision is not None  # a first revision always differs
    revision.save()


def article_snapshot(article: Article) -> dict[str, object]:
    """What a revision keeps of an article, by the names of its fields."""
    return {
        **{
            name: getattr(article, name)
            for name in ("heading", "short_title", "text", "sha256", "publication")
        },
        **{name: getattr(article, name) for name in ("policy_id", "unit", "position")},
        "article_number": article.number,
        "article_suffix": article.suffix,
        "division_eid": article.division.eid if article.division else "",
        "details": {
            "printed_label": article.printed_label,
            "spans": article.spans,
            "parent": article.parent.address if article.parent else "",
        },
    }


@transaction.atomic
def save_division(
    division: Division, *, by: User | None = None, note: str = "", at: datetime | None = None
) -> PolicyRevision | None:
    """Save a division, with new eIds and addresses of all divisions inside it, a policy revision, and one of
    each article of them if their eIds are others now."""
    policy = Policy.objects.locked().get(pk=division.policy_id)
    _, *inside = division.renamed()
    division.save()
    Division.objects.bulk_update(inside, ["eid", "address"])
    moved = list(policy.articles.of_division(division).for_reading())
    record_moves(moved, note=note or f"编辑{division.label}", at=at)
    return keep_policy(policy, by=by, note=note or f"编辑{division.label}", at=at)


@transaction.atomic
def keep_entity(
    entity: Entity, *, by: User | None = None, note: str = "", at: datetime | None = None
) -> EntityRevision | None:
    """Add a revision of the stored `entity` and its aliases; None if the latest revision is the same.

    Call it before a change as well: an entity has no revision until its first change. Also updates the keys
    of its aliases and the targets of references to it.
    """
    stored = Entity.objects.locked().with_aliases().get(pk=entity.pk)
    latest, snapshot = EntityRevision.latest(stored), entity_snapshot(stored)
    revision = EntityRevision.after(latest, stored, {"snapshot": snapshot}, by=by, note=note, at=at)
    if revision is None:
        return None
    revision.save()
    for alias in stored.aliases.all():
        alias.save()  # its key depends on the kind
    if stored.kind == EntityKind.DOCUMENT:
        Reference.objects.to_documents([stored]).resolve_targets()
        if stored.policy_id is None and _values_differ(latest, snapshot, ("name", "kind", "aliases")):
            join_document(stored)
    return revision


def _values_differ(latest: EntityRevision | PolicyRevision | None, now: dict, names: Iterable[str]) -> bool:
    """Whether any of these values differs from the latest revision, or there is none."""
    return latest is None or any(latest.snapshot.get(name) != now[name] for name in names)


def entity_snapshot(entity: Entity) -> dict:
    return {
        **_row_values(entity),
        "parent": entity.parent.slug if entity.parent else None,
        "policy": entity.policy.slug if entity.policy else None,
        "aliases": [_row_values(alias) for alias in entity.aliases.all()],
        **_successions(entity),
    }


def _successions(entity: Entity) -> dict:
    """What the entity became, as `became`; {} without successors: then revisions have no such field."""
    rows = entity.successions.select_related("successor")
    became = [{"to": row.successor.slug, "date": row.date, "source": row.source} for row in rows]
    return {"became": became} if became else {}


@transaction.atomic
def keep_policy(
    policy: Policy,
    *,
    by: User | None = None,
    note: str = "",
    at: datetime | None = None,
    removed_articles: Sequence[str] = (),
) -> PolicyRevision | None:
    """Add a revision of the stored `policy` with its issuers, addressees and divisions.

    Links are updated for what has changed since the latest one. None if nothing has changed.
    `removed_articles` are the labels of articles that a new version no longer has.
    """
    Policy.objects.locked().get(pk=policy.pk)
    latest, snapshot = PolicyRevision.latest(policy), policy_snapshot(policy)
    if latest:
        _update_links(policy, latest, snapshot)
    else:
        join_policy(policy)
    if removed_articles:
        snapshot = {**snapshot, REMOVED_ARTICLES: list(removed_articles)}
    revision = PolicyRevision.after(latest, policy, {"snapshot": snapshot}, by=by, note=note, at=at)
    if revision:
        revision.save()
    return revision


def _update_links(policy: Policy, latest: PolicyRevision, now: dict) -> None:
    before = _texts_by_passage(latest.snapshot)
    for passage, text in _texts_by_passage(now).items():
        update_quotes_of_passage(policy, passage, old_text=before[passage], new_text=text)
    inherit_issuers(policy)
    if _values_differ(latest, now, _CITED_BY):
        join_policy(policy, former=_cited_policy(latest.snapshot))
    if _values_differ(latest, now, ("divisions",)):
        Reference.objects.touching(policy).resolve_targets()
    if _values_differ(latest, now, _INDEXED_OF_POLICY):
        index_articles(list(policy.articles.for_reading()))
    elif _values_differ(latest, now, _NAMED_BY):
        index_names(policy)


def _cited_policy(snapshot: dict) -> Policy:
    """An unsaved policy with the title and number of a snapshot, by which others cite it."""
    policy = Policy(title=snapshot["title"], document_number=snapshot["document_number"])
    policy.derive_keys()
    return policy


def _texts_by_passage(snapshot: dict) -> dict[Passage, str]:
    return {
        Passage.TITLE: snapshot["title"],
        Passage.NOTICE: snapshot["notice"],
        Passage.INTRODUCTION: snapshot["introduction"],
        Passage.ADDRESSEES: snapshot["addressees_text"],
        Passage.ISSUERS: "\n".join(issuer["printed_name"] for issuer in snapshot["issuers"]),
        Passage.ADOPTION: snapshot["adoption"],
    }


def policy_snapshot(policy: Policy) -> dict:
    """Return the policy's own data as JSON values; articles have revisions of their own."""
    rows = policy.issuers.all(), policy.addressees.all(), policy.divisions.order_by("position")
    return _snapshot(policy, *rows, policy.records.in_order())


def _snapshot(
    policy: Policy,
    issuers: Iterable[Issuer],
    addressees: Iterable[Addressee],
    divisions: Iterable[Division],
    records: Iterable[PolicyRecord],
) -> dict:
    return {
        **_row_values(policy),
        "issuers": [_row_values(issuer) for issuer in issuers],
        "addressees": [_row_values(addressee) for addressee in addressees],
        "records": [_row_values(record) for record in records],
        "divisions": [
            {**_row_values(division), "eid": division.eid, "address": division.address}
            for division in divisions
        ],
    }


def _row_values(instance: models.Model) -> dict:
    values = model_to_dict(instance, exclude=["id", "policy", "entity", *_EDITORIAL_FIELDS])
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
