"""A later rule (后来的规定): what a later document did to words of an article, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.articles.article import Article
from articles.models.links.evidence import Evidence, EvidenceQuerySet, LinkStatus, Passage
from articles.models.policies.policy import Policy
from articles.models.postgres.content_versions import remembered
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import written_date


class Effect(models.TextChoices):
    """What the later document did to the words."""

    STOPPED = "stopped", "停止执行"
    REPLACED = "replaced", "被替代"
    DETAILED = "detailed", "有细化规定"


class LaterRuleQuerySet(EvidenceQuerySet["LaterRule"]):
    def in_order(self) -> LaterRuleQuerySet:
        """The gravest effect first, then by date."""
        gravity = models.Case(
            *(models.When(effect=effect, then=rank) for rank, effect in enumerate(Effect)), default=9
        )
        return self.order_by("article", gravity, "date", "pk")

    def to_named(self, words: str) -> LaterRuleQuerySet:
        """Rules of documents with these words in their name, or about such words."""
        return self.filter(Q(document__icontains=words) | Q(quote__icontains=words))


class LaterRule(Evidence):
    """What a later document says about words of an article; an empty quote means the whole article."""

    document = models.CharField("文件名称", max_length=300, help_text="不带书名号。")
    issuer = models.CharField("发文机关", max_length=200)
    document_number = models.CharField("文号", max_length=100, blank=True, help_text="没有文号时留空。")
    date = models.DateField("日期", help_text="文件的成文或公布日期；施行日期写在说明里。")
    effect = models.CharField("作用", max_length=10, choices=Effect)
    explanation = models.TextField("说明", help_text="它对这些文字做了什么，自何时起。")
    source = models.CharField("出处", max_length=200, help_text="从哪里查到，如“财政部网站公布的文件”。")
    source_url = models.URLField("网址", max_length=400, blank=True)
    checked_on = models.DateField("核对日期")

    objects = LaterRuleQuerySet.as_manager()

    class Meta(Evidence.Meta):
        verbose_name = "后来的规定"
        verbose_name_plural = "后来的规定"
        permissions = [("publish_laterrule", "可以发布和撤下后来的规定")]
        ordering = ("policy", "article", "start", "pk")
        constraints = [
            *Evidence.Meta.constraints,
            models.CheckConstraint(
                condition=Q(passage=Passage.ARTICLE, article__isnull=False),
                name="laterrule_of_an_article",
                violation_error_message="后来的规定须写明是哪一条的。",
            ),
            models.UniqueConstraint(
                fields=["article", "document", "start", "end"],
                condition=~Q(status=LinkStatus.STALE),
                nulls_distinct=False,
                name="laterrule_once",
                violation_error_message="这些文字已有这件文件的规定。",
            ),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(issuer="") & ~Q(explanation="") & ~Q(source=""),
                name="laterrule_has_source",
                violation_error_message="文件、发文机关、说明和出处都须写明。",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__gte=models.F("date")),
                name="laterrule_checked_after_its_date",
                violation_error_message="核对日期早于文件的日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.get_effect_display()}（{self.citation}）"

    def clean(self) -> None:
        super().clean()
        today = timezone.localdate()
        late = [name for name in ("date", "checked_on") if (day := getattr(self, name)) and day > today]
        if late:
            raise ValidationError(dict.fromkeys(late, "不能晚于今天。"))

    @property
    def is_stop(self) -> bool:
        return self.effect == Effect.STOPPED

    @property
    def citation(self) -> str:
        """《…通知》（财库〔2011〕85号）"""
        number = f"（{self.document_number}）" if self.document_number else ""
        return f"{in_title_marks(self.document)}{number}"

    @property
    def effect_label(self) -> str:
        return Effect(self.effect).label

    @property
    def statement(self) -> str:
        """Issuer, document, date, what it did and where that was found."""
        return (
            f"{self.issuer}{self.citation}，{written_date(self.date)}。{self.explanation}"
            f"（出处：{self.origin}；核对日期：{written_date(self.checked_on)}）"
        )

    @property
    def brief(self) -> str:
        """In a line: 停止执行：财政部《…通知》（财库〔2011〕85号），2011年6月23日"""
        return f"{self.effect_label}：{self.issuer}{self.citation}，{written_date(self.date)}"

    @property
    def sentence(self) -> str:
        """The same with the effect and the words; what texts and tables show."""
        words = f"“{self.quote}”" if self.quote else "全条"
        return f"{self.effect_label}，涉及{words}：{self.statement}"

    @property
    def origin(self) -> str:
        return f"{self.source} {self.source_url}".strip()

    def concerns(self, spans: Iterable[tuple[int | None, int | None]]) -> bool:
        """Whether it is about words at one of these places of its article."""
        if self.start is None or self.end is None:
            return True
        return any(
            start is not None and end is not None and start < self.end and self.start < end
            for start, end in spans
        )


@remembered(LaterRule)
def _has_published() -> bool:
    """Where there are none, a change of the texts does not ask for them."""
    return LaterRule.objects.published().exists()


@remembered(LaterRule, Article, Policy)
def public_later_rules() -> Mapping[int, tuple[LaterRule, ...]]:
    """The published rules by the id of their article: editors' content, few enough to be kept at hand."""
    if not _has_published():
        return {}
    by_article: dict[int, list[LaterRule]] = {}
    for rule in LaterRule.objects.published().in_order().select_related("article__policy"):
        if rule.article_id is not None:  # the database keeps it so
            by_article.setdefault(rule.article_id, []).append(rule)
    return {article: tuple(rules) for article, rules in by_article.items()}
