"""The vocabulary: known words, for spelling correction, and names, for suggestions while typing.
Both are derived from articles, policies and entities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Length

from articles.models.articles.article import Article
from articles.models.articles.division import Division
from articles.models.entities.entity import Entity
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import Publication


def _prefix_index(field: str) -> models.Index:
    """An index that LIKE 'x%' can use in any collation."""
    opclasses = ["int2_ops", "varchar_pattern_ops"]
    return models.Index(fields=["kind", field], opclasses=opclasses, name=f"name_start_{field}")


class KnownWordQuerySet(models.QuerySet["KnownWord"]):
    def spelt(self, texts: Iterable[str]) -> KnownWordQuerySet:
        return self.filter(text__in=list(texts))

    def lock_in_order(self) -> None:
        """Before some are deleted and others counted again: either statement alone takes rows as it finds
        them, and two who hide texts with the same words would wait for each other."""
        list(self.order_by("text").select_for_update().values_list("pk"))

    def in_texts(self) -> KnownWordQuerySet:
        """Words that occur in articles, not only in vocabularies."""
        return self.filter(count__gt=0)


class KnownWord(models.Model):
    """A folded word with its pinyin. `count` is the number of articles that contain it.

    `is_listed`: it is a term of the user dictionary, the synonyms or names, not only a word of articles.
    """

    text = models.CharField(max_length=64, unique=True)
    sounds = models.CharField(max_length=400)
    blurred = models.CharField(max_length=400)
    initials = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    is_listed = models.BooleanField(default=False)

    objects = KnownWordQuerySet.as_manager()

    class Meta:
        verbose_name = "知识库用词"
        verbose_name_plural = "知识库用词"
        indexes = [
            models.Index(fields=["sounds"], opclasses=["varchar_pattern_ops"], name="known_word_sounds"),
            models.Index(fields=["initials"], opclasses=["varchar_pattern_ops"], name="known_word_initials"),
            models.Index(fields=["blurred"], name="known_word_blurred"),  # Django's own would be two
        ]

    def __str__(self) -> str:
        return self.text


class WordRemnant(models.Model):
    """A word with characters deleted (`slips.deletions` of articles.text.wording), or the whole word."""

    pk = models.CompositePrimaryKey("remnant", "word")
    remnant = models.CharField(max_length=64)
    word = models.ForeignKey(
        KnownWord, on_delete=models.CASCADE, to_field="text", related_name="remnants", db_index=False
    )

    objects = models.Manager()

    class Meta:
        verbose_name = "用词去一字"
        verbose_name_plural = "用词去一字"
        indexes = [models.Index(fields=["word"], name="word_remnant_word")]

    def __str__(self) -> str:
        return self.remnant


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Which of these the knowledge base knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM articles_knownword WHERE text = ANY(%s)", [list(texts)])
        return frozenset(text for (text,) in cursor)


# OFFSET 0 keeps the planner from reading all words: it overestimates how many remnants match.
_LIKE = """
SELECT 'blurred', blurred, text, sounds, blurred, initials, count, is_listed
FROM articles_knownword WHERE blurred = ANY(%(blurred)s)
UNION ALL
SELECT 'remnant', row.remnant, text, sounds, blurred, initials, count, is_listed
FROM articles_wordremnant row
JOIN LATERAL (SELECT * FROM articles_knownword WHERE text = row.word_id OFFSET 0) word ON true
WHERE row.remnant = ANY(%(remnants)s)
UNION ALL
SELECT 'initials', initials, text, sounds, blurred, initials, count, is_listed
FROM articles_knownword WHERE initials = ANY(%(initials)s)
"""


def terms_begun(typed: str, *, most: int) -> list[str]:
    """Terms that begin with the typed text, or whose pinyin or initials do; most used first."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPLETING, {"typed": _prefix_pattern(typed), "most": most})
        return [text for (text,) in cursor]


_COMPLETING = """
SELECT text FROM articles_knownword
WHERE (text LIKE %(typed)s OR sounds LIKE %(typed)s OR initials LIKE %(typed)s) AND count > 0 AND is_listed
ORDER BY count DESC, text LIMIT %(most)s
"""


class WordLike(NamedTuple):
    """The values of a `KnownWord` without the cost of a model instance: a query has about sixty."""

    text: str
    sounds: str
    blurred: str
    initials: str
    frequency: int
    is_listed: bool


@dataclass(frozen=True)
class WordsLike:
    """Known words by what they share with the query, sound, remnant or initials: (shared key, word)."""

    blurred: list[tuple[str, WordLike]] = field(default_factory=list)
    remnant: list[tuple[str, WordLike]] = field(default_factory=list)
    initials: list[tuple[str, WordLike]] = field(default_factory=list)


def words_like(*, blurred: Iterable[str], remnants: Iterable[str], initials: Iterable[str]) -> WordsLike:
    """All candidates for the correction of a query, in one statement, as a reader is waiting."""
    result = WordsLike()
    parameters = {"blurred": list(blurred), "remnants": list(remnants), "initials": list(initials)}
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, parameters)
        for relation, shared, *values in cursor.fetchall():
            getattr(result, relation).append((shared, WordLike(*values)))
    return result


