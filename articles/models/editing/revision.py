"""Revisions (修订): each edit adds one; none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.articles.article import Article
from articles.models.articles.article_choices import ArticlePublication
from articles.models.articles.article_unit import ArticleUnit
from articles.models.entities.entity import Entity
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RevisionCause(models.TextChoices):
    """Why a text changed: a correction of this portal, or an amendment of the document itself."""

    ENTERED = "entered", "收录"
    CORRECTED = "corrected", "更正"
    AMENDED = "amended", "修改"


#: Key in a policy's snapshot: the labels of articles that the new version no longer has.
REMOVED_ARTICLES = "removed_articles"
#: If only these have changed, the article was moved, not edited.
_POSITION_FIELDS = {"position", "division_eid"}


class Revision(models.Model):
    """Base of all revisions: number, time, author and note."""

    number = models.PositiveIntegerField("修订号")
    created_at = models.DateTimeField("时间")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="修订人",
        related_name="+",
    )
    note = models.CharField("说明", max_length=300, blank=True)

    #: The foreign key to the row whose revision it is.
    subject: ClassVar[str] = ""

    class Meta:
        abstract = True

    @classmethod
    def of_row(cls, row: models.Model) -> models.QuerySet[Self]:
        return cls._default_manager.filter(**{cls.subject: row})

    @classmethod
    def latest(cls, row: models.Model) -> Self | None:
        return cls.of_row(row).order_by("-number").first()

    @classmethod
    def keys_of(cls, row: models.Model) -> dict[str, object]:
        """The fields by which a revision names its row."""
        return {cls.subject: row}

    @classmethod
    def keep(
        cls,
        row: models.Model,
        content: Mapping[str, object],
        *,
        by: User | None = None,
        note: str = "",
        at: datetime | None = None,
    ) -> Self | None:
        """Add a revision of `row` with this content; None if the latest one is the same.

        The caller has locked the row, so that revision numbers are unique.
        """
        revision = cls.after(cls.latest(row), row, content, by=by, note=note, at=at)
        if revision:
            revision.save()
        return revision

    @classmethod
    def after(
        cls,
        latest: Self | None,
        row: models.Model,
        content: Mapping[str, object],
        *,
        by: User | None = None,
        note: str = "",
        at: datetime | None = None,
    ) -> Self | None:
        """The same, unsaved, after a latest revision that has been read already."""
        if latest and latest.says(content):
            return None
        revision = cls(**cls.keys_of(row), **content, created_by=by, note=note)
        revision.number = latest.number + 1 if latest else 1
        revision.created_at = at or timezone.now()
        return revision

    def says(self, content: Mapping[str, object]) -> bool:
        return all(getattr(self, name) == value for name, value in content.items())


class ArticleRevisionQuerySet(models.QuerySet["ArticleRevision"]):
    def latest_of(self, articles: Iterable[Article]) -> dict[int, ArticleRevision]:
        """The latest revision of each article, by the article's id."""
        latest = self.filter(article__in=articles).order_by("article_id", "-number").distinct("article_id")
        return {revision.article_id: revision for revision in latest}

    def of(self, article: Article) -> ArticleRevisionQuerySet:
        """Those of an article, the oldest first."""
        return self.filter(article=article).order_by("number")

    def with_text(self, article: Article) -> ArticleRevisionQuerySet:
        """Those of an article that have the text that it has now."""
        return self.of(article).filter(sha256=article.sha256)

    def of_published(self) -> ArticleRevisionQuerySet:
        """Public revisions of public articles: not those of drafts, nor of a policy that was one."""
        rows = self.filter(publication=ArticlePublication.PUBLISHED, article__in=Article.objects.published())
        first_public = PolicyRevision.objects.filter(
            policy=models.OuterRef("article__policy"), snapshot__publication=Publication.PUBLISHED
        ).order_by("number")
        replaced = ArticleRevision.objects.filter(
            article=models.OuterRef("article"),
            number__gt=models.OuterRef("number"),
            created_at__lte=models.Subquery(first_public.values("created_at")[:1]),
        )
        return rows.exclude(models.Exists(replaced))


