"""Checks of policies, their versions and files."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import (
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Mention, Policy, PolicyRevision, PolicyVersion, Reference, SourceFile
from articles.models.links.evidence import STANDING
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.policies.policy_version import VersionState
from articles.models.policies.validity_doubts import doubts_of, policies_in_doubt
from articles.quality.checks import QualityCheck
from articles.text.citing.naming.titles import in_title_marks
from articles.text.parsing.chronology import NAMES, ORDER

_MADE = ("adopted_on", "signed_on", "published_on", "amended_on")


class OfPolicies(QualityCheck):
    model = Policy

    def in_order(self, rows: QuerySet) -> QuerySet:
        return rows.order_by("title", "pk").prefetch_related("issuers")

    def place(self, row: Policy) -> str:
        return row.citation


class DoubtfulValidity(OfPolicies):
    name, label = "doubtful-validity", "可能已失效，待核实"
    reason = "有文件写明废止、替代它或它所依据的法律，或写明的有效期已过：读者会照着不再有效的文件办事。"

    def rows(self) -> QuerySet:
        return Policy.objects.with_ids(policy.pk for policy in policies_in_doubt(timezone.localdate()))

    def problem(self, row: Policy) -> str:
        return next((doubt.basis for doubt in doubts_of(row)), "")


class NotYetIsPast(OfPolicies):
    name, label = "not-yet-is-past", "写着“尚未施行”，施行日期已过"
    reason = "它已经施行，读者却以为还早。"

    def rows(self) -> QuerySet:
        return Policy.objects.of_status(PolicyStatus.NOT_YET).filter(effective_on__lte=timezone.localdate())

    def problem(self, row: Policy) -> str:
        return f"施行日期 {row.effective_on}"


class EndedByNobody(OfPolicies):
    name, label = "ended-by-nobody", "写着“已废止”，没有链接写明由谁废止"
    reason = "读者找不到取代它的文件；链接也许还在待审，或者状态写错了。"

    def rows(self) -> QuerySet:
        ended_policies = Mention.objects.relations().ending().with_full_text().values("entity__policy")
        return Policy.objects.of_status(PolicyStatus.REPEALED).exclude(pk__in=ended_policies)

    def problem(self, row: Policy) -> str:
        return row.status_basis


class DatesOutOfOrder(OfPolicies):
    name, label = "dates-out-of-order", "日期的次序不可能"
    reason = "先后颠倒的日期必有一个是错的，版本和效力都由它推出。"

    def rows(self) -> QuerySet:
        out_of_order = (Q(**{f"{earlier}__gt": F(later)}) for earlier, later in ORDER)
        tomorrow = timezone.localdate() + timedelta(days=1)
        in_future = (Q(**{f"{name}__gt": tomorrow}) for name in _MADE)
        return Policy.objects.filter(reduce(or_, (*out_of_order, *in_future)))

    def problem(self, row: Policy) -> str:
        pairs = ((first, second) for first, second in ORDER if getattr(row, first) and getattr(row, second))
        wrong_pairs = (pair for pair in pairs if getattr(row, pair[0]) > getattr(row, pair[1]))
        return "；".join(f"{NAMES[first]}晚于{NAMES[second]}" for first, second in wrong_pairs)


class NumberOfAnotherYear(OfPolicies):
    """A number is mostly given in the year of the signature; it may lag by one."""

    name, label = "number-of-another-year", "发文字号的年份与日期不符"
    reason = "文号或日期有一个录错了，按文号就找不到它。"

    def rows(self) -> QuerySet:
        year = Func(F("document_number"), Value(r"[〔\[［(（](\d{4})[〕\]］)）]"), function="substring")
        made_year = ExtractYear(Coalesce("signed_on", "published_on", "adopted_on"))
        with_years = Policy.objects.annotate(
            number_year=Cast(Cast(year, CharField()), IntegerField()), made_year=made_year
        )
        return with_years.filter(Q(number_year__gt=F("made_year")) | Q(number_year__lt=F("made_year") - 1))

    def problem(self, row: Policy) -> str:
        return f"{row.document_number}，日期 {row.signed_on or row.published_on or row.adopted_on}"


class WithoutDates(OfPolicies):
    name, label = "without-dates", "没有任何日期的政策"
    reason = "说不出哪一天施行，版本排不了先后，按年份也找不到。"

    def rows(self) -> QuerySet:
        return Policy.objects.filter(**{f"{name}__isnull": True for name in (*_MADE, "effective_on")})


class PoliciesWithoutLinks(OfPolicies):
    name, label = "policies-without-links", "一处链接也没有的政策"
    reason = "多半是系统还没有查找过（suggest_links），或者文字没有读对；从主题和部门都到不了它。"

    def rows(self) -> QuerySet:
        mentions = Mention.objects.filter(status__in=STANDING, policy=OuterRef("pk"))
        references = Reference.objects.filter(status__in=STANDING, policy=OuterRef("pk"))
        articles = Article.objects.in_text().filter(policy=OuterRef("pk"))
        return Policy.objects.filter(Exists(articles), ~Exists(mentions), ~Exists(references))


class VersionsWithoutDates(QualityCheck):
    name, label, model = "versions-without-dates", "没有日期的历次版本", PolicyVersion
    reason = "没有日期就不知道它是哪一天的文本，“某日的文本”会跳过它。"

    def rows(self) -> QuerySet:
        return PolicyVersion.objects.exclude(state=VersionState.DISMISSED).filter(made_on=None)

    def in_order(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("policy").defer("snapshot").order_by("policy__title", "pk")

    def place(self, row: PolicyVersion) -> str:
        return in_title_marks(row.policy.title)

    def problem(self, row: PolicyVersion) -> str:
        return f"来源：{row.source}"


class ImportDoubts(QualityCheck):
    """What the reader of a file was not sure of; an edit of the policy after it settles it."""

    name, label, model = "import-doubts", "导入时存疑的文件", SourceFile
    reason = "读文件时没有把握的地方（次序不对的条号、没有标题……）可能就是错的文字。"

    def rows(self) -> QuerySet:
        later_edits = PolicyRevision.objects.filter(
            policy=OuterRef("policy"), created_by__isnull=False, created_at__gt=OuterRef("imported_at")
        )
        return SourceFile.objects.present().filter(~Exists(later_edits), report__contains="存疑")

    def in_order(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("policy").order_by("policy__title", "pk")

    def place(self, row: SourceFile) -> str:
        return f"{in_title_marks(row.policy.title)}（{row.name}）"

    def problem(self, row: SourceFile) -> str:
        doubts = (line for line in row.report.splitlines() if "存疑" in line)
        return "；".join(doubts)[:500]

    def mend(self, row: SourceFile) -> str:
        return reverse("admin:articles_policy_change", args=[row.policy_id])
