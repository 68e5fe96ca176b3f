"""The inverted index as rows of PostgreSQL. Only `articles.search` reads or writes them."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from articles.models.article import Article


class IndexedArticle(models.Model):
    """An article as the index knows it: what was indexed, by which tokenizer; lengths are in terms."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="indexed")
    tokenizer = models.CharField(max_length=64)
    heading = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    folded = models.TextField()
    heading_length = models.PositiveIntegerField()
    text_length = models.PositiveIntegerField()

    objects = models.Manager()

    class Meta:
        verbose_name = "已索引条文"
        verbose_name_plural = "已索引条文"

    def __str__(self) -> str:
        return str(self.article_id)


class Posting(models.Model):
    """How often a term stands in an article's heading and text.

    There are millions of these rows and only COPY writes them: no key of their own, no check of each row.
    """

    pk = models.CompositePrimaryKey("term", "indexed")
    indexed = models.ForeignKey(
        IndexedArticle, on_delete=models.CASCADE, related_name="postings", db_constraint=False
    )
    term = models.CharField(max_length=64)
    heading_count = models.PositiveSmallIntegerField()
    text_count = models.PositiveSmallIntegerField()

    objects = models.Manager()

    class Meta:
        verbose_name = "倒排项"
        verbose_name_plural = "倒排项"

    def __str__(self) -> str:
        return f"{self.term} → {self.indexed_id}"


def unindexed_articles(tokenizer: str) -> models.QuerySet[Article]:
    """Articles whose present heading and text the index does not hold in this tokenizer's terms."""
    return Article.objects.exclude(
        indexed__tokenizer=tokenizer, indexed__sha256=F("sha256"), indexed__heading=F("heading")
    )


def ids_holding(literal: str) -> models.QuerySet:
    """Ids of the articles whose folded text holds `literal` letter by letter, in printed order."""
    holding = Article.objects.filter(indexed__folded__contains=literal)
    return holding.in_order().values_list("pk", flat=True)
