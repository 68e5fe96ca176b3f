"""Which support measures apply to a profile, and why. Pure: no database, no clock.

A criterion of a measure is met, failed or unknown. One that fails excludes the measure, whatever else is
met; one that is unknown leaves it to be checked; else the measure applies where its words single the
applicant out, and is open where they restrict nobody. A measure whose words a later document has stopped is
stopped for everybody.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guidance.matching.measure import Measure, MeasureCriterion, Ministry
from guidance.matching.measure_choices import STATE_TASK, Aspect, Force, Role, labels_of
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import ApplicantKind, OpenAnswer, sectors
from guidance.matching.verdicts import CriterionFinding, Verdict

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


@dataclass(frozen=True)
class Match:
    """A measure with its verdict for a profile; `fit` counts the needs and the activities it is about.

    `ministries` are those that may decide for this applicant; one with `only_if` waits for that answer.
    """

    measure: Measure
    verdict: Verdict
    reasons: tuple[Reason, ...]
    fit: tuple[int, int] = (0, 0)
    ministries: tuple[Ministry, ...] = ()

    @property
    def is_offered(self) -> bool:
        return self.verdict not in (Verdict.STOPPED, Verdict.EXCLUDED)

    @property
    def is_task(self) -> bool:
        """Whether it is on offer as the State's own task (国家的任务)."""
        return self.is_offered and self.measure.is_state_task

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return STATE_TASK if self.is_task else str(self.verdict.label)

    @property
    def is_about_activities(self) -> bool:
        """Whether it is about something the applicant does or needs; an excluded one may be."""
        return any(self.fit)

    @property
    def missing(self) -> tuple[Reason, ...]:
        """What is not known yet and would decide."""
        return self.reasons_with(CriterionFinding.UNKNOWN)

    @property
    def failed(self) -> tuple[Reason, ...]:
        """What keeps it from being offered."""
        return (*self.reasons_with(CriterionFinding.STOPPED), *self.reasons_with(CriterionFinding.FAILED))

    @property
    def fails_by_activity(self) -> bool:
        """Whether nothing but its activities keeps it from being offered."""
        return [reason.criterion for reason in self.failed] == [Aspect.ACTIVITY.value]

    @property
    def settled(self) -> tuple[Reason, ...]:
        """What is known, whether it helps or not."""
        return tuple(reason for reason in self.reasons if reason.finding != CriterionFinding.UNKNOWN)

    @property
    def asked_for_ministries(self) -> tuple[str, ...]:
        """The facts that tell which ministries decide."""
        return tuple(ministry.only_if for ministry in self.ministries if ministry.only_if)

    def reasons_with(self, finding: CriterionFinding) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if reason.finding == finding)


def match(profile: EnterpriseProfile, measures: Iterable[Measure]) -> list[Match]:
    """Judge every measure. Order: verdict (applies, open, check, stopped, excluded), then what may be claimed
    before what the State undertakes to do itself, then how well it fits the stated needs and activities,
    then operative force, then the order of the text.
    """
    return sorted((_judge(profile, measure) for measure in measures), key=_order)


def match_to_question(
    profile: EnterpriseProfile, measures: Iterable[Measure], *, answering: Container[str]
) -> list[Match]:
    """Judge every measure by what a question tells; `answering` are the slugs of those that answer it.

    A measure found by its words may be about something that the question does not name as an activity: that
    leaves the activity open, and excludes nothing.
    """
    untold = replace(profile, activities=frozenset(), needs=frozenset(), possible=frozenset())
    return [
        _judge(untold, judged.measure)
        if judged.measure.slug in answering and judged.fails_by_activity
        else judged
        for judged in match(profile, measures)
    ]


def _order(judged: Match) -> tuple[int, bool, int, int, int, tuple[int, ...]]:
    verdicts, forces = list(Verdict), list(Force)
    needs, activities = judged.fit
    measure = judged.measure
    verdict, force = verdicts.index(judged.verdict), forces.index(measure.force)
    return (verdict, measure.is_state_task, -needs, -activities, force, measure.place)


def _judge(profile: EnterpriseProfile, measure: Measure) -> Match:
    reasons = [
        *_group_reasons(profile, measure.of_role(Role.BENEFICIARY)),
        *_group_reasons(profile, measure.of_role(Role.ACTIVITY)),
        *(_reason(profile, (criterion,), is_limiting=True) for criterion in measure.of_role(Role.CONDITION)),
    ]
    if measure.is_stopped:
        reasons = [*(_stop_reason(rule, measure) for rule in measure.stops), *reasons]
        return Match(measure, Verdict.STOPPED, tuple(reasons), _fit(profile, measure))
    verdict = _verdict(reasons)
    if verdict == Verdict.OPEN:
        reasons.append(
            Reason("restriction", "适用对象", CriterionFinding.OPEN, "本句没有写限于谁", measure.words[:1])
        )
    ministries = tuple(_ministries(profile, measure))
    return Match(measure, verdict, tuple(reasons), _fit(profile, measure), ministries)


def _ministries(profile: EnterpriseProfile, measure: Measure) -> Iterator[Ministry]:
    """Without those that decide only on other applicants."""
    for ministry in measure.ministries:
        answer = profile.answer_to(ministry.only_if)
        if answer != OpenAnswer.NO:
            yield replace(ministry, only_if="") if answer == OpenAnswer.YES else ministry


def _stop_reason(rule: LaterRule, measure: Measure) -> Reason:
    """The reason that stands before all others: the document, its date and where it can be found."""
    words = (rule.quote,) if rule.quote else measure.words[:1]
    return Reason("later_rule", "后来的规定", CriterionFinding.STOPPED, rule.statement, words)


def _verdict(reasons: Iterable[Reason]) -> Verdict:
    findings = {reason.finding for reason in reasons}
    if CriterionFinding.FAILED in findings:
        return Verdict.EXCLUDED
    if CriterionFinding.UNKNOWN in findings:
        return Verdict.CHECK
    return Verdict.APPLIES if any(reason.is_limiting for reason in reasons) else Verdict.OPEN


def _fit(profile: EnterpriseProfile, measure: Measure) -> tuple[int, int]:
    about = measure.activities
    return len(about & profile.needs), len(about & (profile.activities | profile.possible))


def _group_reasons(profile: EnterpriseProfile, criteria: tuple[MeasureCriterion, ...]) -> list[Reason]:
    """The one reason of criteria any of which is enough; none where there are none.

    A clause for enterprises at large, or for what somebody does, singles nobody out; one for alliances or
    universities alone does.
    """
    if not criteria:
        return []
    addressed = {value for criterion in criteria for value in criterion.values}
    is_limiting = criteria[0].aspect == Aspect.KIND and ApplicantKind.ENTERPRISE not in addressed
    return [_reason(profile, criteria, is_limiting=is_limiting)]


def _reason(
    profile: EnterpriseProfile, criteria: tuple[MeasureCriterion, ...], *, is_limiting: bool
) -> Reason:
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
