"""Checks of support measures for the quality page (articles/quality/checks.py)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models.policies.policy_choices import PolicyStatus
from articles.quality.checks import QualityCheck
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import find_dates
from guidance.matching.measure_choices import StatedName
from guidance.models import CompetentMinistry, StatedValue, SupportMeasure


class _MeasureCheck(QualityCheck):
    model = SupportMeasure

    def in_order(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("article__policy").order_by("article__policy", "article__position", "pk")

    def place(self, row: SupportMeasure) -> str:
        return f"{in_title_marks(row.article.policy.title)}{row.article.label}"

    def problem(self, row: Any) -> str:
        return row.title


class StaleMeasures(_MeasureCheck):
    name, label = "stale-measures", "待复核的措施"
    reason = "条文改动之后引文不在原处，企业看不到这项措施了。"

    def rows(self) -> QuerySet:
        return SupportMeasure.objects.stale()


class WithoutAuthority(_MeasureCheck):
    name, label = "measures-without-authority", "没有写明主管部委或办理机关的措施"
    reason = "企业知道有这项支持，却不知道该找谁。"

    def rows(self) -> QuerySet:
        competent = CompetentMinistry.objects.filter(measure=OuterRef("pk"))
        office = StatedValue.objects.filter(measure=OuterRef("pk"), name=StatedName.OFFICE)
        return SupportMeasure.objects.published().supports().filter(~Exists(competent), ~Exists(office))


class PassedDeadlines(_MeasureCheck):
    name, label = "passed-deadlines", "文件写明的期限已过的措施"
    reason = "企业会去申请已经截止的支持。"

    def rows(self) -> QuerySet:
        return SupportMeasure.objects.published().with_ids(_measures_past_deadline())


class OfEndedPolicies(_MeasureCheck):
    name, label = "measures-of-ended-policies", "所在政策已废止或失效的措施"
    reason = "依据没有了，措施多半也不再办理：请核实之后撤下或写明沿革。"

    def rows(self) -> QuerySet:
        ended = (PolicyStatus.REPEALED, PolicyStatus.EXPIRED)
        return SupportMeasure.objects.published().filter(article__policy__status__in=ended)


def _measures_past_deadline() -> list[int]:
    """The measures whose stated deadline holds only days before today."""
    today = timezone.localdate()
    stated = StatedValue.objects.filter(name=StatedName.DEADLINE).values_list("measure", "value")
    dates_by_measure = {measure: [date.value for date in find_dates(value)] for measure, value in stated}
    return [measure for measure, dates in dates_by_measure.items() if dates and max(dates) < today]
