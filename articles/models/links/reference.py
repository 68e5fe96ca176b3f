"""A link from the words of a policy to the article that they cite."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery

from articles.models.articles.article import Article
from articles.models.entities.entity import Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Evidence, EvidenceQuerySet, LinkStatus
from articles.models.links.link_rule import Certainty
from articles.models.policies.policy import Policy
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.article_citations import article_address, parse_article_address
from articles.text.citing.places.unit_addresses import LONGEST_ADDRESS, is_unit_address

#: The most articles of a range (第三条至第七条) that count as cited.
MOST_IN_RANGE = 50


class CitedAddress(Func):
    """The address of the unit that a reference cites: its own `address`, else that of number and suffix."""

    function = "articles_cited_place"
    output_field = models.TextField()


class ReferenceQuerySet(EvidenceQuerySet["Reference"]):
    def published(self) -> ReferenceQuerySet:
        """Published references with public source; a hidden `target` is shown as text only."""
        return super().published().exclude(document__in=Entity.objects.hidden())

    def _target_condition(self) -> Q:
        return Q(target__isnull=False)

    def judge_waiting(self) -> None:
        """Say how sure the linker is of references that wait from before it said so."""
        rows = self.suggested().undecided().filter(certainty="", created_by=None)
        rows.filter(document__isnull=True).update(certainty=Certainty.IF_HELD)
        rows.filter(document__isnull=False).update(certainty=Certainty.SURE)

    def to_named(self, words: str) -> ReferenceQuerySet:
        """References to documents with these words in their name, or whose own quote has them."""
        return self.filter(Q(document__name__icontains=words) | Q(quote__icontains=words))

    def to_article(self, article: Article) -> ReferenceQuerySet:
        """References to an article, also as one of a range: 第三条至第七条."""
        return self.filter(Q(target=article) | _range_over(article))

    def outside_articles_of_public(self) -> ReferenceQuerySet:
        """Those in notices and introductions, with their policies, whose issuers a result is counted by."""
        rows = self.outside_articles().select_related("policy").order_by("policy", "start", "pk")
        return rows.prefetch_related("policy__issuers")

    def citing_ids(self) -> models.QuerySet:
        """Ids of the articles that cite."""
        return self.in_articles().order_by().values_list("article", flat=True).distinct()

    def of_or_to_article(self, article: Article) -> ReferenceQuerySet:
        return self.filter(Q(article=article) | Q(target=article) | _range_over(article))

    def articles_of_or_to(self, policy: int) -> models.QuerySet:
        """(citing article id, cited article id) where one of them is of the policy with this id."""
        return self.filter(Q(policy=policy) | Q(target__policy=policy)).values_list("article", "target")

    def between_articles(self) -> models.QuerySet:
        """(citing article id, cited article id) of the public references that lead from one to another."""
        pairs = self.published().in_articles().filter(self._target_condition()).exclude(target=F("article"))
        return pairs.order_by("article", "target").values_list("article", "target").distinct()

    def ranges_into(self, policy: int) -> models.QuerySet:
        """(first, last) number of each range of articles of the policy with this id that is cited."""
        ranges = self.filter(target__policy=policy, last_number__isnull=False, address="")
        return ranges.order_by().values_list("number", "last_number").distinct()

    def to_articles(self, articles: Iterable[Article]) -> ReferenceQuerySet:
        return self.filter(target__in=articles)

    def to_documents(self, documents: Iterable[Entity]) -> ReferenceQuerySet:
        return self.filter(document__in=list(documents))

    def without_target(self) -> ReferenceQuerySet:
        return self.filter(target__isnull=True)

    def with_texts(self) -> ReferenceQuerySet:
        return super().with_texts().select_related("document", "target__policy")

    def document_ids(self) -> models.QuerySet:
        return self.order_by().values_list("document", flat=True).distinct()

    def touching(self, policy: Policy) -> ReferenceQuerySet:
        """References that can target this policy's articles: its own, and those to its document entity."""
        own = Q(policy=policy, document__isnull=True)
        return self.filter(own | Q(document__policy=policy))

    def resolve_targets(self) -> None:
        """Set the target of each reference: the article of its own policy or of the cited document.

        Null if the present text has no such article.
        """
        place = {"address": CitedAddress(OuterRef("address"), OuterRef("number"), OuterRef("suffix"))}
        articles = Article.objects.in_text()
        own = articles.filter(policy=OuterRef("policy"), **place)
        of_document = articles.filter(policy__document_entities=OuterRef("document"), **place)
        self.filter(document__isnull=True).update(target=Subquery(own.values("pk")[:1]))
        joined = self.filter(document__isnull=False).exclude(pk__in=Reference.objects.with_chosen_target())
        joined.update(target=Subquery(of_document.values("pk")[:1]))

    def with_chosen_target(self) -> ReferenceQuerySet:
        """References whose target a person chose among policies of the same title."""
        chosen = self.filter(decided_at__isnull=False, target__isnull=False, document__policy__isnull=True)
        return chosen.filter(target__address=CitedAddress("address", "number", "suffix"))

    def set_as_target(self, article: Article) -> None:
        """Set `article` as the target of references that cite its number and have no target."""
        own = Q(document__isnull=True, policy=article.policy_id)
        cites = own | Q(document__policy=article.policy_id)
        if number := parse_article_address(article.address):
            place: dict[str, object] = {"number": number[0], "suffix": number[1], "address": ""}
        else:
            place = {"address": article.address}
        self.filter(cites, target__isnull=True, **place).update(target=article)

    def for_display(self) -> ReferenceQuerySet:
        return self.select_related("article__policy", "target__policy", "document", "policy")


