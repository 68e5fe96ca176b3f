"""Which policies are asked for: by name, number, date, kind, and what readers may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce, Length

from articles.models.policies.policy_choices import PolicyStatus, Publication
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import title_key
from articles.text.citing.places.identifiers import work_slugs
from articles.text.numbers.dates import written_date

if TYPE_CHECKING:
    from articles.models.policies.policy import Policy

#: A title from 关于 on: what it is without its issuer.
FROM_ABOUT = models.Func(models.F("title_key"), models.Value("关于.*$"), function="substring")


#: What a result of a search shows of its policy.
SHOWN_IN_RESULTS = (
    *("slug", "title", "title_key", "kind", "document_number", "document_number_key", "status"),
    *("adopted_on", "signed_on", "published_on", "effective_on", "status_checked_at"),
)


class PolicyQuerySet(models.QuerySet["Policy"]):
    def get_by_natural_key(self, slug: str) -> Policy:
        return self.get(slug=slug)

    def published(self) -> PolicyQuerySet:
        """Policies that readers may see."""
        return self.filter(publication=Publication.PUBLISHED)

    def not_yet_public(self) -> PolicyQuerySet:
        """Those that were never published."""
        return self.filter(publication=Publication.DRAFT)

    def ended(self) -> PolicyQuerySet:
        """Those of which an editor or the source says that they were repealed or have expired."""
        return self.filter(status__in=[PolicyStatus.REPEALED, PolicyStatus.EXPIRED])

    def unpublished(self) -> PolicyQuerySet:
        return self.exclude(publication=Publication.PUBLISHED)

    def locked(self) -> PolicyQuerySet:
        """Lock the rows for writing; foreign keys to them can still be inserted."""
        return self.select_for_update(of=("self",), no_key=True)

    def featured(self) -> Policy | None:
        """The policy that the home page shows and a bare number refers to; None if there is none."""
        return self.published().filter(is_featured=True).first()

    def first_listed(self) -> Policy | None:
        """The default policy of pages that let the reader choose one."""
        return self.published().in_list_order().first()

    def with_article(self, number: int, suffix: int) -> PolicyQuerySet:
        """Policies with a public article of this number."""
        articles = self.model._meta.apps.get_model("articles", "Article").objects
        return self.filter(pk__in=articles.published().numbered(number, suffix).values("policy"))

    def with_units(self) -> PolicyQuerySet:
        """Policies whose text is made of points, paragraphs or other units than articles."""
        articles = self.model._meta.apps.get_model("articles", "Article").objects
        return self.filter(pk__in=articles.published().other_than_articles().values("policy"))

    def with_chapter(self, number: int) -> PolicyQuerySet:
        divisions = self.model._meta.apps.get_model("articles", "Division").objects
        return self.filter(pk__in=divisions.chapters().filter(number=number).values("policy"))

    def with_slugs(self, slugs: Iterable[str]) -> PolicyQuerySet:
        return self.filter(slug__in=list(slugs))

    def slugs_beginning_with(self, base: str) -> models.QuerySet:
        return self.filter(slug__startswith=base).values_list("slug", flat=True)

    def with_ids(self, ids: Iterable[int]) -> PolicyQuerySet:
        return self.filter(pk__in=ids)

    def numbered(self, key: str) -> PolicyQuerySet:
        """Policies with this document number, in the form of `document_number_key`."""
        return self.filter(document_number_key=key)

    def numbered_as(self, keys: Iterable[str]) -> PolicyQuerySet:
        return self.filter(document_number_key__in=list(keys))

    def not_titled(self, title: str) -> PolicyQuerySet:
        return self.exclude(title_key=title_key(title))

    def titled(self, title: str) -> PolicyQuerySet:
        """Policies of this title in any spelling; several may share it."""
        return self.filter(title_key=title_key(title))

    def titled_as_of(self, title: str, year: int) -> PolicyQuerySet:
        """Policies whose title says the year of the version: 某条例（2020年修订）, 某目录（2020年版）."""
        changes = ("修正", "修订", "修改", "版", "本", "")
        editions = (f"({year}{word}{change})" for word in ("年", "") for change in changes)
        return self.with_title_keys(title_key(title) + edition for edition in editions)

    def with_title_keys(self, keys: Iterable[str]) -> PolicyQuerySet:
        """Policies whose titles have one of these keys of `title_key`."""
        return self.filter(title_key__in=list(keys))

    def with_title_holding(self, key: str) -> PolicyQuerySet:
        return self.filter(title_key__contains=key)

    def stating_any(self, words: Iterable[str]) -> PolicyQuerySet:
        """Policies whose title, notice, introduction or annex holds one of these words."""
        columns = ("title", "notice", "introduction", "annex")
        conditions = (Q(**{f"{column}__icontains": word}) for column in columns for word in words)
        return self.filter(reduce(or_, conditions))

    def with_title_spelling(self, key: str) -> PolicyQuerySet:
        """Policies whose title holds these characters in this order: 科技成果转化法 of 促进科技成果转化法."""
        return self.filter(title_key__regex=".*".join(map(re.escape, key)))

    def known_as(self, keys: Iterable[str]) -> PolicyQuerySet:
        """Policies of these titles, or that are the full text of documents of these names (`title_key`)."""
        keys = list(keys)
        documents = self.model._meta.apps.get_model("articles", "Entity").objects
        named = documents.of_kind("document").keyed(keys).values("policy")
        return self.filter(Q(title_key__in=keys) | Q(pk__in=named))

    def numbers_beginning_with(self, key: str) -> PolicyQuerySet:
        return self.filter(document_number_key__startswith=key)

    def numbers_ending_with(self, *endings: str) -> PolicyQuerySet:
        """Policies whose document number ends in one of these ways."""
        return self.filter(reduce(or_, (Q(document_number_key__endswith=ending) for ending in endings)))

    def about(self, keys: Iterable[str]) -> PolicyQuerySet:
        """Policies whose titles have one of these keys from 关于 on."""
        return self.alias(about=FROM_ABOUT).filter(about__in=list(keys))

    def with_title_ending(self, key: str) -> PolicyQuerySet:
        return self.filter(title_key__endswith=key)

    def of_kind(self, kind: str) -> PolicyQuerySet:
        return self.filter(kind=kind)

    def issued_by(self, name: str) -> PolicyQuerySet:
        return self.filter(issuers__name=name)

    def of_genre(self, value: str) -> PolicyQuerySet:
        """Policies whose 公文种类 is this."""
        return self._with_record("genre", value)

    def of_topic(self, value: str) -> PolicyQuerySet:
        """Policies whose 主题分类 is this."""
        return self._with_record("topic", value)

    def _with_record(self, kind: str, value: str) -> PolicyQuerySet:
        """Policies of which a record of this kind states this value."""
        records = self.model._meta.apps.get_model("articles", "PolicyRecord").objects
        return self.filter(pk__in=records.filter(kind=kind, value=value).values("policy"))

    def of_status(self, status: str) -> PolicyQuerySet:
        return self.filter(status=status)

    def for_facets(self) -> PolicyQuerySet:
        """With what articles are counted by."""
        names = ("slug", "title", "kind", "status")
        dates = ("adopted_on", "signed_on", "published_on", "effective_on")
        return self.only(*names, *dates).prefetch_related("issuers")

    def for_results(self) -> PolicyQuerySet:
        """With what a result of a search shows."""
        return self.only(*SHOWN_IN_RESULTS)

    def shortest_title_first(self) -> PolicyQuerySet:
        """Shortest title first: the best match among titles that contain the same words."""
        return self.order_by(Length("title_key"), "title", "pk")

    def made_in(self, year: int) -> PolicyQuerySet:
        """Policies signed or adopted in a year."""
        return self.filter(Q(signed_on__year=year) | Q(adopted_on__year=year))

    def made_or_published_in(self, year: int) -> PolicyQuerySet:
        published = Q(published_on__year=year)
        return self.filter(Q(signed_on__year=year) | Q(adopted_on__year=year) | published)

    def of_year(self, year: int) -> PolicyQuerySet:
        """The same, and those that only their number or the day of their effect tells the year of."""
        undated = Q(signed_on=None, adopted_on=None, published_on=None, effective_on__year=year)
        dated = Q(pk__in=self.made_or_published_in(year).values("pk"))
        return self.filter(dated | undated | Q(document_number_key__contains=f"[{year}]"))

    def issued_by_any(self, names: Iterable[str]) -> PolicyQuerySet:
        """Policies issued by a body of one of these names."""
        name_list = list(names)
        issued = Q(issuers__name__in=name_list) | Q(issuers__official_name__in=name_list)
        return self.filter(pk__in=PolicyQuerySet(self.model).filter(issued).values("pk"))

    def dated_on(self, day: date, *, event: str = "") -> PolicyQuerySet:
        """Policies adopted, published, signed, amended or in force on a day, or only what `event` names."""
        names = [event] if event else ["adopted", "published", "signed", "effective", "amended"]
        dated = reduce(or_, (Q(**{f"{name}_on": day}) for name in names))
        words = {"adopted": "通过", "published": "[公发颁]布", "amended": "修[正订改]", "effective": "施行"}
        return self.filter(dated | Q(adoption__regex=rf"{written_date(day)}[^\n]*{words.get(event, '')}"))

    def with_serial(self, number: int, *, is_order: bool) -> PolicyQuerySet:
        """Policies whose document number ends so: 232号 of a year, or of an order (令)."""
        order = Q(document_number_key__endswith=f"令第{number}号")
        return self.filter(order if is_order else order | Q(document_number_key__endswith=f"〕{number}号"))

    def mentioning_order(self, key: str) -> PolicyQuerySet:
        """Policies that were published or amended by an order of this number."""
        return self.filter(adoption__contains=key)

    def featured_then_newest(self) -> PolicyQuerySet:
        """The featured document, then by the day each was made, the newest first: laws among the others."""
        newest = Coalesce("adopted_on", "signed_on", "published_on")
        return self.order_by("-is_featured", newest.desc(nulls_last=True), "title", "pk")

    def named_work(self, work: str) -> Policy | None:
        """The policy with this name in ELI and AKN identifiers."""
        policies = (policy for policy in self.with_slugs(work_slugs(work)) if policy.work == work)
        return next(policies, None)

    def latest_changed(self) -> PolicyQuerySet:
        return self.order_by(models.F("changed_at").desc(nulls_last=True), "pk")

    def with_last_change(self) -> PolicyQuerySet:
        """Annotate `changed_at`: the latest revision of the policy itself."""
        revisions = self.model._meta.apps.get_model("articles", "PolicyRevision").objects
        changes = revisions.filter(policy=models.OuterRef("pk")).order_by("-created_at")
        return self.annotate(changed_at=models.Subquery(changes.values("created_at")[:1]))

    def without_name_starts(self) -> PolicyQuerySet:
        """Policies whose names, or some of whose articles' headings, suggestions do not have yet."""
        apps = self.model._meta.apps
        starts = apps.get_model("articles", "NameStart").objects
        headed = apps.get_model("articles", "Article").objects.exclude(heading="")
        unnamed = headed.exclude(models.Exists(starts.filter(article=models.OuterRef("pk"))))
        named = models.Exists(starts.filter(policy=models.OuterRef("pk")))
        return self.filter(~named | models.Q(pk__in=unnamed.values("policy")))

    def named_like(self, words: str) -> PolicyQuerySet:
        """Policies whose title contains these words or whose document number equals them."""
        number = Q(document_number_key=document_number_key(words) or words)
        return self.filter(Q(title_key__contains=title_key(words)) | number)

    def named_exactly(self, words: str) -> PolicyQuerySet:
        """Policies with this title or document number in any spelling."""
        number = Q(document_number_key=document_number_key(words) or words)
        return self.filter(Q(title_key=title_key(words)) | number)

    def called(self, words: str) -> PolicyQuerySet:
        """Policies of this slug, or with this in their title or as their document number."""
        number = Q(document_number_key=document_number_key(words) or words)
        return self.filter(Q(slug=words) | Q(title_key__contains=title_key(words)) | number)

    def called_by(self, name: str) -> PolicyQuerySet:
        """Policies of this title, document number or slug."""
        number = Q(document_number_key=document_number_key(name) or name)
        return self.filter(Q(title_key=title_key(name)) | number | Q(slug=name))

    def counts_of(self, column: str) -> dict[str, int]:
        """How many have each value of a column."""
        return dict(self.order_by().values_list(column).annotate(Count("pk")))

    def dates_made(self) -> dict[str, date | None]:
        """When the oldest and the newest were made: `earliest`, `latest`."""
        made_on = Coalesce("adopted_on", "signed_on", "published_on")
        return self.aggregate(earliest=Min(made_on), latest=Max(made_on))

    def others_than(self, policy: Policy | None) -> PolicyQuerySet:
        return self.exclude(pk=policy.pk) if policy else self

    def with_text_on(self, day: date) -> PolicyQuerySet:
        """Policies of which a text had been made by a day: the present one or an earlier one."""
        versions = self.model._meta.apps.get_model("articles", "PolicyVersion").objects
        made_on = Coalesce("amended_on", "adopted_on", "signed_on", "published_on", "effective_on")
        earlier = Q(pk__in=versions.held().made_by(day).values("policy"))
        return self.annotate(text_made_on=made_on).filter(Q(text_made_on__lte=day) | earlier)

    def with_article_counts(self) -> PolicyQuerySet:
        """Annotate `article_count`: the articles that are public if the policy is."""
        articles = self.model._meta.apps.get_model("articles", "Article").objects
        public = articles.filter(publication=Publication.PUBLISHED, policy=models.OuterRef("pk")).order_by()
        # Counted for the rows of a page only; joined, the articles of all policies would be.
        counts = public.values("policy").annotate(number=Count("pk")).values("number")
        return self.annotate(article_count=Coalesce(models.Subquery(counts), 0))

    def in_list_order(self) -> PolicyQuerySet:
        """As lists show them: the featured one, then by 成文日期; what has none (laws) is last, by title."""
        return self.order_by("-is_featured", models.F("signed_on").desc(nulls_last=True), "title", "pk")
