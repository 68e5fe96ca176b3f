"""Links and the evidence for them: mentions of entities, references to other articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self, TypeVar

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Length

from articles.models.article import Article
from articles.models.entity import Entity, EntityKind
from articles.models.policy import Policy
from articles.models.relation import ENDING, Certainty, Relation, rule_condition
from articles.text.citing.article_citations import article_address, parse_article_address
from articles.text.citing.titles import in_title_marks
from articles.text.wording.marked_spans import sentence_at


class CitedAddress(Func):
    """The address of the article that a number and a suffix cite."""

    function = "articles_article_address"
    output_field = models.TextField()


class Passage(models.TextChoices):
    """The text of a policy that contains the quote."""

    ARTICLE = "article", "条文"
    NOTICE = "notice", "印发通知"
    ISSUERS = "issuers", "落款"
    ADDRESSEES = "addressees", "主送机关"
    INTRODUCTION = "introduction", "引言"
    TITLE = "title", "标题"


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
        meets = rule_condition(self._held())
        rows.suggested().filter(meets).update(status=LinkStatus.PUBLISHED)
        rows.filter(status=LinkStatus.PUBLISHED).exclude(meets).update(status=LinkStatus.SUGGESTED)

    def _held(self) -> Q:
        """What is true of links whose target this portal has."""
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
        """Links in the other texts of a policy."""
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

    def may_be_alike(self) -> Self:
        """Those that say by their words alone what they mean."""
        return self

    def alike(self, row: Evidence, fields: Sequence[str]) -> Self:
        """Those that are the same as `row` in these fields."""
        return self.may_be_alike().filter(**{name: getattr(row, name) for name in fields})

    def counted_alike(self, rows: Iterable[Evidence], fields: Sequence[str]) -> models.QuerySet:
        """(*fields, policy, how many) of those with values that `rows` have in these fields."""
        rows, found = list(rows), self.may_be_alike()
        for name in fields:
            values = {getattr(row, name) for row in rows}
            found = found if None in values else found.filter(**{f"{name}__in": values})
        counted = found.order_by().values_list(*fields, "policy_id")
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

    def with_policies(self) -> Self:
        return self.select_related("policy")

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
    def is_decided(self) -> bool:
        return self.status in (LinkStatus.PUBLISHED, LinkStatus.REJECTED, LinkStatus.WITHDRAWN)

    @property
    def sentence(self) -> str:
        """The whole sentence that contains the quote; "" for a link without words."""
        return "" if self.start is None or self.end is None else sentence_at(self.text, self.start, self.end)

    @property
    def text(self) -> str:
        """The whole passage that contains the quote."""
        return self.article.text if self.article else self.policy.passage_text(self.passage)


class MentionQuerySet(EvidenceQuerySet["Mention"]):
    def approved(self) -> MentionQuerySet:
        """Published mentions with public entity."""
        return super().approved().filter(entity__is_published=True)

    def _held(self) -> Q:
        return ~Q(entity__kind=EntityKind.DOCUMENT) | Q(entity__policy__isnull=False)

    def relations(self) -> MentionQuerySet:
        """What public policies say that they do to other documents, held here or only named.

        A document that is not held has no page; one that an editor has hidden is left out.
        """
        links = self.filter(status=LinkStatus.PUBLISHED, policy__in=Policy.objects.published())
        links = links.exclude(relation="").exclude(article__in=Article.objects.hidden())
        return links.exclude(entity__in=Entity.objects.hidden().edited())

    def from_policies(self, policies: Ids) -> MentionQuerySet:
        return self.filter(policy__in=policies)

    def to_policies(self, policies: Ids) -> MentionQuerySet:
        return self.filter(entity__policy__in=policies)

    def with_full_text(self) -> MentionQuerySet:
        """Those of documents that this portal has."""
        return self.filter(entity__policy__isnull=False)

    def ending(self) -> MentionQuerySet:
        """Those that repeal or replace the other document."""
        return self.filter(relation__in=ENDING)

    def counts_by_basis(self) -> dict[str, int]:
        return dict(self.order_by().values_list("basis").annotate(models.Count("pk")))

    def of_entity(self, entity: Entity) -> MentionQuerySet:
        return self.filter(entity=entity)

    def of_kind(self, kind: str) -> MentionQuerySet:
        return self.filter(entity__kind=kind)

    def to_named(self, words: str) -> MentionQuerySet:
        """Links to entities with these words in their name, or whose own quote has them."""
        return self.filter(Q(entity__name__icontains=words) | Q(quote__icontains=words))

    def may_be_alike(self) -> MentionQuerySet:
        return self.filter(basis=Basis.NAMED)

    def of_entities(self, ids: Iterable[int]) -> MentionQuerySet:
        return self.filter(entity__in=list(ids))

    def linked_articles(self, entities: Iterable[int]) -> models.QuerySet:
        """(entity id, ids of the articles with a published link to it), whoever may read the articles."""
        links = self.filter(status=LinkStatus.PUBLISHED, article__isnull=False, entity__in=list(entities))
        return links.order_by().values_list("entity").annotate(ids=ArrayAgg("article", distinct=True))

    def ids_of_linked_articles(self) -> models.QuerySet:
        """(entity id, its kind, basis, ids of the articles)."""
        links = self.in_articles().order_by().values_list("entity", "entity__kind", "basis")
        return links.annotate(ids=ArrayAgg("article", distinct=True))

    def in_repealing_articles(self) -> MentionQuerySet:
        """Those in articles of public policies that speak of a repeal, with article and policy."""
        published = Policy.objects.published()
        repealing = self.filter(article__text__contains="废止", article__policy__in=published)
        return repealing.select_related("article__policy")

    def quoting(self, words: Iterable[str]) -> MentionQuerySet:
        """Those whose quote is one of these words."""
        return self.filter(quote__in=list(words))

    def not_of_entities(self, ids: Iterable[int]) -> MentionQuerySet:
        return self.exclude(entity__in=list(ids))

    def with_texts(self) -> MentionQuerySet:
        return super().with_texts().select_related("entity")

    def of_kinds(self, kinds: Iterable[str]) -> MentionQuerySet:
        return self.filter(entity__kind__in=list(kinds))

    def policy_ids(self) -> models.QuerySet:
        return self.order_by().values_list("policy", flat=True).distinct()

    def article_ids(self) -> models.QuerySet:
        return self.in_articles().order_by().values_list("article", flat=True).distinct()

    def entity_ids(self) -> models.QuerySet:
        return self.order_by().values_list("entity", flat=True).distinct()

    def places(self) -> models.QuerySet:
        """(article id, entity id, start, end) of the words that name entities, in the order of each text."""
        named = self.with_basis(Basis.NAMED).by_start()
        return named.values_list("article", "entity", "start", "end")

    def with_basis(self, basis: str) -> MentionQuerySet:
        return self.filter(basis=basis)

    def of_people(self) -> MentionQuerySet:
        """Links that a person made or decided on."""
        return self.filter(Q(basis=Basis.EDITORIAL) | Q(decided_at__isnull=False))

    def own(self) -> MentionQuerySet:
        """Without inherited links."""
        return self.exclude(basis=Basis.INHERITED)

    def with_entities(self) -> MentionQuerySet:
        return self.select_related("entity")

    def for_relations(self) -> MentionQuerySet:
        """With both documents and the sentence, in the order of the texts."""
        return (
            self.with_quote()
            .select_related("entity__policy", "policy", "article__policy")
            .order_by("policy", "article__position", "start", "pk")
        )

    def for_display(self) -> MentionQuerySet:
        division = "article__division__parent__parent__parent"
        return self.select_related("entity", "policy", "article__policy", division)


class Mention(Evidence):
    """A link from an article, or a policy's other text, to an entity (提及).

    One to a document says by `relation` what the policy does to that document.
    """

    entity = models.ForeignKey(
        Entity, on_delete=models.RESTRICT, related_name="mentions", verbose_name="实体"
    )
    basis = models.CharField("依据", max_length=10, choices=Basis)
    reason = models.TextField("理由", blank=True, help_text="编辑判断必须写明理由。")
    relation = models.CharField(
        "关系",
        max_length=10,
        choices=Relation,
        blank=True,
        help_text="指文件的须选：这件政策对所指文件做了什么。",
    )
    certainty = models.CharField("把握", max_length=8, choices=Certainty, blank=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta(Evidence.Meta):
        verbose_name = "提及"
        verbose_name_plural = "提及"
        permissions = [("publish_mention", "可以发布和否决提及")]
        ordering = ("policy", "article", "start", "pk")
        constraints = [
            *Evidence.Meta.constraints,
            models.UniqueConstraint(
                fields=["policy", "article", "passage", "entity", "start", "end"],
                condition=Q(basis=Basis.NAMED) & ~Q(status=LinkStatus.STALE),
                nulls_distinct=False,
                name="mention_named_once",
                violation_error_message="这处文字与这个实体的链接已经存在。",
            ),
            models.UniqueConstraint(
                fields=["policy", "article", "passage", "entity", "basis"],
                condition=~Q(basis=Basis.NAMED) & Q(quote=""),
                nulls_distinct=False,
                name="mention_unnamed_once",
                violation_error_message="这条文字与这个实体的同一依据的链接已经存在。",
            ),
            models.UniqueConstraint(
                fields=["policy", "article", "passage", "entity", "start", "end"],
                condition=Q(basis=Basis.EDITORIAL) & ~Q(quote="") & ~Q(status=LinkStatus.STALE),
                nulls_distinct=False,
                name="mention_editorial_once",
                violation_error_message="这处文字与这个实体的编辑判断已经存在。",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.NAMED) | ~Q(quote=""),
                name="mention_named_has_quote",
                violation_error_message="原文写明的链接须有原文。",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.EDITORIAL) | ~Q(reason=""),
                name="mention_editorial_has_reason",
                violation_error_message="编辑判断须写明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.INHERITED) | Q(quote=""),
                name="mention_inherited_has_no_quote",
                violation_error_message="发文机关的链接没有原文。",
            ),
        ]
        indexes = [
            *Evidence.Meta.indexes,
            models.Index(fields=["entity", "status"], name="mention_by_entity"),
            models.Index(fields=["policy"], condition=Q(relation__in=ENDING), name="mention_ending"),
        ]

    def __str__(self) -> str:
        return f"{self.place} → {self.entity}"

    @property
    def is_published(self) -> bool:
        return super().is_published and self.entity.is_published

    def clean(self) -> None:
        super().clean()
        if self.entity_id and self.entity.is_group:
            raise ValidationError({"entity": "这是分类，请选其下的具体实体。"})


class ReferenceQuerySet(EvidenceQuerySet["Reference"]):
    def published(self) -> ReferenceQuerySet:
        """Published references with public source; a hidden `target` is shown as text only."""
        return super().published().exclude(document__in=Entity.objects.hidden())

    def _held(self) -> Q:
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
        return self.filter(target=article)

    def citing_ids(self) -> models.QuerySet:
        """Ids of the articles that cite."""
        return self.in_articles().order_by().values_list("article", flat=True).distinct()

    def of_or_to_article(self, article: Article) -> ReferenceQuerySet:
        return self.filter(Q(article=article) | Q(target=article))

    def to_articles(self, articles: Iterable[Article]) -> ReferenceQuerySet:
        return self.filter(target__in=articles)

    def to_documents(self, documents: Iterable[Entity]) -> ReferenceQuerySet:
        return self.filter(document__in=list(documents))

    def without_target(self) -> ReferenceQuerySet:
        return self.filter(target__isnull=True)

    def with_texts(self) -> ReferenceQuerySet:
        return super().with_texts().select_related("document", "target")

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
        place = {"address": CitedAddress(OuterRef("number"), OuterRef("suffix"))}
        articles = Article.objects.in_text()
        own = articles.filter(policy=OuterRef("policy"), **place)
        of_document = articles.filter(policy__document_entities=OuterRef("document"), **place)
        self.filter(document__isnull=True).update(target=Subquery(own.values("pk")[:1]))
        joined = self.filter(document__isnull=False).exclude(pk__in=Reference.objects.with_chosen_target())
        joined.update(target=Subquery(of_document.values("pk")[:1]))

    def with_chosen_target(self) -> ReferenceQuerySet:
        """References whose target a person chose among policies of the same title."""
        chosen = self.filter(decided_at__isnull=False, target__isnull=False, document__policy__isnull=True)
        return chosen.filter(target__address=CitedAddress("number", "suffix"))

    def set_as_target(self, article: Article) -> None:
        """Set `article` as the target of references that cite its number and have no target."""
        own = Q(document__isnull=True, policy=article.policy_id)
        cites = own | Q(document__policy=article.policy_id)
        if number := parse_article_address(article.address):
            place = {"number": number[0], "suffix": number[1]}
            self.filter(cites, target__isnull=True, **place).update(target=article)

    def for_display(self) -> ReferenceQuerySet:
        return self.select_related("article__policy", "target__policy", "document", "policy")


class Reference(Evidence):
    """An article cites another one (援引): 依照本法第二十条, 《专利法》第五条至第七条.

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
        if self.target and (problem := self._problem_of(self.target)):
            raise ValidationError({"target": problem})

    @property
    def cited_address(self) -> str:
        """The address of the article cited, whether or not the text cited has it."""
        return article_address(self.number, self.suffix)

    def _problem_of(self, target: Article) -> str:
        """Why the target does not match the citation; the database checks most of it (migration 0023)."""
        if target.address != self.cited_address:
            return f"所选的是{target.label}，与援引的条号不符。"
        if target.is_removed:
            return f"{target.label}已不在现行文本中。"
        if self.document is None:
            is_own = target.policy_id == self.policy_id
            return "" if is_own else "没有“所引文件”的援引指本文件自己的条文，所选条文属于另一件政策。"
        policies = Policy.objects.with_ids([self.document.policy_id])
        if self.document.policy_id is None:
            policies = Policy.objects.with_title_keys(self.document.keys)
        is_of_document = policies.with_ids([target.policy_id]).exists()
        return "" if is_of_document else f"所选条文不属于{in_title_marks(self.document)}。"

    @property
    def shown_target(self) -> Article | None:
        """The cited article, if it is public."""
        return self.target if self.target and self.target.is_published else None
