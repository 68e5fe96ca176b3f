"""Parts, chapters and sections (编、章、节): the tree of a policy's articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from articles.models.addresses import address_of
from articles.models.articles.bounds import NUMBER_BOUNDS
from articles.models.policies.policy import Policy
from articles.models.postgres import trees
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.article_citations import HIGHEST_SUFFIX, article_address
from articles.text.numbers.numerals import HIGHEST, write_number

#: 附录A, 附录二, 附表1, 附图: what an annex calls itself.
_APPENDIX = re.compile(r"附\s*[录表图](?:\s*(?:[A-Z]|[\d一二三四五六七八九十]{1,3})(?![\u3400-\u9fff]))?")


class DivisionKind(models.TextChoices):
    ANNEX = "annex", "附件"
    PART = "part", "编"
    SUBPART = "subpart", "分编"
    CHAPTER = "chapter", "章"
    SECTION = "section", "节"


def _is_above(kind: str, other: str) -> bool:
    order = DivisionKind.values
    return order.index(kind) < order.index(other)


class LabelForm(models.TextChoices):
    """How a division is numbered in print."""

    NUMBERED = "numbered", "第六章"
    POINT = "point", "六、"
    NONE = "none", "没有编号"


# Akoma Ntoso's abbreviations of element names in eIds (naming convention, 5.4).
_EID_NAMES = {
    DivisionKind.ANNEX: "att",
    DivisionKind.PART: "part",
    DivisionKind.SUBPART: "subpart",
    DivisionKind.CHAPTER: "chp",
    DivisionKind.SECTION: "sec",
}


class DivisionQuerySet(models.QuerySet["Division"]):
    def get_by_natural_key(self, slug: str, eid: str) -> Division:
        return self.get(policy__slug=slug, eid=eid)

    def chapters(self) -> DivisionQuerySet:
        return self.of_kind(DivisionKind.CHAPTER)

    def of_policies(self, policies: Iterable[Policy | int] | models.QuerySet) -> DivisionQuerySet:
        return self.filter(policy__in=policies)

    def within_published(self) -> DivisionQuerySet:
        return self.filter(policy__in=Policy.objects.published())

    def annexes(self) -> DivisionQuerySet:
        return self.of_kind(DivisionKind.ANNEX)

    def addressed(self, address: str, kind: DivisionKind = DivisionKind.CHAPTER) -> DivisionQuerySet:
        """The chapter at /chapters/<address>/, or the annex at /annexes/<address>/."""
        return self.of_kind(kind).filter(address=address)

    def with_ids(self, ids: Iterable[int]) -> DivisionQuerySet:
        return self.filter(pk__in=list(ids))

    def with_eid(self, eid: str) -> DivisionQuerySet:
        return self.filter(eid=eid)

    def of_kind(self, kind: DivisionKind) -> DivisionQuerySet:
        return self.filter(kind=kind)

    def numbered(self, kind: DivisionKind, number: int) -> DivisionQuerySet:
        return self.of_kind(kind).filter(number=number)

    def within(self, divisions: Iterable[int] | DivisionQuerySet) -> DivisionQuerySet:
        """The given divisions (ids, or a query for them) and all inside them."""
        return self.filter(trees.is_or_is_below("pk__in", divisions))

    def with_parents(self) -> DivisionQuerySet:
        return self.select_related("policy", "parent__parent__parent")

    def others_than(self, divisions: Iterable[Division]) -> DivisionQuerySet:
        return self.exclude(pk__in=[division.pk for division in divisions])

    def in_order(self) -> DivisionQuerySet:
        return self.order_by("position")

    def occupies(self, division: Division) -> DivisionQuerySet:
        """Divisions of the same policy with its eId, or with its address and kind."""
        identifiers = Q(eid=division.eid) | Q(kind=division.kind, address=division.address)
        return self.filter(identifiers, policy=division.policy_id)


class Division(models.Model):
    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="divisions", verbose_name="政策"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    kind = models.CharField("层级", max_length=10, choices=DivisionKind)
    number = models.PositiveIntegerField("序号", validators=NUMBER_BOUNDS)
    suffix = models.PositiveIntegerField(
        "之",
        default=0,
        db_default=0,
        validators=[MaxValueValidator(HIGHEST_SUFFIX, f"“之”后的数字不超过 {HIGHEST_SUFFIX}。")],
        help_text="附件2-1 的 1；别的章节、附件为 0。",
    )
    label_form = models.CharField(
        "编号写法",
        max_length=10,
        choices=LabelForm,
        default=LabelForm.NUMBERED,
        help_text="没有编号的标题（如单列的“附则”）另按次序给一个序号，只用于地址。",
    )
    title_first = models.CharField("标题", max_length=200, blank=True)
    title_second = models.CharField(
        "标题后半", max_length=200, blank=True, help_text="来源把章名断为两截时的后半截。"
    )
    opening = models.TextField(
        "章首文字", blank=True, help_text="标题与其第一条之间、不属于任何一条的文字，照原文。"
    )
    position = models.PositiveIntegerField("次序")
    eid = models.CharField("标识", max_length=120, editable=False, help_text="Akoma Ntoso eId，如 chp_6。")
    address = models.CharField(
        "地址", max_length=60, editable=False, help_text="如 6；编内重新编号的章为 2-1。"
    )

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = "章节"
        verbose_name_plural = "章节"
        ordering = ("policy", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "eid"],
                name="division_eid_unique",
                violation_error_message="同一上级之下已有这一层级的同一序号。",
            ),
            models.UniqueConstraint(
                fields=["policy", "kind", "address"],
                name="division_address_unique",
                violation_error_message="同一上级之下已有这一层级的同一序号。",
            ),
            models.UniqueConstraint(
                fields=["policy", "position"],
                name="division_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="这件政策已有别的章节在此次序。",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, HIGHEST)),
                name="division_number_in_bounds",
                violation_error_message="序号超出范围。",
            ),
            models.CheckConstraint(
                condition=Q(suffix=0) | Q(kind="annex", suffix__range=(1, HIGHEST_SUFFIX)),
                name="division_suffix_of_annex",
                violation_error_message="只有附件编作“附件2-1”。",
            ),
            models.CheckConstraint(
                condition=Q(title_second="") | ~Q(title_first=""),
                name="division_halves_in_order",
                violation_error_message="填了标题后半，就须填标题。",
            ),
        ]

    def __str__(self) -> str:
        """With its policy, as lists and messages of the administration name it; pages print `heading`."""
        return f"{in_title_marks(self.policy.title)}{self.heading}"

    def get_absolute_url(self) -> str:
        """The page of an annex or chapter; for another, its anchor there, or in the whole text."""
        if self.is_annex:
            return address_of("articles:annex", self.policy.slug, self.address)
        if self.kind == DivisionKind.CHAPTER:
            return address_of("articles:chapter", self.policy.slug, self.address)
        page = self.chapter or self.annex
        if page is None:
            return f"{address_of('articles:full', self.policy.slug)}#{self.eid}"
        page.policy = self.policy
        return f"{page.get_absolute_url()}#{self.eid}"

    @property
    def file_address(self) -> str:
        """A chapter's address without the final slash; a format's suffix is appended."""
        return self.get_absolute_url().removesuffix("/")

    def clean(self) -> None:
        if not self.policy_id or not self.number or self.kind not in _EID_NAMES:
            return  # the form reports this
        self._check_place()
        renamed = self.renamed()
        outside = Division.objects.others_than(renamed)
        if any(outside.occupies(division).exists() for division in renamed):
            raise ValidationError({"number": "同一上级之下已有这一层级的同一序号。"})

    def _check_place(self) -> None:
        if self.parent and self.parent.policy_id != self.policy_id:
            raise ValidationError({"parent": "上级不属于这件政策。"})
        if problem := trees.parent_problem(self, self.policy.divisions.all()):
            raise ValidationError({"parent": problem})
        if self.parent and not _is_above(self.parent.kind, self.kind):
            raise ValidationError({"parent": "编、分编、章、节逐级在下：上级须比它高。"})
        if self.pk and any(not _is_above(self.kind, child.kind) for child in self.children.all()):
            raise ValidationError({"kind": "它之下有同级或更高的章节，请先移走它们。"})
        if self._is_of_other_policy() and (self.articles.exists() or self.children.exists()):
            raise ValidationError({"policy": "它之下还有条文或章节，不能移到另一件政策；请先移走它们。"})

    def _is_of_other_policy(self) -> bool:
        return self.pk is not None and not self.policy.divisions.with_ids([self.pk]).exists()

    def derive_keys(self) -> None:
        self.identify()

    def identify(self) -> None:
        """Set `eid` and `address` from kind, number and parent; call it before each save."""
        own = article_address(self.number, self.suffix)
        eid = f"{_EID_NAMES[DivisionKind(self.kind)]}_{own}"
        self.eid = f"{self.parent.eid}__{eid}" if self.parent else eid
        self.address = f"{self.parent.address_below}-{own}" if self.parent else own

    @property
    def address_below(self) -> str:
        """How the addresses of its own divisions begin: 2 for 第二编, a1 for 附件1, a2.1 for 附件2-1."""
        return f"a{self.address.replace('-', '.')}" if self.is_annex else self.address

    def renamed(self) -> list[Division]:
        """It and all inside it, outermost first, with their new eIds and addresses. Nothing is saved."""
        self.identify()
        children = trees.by_parent(self.policy.divisions.in_order())
        divisions = [self]
        for above in divisions:
            for division in children.get(above.pk, ()) if above.pk else ():
                division.parent = above
                division.identify()
                divisions.append(division)
        return divisions

    def natural_key(self) -> tuple[str, str]:
        return (self.policy.slug, self.eid)

    natural_key.dependencies = ["articles.policy"]  # type: ignore[attr-defined]  # Django's way

    @property
    def chapter(self) -> Division | None:
        """Its chapter, or itself if it is one."""
        return next(
            (division for division in reversed(self.lineage) if division.kind == DivisionKind.CHAPTER), None
        )

    @property
    def is_annex(self) -> bool:
        return self.kind == DivisionKind.ANNEX

    @property
    def feed_address(self) -> str:
        """The Atom feed of the changes in an annex or chapter."""
        view = "articles:feed_annex" if self.is_annex else "articles:feed_chapter"
        return address_of(view, self.policy.slug, self.address)

    @property
    def is_page(self) -> bool:
        """Whether it has a page of its own: an annex or a chapter."""
        return self.kind in (DivisionKind.ANNEX, DivisionKind.CHAPTER)

    @property
    def annex(self) -> Division | None:
        """The annex that it is or stands in."""
        outermost = self.lineage[0]
        return outermost if outermost.is_annex else None

    @property
    def cited_label(self) -> str:
        """Its place as a citation names it: 附件1, 第二编第一章; nothing for headings without a number."""
        named = (
            division
            for division in self.lineage
            if division.is_annex or division.label_form == LabelForm.NUMBERED
        )
        return "".join(division.label for division in named)

    @property
    def cited_place(self) -> str:
        """The same behind the name of a part without a number, whose chapters begin anew: 合同编第二章."""
        part = next((division for division in self.lineage if division.kind == DivisionKind.PART), None)
        return self.cited_label if part is None or part.label else f"{part.short_label}{self.cited_label}"

    @property
    def lineage(self) -> list[Division]:
        """Its parents and itself, outermost first."""
        return trees.lineage(self)

    @property
    def label(self) -> str:
        """第六章, 六、附件1, or nothing, as printed."""
        if self.is_annex and self.label_form == LabelForm.NUMBERED:
            return f"附件{article_address(self.number, self.suffix)}"
        if self.is_annex:
            appendix = _APPENDIX.match(self.title)
            return appendix[0] if appendix else "附件"
        if self.label_form == LabelForm.POINT:
            return f"{write_number(self.number)}、"
        return "" if self.label_form == LabelForm.NONE else self.numbered_label

    @property
    def numbered_label(self) -> str:
        return f"第{write_number(self.number)}{DivisionKind(self.kind).label}"

    @property
    def heading(self) -> str:
        """第六章 财政政策, as printed."""
        gap = " " if self.is_annex or self.label_form == LabelForm.NUMBERED else ""
        return self.title if _APPENDIX.match(self.title) else f"{self.label}{gap}{self.title}".strip()

    @property
    def name_within(self) -> str:
        """As pages of its own policy name it."""
        return self.heading

    @property
    def short_label(self) -> str:
        """第六章; the title if it has no number."""
        return self.label if self.is_annex or self.label_form == LabelForm.NUMBERED else self.heading

    @property
    def title(self) -> str:
        """The full title; the two lines of a broken one are joined by a space (原文陷阱 9)."""
        return f"{self.title_first} {self.title_second}".strip()
