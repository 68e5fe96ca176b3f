"""What is stored against the latest revision of it; the numbers of revisions run without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Max

from articles.editing import article_snapshot, entity_snapshot, policy_snapshot
from articles.models import (
    Article,
    ArticleRevision,
    Division,
    Entity,
    EntityRevision,
    Policy,
    PolicyRevision,
    RowRevision,
)
from articles.models.editing.revision import Revision
from articles.text.citing.naming.titles import in_title_marks
from guidance.measures.measure_records import record_of_stored
from guidance.models import MeasureRevision, SupportMeasure
from guidance.models.measure import MeasureStatus

_OWN_TABLES = (ArticleRevision, PolicyRevision, EntityRevision, MeasureRevision)
_LABELS = {field.name: str(field.verbose_name) for field in ArticleRevision._meta.fields} | {
    "policy_id": "政策"
}


def wrong_revisions() -> Iterator[str]:
    yield from _wrong_articles()
    yield from _wrong_policies()
    yield from _wrong_entities()
    yield from _wrong_measures()
    yield from _missing_numbers()


def _wrong_articles() -> Iterator[str]:
    divisions = set(Division.objects.values_list("policy_id", "eid"))
    latest: dict[int, ArticleRevision] = _latest_revisions(ArticleRevision)
    for article in Article.objects.for_reading().select_related("parent").iterator(chunk_size=500):
        revision = latest.get(article.pk)
        if revision is None:
            yield f"{article.short_citation}：没有修订记录"
        elif changed := [*_changed_labels(article, revision, divisions)]:
            yield f"{article.short_citation}：{'、'.join(changed)}与最近一次修订不同"


def _changed_labels(
    article: Article, revision: ArticleRevision, divisions: set[tuple[int, str]]
) -> Iterator[str]:
    """Labels of what differs. A revision from before places were kept says null of them; a chapter that was
    renumbered before articles had a revision of that is no difference."""
    is_renumbered = revision.division_eid and (article.policy_id, revision.division_eid) not in divisions
    for name, now in article_snapshot(article).items():
        then = getattr(revision, name)
        if name == "details" or then is None or (name == "division_eid" and is_renumbered):
            continue
        if then != now:
            yield _LABELS[name]


def _wrong_policies() -> Iterator[str]:
    latest: dict[int, PolicyRevision] = _latest_revisions(PolicyRevision)
    for policy in Policy.objects.iterator(chunk_size=100):
        revision = latest.get(policy.pk)
        if revision is None:
            yield f"{in_title_marks(policy.title)}：没有修订记录"
        elif not _agrees(policy_snapshot(policy), revision.public_snapshot):
            yield f"{in_title_marks(policy.title)}：著录项、章节或发文机关与最近一次修订不同"


def _wrong_entities() -> Iterator[str]:
    """Those that have been edited: the others have no revision."""
    latest: dict[int, EntityRevision] = _latest_revisions(EntityRevision)
    for entity in Entity.objects.filter(pk__in=latest).iterator(chunk_size=100):
        if not _agrees(entity_snapshot(entity), latest[entity.pk].snapshot):
            yield f"{entity.name}（{entity.get_kind_display()}）：与最近一次修订不同"


def _wrong_measures() -> Iterator[str]:
    """Measures whose words are gone for the moment (待复核) wait for an editor, and differ until then."""
    latest: dict[int, MeasureRevision] = _latest_revisions(MeasureRevision)
    measures = SupportMeasure.objects.with_rows().exclude(status=MeasureStatus.STALE)
    for measure in measures.iterator(chunk_size=100):
        revision = latest.get(measure.pk)
        if revision is None:
            yield f"支持措施“{measure.title}”：没有修订记录"
        elif not _agrees(_without_places(record_of_stored(measure)), _without_places(revision.record)):
            yield f"支持措施“{measure.title}”：与最近一次修订不同"


def _without_places(record: Any) -> Any:
    """A record without the places of its quotes, which move with the text of the article."""
    if isinstance(record, dict):
        return {name: _without_places(value) for name, value in record.items() if name != "start"}
    return [*map(_without_places, record)] if isinstance(record, list) else record


def _agrees(now: Any, then: Any) -> bool:
    """Whether what a snapshot says still holds: one that was kept before a field existed does not say it."""
    if isinstance(then, dict) and isinstance(now, dict):
        return all(_agrees(now[name], then[name]) for name in then.keys() & now.keys())
    if isinstance(then, list) and isinstance(now, list):
        return len(then) == len(now) and all(map(_agrees, now, then))
    return bool(now == then)


def _latest_revisions(model: type[Revision]) -> dict[int, Any]:
    """The latest revision of each row, by the row's id."""
    subject = f"{model.subject}_id"
    rows = model._default_manager.order_by(subject, "-number").distinct(subject)
    return {getattr(revision, subject): revision for revision in rows.iterator(chunk_size=500)}


def _missing_numbers() -> Iterator[str]:
    for model in _OWN_TABLES:
        revisions = model._default_manager.order_by().values(model.subject)
        for row in revisions.annotate(last=Max("number"), held=Count("pk")).exclude(last=F("held")):
            subject = f"{model._meta.verbose_name}：{model.subject} {row[model.subject]}"
            yield f"{subject} 应有 {row['last']} 次，只有 {row['held']} 次"
    rows = RowRevision.objects.order_by().values("model", "row")
    for row in rows.annotate(last=Max("number"), held=Count("pk")).exclude(last=F("held")):
        yield f"{row['model']} {row['row']} 的修订应有 {row['last']} 次，只有 {row['held']} 次"