def _range_over(article: Article) -> Q:
    """References whose range has an article between its ends or at its end; nothing for other units."""
    if not article.is_article or "." in article.address:
        return Q(pk__in=[])
    number = article.number
    begun = {"number__lte": number} if article.suffix else {"number__lt": number}
    ends = {"last_number__gt": number} if article.suffix else {"last_number__gte": number}
    within = Q(target__policy=article.policy_id, address="", number__gt=number - MOST_IN_RANGE)
    return within & Q(**begun, **ends)


class Reference(Evidence):
    """An article, notice or introduction cites an article (援引): 依照本法第二十条, 《专利法》第五条至第七条.

    `document` is the cited document where it is not the article's own; `target` the cited article where
    this knowledge base holds it, else the citation stays what it says.
    """

    document = models.ForeignKey(
        Entity,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="references",
        verbose_name="所引文件",
        limit_choices_to={"kind": EntityKind.DOCUMENT},
    )
    number = models.PositiveIntegerField("条号")
    suffix = models.PositiveSmallIntegerField("之", default=0)
    last_number = models.PositiveIntegerField(
        "至条号", null=True, blank=True, help_text="第三条至第七条填 7。"
    )
    paragraph = models.PositiveSmallIntegerField("款", null=True, blank=True)
    item = models.PositiveSmallIntegerField("项", null=True, blank=True)
    address = models.CharField(
        "单元地址",
        max_length=LONGEST_ADDRESS,
        blank=True,
        default="",
        db_default="",
        help_text="所引不是正文的条时填它的地址：附件1第三条为 att_1.3，第三部分第（六）项为 3.6。",
    )
    target = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="所引条文",
    )

    certainty = models.CharField("把握", max_length=8, choices=Certainty, blank=True, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta(Evidence.Meta):
        verbose_name = "援引"
        verbose_name_plural = "援引"
        permissions = [("publish_reference", "可以发布和否决援引")]
        ordering = ("policy", "article", "start", "pk")
        constraints = [
            *Evidence.Meta.constraints,
            models.UniqueConstraint(
                fields=["policy", "article", "passage", "start", "end"],
                condition=~Q(status=LinkStatus.STALE),
                nulls_distinct=False,
                name="reference_once",
                violation_error_message="这处文字的援引已经存在。",
            ),
            models.CheckConstraint(
                condition=~Q(quote=""),
                name="reference_has_quote",
                violation_error_message="援引须有原文。",
            ),
            models.CheckConstraint(
                condition=Q(last_number__isnull=True) | Q(last_number__gt=F("number")),
                name="reference_range_in_order",
                violation_error_message="“至条号”须大于条号。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} → {self.quote}"

    @property
    def is_published(self) -> bool:
        return super().is_published and (self.document is None or self.document.is_published)

    def clean(self) -> None:
        super().clean()
        if self.last_number is not None and self.last_number <= self.number:
            raise ValidationError({"last_number": "“至条号”须大于条号。"})
        if self.address and not is_unit_address(self.address):
            raise ValidationError({"address": "不是单元的地址，如 att_1.3、3.6。"})
        if self.target and (problem := self._target_problem(self.target)):
            raise ValidationError({"target": problem})

    @property
    def cited_address(self) -> str:
        """The address of the unit cited, whether or not the text cited has it."""
        return self.address or article_address(self.number, self.suffix)

    def cites(self, article: Article) -> bool:
        """Whether it cites an article, alone or as one of a range."""
        if self.target_id == article.pk:
            return True
        target, last = self.target, self.last_number
        is_within = article.is_article and "." not in article.address
        if (
            target is None
            or last is None
            or self.address
            or not is_within
            or target.policy_id != article.policy_id
        ):
            return False
        own = (article.number, article.suffix)
        most = self.number + MOST_IN_RANGE
        return article.number < most and (self.number, self.suffix) < own <= (last, 0)

    def _target_problem(self, target: Article) -> str:
        """Why the target does not match the citation; the database checks most of it (migration 0023)."""
        if target.address != self.cited_address:
            return f"所选的是{target.label}，与援引的条号不符。"
        if target.is_removed:
            return f"{target.label}已不在现行文本中。"
        if self.document is None:
            is_own = target.policy_id == self.policy_id
            return "" if is_own else "没有“所引文件”的援引指本文件自己的条文，所选条文属于另一件政策。"
        if self.document.policy_id is None:
            policies = Policy.objects.with_title_keys(self.document.keys)
        else:
            policies = Policy.objects.with_ids([self.document.policy_id])
        is_of_document = policies.with_ids([target.policy_id]).exists()
        return "" if is_of_document else f"所选条文不属于{in_title_marks(self.document)}。"

    @property
    def shown_target(self) -> Article | None:
        """The cited article, if it is public."""
        return self.target if self.target and self.target.is_published else None
