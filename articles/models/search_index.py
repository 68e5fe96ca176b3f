"""The search index as rows of PostgreSQL. Only `articles.search` reads or writes them.

An article that has changed is one `IndexedArticle` outside every segment, and is scored from its own row.
Many of them together are inverted into a `Segment`, whose `Posting` rows hold a term's articles packed.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F

from articles.models.article import Article
from articles.models.policy import DocumentKind


class Segment(models.Model):
    """A number of articles inverted together. The byte strings are arrays, little-endian:

    `kinds` (uint8 an article, places in DocumentKind), `chapter_of` (uint16 an article, places in the next
    two), `chapters` (int64, `IndexedArticle.chapter_key`) and `chapter_lengths` (float32, in words).
    """

    size = models.PositiveIntegerField()
    kinds = models.BinaryField()
    chapter_of = models.BinaryField()
    chapters = models.BinaryField()
    chapter_lengths = models.BinaryField()

    objects = models.Manager()

    class Meta:
        verbose_name = "索引段"
        verbose_name_plural = "索引段"

    def __str__(self) -> str:
        return f"{self.pk}（{self.size} 条）"


class IndexedArticle(models.Model):
    """An article as the index knows it. All texts are folded; `tokens` are its words, a space between two,
    `gram_total` the number of its grams.

    `position` is its place in `segment`; outside a segment both are null.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="indexed")
    tokenizer = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    heading = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    context = models.TextField(blank=True)
    folded = models.TextField()
    tokens = models.TextField()
    gram_total = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=DocumentKind)
    chapter_key = models.BigIntegerField()
    segment = models.ForeignKey(
        Segment, on_delete=models.SET_NULL, null=True, related_name="members", db_index=False
    )
    position = models.PositiveIntegerField(null=True)

    objects = models.Manager()

    class Meta:
        verbose_name = "已索引条文"
        verbose_name_plural = "已索引条文"
        indexes = [
            models.Index(fields=["segment", "position"], name="indexed_place"),
            models.Index(fields=["id"], condition=models.Q(segment=None), name="indexed_outside_segments"),
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class Posting(models.Model):
    """The articles of a segment that hold a term in a field (`articles.search.fields.Field`).

    `packed`: for each article its position (uint16), then for each its length-normalised frequency
    (float16), little-endian. Only COPY writes these rows.
    """

    pk = models.CompositePrimaryKey("term", "field", "segment")
    term = models.CharField(max_length=64)
    field = models.SmallIntegerField()
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="postings")
    packed = models.BinaryField()

    objects = models.Manager()

    class Meta:
        verbose_name = "倒排项"
        verbose_name_plural = "倒排项"

    def __str__(self) -> str:
        return f"{self.term} → {self.segment_id}"


def unindexed_articles(tokenizer: str) -> models.QuerySet[Article]:
    """Articles whose present heading and text the index does not hold in this tokenizer's terms."""
    return Article.objects.exclude(
        indexed__tokenizer=tokenizer, indexed__sha256=F("sha256"), indexed__heading=F("heading")
    )


def outside_segments() -> models.QuerySet[IndexedArticle]:
    return IndexedArticle.objects.filter(segment=None)


def articles_at(segment: int, positions: Iterable[int]) -> models.QuerySet:
    """Position and article of those of `positions` that are still what was indexed there."""
    rows = IndexedArticle.objects.filter(segment=segment, position__in=list(positions))
    return rows.values_list("position", "article_id")


def ids_holding(literal: str) -> models.QuerySet:
    """Ids of the articles whose folded text holds `literal` letter by letter, in printed order."""
    holding = Article.objects.filter(indexed__folded__contains=literal)
    return holding.in_order().values_list("pk", flat=True)


def holding_literally(articles: Iterable[int], folded: str) -> set[int]:
    """Those of `articles` whose indexed text holds `folded` letter by letter."""
    rows = IndexedArticle.objects.filter(article__in=list(articles), folded__contains=folded)
    return set(rows.values_list("article_id", flat=True))
