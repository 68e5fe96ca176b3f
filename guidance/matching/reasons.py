"""How one criterion of a measure fares with a profile, in words: 单位类别：企业（符合）——“企业”.

Pure: no database, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidance.matching.measure import Measure, MeasureCriterion
from guidance.matching.measure_choices import Aspect, labels_of
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import ApplicantKind, OpenAnswer, sectors
from guidance.matching.verdicts import CriterionFinding

if TYPE_CHECKING:
    from articles.models import LaterRule


@dataclass(frozen=True)
class Reason:
    """How one criterion fares: its name, the profile's answer and the deciding words of the policy.

    `is_limiting` says that the words single out some applicants.
    """

    criterion: str
    label: str
    finding: CriterionFinding
    answer: str
    quotes: tuple[str, ...]
    is_limiting: bool = False

    @property
    def quote(self) -> str:
        return self.quotes[0] if self.quotes else ""

    @property
    def short_answer(self) -> str:
        """Of a long list of answers the first ones; the profile has them all."""
        if self.finding == CriterionFinding.STOPPED:
            return self.answer
        answers = self.answer.split("、")
        return self.answer if len(answers) <= 3 else f"{'、'.join(answers[:2])}等 {len(answers)} 项"

    def __str__(self) -> str:
        words = "".join(f"“{quote}”" for quote in self.quotes) or "（原文没有写明）"
        question = self.label.removesuffix("？")
        return f"{question}：{self.short_answer}（{self.finding.label}）——{words}"


def stop_reason(rule: LaterRule, measure: Measure) -> Reason:
    """The reason that stands before all others: the document, its date and where it can be found."""
    words = (rule.quote,) if rule.quote else measure.words[:1]
    return Reason("later_rule", "后来的规定", CriterionFinding.STOPPED, rule.statement, words)


def reasons_of_group(profile: EnterpriseProfile, criteria: tuple[MeasureCriterion, ...]) -> list[Reason]:
    """The one reason of criteria any of which is enough; none where there are none.

    A clause for enterprises at large, or for what somebody does, singles nobody out; one for alliances or
    universities alone does.
    """
    if not criteria:
        return []
    addressed = {value for criterion in criteria for value in criterion.values}
    is_limiting = criteria[0].aspect == Aspect.KIND and ApplicantKind.ENTERPRISE not in addressed
    return [reason_for(profile, criteria, is_limiting=is_limiting)]


def reason_for(
    profile: EnterpriseProfile, criteria: tuple[MeasureCriterion, ...], *, is_limiting: bool
) -> Reason:
    """The reason of criteria any of which is enough: the best of their findings, with the words of those."""
    by_finding: dict[CriterionFinding, list[MeasureCriterion]] = {finding: [] for finding in CriterionFinding}
    for criterion in criteria:
        by_finding[_finding(profile, criterion)].append(criterion)
    finding = next(
        finding
        for finding in (CriterionFinding.MET, CriterionFinding.UNKNOWN, CriterionFinding.FAILED)
        if by_finding[finding]
    )
    first = criteria[0]
    quotes = tuple(dict.fromkeys(criterion.quote for criterion in by_finding[finding] if criterion.quote))
    return Reason(
        criterion=first.code,
        label=first.question or _LABELS.get(first.aspect, first.aspect.label),
        finding=finding,
        answer=_answer(profile, first),
        quotes=quotes,
        is_limiting=is_limiting,
    )


def _finding(profile: EnterpriseProfile, criterion: MeasureCriterion) -> CriterionFinding:
    if criterion.aspect == Aspect.ACTIVITY:
        return _finding_of_activity(profile, criterion)
    values = _answered_values(profile, criterion)
    if not values:
        return CriterionFinding.UNKNOWN
    wanted = criterion.values if criterion.aspect != Aspect.FACT else (OpenAnswer.YES.value,)
    return CriterionFinding.MET if values & set(wanted) else CriterionFinding.FAILED


def _finding_of_activity(profile: EnterpriseProfile, criterion: MeasureCriterion) -> CriterionFinding:
    wanted = set(criterion.values)
    if profile.all_activities & wanted:
        return CriterionFinding.MET
    if profile.possible & wanted or not profile.tells_activities:
        return CriterionFinding.UNKNOWN
    return CriterionFinding.FAILED


def _answered_values(profile: EnterpriseProfile, criterion: MeasureCriterion) -> set[str]:
    """What the profile answers to a criterion; empty where it does not."""
    by_aspect = {
        Aspect.KIND: profile.all_kinds,
        Aspect.ACTIVITY: profile.all_activities,
        Aspect.SIZE: {profile.size},
        Aspect.OWNERSHIP: {profile.ownership},
        Aspect.MULTINATIONAL: {profile.multinational},
        Aspect.SECTOR: {profile.sector},
        Aspect.FACT: {profile.answer_to(criterion.fact)},
    }
    return set(by_aspect[criterion.aspect]) - {"", OpenAnswer.UNKNOWN.value}


_LABELS = {Aspect.MULTINATIONAL: "是否跨国公司"}


def _answer(profile: EnterpriseProfile, criterion: MeasureCriterion) -> str:
    """The profile's answer in words; of kinds those that it names itself, of activities all, in order."""
    values = _answered_values(profile, criterion)
    if criterion.aspect == Aspect.KIND:
        values = set(profile.kinds)
    if criterion.aspect == Aspect.SECTOR and values:
        return sectors().get(profile.sector, profile.sector)
    if criterion.aspect == Aspect.ACTIVITY and not values and profile.has_no_activity:
        return "都没有"
    labels = labels_of(criterion.aspect)
    return "、".join(label for value, label in labels.items() if value in values) or "没有填写"
