"""An article (条): its number, its exact text and the hash of that text."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Max, Q
from django.db.models.lookups import Exact, StartsWith

from articles.models.addresses import address_of
from articles.models.articles.article_choices import ArticlePublication
from articles.models.articles.article_queries import LONGEST_LEAD, ArticleQuerySet
from articles.models.articles.article_unit import ADDRESS_SORTS, ArticleUnit
from articles.models.articles.bounds import NUMBER_BOUNDS
from articles.models.articles.division import Division
from articles.models.policies.policy import Policy
from articles.models.policies.policy_choices import Publication
from articles.models.postgres import trees
from articles.models.postgres.digests import DatabaseSha256, text_sha256
from articles.text.citing.naming.titles import in_title_marks
from articles.text.citing.places.article_citations import HIGHEST_SUFFIX, article_address
from articles.text.citing.places.identifiers import article_eid
from articles.text.citing.places.unit_addresses import LONGEST_ADDRESS, is_below, unit_address
from articles.text.citing.places.unit_names import cited_label, unit_label
from articles.text.numbers.numerals import HIGHEST
from articles.text.tables import Paragraph, PrintedTable, blocks

if TYPE_CHECKING:
    from articles.models.links.later_rule import LaterRule


#: What stands for a missing heading ends earlier at a stop.
_LEAD_ENDS = re.compile(r"[。；：！？\n\t]")
#: Labels that the text follows at once: 一、（六）1. ①.
_CLOSED = re.compile(r"[、，．.：:）)①-⑳]$")


class Article(models.Model):
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="articles", verbose_name="政策")
    division = models.ForeignKey(
        Division,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="所在章节",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级单元",
        help_text="（一）所在的“一、”；条没有上级单元。",
    )
    number = models.PositiveIntegerField("条号", validators=NUMBER_BOUNDS)
    suffix = models.PositiveSmallIntegerField(
        "之",
        default=0,
        validators=[MaxValueValidator(HIGHEST_SUFFIX, f"“之”后的数字不超过 {HIGHEST_SUFFIX}。")],
        help_text="第十二条之一填 1；通常为 0。",
    )
    unit = models.CharField(
        "单位",
        max_length=12,
        choices=ArticleUnit,
        default=ArticleUnit.ARTICLE,
        help_text="不分条的通知、意见以“一、”“（一）”“1.”分部分、项、目；没有编号的按段。",
    )
    printed_label = models.CharField(
        "编号照印",
        max_length=40,
        blank=True,
        help_text="来源中的编号与通常写法不同时填，如“㈠”“1．”“2.1.1”。",
    )
    address = models.CharField(
        "地址",
        max_length=LONGEST_ADDRESS,
        default="",
        editable=False,
        help_text="网址的最后一段：25、12-1；二（六）为 2.6。",
    )
    place = models.CharField(
        "位置",
        max_length=200,
        default="",
        editable=False,
        help_text="引用时的位置：第二部分第（六）项、附件1第三条；正文的条没有。",
    )
    heading = models.CharField(
        "条标", max_length=200, blank=True, help_text="须是条文开头的原文（不含句号）；没有条标时留空。"
    )
    short_title = models.CharField(
        "展示用短标题", max_length=60, blank=True, help_text="仅用于没有条标的条，由编者拟定，页面会注明。"
    )
    text = models.TextField("条文", help_text="逐字照原文保存，不含条号。")
    spans = models.JSONField(
        "表格的合并单元格",
        default=list,
        blank=True,
        editable=False,
        help_text="[行, 列, 跨行, 跨列]，行从条文的第 0 行数起。",
    )
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    position = models.PositiveIntegerField("次序")
    publication = models.CharField(
        "发布状态", max_length=20, choices=ArticlePublication, default=ArticlePublication.PUBLISHED
    )

    changed_at: datetime | None  # by `with_last_change`

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "条文"
        verbose_name_plural = "条文"
        permissions = [("publish_article", "可以撤下和恢复条文")]
        ordering = ("policy", "position")
        indexes = [
            models.Index(
                fields=["id"],
                condition=~Q(publication=Publication.PUBLISHED),
                name="article_not_public",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "address"],
                name="article_address_unique",
                violation_error_message="这件政策已有此条号。",
            ),
            models.UniqueConstraint(
                fields=["policy", "position"],
                name="article_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="这件政策已有别的条文在此次序。",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, HIGHEST), suffix__range=(0, HIGHEST_SUFFIX)),
                name="article_number_in_bounds",
                violation_error_message="条号超出范围。",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="article_text_present",
                violation_error_message="条文不能为空。",
            ),
            models.CheckConstraint(
                condition=Exact(models.F("sha256"), DatabaseSha256("text")),
                name="article_sha256_of_text",
                violation_error_message="SHA-256 与条文不符。",
            ),
            models.CheckConstraint(
                condition=StartsWith(models.F("text"), models.F("heading")),
                name="article_heading_begins_text",
                violation_error_message="条标须是条文开头的原文。",
            ),
            models.CheckConstraint(
                condition=Q(heading="") | Q(short_title=""),
                name="article_one_kind_of_title",
                violation_error_message="有条标的条不另拟短标题。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_citation} {self.display_title}".strip()

    def save(self, *args, **kwargs) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("articles:article", self.policy.slug, self.address)

    @property
    def file_address(self) -> str:
        """Its address without the final slash; a format's suffix is appended."""
        return self.get_absolute_url().removesuffix("/")

    def derive_keys(self) -> None:
        self.sha256 = text_sha256(self.text)
        if not self.is_removed:  # its division may be gone, its address stays
            self.address = self.derived_address()
            self.place = self.derived_place()

    def derived_address(self) -> str:
        """Its address by its place: that of its parent or of the division that numbers it, then its own."""
        numbered_in = self.numbered_in
        above = self.parent.address if self.parent else (numbered_in.eid if numbered_in else "")
        return unit_address(self.number, self.suffix, above=above, sort=ADDRESS_SORTS.get(self.unit, ""))

    def derived_place(self) -> str:
        """Its place as a citation names it, "" for an article of the main text, whose number says it all."""
        above = self.parent.place if self.parent else self._place_of_division()
        if self.unit == ArticleUnit.ARTICLE and not above:
            return ""
        if self.parent and self._says_number_of(self.parent):
            above = above.removesuffix(self.parent.cited_label)
        return f"{above}{self.cited_label}"

    def _says_number_of(self, parent: Article) -> bool:
        """Whether its own label says which unit it stands in: 2.1 in 2 or 二、."""
        numbers = self.own_label.split(".")
        return self.unit == ArticleUnit.DECIMAL and (
            parent.unit == ArticleUnit.DECIMAL or numbers[0] == str(parent.number)
        )

    def _place_of_division(self) -> str:
        """The annex or chapter that a citation names before its number, "" for none.

        A second unit of one number is told from the first by all the divisions that it stands in.
        """
        is_second = self.suffix > 0 and "之" not in self.own_label
        division = self.division if is_second else self.numbered_in
        return division.cited_label if division else ""

    @property
    def cited_label(self) -> str:
        """Its last step in a citation: 第（六）项, 第1目, 2.1; 第2.1项 in an annex."""
        is_behind_label = bool(self.numbered_in and self.numbered_in.cited_label)
        return cited_label(self.unit, self.own_label, self.number, is_behind_label=is_behind_label)

    @cached_property
    def numbered_in(self) -> Division | None:
        """The division within which its number counts; None if it counts in the whole document.

        An annex has numbers of its own; a chapter has where its units' addresses begin with its eId. The
        importer sets it for new rows.
        """
        if self.division is None:
            return None
        divisions = self.division.lineage
        named = next((division for division in divisions if is_below(self.address, division.eid)), None)
        return named or (divisions[0] if divisions[0].is_annex else None)

    def clean(self) -> None:
        if not self.policy_id or not self.number:
            return  # the form reports this
        namesakes = self.policy.articles.addressed([self.derived_address()])
        if namesakes.without_ids([self.pk] if self.pk else []).exists():
            raise ValidationError({"number": "这件政策已有此条号。"})
        if self.policy_id and self.division and self.division.policy_id != self.policy_id:
            raise ValidationError({"division": "所在章节不属于这件政策。"})
        if self.parent and (self.parent.policy_id, self.parent.division_id) != (
            self.policy_id,
            self.division_id,
        ):
            raise ValidationError({"parent": "上级单元须在同一件政策的同一章节。"})
        if self.parent and self in trees.lineage(self.parent):
            raise ValidationError({"parent": "上级单元不能是它自己或它的下级。"})

    def natural_key(self) -> tuple[str, str]:
        return (self.policy.slug, self.address or article_address(self.number, self.suffix))

    natural_key.dependencies = ["articles.policy", "articles.division"]  # type: ignore[attr-defined]  # Django's way

    def last_change(self) -> datetime | None:
        """The time of the latest revision that changed more than its position."""
        return self.revisions.filter(is_move=False).aggregate(last=Max("created_at"))["last"]

    @property
    def is_withdrawn(self) -> bool:
        return self.publication == Publication.WITHDRAWN

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED and self.policy.is_published

    @property
    def is_removed(self) -> bool:
        return self.publication == ArticlePublication.REMOVED

    @property
    def has_been_in_text(self) -> bool:
        """Whether it belongs to the text: it is neither removed nor a draft."""
        return self.publication not in (ArticlePublication.REMOVED, ArticlePublication.DRAFT)

    @property
    def label(self) -> str:
        """Its place as a citation names it: 第二十五条, 第二部分第（六）项, 附件1第三部分."""
        return self.place or self.own_label

    @property
    def name_within(self) -> str:
        """As pages of its own policy name it."""
        return f"{self.label} {self.display_title}".strip()

    @property
    def own_label(self) -> str:
        """The label as printed in the text: 第二十五条, 第十二条之一, 三、, （六）, 1., 2.1.1."""
        return self.printed_label or unit_label(self.unit, self.number, self.suffix)

    @property
    def label_gap(self) -> str:
        """What stands between its label and its heading: nothing after 一、 and （六）, a space otherwise."""
        return "" if self.own_label.endswith(("、", "）", "．")) else " "

    @property
    def spaced_label(self) -> str:
        """The label with what official texts print behind it: a space of full width after 第六条 and 1.1,
        nothing after 一、（六）1. and ①."""
        return self.own_label if _CLOSED.search(self.own_label) else f"{self.own_label}\u3000"

    @property
    def lineage(self) -> list[Article]:
        """The units that it stands in and itself, outermost first."""
        return trees.lineage(self)

    @property
    def is_article(self) -> bool:
        return self.unit == ArticleUnit.ARTICLE

    @property
    def is_paragraph(self) -> bool:
        """Whether it has no number of its own in the text."""
        return self.unit == ArticleUnit.PARAGRAPH

    @property
    def is_bare_paragraph(self) -> bool:
        """Whether pages print its text alone, as the document does: a label of ours stands nowhere in it."""
        return self.is_paragraph and not self.heading and not self.short_title

    @property
    def level(self) -> int:
        """How many units it stands in."""
        own = self.address.removeprefix(f"{self.numbered_in.eid}.") if self.numbered_in else self.address
        return own.count(".")

    @property
    def eid(self) -> str:
        """Its Akoma Ntoso eId: chp_6__art_25."""
        return article_eid(self.address, division_eid=self.division.eid if self.division else "")

    @property
    def display_title(self) -> str:
        """The heading in the text, else the editor's short title, else how a point or paragraph begins."""
        return self.heading or self.short_title or ("" if self.is_article else self.lead)

    @property
    def has_heading_line(self) -> bool:
        """Whether its first line is nothing but the heading, which pages print as such."""
        return not self.is_article and self.text.partition("\n")[0] in (self.heading, f"{self.heading}。")

    @property
    def lead(self) -> str:
        """The first words of the text, where it has no heading; the columns of a table."""
        text = self.__dict__.get("beginning") or self.text
        line = text.partition("\n")[0]
        columns = "、".join(dict.fromkeys(filter(None, map(str.strip, line.split("\t")))))
        first = f"表格：{columns}" if "\t" in line else _LEAD_ENDS.split(text, maxsplit=1)[0]
        return first if len(first) <= LONGEST_LEAD else f"{first[:LONGEST_LEAD]}…"

    @property
    def chapter(self) -> Division | None:
        """Its chapter, also if it is in a section of it."""
        chapter = self.division and self.division.chapter
        if chapter:
            chapter.policy = self.policy  # set here, or its address would query the database again
        return chapter

    @property
    def page_division(self) -> Division | None:
        """The division that has a page and that it stands in: its chapter, else its annex."""
        if chapter := self.chapter:
            return chapter
        annex = self.division and self.division.annex
        if annex:
            annex.policy = self.policy
        return annex

    @property
    def unit_word(self) -> str:
        """条 for an article, 段 for a paragraph, 处 for any other place of a text."""
        if self.is_article:
            return "条"
        return "段" if self.is_paragraph else "处"

    @property
    def short_citation(self) -> str:
        """《国家产业技术政策》第二十五条"""
        return f"{in_title_marks(self.policy.title)}{self.label}"

    @property
    def citation(self) -> str:
        """《国家产业技术政策》（工信部联科〔2009〕232号）第二十五条"""
        return f"{self.policy.citation}{self.label}"

    @property
    def key(self) -> str:
        """gxblk-2009-232:25, where an address names several articles."""
        return f"{self.policy.slug}:{self.address}"

    @property
    def own_number(self) -> int | None:
        """The number from which 前条 counts back; None for other units and for 第十二条之一."""
        return self.number if self.is_article and not self.suffix else None

    @property
    def later_rules(self) -> tuple[LaterRule, ...]:
        """The published later rules (后来的规定) about it or words of it, the gravest first.

        Read once for all articles, and again after a change of them.
        """
        from articles.models.links.later_rule import (
            public_later_rules,  # it reads articles: no import at the top
        )

        return public_later_rules().get(self.pk, ())

    @property
    def blocks(self) -> list[Paragraph | PrintedTable]:
        """The paragraphs (款) and tables of the text."""
        return blocks(self.text, self.spans)

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs (款) of the text."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]