class VocabularyState(models.Model):
    """The version of the content that the words were last gathered from; one row."""

    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = "用词的来历"
        verbose_name_plural = "用词的来历"

    def __str__(self) -> str:
        return self.fingerprint


class NameKind(models.IntegerChoices):
    """The kind of thing a name refers to, in the order of suggestions."""

    POLICY = 1, "政策"
    ENTITY = 2, "实体"
    CHAPTER = 3, "章节"
    HEADING = 4, "条标"


class NameBegun(NamedTuple):
    """A name that begins as typed, or has a word that does, and what is offered for it."""

    kind: int
    offset: int
    length: int
    text: str
    about: str
    path: str


def names_begun(start: str, *, sounds: str, kinds: Iterable[NameKind], most: int) -> list[NameBegun]:
    """Public names that begin with the typed text or hold a word that does; `sounds` is its pinyin. At most
    `most` of each of the kinds, whole names first."""
    if start == sounds and start.isascii() and start.isalpha():
        begins = "(sounds LIKE %(sounds)s OR initials LIKE %(sounds)s)"
    elif any(character.isascii() and character.isalpha() for character in start):
        begins, start = "sounds LIKE %(sounds)s AND start LIKE %(start)s", _chinese_head(start)
    else:
        begins = "start LIKE %(start)s"
    # SQL, as it runs with each letter that a reader types: the ORM took ten times as long to write it.
    statement = " UNION ALL ".join(_BEGUN.format(kind=int(kind), begins=begins) for kind in kinds)
    parameters: dict[str, str | int] = {
        "start": _prefix_pattern(start),
        "sounds": _prefix_pattern(sounds),
        "published": Publication.PUBLISHED.value,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [NameBegun(*row) for row in cursor]


_BEGUN = """
(SELECT kind, "offset", length, text, about, path FROM articles_namestart
WHERE kind = {kind} AND {begins}
    AND NOT (policy_id IS NOT NULL
        AND policy_id IN (SELECT id FROM articles_policy WHERE publication <> %(published)s))
    AND NOT (article_id IS NOT NULL
        AND article_id IN (SELECT id FROM articles_article WHERE publication <> %(published)s))
ORDER BY "offset", length, id LIMIT %(most)s)
"""


def _prefix_pattern(typed: str) -> str:
    return f"{connection.ops.prep_for_like_query(typed)}%"


class NameStartQuerySet(models.QuerySet["NameStart"]):
    def of_kind(self, kind: NameKind) -> NameStartQuerySet:
        return self.filter(kind=kind)

    def of_articles(self, articles: Iterable[Article]) -> NameStartQuerySet:
        return self.filter(article__in=list(articles))

    def of_policies(self, policies: Iterable[Policy]) -> NameStartQuerySet:
        """The names of the policies themselves and of their chapters."""
        return self.filter(policy__in=list(policies), article=None)

    def of_entities(self, entities: Iterable[Entity]) -> NameStartQuerySet:
        return self.filter(entity__in=list(entities))

    def whole(self, names: Iterable[str]) -> NameStartQuerySet:
        """Those of these folded names that are whole names."""
        return self.filter(start__in=list(names), offset=0, length=Length("start"))

    def shown(self) -> NameStartQuerySet:
        """Names of public rows; hidden entities have none here."""
        hidden = Article.objects.hidden().values("pk")
        return self.exclude(policy__in=Policy.objects.unpublished().values("pk")).exclude(article__in=hidden)


def _chinese_head(start: str) -> str:
    """知识ch → 知识"""
    end = next(place for place, character in enumerate(start) if character.isascii() and character.isalpha())
    return start[:end]


def _belongs_to(kind: NameKind, *named: str) -> Q:
    """A name of `kind` belongs to these, and to nothing else."""
    absent = {f"{field}__isnull": field not in named for field in ("policy", "entity", "division", "article")}
    return Q(kind=kind, **absent)


class NameStart(models.Model):
    """A place in a name where a reader may begin to type it: its beginning, and each word inside it.

    `start` is the folded name from there on, `length` that of the whole name. What is named is the
    article, the division, the entity or else the policy; `text`, `about` and `path` are what is offered.
    """

    kind = models.SmallIntegerField(choices=NameKind)
    start = models.CharField(max_length=60)
    sounds = models.CharField(max_length=400)
    initials = models.CharField(max_length=60)
    offset = models.PositiveSmallIntegerField()
    length = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    about = models.CharField(max_length=400)
    path = models.CharField(max_length=300)
    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, null=True, related_name="+")
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, null=True, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")

    objects = NameStartQuerySet.as_manager()

    class Meta:
        verbose_name = "名称的起头"
        verbose_name_plural = "名称的起头"
        indexes = [_prefix_index(field) for field in ("start", "sounds", "initials")]
        constraints = [
            models.CheckConstraint(
                condition=_belongs_to(NameKind.ENTITY, "entity")
                | _belongs_to(NameKind.POLICY, "policy")
                | _belongs_to(NameKind.CHAPTER, "policy", "division")
                | _belongs_to(NameKind.HEADING, "policy", "article"),
                name="name_start_names_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.start
