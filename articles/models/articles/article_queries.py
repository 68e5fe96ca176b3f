"""Which articles are asked for: by number, address and place, and what readers may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce, Left

from articles.models.articles.article_choices import ArticlePublication
from articles.models.articles.article_unit import ArticleUnit
from articles.models.articles.division import Division
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import Publication
from articles.text.citing.places.article_citations import article_address

if TYPE_CHECKING:
    from articles.models.articles.article import Article

#: Characters of a text that stand for a missing heading.
LONGEST_LEAD = 24


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, slug: str, address: str | int, suffix: int = 0) -> Article:
        """Also by slug, number and suffix, as exports had it before units had addresses."""
        unit = article_address(address, suffix) if isinstance(address, int) else address
        return self.get(policy__slug=slug, address=unit)

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

    def naming_one_before(self) -> ArticleQuerySet:
        """Articles whose text says 前条 or 前两条."""
        return self.filter(unit=ArticleUnit.ARTICLE, text__regex="前[两二三四五六]?条")

    def removed(self) -> ArticleQuerySet:
        """Articles that a newer text of their policy has removed."""
        return self.filter(publication=ArticlePublication.REMOVED)

    def numbered(self, number: int, suffix: int = 0) -> ArticleQuerySet:
        """The article of this number; where a text has no articles, the part or point at the top."""
        return self.addressed([article_address(number, suffix)])

    def numbered_alike(self, article: Article) -> list[Article]:
        """Others at the top of the main text that bear the same printed number, in order."""
        others = self.at_the_top().filter(unit=article.unit, number=article.number).without_ids([article.pk])
        return [other for other in others.in_order() if other.own_label == article.own_label]

    def from_to(self, first: Article, last: Article) -> ArticleQuerySet:
        """Those that stand from one article to another of the same text."""
        return self.filter(position__gte=first.position, position__lte=last.position)

    def addressed(self, addresses: Iterable[str]) -> ArticleQuerySet:
        return self.filter(address__in=list(addresses))

    def at_places(self, addresses: Mapping[int, Iterable[str]]) -> ArticleQuerySet:
        """Those at some addresses of each of some policies (ids)."""
        places = (Q(policy=policy, address__in=list(own)) for policy, own in addresses.items())
        return self.filter(Q(*places, _connector=Q.OR))

    def other_than_articles(self) -> ArticleQuerySet:
        return self.exclude(unit=ArticleUnit.ARTICLE)

    def only_articles(self) -> ArticleQuerySet:
        return self.filter(unit=ArticleUnit.ARTICLE)

    def at_the_top(self) -> ArticleQuerySet:
        """Units of the main text that stand in no other."""
        return self.filter(parent=None).exclude(address__contains=".")

    def below(self, address: str) -> ArticleQuerySet:
        """All units that stand in the unit or division at this address, at any depth."""
        return self.filter(address__startswith=f"{address}.")

    def addressed_within(self, address: str) -> ArticleQuerySet:
        """The unit at this address, and all that stand in it."""
        return self.filter(Q(address=address) | Q(address__startswith=f"{address}."))

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
        """For contents lists, which show labels and headings, or how the text begins."""
        return self.defer("text").annotate(beginning=Left("text", LONGEST_LEAD + 1))

    def for_hyperlinks(self) -> ArticleQuerySet:
        """Articles as links show them: policy, label and title."""
        article_fields = (
            "number",
            "suffix",
            "unit",
            "printed_label",
            "address",
            "place",
            "heading",
            "short_title",
        )
        beginning = Left("text", LONGEST_LEAD + 1)
        policy_fields = ("policy__slug", "policy__title")
        return (
            self.select_related("policy").annotate(beginning=beginning).only(*article_fields, *policy_fields)
        )

    def with_heading(self) -> ArticleQuerySet:
        return self.exclude(heading="")

    def latest_changed(self) -> ArticleQuerySet:
        return self.order_by(models.F("changed_at").desc(nulls_last=True), "policy", "position")

    def latest_promulgated(self) -> ArticleQuerySet:
        """Those of the latest documents first; of one document in printed order."""
        day = Coalesce("policy__published_on", "policy__adopted_on", "policy__signed_on")
        return self.order_by(day.desc(nulls_last=True), "policy", "position")

    def by_title(self) -> ArticleQuerySet:
        """By the names of their documents."""
        return self.order_by("policy__title", "policy", "position")

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
