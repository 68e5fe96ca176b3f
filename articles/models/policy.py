"""A policy (政策) as a document, with the metadata of an official document (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from articles.models.addresses import address_of
from articles.models.former_address import AddressKind, FormerAddress
from articles.models.policy_dates import DATES_IN_ORDER
from articles.models.relation import LinkRule
from articles.text.citing.document_numbers import document_number_key
from articles.text.citing.identifiers import work_name, work_slugs
from articles.text.citing.titles import in_title_marks, title_key
from articles.text.parsing.chronology import (
    NAMES,
    impossible_dates,
    impossible_status,
    reaches_back,
    without_impossible,
)
from articles.text.parsing.dates import parse_date

if TYPE_CHECKING:
    from articles.models.validity_doubts import Doubt


class PolicyStatus(models.TextChoices):
    """Validity (效力状态); anything but unverified is set by an editor or stated by the source."""

    UNVERIFIED = "unverified", "待核实"
    NOT_YET = "not_yet", "尚未施行"
    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已被修改"
    REPEALED = "repealed", "已废止"
    EXPIRED = "expired", "已失效"


class DocumentKind(models.TextChoices):
    """The rank of a document (效力位阶); the English names are used in ELI and AKN identifiers."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    INTERPRETATION = "interpretation", "司法解释"
    RULE = "rule", "部门规章"
    LOCAL = "local", "地方性法规"
    POLICY = "policy", "政策文件"
    # Below, not by rank: the index stores the place of a kind in this list.
    LOCAL_RULE = "localrule", "地方政府规章"
    NORMATIVE = "normative", "规范性文件"
    PARTY = "party", "党内法规"
    OTHER = "other", "其他"


