"""The search index as rows of PostgreSQL. Only `articles.search` reads or writes them.

An article that has changed is one `IndexedArticle` outside every segment, and is scored from its own row.
Many of them together are inverted into a `Segment`, whose `Posting` rows hold a term's articles packed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from secrets import randbits

from django.db import connection, models
from django.db.models import F

from articles.models.articles.article import Article
from articles.models.articles.article_queries import ArticleQuerySet
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import DocumentKind


def _unused_number() -> int:
    # Never used twice, not even in a database restored from a copy: what a process caches of a row that
    # only comes and goes stays true.
    return randbits(62)


class Segment(models.Model):
    """A number of articles inverted together; its rows never change. The byte strings are arrays:

    an entry an article: `articles` and `policies` (int64, ids), `kinds` (uint8, places in DocumentKind),
    `chapter_of` (uint16, places in the next two);
    an entry a chapter: `chapters` (int64, `IndexedArticle.chapter_key`), `chapter_lengths` (float32, words).
    All are little-endian.
    """

    id = models.BigIntegerField(primary_key=True, default=_unused_number)
    size = models.PositiveIntegerField()
    articles = models.BinaryField()
    policies = models.BinaryField()
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


class IndexedArticleQuerySet(models.QuerySet["IndexedArticle"]):
    def in_segments(self, segments: Iterable[int]) -> IndexedArticleQuerySet:
        """Indexed articles outside all segments or in some."""
        return self.filter(models.Q(segment=None) | models.Q(segment__in=list(segments)))


class IndexedArticle(models.Model):
    """An article as the index knows it. All texts are folded; `tokens` are its words, a space between two,
    `word_total` their number.

    `position` is its place in `segment`; outside a segment both are null. All else never changes: a changed
    article has a new row.
    """

    id = models.BigIntegerField(primary_key=True, default=_unused_number)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="indexed")
    tokenizer = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    heading = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    context = models.TextField(blank=True)
    folded = models.TextField()
    tokens = models.TextField()
    word_total = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=DocumentKind)
    policy = models.BigIntegerField()
    chapter_key = models.BigIntegerField()
    segment = models.ForeignKey(
        Segment, on_delete=models.SET_NULL, null=True, related_name="members", db_index=False
    )
    position = models.PositiveIntegerField(null=True)

    objects = IndexedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "已索引条文"
        verbose_name_plural = "已索引条文"
        indexes = [
            models.Index(fields=["segment", "position"], name="indexed_place"),
            models.Index(fields=["id"], condition=models.Q(segment=None), name="indexed_outside_segments"),
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class VacatedPlace(models.Model):
    """A place in a segment whose article was changed or deleted. A trigger writes these rows."""

    pk = models.CompositePrimaryKey("segment", "position")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="vacated")
    position = models.PositiveIntegerField()

    objects = models.Manager()

    class Meta:
        verbose_name = "空出的位置"
        verbose_name_plural = "空出的位置"

    def __str__(self) -> str:
        return f"{self.segment_id}:{self.position}"


class Posting(models.Model):
    """A posting list: the articles of a segment that contain a term in a field (`settings.weights.Field`).

    `packed` is encoded by `articles.search.index.packing`. Only COPY writes these rows, many thousands with
    their segment and in its transaction: to check each, and to keep an index by segment, would cost more than
    it costs to read the table when segments are merged.
    """

    pk = models.CompositePrimaryKey("term", "field", "segment")
    term = models.CharField(max_length=64)
    field = models.SmallIntegerField()
    segment = models.ForeignKey(
        Segment, on_delete=models.CASCADE, related_name="postings", db_constraint=False, db_index=False
    )
    packed = models.BinaryField()

    objects = models.Manager()

    class Meta:
        verbose_name = "倒排项"
        verbose_name_plural = "倒排项"

    def __str__(self) -> str:
        return f"{self.term} → {self.segment_id}"


class CitationCount(models.Model):
    """By how many other policies each policy is cited; each count is a new row.

    `state` names the index rows that were counted. The byte strings are little-endian arrays with an entry
    a cited policy: `policies` (int64, ids, ascending) and `citing` (uint32).
    """

    id = models.BigIntegerField(primary_key=True, default=_unused_number)
    state = models.CharField(max_length=60)
    policies = models.BinaryField()
    citing = models.BinaryField()

    objects = models.Manager()

    class Meta:
        verbose_name = "引用次数"
        verbose_name_plural = "引用次数"

    def __str__(self) -> str:
        return self.state


def unindexed_articles(tokenizer: str) -> ArticleQuerySet:
    """Articles whose present heading and text the index does not hold in this tokenizer's terms."""
    return Article.objects.exclude(
        indexed__tokenizer=tokenizer, indexed__sha256=F("sha256"), indexed__heading=F("heading")
    )


def outside_segments() -> models.QuerySet[IndexedArticle]:
    return IndexedArticle.objects.filter(segment=None)


def postings_of(segment: Segment, field: int) -> models.QuerySet:
    """(term, packed) of one field of a segment."""
    return Posting.objects.filter(segment=segment, field=field).values_list("term", "packed")


def mark_all_unindexed() -> None:
    """Mark all articles as not indexed; the old index is used until it is replaced."""
    IndexedArticle.objects.update(tokenizer="")


def ids_holding(literal: str) -> models.QuerySet:
    """Ids of the articles whose folded text contains `literal`, in printed order."""
    holding = Article.objects.filter(indexed__folded__contains=literal)
    return holding.in_order().values_list("pk", flat=True)


def holding_literally(articles: Iterable[int], folded: str) -> set[int]:
    """Those of `articles` whose indexed text contains `folded`."""
    with connection.cursor() as cursor:  # SQL, for the same reason as below
        cursor.execute(_HOLDING, [list(articles), f"%{connection.ops.prep_for_like_query(folded)}%"])
        return {article for (article,) in cursor}


def ids_titled(words: Iterable[str], *, among: Collection[int] | None = None) -> set[int]:
    """Ids of the articles in whose heading or titles of chapter and section all these folded words stand;
    of all, or among some."""
    rows = IndexedArticle.objects.all()
    if among is not None:
        rows = rows.filter(article__in=among)
    for word in words:
        rows = rows.filter(context__contains=word)
    return set(rows.values_list("article", flat=True))


def folded_texts(articles: Iterable[int]) -> dict[int, str]:
    """The folded texts of these articles, by id, with the titles above them."""
    # SQL, as every query runs it and the ORM took half the time.
    with connection.cursor() as cursor:
        cursor.execute(_FOLDED, [list(articles)])
        return {pk: "\n".join(row) for pk, *row in cursor}


_HOLDING = "SELECT article_id FROM articles_indexedarticle WHERE article_id = ANY(%s) AND folded LIKE %s"
_FOLDED = """
SELECT article_id, title, context, folded FROM articles_indexedarticle WHERE article_id = ANY(%s)
"""


def tokens_of(policy: Policy) -> models.QuerySet:
    """The words of each article of a policy, a space between two."""
    return IndexedArticle.objects.filter(policy=policy.pk).values_list("tokens", flat=True)
