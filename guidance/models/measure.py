"""A support measure (支持措施): a clause of an article that an applicant can use, and its operative words.

A limit (须注意的限制) is a clause of the same shape that has to be heeded; `purpose` tells which it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import Length

from articles.models import Article, Entity, Policy
from articles.models.addresses import address_of
from articles.models.entities.entity_kinds import EntityKind
from articles.models.former_address import AddressKind, FormerAddress
from guidance.matching.measure_choices import Benefit, Force, Purpose

if TYPE_CHECKING:
    from guidance.models.criterion import Criterion


class MeasureStatus(models.TextChoices):
    """Whether it is offered; a stale one quotes words that its article has lost."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    STALE = "stale", "待复核"
    WITHDRAWN = "withdrawn", "已撤下"


class SupportMeasureQuerySet(models.QuerySet["SupportMeasure"]):
    def get_by_natural_key(self, slug: str) -> SupportMeasure:
        return self.get(slug=slug)

    def locked(self) -> SupportMeasureQuerySet:
        """Lock the rows for one writer (FOR NO KEY UPDATE: foreign keys may still point at them)."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def published(self) -> SupportMeasureQuerySet:
        """Those that are published."""
        return self.filter(status=MeasureStatus.PUBLISHED, article__in=Article.objects.published())

    def supports(self) -> SupportMeasureQuerySet:
        """Those that give something; the others are limits to be heeded."""
        return self.with_purpose(Purpose.SUPPORT)

    def limits(self) -> SupportMeasureQuerySet:
        return self.with_purpose(Purpose.LIMIT)

    def with_purpose(self, purpose: str) -> SupportMeasureQuerySet:
        return self.filter(purpose=purpose)

    def not_withdrawn(self) -> SupportMeasureQuerySet:
        return self.exclude(status=MeasureStatus.WITHDRAWN)

    def in_status(self, status: str) -> SupportMeasureQuerySet:
        return self.filter(status=status)

    def titled_with(self, words: str) -> SupportMeasureQuerySet:
        return self.filter(title__icontains=words)

    def stale(self) -> SupportMeasureQuerySet:
        return self.filter(status=MeasureStatus.STALE)

    def resting_on_words(self) -> SupportMeasureQuerySet:
        """Those whose quotes stand in their article: neither stale nor withdrawn."""
        resting = self.exclude(status__in=(MeasureStatus.STALE, MeasureStatus.WITHDRAWN))
        return resting.prefetch_related("quotes", "criteria")

    def article_ids(self) -> models.QuerySet:
        return self.order_by().values_list("article", flat=True).distinct()

    def with_slugs(self, slugs: Iterable[str]) -> SupportMeasureQuerySet:
        return self.filter(slug__in=list(slugs))

    def with_ids(self, ids: Iterable[int]) -> SupportMeasureQuerySet:
        return self.filter(pk__in=list(ids))

    def of_article(self, article: Article) -> SupportMeasureQuerySet:
        return self.filter(article=article)

    def of_articles(self, articles: Iterable[Article]) -> SupportMeasureQuerySet:
        return self.filter(article__in=articles)

    def of_policy(self, policy: Policy) -> SupportMeasureQuerySet:
        return self.filter(article__policy=policy)

    def with_last_change(self) -> SupportMeasureQuerySet:
        """Annotate `changed_at`: the latest revision."""
        return self.annotate(changed_at=Max("revisions__created_at"))

    def latest_changed(self) -> SupportMeasureQuerySet:
        return self.order_by(F("changed_at").desc(nulls_last=True), "pk")

    def beside(self, measure: SupportMeasure) -> SupportMeasureQuerySet:
        """The other measures of its article."""
        return self.of_article(measure.article).exclude(pk=measure.pk)

    def in_order(self) -> SupportMeasureQuerySet:
        """As the policies print the clauses."""
        return self.order_by("article__policy", "article__position", "position", "pk")

    def with_rows(self) -> SupportMeasureQuerySet:
        """With all related rows prefetched, for editors and revisions."""
        place = ("article__policy", "article__division__parent__parent__parent")
        rows = self.select_related("implements", *place)
        linked = ("measure_instruments__instrument", "competent__ministry", "competent__only_if")
        return rows.prefetch_related("quotes", "criteria__fact", *linked, "stated_values", "cautions")

    def for_decisions(self) -> SupportMeasureQuerySet:
        """With all that a decision on many of them reads of each."""
        return self.with_rows()


class SupportMeasure(models.Model):
    slug = models.SlugField(
        "网址标识", max_length=100, unique=True, help_text="永久地址的一部分；更改后旧地址自动转到新地址。"
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="support_measures", verbose_name="条文"
    )
    purpose = models.CharField(
        "是什么",
        max_length=8,
        choices=Purpose,
        default=Purpose.SUPPORT,
        help_text="给予支持的，还是限制和义务；限制和义务排在支持之前提示，不算支持。",
    )
    title = models.CharField("名称", max_length=60)
    promise = models.CharField(
        "一句话说明", max_length=300, help_text="用平实的话说出原文给什么，不多说一句。"
    )
    force = models.CharField("效力性质", max_length=10, choices=Force)
    serves = models.BooleanField(
        "条文写明做给谁",
        default=False,
        help_text="效力是“任务”而条文写明惠及谁（为中小企业提供……）的勾选：申请人可以援引，不列为国家自己的任务。",
    )
    benefit = models.CharField(
        "类别", max_length=10, choices=Benefit, blank=True, help_text="给的是哪一类：减免、奖补、权益、资质。"
    )
    implements = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="implemented_by",
        verbose_name="配套于",
        help_text="这项措施落实的上级措施，如地方的一项补助落实国家的一条。",
    )
    verb = models.CharField("动词", max_length=20, help_text="原文中表明效力的动词，须在措施原文之内。")
    beneficiaries_note = models.CharField(
        "受益主体说明", max_length=300, blank=True, help_text="原文省略或须推定受益主体时，写明怎样推定。"
    )
    questions = models.TextField(
        "日常问法", blank=True, help_text="每行一个：人们会怎样问到这项措施。用于检索，不展示为原文。"
    )
    position = models.PositiveSmallIntegerField("在本条中的次序", default=1)
    status = models.CharField("状态", max_length=10, choices=MeasureStatus, default=MeasureStatus.DRAFT)
    instruments = models.ManyToManyField(
        Entity, through="MeasureInstrument", related_name="support_measures", verbose_name="政策工具"
    )

    changed_at: datetime | None  # by `with_last_change`

    objects = SupportMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "支持措施"
        verbose_name_plural = "支持措施"
        permissions = [("publish_supportmeasure", "可以发布和撤下支持措施")]
        ordering = ("article__policy", "article__position", "position")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(promise="") & ~Q(verb=""),
                name="measure_says_something",
                violation_error_message="名称、一句话说明和动词都不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("guidance:measure", self.slug)

    def clean(self) -> None:
        FormerAddress.objects.refuse_taken(AddressKind.MEASURE, self.slug, row=self.pk)
        if self.status == MeasureStatus.PUBLISHED and self.article.is_removed:
            raise ValidationError({"status": "所在条文已不在现行文本中，请先移到别的条文，或撤下。"})

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_published(self) -> bool:
        return self.status == MeasureStatus.PUBLISHED and self.article.is_published

    @property
    def is_limit(self) -> bool:
        return self.purpose == Purpose.LIMIT

    @property
    def is_stale(self) -> bool:
        return self.status == MeasureStatus.STALE

    @property
    def lost_rows(self) -> list[MeasureQuote | Criterion]:
        """Its quotes and criteria whose words no longer stand where they stood in the article."""
        rows: list[MeasureQuote | Criterion] = [*self.quotes.all(), *self.criteria.all()]
        text = self.article.text
        return [row for row in rows if row.quote and text[row.start : row.end] != row.quote]

    @property
    def lost_quotes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.quote for row in self.lost_rows))

    @property
    def why_stale(self) -> str:
        """What keeps a stale one from being offered; "" where its words all stand."""
        lost = "、".join(f"“{words}”" for words in self.lost_quotes)
        reasons = (
            "所在条文已不在现行文本中" if self.article.is_removed else "",
            f"原文已没有或不在原处：{lost}" if lost else "",
        )
        return "；".join(filter(None, reasons))

    @property
    def everyday_questions(self) -> list[str]:
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class Quoted(models.Model):
    """Words of the measure's article: exact quote with half-open offsets in code points.

    The database refuses a quote that is not `text[start:end]` while its measure is not stale, and lets quotes
    follow an edited article, or puts the measure down for another look (migration 0002).
    """

    quote = models.TextField("原文")
    start = models.PositiveIntegerField("起", editable=False)
    end = models.PositiveIntegerField("止", editable=False)
    position = models.PositiveSmallIntegerField("次序", default=1)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start"), end=F("start") + Length("quote")),
                name="%(class)s_offsets_of_quote",
                violation_error_message="起止位置与原文的长度不符。",
            ),
        ]


class MeasureQuoteQuerySet(models.QuerySet["MeasureQuote"]):
    def of_articles(self, ids: Iterable[int]) -> MeasureQuoteQuerySet:
        """Those of the measures of these articles that were not withdrawn."""
        measures = SupportMeasure.objects.not_withdrawn().filter(article__in=list(ids))
        return self.filter(measure__in=measures)


class MeasureQuote(Quoted):
    """The operative words of a measure, the main ones first."""

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="quotes", verbose_name="支持措施"
    )

    objects = MeasureQuoteQuerySet.as_manager()

    class Meta(Quoted.Meta):
        verbose_name = "措施原文"
        verbose_name_plural = "措施原文"
        ordering = ("measure", "position", "pk")

    def __str__(self) -> str:
        return self.quote


class MeasureInstrumentQuerySet(models.QuerySet["MeasureInstrument"]):
    def published(self) -> MeasureInstrumentQuerySet:
        return self.filter(instrument__is_published=True)


class MeasureInstrument(models.Model):
    """A measure works through an instrument; the main one has position 1."""

    measure = models.ForeignKey(
        SupportMeasure, on_delete=models.PROTECT, related_name="measure_instruments", verbose_name="支持措施"
    )
    instrument = models.ForeignKey(
        Entity,
        on_delete=models.RESTRICT,
        related_name="instrument_measures",
        verbose_name="政策工具",
        limit_choices_to={"kind": EntityKind.INSTRUMENT, "is_group": False},
    )
    position = models.PositiveSmallIntegerField("次序", default=1)

    objects = MeasureInstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = "政策工具"
        verbose_name_plural = "政策工具"
        ordering = ("measure", "position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["measure", "instrument"], name="measure_instrument_once"),
        ]

    def __str__(self) -> str:
        return self.instrument.name


class ArticleWithoutMeasureQuerySet(models.QuerySet["ArticleWithoutMeasure"]):
    def of_article(self, article: Article) -> ArticleWithoutMeasureQuerySet:
        return self.filter(article=article)

    def of_published(self) -> ArticleWithoutMeasureQuerySet:
        return self.filter(article__in=Article.objects.published())

    def article_ids(self) -> models.QuerySet:
        return self.order_by().values_list("article", flat=True)

    def in_order(self) -> ArticleWithoutMeasureQuerySet:
        return self.select_related("article__policy").order_by("article__policy", "article__position")


class ArticleWithoutMeasure(models.Model):
    """An article that holds no support measure, and why: the reader knows that it was read."""

    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, related_name="without_measure", verbose_name="条文"
    )
    reason = models.CharField("理由", max_length=300)

    objects = ArticleWithoutMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "没有措施的条文"
        verbose_name_plural = "没有措施的条文"
        ordering = ("article__policy", "article__position")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="without_measure_has_reason",
                violation_error_message="须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}：{self.reason}"

    def clean(self) -> None:
        if self.article_id is None:
            return
        measures = SupportMeasure.objects.of_article(self.article).supports().not_withdrawn()
        if titles := "、".join(f"“{measure}”" for measure in measures):
            raise ValidationError({"article": f"这一条有支持措施{titles}；请先撤下它们，或不写“没有措施”。"})
