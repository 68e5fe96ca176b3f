"""A link from the words of a policy to the entity that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from articles.models.articles.article import Article
from articles.models.entities.entity import Entity
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, Evidence, EvidenceQuerySet, Ids, LinkStatus
from articles.models.links.link_rule import Certainty
from articles.models.links.relation import ENDING, OF_VALIDITY, STATED_IN_LISTS, Relation
from articles.models.policies.policy import Policy
from articles.text.citing.naming.document_lists import heading_above

#: Where the heading of a list may stand that an article is an item of.
_ABOVE = ("article__parent__parent", "article__division")


class MentionQuerySet(EvidenceQuerySet["Mention"]):
    def approved(self) -> MentionQuerySet:
        """Published mentions with public entity."""
        return super().approved().filter(entity__is_published=True)

    def _target_condition(self) -> Q:
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
        """Those that repeal or replace the other document, or declare that it has expired."""
        return self.filter(relation__in=ENDING)

    def extending(self) -> MentionQuerySet:
        """Those that extend the validity of the other document."""
        return self.filter(relation=Relation.EXTENDS)

    def counts_by_basis(self) -> dict[str, int]:
        return dict(self.order_by().values_list("basis").annotate(models.Count("pk")))

    def of_entity(self, entity: Entity) -> MentionQuerySet:
        return self.filter(entity=entity)

    def of_kind(self, kind: str) -> MentionQuerySet:
        return self.filter(entity__kind=kind)

    def to_named(self, words: str) -> MentionQuerySet:
        """Links to entities with these words in their name, or whose own quote has them."""
        return self.filter(Q(entity__name__icontains=words) | Q(quote__icontains=words))

    def determined_by_words(self) -> MentionQuerySet:
        """Links to what the words name; a judgement of the editors holds for its place only."""
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
            .select_related("entity__policy", "policy", "article__policy", *_ABOVE)
            .order_by("policy", "article__position", "start", "pk")
        )

    def with_lists(self) -> MentionQuerySet:
        """With the texts in which the heading of a list may stand."""
        return self.select_related(*_ABOVE)

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
            models.Index(
                fields=["policy"], condition=Q(relation__in=OF_VALIDITY), name="mention_of_validity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} → {self.entity}"

    @property
    def is_published(self) -> bool:
        return super().is_published and self.entity.is_published

    @property
    def statement(self) -> str:
        """What states the relation: the sentence, behind the heading of the list that it is an item of."""
        if self.relation not in STATED_IN_LISTS:
            return self.sentence
        return f"{heading_above(self.sentence, self._lines_above())}{self.sentence}"

    def _lines_above(self) -> Iterator[str]:
        """The lines before the quote, in its text and then in those above it, the nearest first."""
        yield from reversed(self.text[: self.start or 0].split("\n")[:-1])
        article = self.article
        if article is None:
            return
        parents = [article.parent, article.parent and article.parent.parent]
        heading = article.division.title if article.division else ""
        texts = [parent.text for parent in parents if parent]
        for text in (*texts, heading, self.policy.introduction, self.policy.notice):
            yield from reversed(text.split("\n"))

    def clean(self) -> None:
        super().clean()
        if self.entity_id and self.entity.is_group:
            raise ValidationError({"entity": "这是分类，请选其下的具体实体。"})
