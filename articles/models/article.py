"""An article (条): its number, its exact text and the hash of that text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Func, Max, Q
from django.db.models.lookups import Exact, StartsWith

from articles.models.addresses import address_of
from articles.models.bounds import NUMBER_BOUNDS
from articles.models.division import Division
from articles.models.policy import Policy, Publication
from articles.text.citing.article_citations import HIGHEST_SUFFIX, article_address, article_label
from articles.text.citing.identifiers import article_eid
from articles.text.citing.numerals import HIGHEST, write_number
from articles.text.tables import Paragraph, Table, blocks

if TYPE_CHECKING:
    from articles.models.later_rule import LaterRule


def text_sha256(text: str) -> str:
    """The SHA-256 (hex) of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


class DatabaseSha256(Func):
    """The same digest computed by PostgreSQL, so that a wrong one cannot be stored."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()


class ArticleUnit(models.TextChoices):
    """The units of a text: articles, or the points of a notice or decision."""

    ARTICLE = "article", "条"
    POINT = "point", "点"


def unit_label(unit: str, number: int, suffix: int) -> str:
    """第二十五条, 第十二条之一; 三、 for a point."""
    return f"{write_number(number)}、" if unit == ArticleUnit.POINT else article_label(number, suffix)


class ArticlePublication(models.TextChoices):
    """Whether readers see an article: as `Publication`, plus the state of one that a newer text has removed.

    Only an import sets the last; the rows about the article wait with it (articles.review).
    """

    DRAFT = Publication.DRAFT.value, Publication.DRAFT.label
    PUBLISHED = Publication.PUBLISHED.value, Publication.PUBLISHED.label
    WITHDRAWN = Publication.WITHDRAWN.value, Publication.WITHDRAWN.label
    REMOVED = "removed", "现行文本已无"


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, slug: str, number: int, suffix: int) -> Article:
        return self.get(policy__slug=slug, number=number, suffix=suffix)

    def published(self) -> ArticleQuerySet:
        """Articles that readers may see."""
        return self.filter(publication=Publication.PUBLISHED, policy__in=Policy.objects.published())

    def hidden(self) -> ArticleQuerySet:
        """Drafts and withdrawn articles, whatever the state of their policy; few, if any."""
        return self.exclude(publication=Publication.PUBLISHED)

    def withdrawn(self) -> ArticleQuerySet:
        """Withdrawn articles: their addresses say so."""
        return self.filter(publication=Publication.WITHDRAWN)

    def in_text(self) -> ArticleQuerySet:
        """Articles of the policy's present text, public or not."""
        return self.exclude(publication=ArticlePublication.REMOVED)

    def removed(self) -> ArticleQuerySet:
        """Articles that a newer text of their policy has removed."""
        return self.filter(publication=ArticlePublication.REMOVED)

    def numbered(self, number: int, suffix: int = 0) -> ArticleQuerySet:
        return self.filter(number=number, suffix=suffix)

    def with_numbers(self, numbers: Iterable[int]) -> ArticleQuerySet:
        return self.filter(number__in=list(numbers))

    def with_ids(self, ids: Iterable[int]) -> ArticleQuerySet:
        return self.filter(pk__in=list(ids))

    def holding_any(self, words: Iterable[str]) -> ArticleQuerySet:
        """Those whose indexed text holds one of these folded words, letter by letter."""
        return self.filter(reduce(or_, (Q(indexed__folded__contains=word) for word in words)))

    def locked(self) -> ArticleQuerySet:
        """Lock the rows for writing; foreign keys to them can still be inserted."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def of_policy(self, policy: Policy) -> ArticleQuerySet:
        return self.filter(policy=policy)

    def of_division(self, division: Division) -> ArticleQuerySet:
        """The articles of a division and of its sub-divisions."""
        return self.filter(division__in=Division.objects.within([division.pk]))

    def in_order(self) -> ArticleQuerySet:
        """In printed order."""
        return self.order_by("policy", "position")

    def of_policies(self, ids: Iterable[int] | models.QuerySet[Policy, Any]) -> ArticleQuerySet:
        return self.filter(policy__in=ids)

    def without_ids(self, ids: Iterable[int]) -> ArticleQuerySet:
        return self.exclude(pk__in=ids)

    def for_reading(self) -> ArticleQuerySet:
        return self.select_related("policy", "division__parent__parent__parent")

    def without_text(self) -> ArticleQuerySet:
        """For contents lists, which show labels and headings only."""
        return self.defer("text")

    def for_links(self) -> ArticleQuerySet:
        """Articles as links show them: policy, label and title."""
        labels = ("number", "suffix", "unit", "heading", "short_title")
        return self.select_related("policy").only(*labels, "policy__slug", "policy__title")

    def with_heading(self) -> ArticleQuerySet:
        return self.exclude(heading="")

    def latest_changed(self) -> ArticleQuerySet:
        return self.order_by(models.F("changed_at").desc(nulls_last=True), "policy", "position")

    def with_last_change(self) -> ArticleQuerySet:
        """Annotate `changed_at`: the time of the latest revision that changed more than the position."""
        revisions = self.model._meta.apps.get_model("articles", "ArticleRevision").objects
        changes = revisions.filter(article=models.OuterRef("pk"), is_move=False).order_by("-created_at")
        return self.annotate(changed_at=models.Subquery(changes.values("created_at")[:1]))

    def with_revision_totals(self) -> ArticleQuerySet:
        return self.annotate(revision_total=Count("revisions"))

    def first_and_last(self) -> tuple[Article, Article] | None:
        """The first and last article, for messages such as 第一条至第三十四条."""
        first, last = self.order_by("position").first(), self.order_by("position").last()
        return (first, last) if first and last else None


class Article(models.Model):
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="articles", verbose_name="政策")
    division = models.ForeignKey(
        Division,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="所在章节",
    )
    number = models.PositiveIntegerField("条号", validators=NUMBER_BOUNDS)
    suffix = models.PositiveSmallIntegerField(
        "之",
        default=0,
        validators=[MaxValueValidator(HIGHEST_SUFFIX, f"“之”后的数字不超过 {HIGHEST_SUFFIX}。")],
        help_text="第十二条之一填 1；通常为 0。",
    )
    unit = models.CharField(
        "单位",
        max_length=8,
        choices=ArticleUnit,
        default=ArticleUnit.ARTICLE,
        help_text="不分条的通知、决定以“一、”“二、”分点。",
    )
    heading = models.CharField(
        "条标", max_length=200, blank=True, help_text="须是条文开头的原文（不含句号）；没有条标时留空。"
    )
    short_title = models.CharField(
        "展示用短标题", max_length=60, blank=True, help_text="仅用于没有条标的条，由编者拟定，页面会注明。"
    )
    text = models.TextField("条文", help_text="逐字照原文保存，不含条号。")
    spans = models.JSONField(
        "表格的合并单元格",
        default=list,
        blank=True,
        editable=False,
        help_text="[行, 列, 跨行, 跨列]，行从条文的第 0 行数起。",
    )
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    position = models.PositiveIntegerField("次序")
    publication = models.CharField(
        "发布状态", max_length=20, choices=ArticlePublication, default=ArticlePublication.PUBLISHED
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "条文"
        verbose_name_plural = "条文"
        permissions = [("publish_article", "可以撤下和恢复条文")]
        ordering = ("policy", "position")
        indexes = [
            models.Index(
                fields=["id"],
                condition=~Q(publication=Publication.PUBLISHED),
                name="article_not_public",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number", "suffix"],
                name="article_number_unique",
                violation_error_message="这件政策已有此条号。",
            ),
            models.UniqueConstraint(
                fields=["policy", "position"],
                name="article_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="这件政策已有别的条文在此次序。",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, HIGHEST), suffix__range=(0, HIGHEST_SUFFIX)),
                name="article_number_in_bounds",
                violation_error_message="条号超出范围。",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="article_text_present",
                violation_error_message="条文不能为空。",
            ),
            models.CheckConstraint(
                condition=Exact(models.F("sha256"), DatabaseSha256("text")),
                name="article_sha256_of_text",
                violation_error_message="SHA-256 与条文不符。",
            ),
            models.CheckConstraint(
                condition=StartsWith(models.F("text"), models.F("heading")),
                name="article_heading_begins_text",
                violation_error_message="条标须是条文开头的原文。",
            ),
            models.CheckConstraint(
                condition=Q(heading="") | Q(short_title=""),
                name="article_one_kind_of_title",
                violation_error_message="有条标的条不另拟短标题。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.display_title}".strip()

    def save(self, *args, **kwargs) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("articles:article", self.policy.slug, (self.number, self.suffix))

    @property
    def file_address(self) -> str:
        """Its address without the final slash; a format's suffix is appended."""
        return self.get_absolute_url().removesuffix("/")

    def derive_keys(self) -> None:
        self.sha256 = text_sha256(self.text)

    def clean(self) -> None:
        if self.policy_id and self.division and self.division.policy_id != self.policy_id:
            raise ValidationError({"division": "所在章节不属于这件政策。"})

    def natural_key(self) -> tuple[str, int, int]:
        return (self.policy.slug, self.number, self.suffix)

    natural_key.dependencies = ["articles.policy", "articles.division"]  # type: ignore[attr-defined]  # Django's way

    def last_change(self) -> datetime | None:
        """The time of the latest revision that changed more than its position."""
        return self.revisions.filter(is_move=False).aggregate(last=Max("created_at"))["last"]

    @property
    def is_withdrawn(self) -> bool:
        return self.publication == Publication.WITHDRAWN

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED and self.policy.is_published

    @property
    def is_removed(self) -> bool:
        return self.publication == ArticlePublication.REMOVED

    @property
    def has_been_in_text(self) -> bool:
        """Whether it belongs to the text: it is neither removed nor a draft."""
        return self.publication not in (ArticlePublication.REMOVED, ArticlePublication.DRAFT)

    @property
    def label(self) -> str:
        """第二十五条, 第十二条之一; 三、 for a point."""
        return unit_label(self.unit, self.number, self.suffix)

    @property
    def address(self) -> str:
        """The last part of its address: 25, 12-1."""
        return article_address(self.number, self.suffix)

    @property
    def eid(self) -> str:
        """Its Akoma Ntoso eId: chp_6__art_25."""
        return article_eid(self.number, self.suffix, division_eid=self.division.eid if self.division else "")

    @property
    def display_title(self) -> str:
        """The heading in the text, else the editor's short title."""
        return self.heading or self.short_title

    @property
    def chapter(self) -> Division | None:
        """Its chapter, also if it is in a section of it."""
        chapter = self.division and self.division.chapter
        if chapter:
            chapter.policy = self.policy  # set here, or its address would query the database again
        return chapter

    @property
    def short_citation(self) -> str:
        """《国家产业技术政策》第二十五条"""
        return f"《{self.policy.title}》{self.label}"

    @property
    def citation(self) -> str:
        """《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条"""
        return f"{self.policy.citation}{self.label}"

    @property
    def key(self) -> str:
        """gxblk-2009-232:25, where an address names several articles."""
        return f"{self.policy.slug}:{self.address}"

    @property
    def later_rules(self) -> tuple[LaterRule, ...]:
        """The published later rules (后来的规定) about it or words of it, the gravest first.

        Read once for all articles, and again after a change of them.
        """
        rules = import_module("articles.models.later_rule").public_later_rules()
        return rules.get(self.pk, ())

    @property
    def blocks(self) -> list[Paragraph | Table]:
        """The paragraphs (款) and tables of the text."""
        return blocks(self.text, self.spans)

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs (款) of the text."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]