class ArticleRevision(Revision):
    """An article's text, and where it stood; null in old revisions, from before places were kept."""

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="revisions", verbose_name="条文"
    )
    heading = models.CharField("条标", max_length=200, blank=True)
    short_title = models.CharField("展示用短标题", max_length=60, blank=True)
    text = models.TextField("条文")
    sha256 = models.CharField("SHA-256", max_length=64)
    publication = models.CharField(
        "发布状态", max_length=20, choices=ArticlePublication, default=ArticlePublication.PUBLISHED
    )
    policy = models.ForeignKey(
        Policy, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="所在政策"
    )
    division_eid = models.CharField("所在章节", max_length=120, null=True)  # noqa: DJ001 - "" is none
    article_number = models.PositiveIntegerField("条号", null=True)
    article_suffix = models.PositiveSmallIntegerField("之", null=True)
    unit = models.CharField("单位", max_length=12, choices=ArticleUnit, null=True)  # noqa: DJ001
    position = models.PositiveIntegerField("次序", null=True)
    details = models.JSONField("编号写法与表格", null=True)
    is_move = models.BooleanField("只是换了位置", default=False)
    cause = models.CharField(
        "缘由", max_length=10, choices=RevisionCause, default=RevisionCause.CORRECTED, editable=False
    )

    subject = "article"
    objects = ArticleRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "条文修订"
        verbose_name_plural = "条文修订"
        ordering = ("article", "-number")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article} 修订 {self.number}"

    @classmethod
    def after(
        cls,
        latest: Self | None,
        row: models.Model,
        content: Mapping[str, object],
        *,
        by: User | None = None,
        note: str = "",
        at: datetime | None = None,
    ) -> Self | None:
        revision = super().after(latest, row, content, by=by, note=note, at=at)
        if revision and not latest:
            revision.cause = RevisionCause.ENTERED
        if revision and latest:
            revision.is_move = all(
                name in _POSITION_FIELDS or _is_same(name, getattr(latest, name), value)
                for name, value in content.items()
            )
        return revision

    def says(self, content: Mapping[str, object]) -> bool:
        """Compares no details with a revision from before details were kept."""
        ignored = {"cause", *(() if self.details else ("details",))}
        return super().says({name: value for name, value in content.items() if name not in ignored})


def _is_same(name: str, before: object, now: object) -> bool:
    """Whether a field is unchanged; details that were not kept yet, and the parent in them, do not count."""
    if name == "details" and isinstance(before, dict) and isinstance(now, dict):
        return {**before, "parent": ""} == {**now, "parent": ""}
    return before == now or name == "cause" or (name == "details" and before is None)


class PolicyRevisionQuerySet(models.QuerySet["PolicyRevision"]):
    def publications(self, policies: Iterable[int]) -> list[tuple[int, datetime, str]]:
        """(policy, moment, publication from then on) of these policies, the oldest first."""
        rows = self.filter(policy__in=policies).order_by("policy", "number")
        return list(rows.values_list("policy", "created_at", "snapshot__publication"))

    def of_published(self) -> PolicyRevisionQuerySet:
        """Public revisions of public policies."""
        published = self.filter(policy__in=Policy.objects.published())
        return published.filter(snapshot__publication=Publication.PUBLISHED)


class PolicyRevision(Revision):
    """The document's own data with issuers, addressees and divisions, as one JSON snapshot."""

    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="revisions", verbose_name="政策"
    )
    snapshot = models.JSONField("内容")

    subject = "policy"
    objects = PolicyRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "政策修订"
        verbose_name_plural = "政策修订"
        ordering = ("policy", "-number")
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.policy} 修订 {self.number}"

    @property
    def public_snapshot(self) -> dict:
        """The snapshot without the labels of removed articles, which are no longer public."""
        return {name: value for name, value in self.snapshot.items() if name != REMOVED_ARTICLES}

    def says(self, content: Mapping[str, object]) -> bool:
        # Removed articles always make a revision.
        return self.public_snapshot == content["snapshot"]


class EntityRevision(Revision):
    """An entity with its other names, as one JSON snapshot."""

    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="revisions", verbose_name="实体"
    )
    snapshot = models.JSONField("内容")

    subject = "entity"
    objects = models.Manager()

    class Meta:
        verbose_name = "实体修订"
        verbose_name_plural = "实体修订"
        ordering = ("entity", "-number")
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="entity_revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.entity} 修订 {self.number}"
