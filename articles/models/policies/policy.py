"""A policy (政策) as a document, with the metadata of an official document (GB/T 9704)."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from articles.models.addresses import address_of
from articles.models.former_address import AddressKind, FormerAddress
from articles.models.links.link_rule import LinkRule
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus, Publication
from articles.models.policies.policy_dates import DATES_IN_ORDER
from articles.models.policies.policy_queries import FROM_ABOUT, PolicyQuerySet
from articles.text.citing.naming.document_names import DRAFT
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.naming.titles import in_title_marks, title_key
from articles.text.citing.places.identifiers import work_name
from articles.text.numbers.dates import parse_date
from articles.text.parsing.chronology import (
    NAMES,
    impossible_dates,
    impossible_status,
    reaches_back,
    without_impossible,
)

if TYPE_CHECKING:
    from articles.models.policies.announced_texts import AnnouncedText
    from articles.models.policies.policy_bodies import Addressee
    from articles.models.policies.validity_doubts import ValidityDoubt

_KEYS = {"title": "title_key", "document_number": "document_number_key"}


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
            models.Index(FROM_ABOUT, name="policy_about"),
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

    def make_consistent(self) -> None:
        """Make dates and status possible before a save.

        Clears impossible dates; writes into an empty `effective_basis` that the source has a retroactive
        date; sets an impossible status to UNVERIFIED. Values that were never saved are lost.
        """
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
        """2009年文件，效力待核实: its age and validity, shown wherever the document is used."""
        dated = self.dated
        age = f"{dated.year}年文件" if dated else "日期不详的文件"
        if self.doubts:
            return f"{age}，可能已失效，待核实"
        validity = f"效力{PolicyStatus.UNVERIFIED.label}" if self.is_unverified else self.get_status_display()
        return f"{age}，{validity}"

    @property
    def doubts(self) -> tuple[ValidityDoubt, ...]:
        """Why it may no longer be valid (可能已失效), read once for all policies."""
        if self.pk is None:
            return ()
        from articles.models.policies.validity_doubts import (
            doubts_of,  # it reads policies: no import at the top
        )

        return doubts_of(self)

    @property
    def is_draft(self) -> bool:
        """Whether its title says that it is a draft: 某办法（征求意见稿）."""
        return DRAFT.search(self.title_key) is not None

    @property
    def newer_text(self) -> Policy | None:
        """A newer public text of the same document that is held as a policy of its own."""
        from articles.models.policies.newer_texts import (
            newer_text_of,  # it reads policies: no import at the top
        )

        return newer_text_of(self)

    @property
    def announced_text(self) -> AnnouncedText | None:
        """A text of it that is made and not yet in force."""
        from articles.models.policies.announced_texts import (
            announced_text_of,
        )  # it reads policies: no import at the top

        return announced_text_of(self)

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
