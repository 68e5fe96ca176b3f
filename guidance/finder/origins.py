"""Where a measure comes from and what it gives, as values to narrow results by."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from articles.models.policies.policy_choices import PolicyStatus
from articles.reading.facets import FacetValue
from articles.text.citing.naming.jurisdiction import LEVELS
from guidance.matching.measure import Measure
from guidance.matching.measure_choices import Benefit, Force


def of_force(measure: Measure) -> Iterable[FacetValue]:
    yield FacetValue(measure.force.value, measure.force.label, order=(list(Force).index(measure.force),))


def of_policy(measure: Measure) -> Iterable[FacetValue]:
    policy = measure.article.policy
    yield FacetValue(policy.slug, policy.title)


def _level(measure: Measure) -> Iterable[FacetValue]:
    level = measure.jurisdiction.level
    yield FacetValue(level, level, order=(LEVELS.index(level),))


def _region(measure: Measure) -> Iterable[FacetValue]:
    if region := measure.jurisdiction.region:
        yield FacetValue(region, region)


def _status(measure: Measure) -> Iterable[FacetValue]:
    status = PolicyStatus(measure.article.policy.status)
    yield FacetValue(status.value, status.label, order=(list(PolicyStatus).index(status),))


def _benefit(measure: Measure) -> Iterable[FacetValue]:
    if measure.benefit:
        yield FacetValue(
            measure.benefit.value, measure.benefit.label, order=(list(Benefit).index(measure.benefit),)
        )


#: Parameter, label and values of each.
ORIGINS: tuple[tuple[str, str, Callable[[Measure], Iterable[FacetValue]]], ...] = (
    ("policy", "政策", of_policy),
    ("level", "层级", _level),
    ("region", "地区", _region),
    ("status", "文件效力", _status),
    ("benefit", "类别", _benefit),
)