class Publication(models.TextChoices):
    """Whether readers see a policy; a withdrawn one is visible to editors only."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


_KEYS = {"title": "title_key", "document_number": "document_number_key"}


class PolicyQuerySet(models.QuerySet["Policy"]):
    def get_by_natural_key(self, slug: str) -> Policy:
        return self.get(slug=slug)

    def published(self) -> PolicyQuerySet:
        """Policies that readers may see."""
        return self.filter(publication=Publication.PUBLISHED)

    def not_yet_public(self) -> PolicyQuerySet:
        """Those that were never published."""
        return self.filter(publication=Publication.DRAFT)

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

    def slugged(self, slugs: Iterable[str]) -> PolicyQuerySet:
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
        """Policies whose title says the year of the version: 某条例（2020年修订）."""
        stated = (f"({year}{word}{change})" for word in ("年", "") for change in ("修正", "修订", "修改"))
        return self.with_title_keys(title_key(title) + edition for edition in stated)

    def with_title_keys(self, keys: Iterable[str]) -> PolicyQuerySet:
        """Policies whose titles have one of these keys of `title_key`."""
        return self.filter(title_key__in=list(keys))

    def with_title_holding(self, key: str) -> PolicyQuerySet:
        return self.filter(title_key__contains=key)

    def stating_any(self, words: Iterable[str]) -> PolicyQuerySet:
        """Policies whose title, notice, introduction or annex holds one of these words."""
        columns = ("title", "notice", "introduction", "annex")
        held = (Q(**{f"{column}__icontains": word}) for column in columns for word in words)
        return self.filter(reduce(or_, held))

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
        return self.filter(reduce(or_, (Q(document_number_key__endswith=each) for each in endings)))

    def with_title_ending(self, key: str) -> PolicyQuerySet:
        return self.filter(title_key__endswith=key)

    def of_kind(self, kind: str) -> PolicyQuerySet:
        return self.filter(kind=kind)

    def issued_by(self, name: str) -> PolicyQuerySet:
        return self.filter(issuers__name=name)

    def of_genre(self, value: str) -> PolicyQuerySet:
        """Policies whose 公文种类 is this."""
        return self._stating("genre", value)

    def of_topic(self, value: str) -> PolicyQuerySet:
        """Policies whose 主题分类 is this."""
        return self._stating("topic", value)

    def _stating(self, kind: str, value: str) -> PolicyQuerySet:
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
        """With what a result of a search shows and is counted by."""
        names = ("title", "title_key", "document_number", "document_number_key")
        dates = ("adopted_on", "signed_on", "published_on", "effective_on")
        return self.only("slug", "kind", "status", *names, *dates).prefetch_related("issuers")

    def shortest_title_first(self) -> PolicyQuerySet:
        """Shortest title first: the best match among titles that contain the same words."""
        return self.order_by(Length("title_key"), "title", "pk")

    def made_in(self, year: int) -> PolicyQuerySet:
        """Policies signed or adopted in a year."""
        return self.filter(Q(signed_on__year=year) | Q(adopted_on__year=year))

    def made_or_published_in(self, year: int) -> PolicyQuerySet:
        published = Q(published_on__year=year)
        return self.filter(Q(signed_on__year=year) | Q(adopted_on__year=year) | published)

    def issued_by_any(self, names: Iterable[str]) -> PolicyQuerySet:
        """Policies issued by a body of one of these names."""
        issuers = Issuer.objects.filter(Q(name__in=list(names)) | Q(official_name__in=list(names)))
        return self.filter(pk__in=issuers.values("policy"))

    def dated_on(self, day: date, *, event: str = "") -> PolicyQuerySet:
        """Policies adopted, published, signed, amended or in force on a day, or only what `event` names."""
        names = [event] if event else ["adopted", "published", "signed", "effective", "amended"]
        dated = reduce(or_, (Q(**{f"{name}_on": day}) for name in names))
        words = {"adopted": "通过", "published": "[公发颁]布", "amended": "修[正订改]", "effective": "施行"}
        printed = f"{day.year}年{day.month}月{day.day}日"
        return self.filter(dated | Q(adoption__regex=rf"{printed}[^\n]*{words.get(event, '')}"))

    def with_serial(self, number: int, *, is_order: bool) -> PolicyQuerySet:
        """Policies whose document number ends so: 232号 of a year, or of an order (令)."""
        order = Q(document_number_key__endswith=f"令第{number}号")
        return self.filter(order if is_order else order | Q(document_number_key__endswith=f"〕{number}号"))

    def mentioning_order(self, key: str) -> PolicyQuerySet:
        """Policies that were published or amended by an order of this number."""
        return self.filter(adoption__contains=key)

    def latest_first(self) -> PolicyQuerySet:
        """The newest document first, the featured one before all others."""
        newest = Coalesce("adopted_on", "signed_on", "published_on")
        return self.order_by("-is_featured", newest.desc(nulls_last=True), "title")

    def named_work(self, work: str) -> Policy | None:
        """The policy with this name in ELI and AKN identifiers."""
        policies = (policy for policy in self.slugged(work_slugs(work)) if policy.work == work)
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
        made = Coalesce("adopted_on", "signed_on", "published_on")
        return self.aggregate(earliest=Min(made), latest=Max(made))

    def others_than(self, policy: Policy | None) -> PolicyQuerySet:
        return self.exclude(pk=policy.pk) if policy else self

    def with_text_on(self, day: date) -> PolicyQuerySet:
        """Policies of which a text had been made by a day: the present one or an earlier one."""
        versions = self.model._meta.apps.get_model("articles", "PolicyVersion").objects
        made = Coalesce("amended_on", "adopted_on", "signed_on", "published_on", "effective_on")
        earlier = Q(pk__in=versions.held().made_by(day).values("policy"))
        return self.annotate(text_made_on=made).filter(Q(text_made_on__lte=day) | earlier)

    def with_article_counts(self) -> PolicyQuerySet:
        """Annotate `article_count`: the articles that are public if the policy is."""
        articles = self.model._meta.apps.get_model("articles", "Article").objects
        public = articles.filter(publication=Publication.PUBLISHED, policy=models.OuterRef("pk")).order_by()
        # Counted for the rows of a page only; joined, the articles of all policies would be.
        counts = public.values("policy").annotate(number=Count("pk")).values("number")
        return self.annotate(article_count=Coalesce(models.Subquery(counts), 0))

    def in_list_order(self) -> PolicyQuerySet:
        return self.order_by("-is_featured", models.F("signed_on").desc(nulls_last=True), "title")


class Policy(models.Model):
    slug = models.SlugField(
        "网址标识", max_length=100, unique=True, help_text="永久地址的一部分；更改后旧地址自动转到新地址。"
    )
    title = models.CharField("标题", max_length=300)
    title_key = models.CharField("标题（归一）", max_length=600, editable=False, db_index=True)
    kind = models.CharField("文件种类", max_length=16, choices=DocumentKind, default=DocumentKind.POLICY)
    document_number = models.CharField(
        "发文字号", max_length=100, blank=True, help_text="照原文，如 工信部联科〔2009〕232号。"
    )
    document_number_key = models.CharField("发文字号（归一）", max_length=100, blank=True, editable=False)
    notice_title = models.CharField("通知标题", max_length=300, blank=True)
    notice_title_presumed = models.BooleanField(
        "通知标题为推定", default=False, help_text="来源缺失通知标题时勾选，页面会注明“推定”。"
    )
    addressees_text = models.TextField("主送机关（原文）", blank=True)
    notice = models.TextField("印发通知正文", blank=True)
    introduction = models.TextField("引言", blank=True, help_text="第一章之前、不属于任何一条的文字。")
    adoption = models.TextField(
        "通过与修改情况", blank=True, help_text="标题之下写明的通过、公布、修改，照原文，每次一行。"
    )
    adopted_on = models.DateField("通过日期", null=True, blank=True, help_text="来源未载明时留空。")
    amended_on = models.DateField(
        "最近修改日期", null=True, blank=True, help_text="最近一次修正、修订的日期；来源未载明时留空。"
    )
    signed_on = models.DateField("成文日期", null=True, blank=True)
    signed_on_text = models.CharField("成文日期（原文）", max_length=60, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True, help_text="来源未载明时留空。")
    effective_on = models.DateField("施行日期", null=True, blank=True, help_text="来源未载明时留空。")
    effective_basis = models.CharField(
        "施行日期说明",
        max_length=300,
        blank=True,
        help_text="施行日期早于通过、成文或公布日期时，写明依据，如“第十条：自2008年1月1日起执行”。",
    )
    annex = models.TextField("附件", blank=True, help_text="正文之后的附件、附录、附表，照原文。")
    status = models.CharField(
        "效力状态", max_length=20, choices=PolicyStatus, default=PolicyStatus.UNVERIFIED
    )
    status_basis = models.CharField(
        "效力状态依据", max_length=300, blank=True, help_text="除“待核实”外必须写明依据。"
    )
    source_note = models.TextField("来源说明", blank=True)
    publication = models.CharField("发布状态", max_length=20, choices=Publication, default=Publication.DRAFT)
    is_featured = models.BooleanField(
        "首页政策", default=False, help_text="首页展示的政策，只输入条号时也以它为准；至多一件。"
    )

    link_rule = models.CharField(
        "链接的发布",
        max_length=8,
        choices=LinkRule,
        default=LinkRule.SURE,
        help_text="系统在这件政策里找到的链接，哪些不经编辑即公开；编辑审定过的不受影响。",
    )
    status_checked_at = models.DateTimeField(
        "效力核对时间", null=True, blank=True, help_text="此前出现的“可能已失效”的依据不再提示。"
    )

    changed_at: datetime | None  # by `with_last_change`

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = "政策"
        verbose_name_plural = "政策"
        permissions = [("publish_policy", "可以发布和撤下政策")]
        ordering = ("title", "pk")
        indexes = [
            # Each search reads the policies that are not public: few, if any.
            models.Index(
                fields=["id"],
                condition=~Q(publication=Publication.PUBLISHED),
                name="policy_not_public",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document_number_key"],
                condition=~Q(document_number_key=""),
                name="policy_document_number_unique",
                violation_error_message="已有同一发文字号的政策。",
            ),
            models.UniqueConstraint(
                fields=["is_featured"],
                condition=Q(is_featured=True),
                name="policy_one_featured",
                violation_error_message="首页政策至多一件：请先取消另一件。",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(title_key=""),
                name="policy_title_present",
                violation_error_message="标题不能为空。",
            ),
            models.CheckConstraint(
                condition=Q(status=PolicyStatus.UNVERIFIED) | ~Q(status_basis=""),
                name="policy_status_has_basis",
                violation_error_message="请写明效力状态的依据。",
            ),
            *DATES_IN_ORDER,
        ]

    def __str__(self) -> str:
        return f"{in_title_marks(self.title)}{self.document_number}"

    def save(self, *args, **kwargs) -> None:
        self.derive_keys()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, *(key for name, key in _KEYS.items() if name in fields)}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("articles:policy", self.slug)

    def clean(self) -> None:
        FormerAddress.objects.refuse_taken(AddressKind.POLICY, self.slug, row=self.pk)
        today = timezone.localdate()
        dates = self.dates
        errors = {name: f"{problem}。" for name, problem in impossible_dates(dates, today=today).items()}
        if (retroactive := reaches_back(dates)) and not self.effective_basis:
            errors.setdefault("effective_on", f"{retroactive}。确属如此的，请在“施行日期说明”写明依据。")
        if contradiction := impossible_status(self.status, self.effective_on, today=today):
            errors["status"] = f"{contradiction}。"
        printed = parse_date(self.signed_on_text)
        if printed and self.signed_on and printed != self.signed_on:
            errors.setdefault("signed_on", f"与原文的成文日期“{self.signed_on_text}”不符。")
        if errors:
            raise ValidationError(errors)

    def drop_impossible(self) -> None:
        """Before a save, clear impossible dates and status; revisions keep the old values."""
        today = timezone.localdate()
        possible, _ = without_impossible(self.dates, today=today)
        for name, day in possible.items():
            setattr(self, name, day)
        if (retroactive := reaches_back(possible)) and not self.effective_basis:
            self.effective_basis = f"照来源文件：{retroactive}"
        if impossible_status(self.status, self.effective_on, today=today):
            self.status, self.status_basis = PolicyStatus.UNVERIFIED, ""

    @property
    def dates(self) -> dict[str, date | None]:
        """Its dates, as `articles.text.parsing.chronology` compares them."""
        return {name: getattr(self, name) for name in NAMES}

    @property
    def file_address(self) -> str:
        """Its address without the final slash; a format's suffix is appended."""
        return self.get_absolute_url().removesuffix("/")

    @property
    def citation(self) -> str:
        """《国家产业技术政策》（工信部联科〔2009〕232号）"""
        number = f"（{self.document_number}）" if self.document_number else ""
        return f"{in_title_marks(self.title)}{number}"

    @property
    def signature(self) -> str:
        """The issuers as printed below the notice, "" if the text has no signature."""
        return self.passage_text("issuers") if self.signed_on_text else ""

    def addressees_by_region(self) -> list[Addressee]:
        """The addressees in order; equal regions in a row are kept for the first only."""
        addressees, last = [], None
        for addressee in self.addressees.all():
            regions = addressee.regions
            addressee.regions = "" if regions == last else regions
            last = regions
            addressees.append(addressee)
        return addressees

    def content_sha256(self) -> str:
        """The SHA-256 of the document's texts outside its articles."""
        texts = (self.title, self.document_number, self.adoption, self.notice, self.introduction, self.annex)
        return sha256("\n".join(texts).encode()).hexdigest()

    def last_change(self) -> datetime | None:
        """The time of its latest revision."""
        return self.revisions.aggregate(last=Max("created_at"))["last"]

    @property
    def dated(self) -> date | None:
        """The day of the document: adopted, signed or published, whichever the text states."""
        return self.adopted_on or self.signed_on or self.published_on

    @property
    def is_in_force(self) -> bool:
        """Whether an editor, or the source, has said that it is."""
        return self.status == PolicyStatus.IN_FORCE and not self.doubts

    @property
    def standing(self) -> str:
        """2009年文件，效力待核实: its age and validity, as they stand on every decision taken from it."""
        dated = self.dated
        age = f"{dated.year}年文件" if dated else "日期不详的文件"
        if self.doubts:
            return f"{age}，可能已失效，待核实"
        validity = f"效力{PolicyStatus.UNVERIFIED.label}" if self.is_unverified else self.get_status_display()
        return f"{age}，{validity}"

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why it may no longer be valid (可能已失效), read once for all policies."""
        if self.pk is None:
            return ()
        from articles.models.validity_doubts import doubts_of  # it reads policies: no import at the top

        return doubts_of(self)

    @property
    def has_ended(self) -> bool:
        """Whether it was repealed or has expired."""
        return self.status in (PolicyStatus.REPEALED, PolicyStatus.EXPIRED)

    @property
    def is_unverified(self) -> bool:
        return self.status == PolicyStatus.UNVERIFIED

    @property
    def version_date(self) -> date | None:
        """The day of the version that the text shows."""
        return self.amended_on or self.dated

    @property
    def work(self) -> str:
        """Its name in ELI and AKN identifiers: policy/2009/gxblk-232."""
        return work_name(kind=self.kind, dated=self.dated, slug=self.slug)

    def derive_keys(self) -> None:
        """Set the keys by which titles and document numbers are compared; called before each save."""
        self.title_key = title_key(self.title)
        self.document_number_key = document_number_key(self.document_number) or self.document_number

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def passage_text(self, passage: str) -> str:
        """A text outside the articles; the issuers as printed, one a line."""
        if passage == "issuers":
            return "\n".join(issuer.printed_name for issuer in self.issuers.all())
        return {
            "title": self.title,
            "notice": self.notice,
            "introduction": self.introduction,
            "adoption": self.adoption,
            "addressees": self.addressees_text,
        }[passage]

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED


class PlacedInPolicyManager(models.Manager):
    """For rows identified by their policy and position."""

    def get_by_natural_key(self, slug: str, position: int) -> models.Model:
        return self.get(policy__slug=slug, position=position)


class IssuerManager(PlacedInPolicyManager):
    def names_in_use(self) -> models.QuerySet:
        """The names of all bodies that have issued a published policy."""
        published = self.filter(policy__in=Policy.objects.published())
        return published.order_by("name").values_list("name", flat=True).distinct()


class Issuer(models.Model):
    """An issuing body (发文机关), in signing order."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="issuers", verbose_name="政策")
    position = models.PositiveSmallIntegerField("次序")
    printed_name = models.CharField("落款原文", max_length=100, help_text="照原文，字间空白也保留。")
    name = models.CharField("机关名称", max_length=100)
    official_name = models.CharField("全称", max_length=100, help_text="发文时的机关全称。")

    objects = IssuerManager()

    class Meta:
        verbose_name = "发文机关"
        verbose_name_plural = "发文机关"
        ordering = ("policy", "position")
        constraints = [models.UniqueConstraint(fields=["policy", "position"], name="issuer_position_unique")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, int]:
        return (self.policy.slug, self.position)

    natural_key.dependencies = ["articles.policy"]  # type: ignore[attr-defined]  # Django's way


class Addressee(models.Model):
    """A body the covering notice is sent to (主送机关), with the regions it is meant for."""

    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="addressees", verbose_name="政策"
    )
    position = models.PositiveSmallIntegerField("次序")
    regions = models.CharField("地区", max_length=200, blank=True)
    body = models.CharField("机关", max_length=100)

    objects = PlacedInPolicyManager()

    class Meta:
        verbose_name = "主送机关"
        verbose_name_plural = "主送机关"
        ordering = ("policy", "position")
        constraints = [
            models.UniqueConstraint(fields=["policy", "position"], name="addressee_position_unique")
        ]

    def __str__(self) -> str:
        return self.body

    def natural_key(self) -> tuple[str, int]:
        return (self.policy.slug, self.position)

    natural_key.dependencies = ["articles.policy"]  # type: ignore[attr-defined]  # Django's way
