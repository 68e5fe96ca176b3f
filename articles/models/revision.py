"""Every published state is kept (修订): an edit adds a revision and never changes one."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.policy import Policy, Publication


class Revision(models.Model):
    """What all revisions say of themselves: their number, when, who and why."""

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

    class Meta:
        abstract = True


class ArticleRevisionQuerySet(models.QuerySet):
    def of_published(self) -> ArticleRevisionQuerySet:
        """What readers have seen of articles that they may see: not what they were as drafts."""
        return self.filter(publication=Publication.PUBLISHED, article__in=Article.objects.published())


class ArticleRevision(Revision):
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="revisions", verbose_name="条文"
    )
    heading = models.CharField("条标", max_length=200, blank=True)
    short_title = models.CharField("展示用短标题", max_length=60, blank=True)
    text = models.TextField("条文")
    sha256 = models.CharField("SHA-256", max_length=64)
    publication = models.CharField(
        "发布状态", max_length=20, choices=Publication, default=Publication.PUBLISHED
    )

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


class PolicyRevision(Revision):
    """The document's own data with issuers, addressees and divisions, as one JSON snapshot."""

    policy = models.ForeignKey(
        Policy, on_delete=models.CASCADE, related_name="revisions", verbose_name="政策"
    )
    snapshot = models.JSONField("内容")

    objects = models.Manager()

    class Meta:
        verbose_name = "政策修订"
        verbose_name_plural = "政策修订"
        ordering = ("policy", "-number")
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.policy} 修订 {self.number}"
