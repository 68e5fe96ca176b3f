"""Texts against their checksums, their revisions and the versions that are kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from articles.editing import policy_snapshot
from articles.models import (
    Article,
    ArticleRevision,
    LaterRule,
    Policy,
    PolicyRevision,
    PolicyVersion,
    RowRevision,
)
from articles.models.article import DatabaseSha256, text_sha256
from articles.models.evidence import LinkStatus
from articles.text.citing.titles import in_title_marks
from guidance.models import Criterion, MeasureQuote
from guidance.models.measure import MeasureStatus

#: What a revision repeats of its article.
_REPEATED = ("heading", "short_title", "text", "sha256", "publication")
_LABELS = {field.name: str(field.verbose_name) for field in Article._meta.fields}


def wrong_checksums() -> Iterator[str]:
    for article in _with_wrong_checksum(Article.objects.select_related("policy")):
        yield f"{article.short_citation}：正文与校验值不符"
    for revision in _with_wrong_checksum(ArticleRevision.objects.select_related("article__policy")):
        yield f"{revision.article.short_citation}修订 {revision.number}：正文与校验值不符"


def _with_wrong_checksum(rows: QuerySet) -> QuerySet:
    return rows.exclude(sha256=DatabaseSha256("text"))


def wrong_revisions() -> Iterator[str]:
    """The latest revision says what the article says; numbers run without a gap."""
    latest = ArticleRevision.objects.order_by("article_id", "-number").distinct("article_id")
    by_article = {revision.article_id: revision for revision in latest.iterator(chunk_size=500)}
    for article in Article.objects.select_related("policy").iterator(chunk_size=500):
        revision = by_article.get(article.pk)
        if revision is None:
            yield f"{article.short_citation}：没有修订记录"
        elif changed := [name for name in _REPEATED if getattr(revision, name) != getattr(article, name)]:
            labels = "、".join(_LABELS[name] for name in changed)
            yield f"{article.short_citation}：{labels}与最近一次修订不同"
    yield from _wrong_policies()
    for model, subject in ((ArticleRevision, "article"), (PolicyRevision, "policy")):
        counted = model.objects.order_by().values(subject).annotate(last=Max("number"), held=Count("pk"))
        for row in counted.exclude(last=F("held")):
            which = f"{model._meta.verbose_name}：{subject} {row[subject]}"
            yield f"{which} 应有 {row['last']} 次，只有 {row['held']} 次"
    rows = RowRevision.objects.order_by().values("model", "row")
    for row in rows.annotate(last=Max("number"), held=Count("pk")).exclude(last=F("held")):
        yield f"{row['model']} {row['row']} 的修订应有 {row['last']} 次，只有 {row['held']} 次"


def _wrong_policies() -> Iterator[str]:
    for policy in Policy.objects.iterator(chunk_size=100):
        revision = policy.revisions.order_by("-number").first()
        if revision is None:
            yield f"{in_title_marks(policy.title)}：没有修订记录"
        elif not _agrees(policy_snapshot(policy), revision.public_snapshot):
            yield f"{in_title_marks(policy.title)}：著录项、章节或发文机关与最近一次修订不同"


def _agrees(now: Any, then: Any) -> bool:
    """Whether what a snapshot says still holds: one that was kept before a field existed does not say it."""
    if isinstance(then, dict) and isinstance(now, dict):
        return all(_agrees(now[name], then[name]) for name in then.keys() & now.keys())
    if isinstance(then, list) and isinstance(now, list):
        return len(then) == len(now) and all(map(_agrees, now, then))
    return bool(now == then)


def wrong_quotes() -> Iterator[str]:
    """Words that measures and later rules quote; those of links are checked with the links."""
    yield from _misquoting("后来的规定", _standing_rules())
    for model in (MeasureQuote, Criterion):
        rows = model.objects.exclude(measure__status=MeasureStatus.STALE).exclude(quote="")
        yield from _misquoting("支持措施", rows.select_related("measure__article__policy"))


def _standing_rules() -> QuerySet:
    return LaterRule.objects.exclude(status=LinkStatus.STALE).select_related("article__policy")


def _misquoting(kind: str, rows: Iterable) -> Iterator[str]:
    for row in rows:
        article = row.measure.article if hasattr(row, "measure") else row.article
        if row.quote and article.text[row.start : row.end] != row.quote:
            yield f"{kind}：{article.short_citation}在所写的位置没有“{row.quote[:30]}”"


def wrong_versions() -> Iterator[str]:
    """Each unit of a kept version against the checksum that was kept with it."""
    for version in PolicyVersion.objects.select_related("policy").iterator(chunk_size=20):
        for unit in _units_of(version.snapshot):
            if text_sha256(unit.get("text", "")) != unit.get("sha256"):
                yield f"{version}：{unit.get('address')} 的正文与校验值不符"
        if not version.snapshot.get("policy"):
            yield f"{version}：没有政策的记录"


def _units_of(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    return snapshot.get("units") or []
