"""What every link has: the policy or article that it starts from, its words, its basis, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from articles.models.articles.article import Article
from articles.models.links.link_rule import rule_condition
from articles.models.policies.policy import Policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.quoting.quote_notation import Span
from articles.text.wording.comparison.marked_spans import sentence_at


class Passage(models.TextChoices):
    """The text of a policy that contains the quote."""

    ARTICLE = "article", "条文"
    NOTICE = "notice", "印发通知"
    ISSUERS = "issuers", "落款"
    ADDRESSEES = "addressees", "主送机关"
    INTRODUCTION = "introduction", "引言"
    TITLE = "title", "标题"
    ADOPTION = "adoption", "制定与修改"


#: Where a passage stands on the page of its policy; the others are at its head.
_ANCHORS = {
    Passage.INTRODUCTION: "#introduction-title",
    Passage.NOTICE: "#notice-title",
    Passage.ADOPTION: "#document-facts-title",
}


def passage_address(policy: Policy, passage: str) -> str:
    """Where a passage of a policy outside its articles is read."""
    return f"{policy.get_absolute_url()}{_ANCHORS.get(Passage(passage), '')}"


class Basis(models.TextChoices):
    """The basis of a link (依据)."""

    NAMED = "named", "原文写明"
    INHERITED = "inherited", "发文机关"
    EDITORIAL = "editorial", "编辑判断"


class LinkStatus(models.TextChoices):
    PUBLISHED = "published", "已发布"
    SUGGESTED = "suggested", "待审"
    REJECTED = "rejected", "已否决"
    STALE = "stale", "待复核"
    WITHDRAWN = "withdrawn", "已撤下"


#: In these states the text must have the quote; in the others the quote is kept unchanged.
STANDING = (LinkStatus.PUBLISHED, LinkStatus.SUGGESTED)


E = TypeVar("E", bound="Evidence")
#: Ids, or a QuerySet of them, used as a subquery.
Ids = Iterable[int] | models.QuerySet[Any, Any]


class EvidenceQuerySet(models.QuerySet[E]):
    def approved(self) -> Self:
        """Links that were published, whatever their article and policy are now."""
        return self.filter(status=LinkStatus.PUBLISHED)

    def published(self) -> Self:
        """Published links whose article or policy is public."""
        links = self.approved().filter(policy__in=Policy.objects.published())
        return links.exclude(article__in=Article.objects.hidden())

    def standing(self) -> Self:
        return self.filter(status__in=STANDING)

    def without_ids(self, ids: Ids) -> Self:
        return self.exclude(pk__in=ids)

    def not_of_policies(self, policies: Ids) -> Self:
        return self.exclude(policy__in=policies)

    def undecided(self) -> Self:
        """Links that nobody has decided on."""
        return self.filter(decided_at=None)

    def found(self) -> Self:
        """Links that the linker found and nobody has decided on: a rule may publish them."""
        return self.undecided().exclude(certainty="")

    def settled(self) -> Self:
        """Links that people or shipped files made, and those that people have decided on."""
        return self.filter(Q(certainty="") | Q(decided_at__isnull=False))

    def of_linker(self) -> Self:
        """Links that wait, and those that only a rule has published."""
        return self.filter(Q(status=LinkStatus.SUGGESTED) | (Q(decided_at=None) & ~Q(certainty="")))

    def apply_rules(self) -> None:
        """Give the links found the states that the rules of their policies say."""
        rows = self.found()
        meets = rule_condition(self._target_condition())
        rows.suggested().filter(meets).update(status=LinkStatus.PUBLISHED)
        rows.filter(status=LinkStatus.PUBLISHED).exclude(meets).update(status=LinkStatus.SUGGESTED)

    def _target_condition(self) -> Q:
        """The condition that selects the links whose target is stored here."""
        raise NotImplementedError

    def with_quote(self) -> Self:
        return self.filter(start__isnull=False)

    def with_ids(self, ids: Iterable[int]) -> Self:
        return self.filter(pk__in=list(ids))

    def of_article(self, article: Article) -> Self:
        return self.filter(article=article)

    def of_articles(self, articles: Iterable[Article]) -> Self:
        return self.filter(article__in=articles)

    def of_policy(self, policy: Policy) -> Self:
        return self.filter(policy=policy)

    def outside_articles(self) -> Self:
        """Links in the title, adoption, notice, addressees, introduction or signature of a policy."""
        return self.filter(article__isnull=True)

    def in_articles(self) -> Self:
        return self.filter(article__isnull=False)

    def rejected(self) -> Self:
        return self.filter(status=LinkStatus.REJECTED)

    def suggested(self) -> Self:
        """Links that wait for a first decision."""
        return self.filter(status=LinkStatus.SUGGESTED)

    def waiting(self) -> Self:
        """Links whose quote is gone or ambiguous."""
        return self.filter(status=LinkStatus.STALE)

    def in_present_text(self) -> Self:
        """Without those of articles that a newer text has removed."""
        return self.exclude(article__in=Article.objects.removed())

    def in_status(self, status: str) -> Self:
        return self.filter(status=status)

    def of_certainty(self, certainty: str) -> Self:
        return self.filter(certainty=certainty)

    def determined_by_words(self) -> Self:
        """Links whose target is determined by their words: it is the same wherever these stand."""
        return self

    def alike(self, row: Evidence, fields: Sequence[str]) -> Self:
        """Those that are the same as `row` in these fields."""
        return self.determined_by_words().filter(**{name: getattr(row, name) for name in fields})

    def counted_alike(self, rows: Iterable[Evidence], fields: Sequence[str]) -> models.QuerySet:
        """(*fields, policy, how many) of those with values that `rows` have in these fields."""
        rows, links = list(rows), self.determined_by_words()
        for name in fields:
            values = {getattr(row, name) for row in rows}
            links = links if None in values else links.filter(**{f"{name}__in": values})
        counted = links.order_by().values_list(*fields, "policy_id")
        return counted.annotate(places=models.Count("pk"))

    def locked(self) -> Self:
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def beside(self, row: Evidence) -> Self:
        """The other links at places with the same quote in the same text."""
        same_text = self.filter(policy=row.policy_id, article=row.article_id, passage=row.passage)
        return same_text.filter(quote=row.quote).exclude(status=LinkStatus.STALE).exclude(pk=row.pk)

    def of_passage(self, passage: str) -> Self:
        return self.filter(passage=passage)

    def with_texts(self) -> Self:
        return self.select_related("policy", "article__policy").prefetch_related("policy__issuers")

    def for_decisions(self) -> Self:
        """With all that a decision on many of them reads of each."""
        return self.with_texts()

    def in_text_order(self) -> Self:
        return self.order_by("policy", "article__position", "start", "end", "pk")

    def by_start(self) -> Self:
        """In the order of each text, where texts need no order among themselves: nothing is joined."""
        return self.order_by("start", "end", "pk")


class Evidence(models.Model):
    """A link's evidence: an exact quote with half-open offsets in code points, its status and who decided.

    The database itself refuses a published or suggested row whose quote is not `text[start:end]`, and a
    change of a text that leaves such a row behind (migration 0004).
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+", verbose_name="政策")
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="条文",
    )
    passage = models.CharField("所在文字", max_length=12, choices=Passage, default=Passage.ARTICLE)
    quote = models.TextField("原文", blank=True)
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=LinkStatus, default=LinkStatus.SUGGESTED)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出人",
        help_text="空白表示随附内容或系统。",
    )
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审定人",
    )
    note = models.CharField("备注", max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(passage=Passage.ARTICLE, article__isnull=False)
                | (~Q(passage=Passage.ARTICLE) & Q(article__isnull=True)),
                name="%(class)s_passage_has_text",
                violation_error_message="条文中的提及须选条文，其他文字中的不选。",
            ),
            models.CheckConstraint(
                condition=Q(quote="", start__isnull=True, end__isnull=True)
                | (Q(start__isnull=False, end__gt=F("start")) & Q(end=F("start") + Length("quote"))),
                name="%(class)s_offsets_of_quote",
                violation_error_message="起止位置与原文的长度不符。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["policy", "id"],
                condition=Q(status__in=[LinkStatus.SUGGESTED, LinkStatus.STALE]),
                name="%(class)s_waiting",
            ),
        ]

    def clean(self) -> None:
        in_article = self.passage == Passage.ARTICLE
        if in_article != (self.article_id is not None):
            raise ValidationError({"article": "条文中的链接须选条文，其他文字中的不选。"})
        if self.article and self.article.policy_id != self.policy_id:
            raise ValidationError({"article": "这一条不属于所选的政策。"})

    @property
    def is_published(self) -> bool:
        """Whether link and source text are public; subclasses add the target."""
        place = self.article or self.policy
        return self.status == LinkStatus.PUBLISHED and place.is_published

    @property
    def place(self) -> str:
        """《国家产业技术政策》第二十五条, 《国家产业技术政策》印发通知."""
        if self.article:
            return self.article.short_citation
        return f"{in_title_marks(self.policy.title)}{self.get_passage_display()}"

    @property
    def source_address(self) -> str:
        """Where its text is read."""
        return self.article.get_absolute_url() if self.article else passage_address(self.policy, self.passage)

    @property
    def is_decided(self) -> bool:
        return self.status in (LinkStatus.PUBLISHED, LinkStatus.REJECTED, LinkStatus.WITHDRAWN)

    @property
    def span(self) -> Span:
        """Where its quote stands in `text`; only for a link with words."""
        assert self.start is not None
        assert self.end is not None
        return self.start, self.end

    @property
    def sentence(self) -> str:
        """The whole sentence that contains the quote; "" for a link without words."""
        return "" if self.start is None or self.end is None else sentence_at(self.text, self.start, self.end)

    @property
    def text(self) -> str:
        """The whole passage that contains the quote."""
        return self.article.text if self.article else self.policy.passage_text(self.passage)
