"""Which support measures apply to a profile, and why. Pure: no database, no clock.

A criterion of a measure is met, failed or unknown. One that fails excludes the measure, whatever else is
met; one that is unknown leaves it to be checked; else the measure applies where its words single the
applicant out, and is open where they restrict nobody. A measure whose words a later document has stopped is
stopped for everybody.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from guidance.matching.measure import Measure, Ministry
from guidance.matching.measure_choices import STATE_TASK, Aspect, Force, Role
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import OpenAnswer
from guidance.matching.reasons import Reason, reason_for, reasons_of_group, stop_reason
from guidance.matching.verdicts import CriterionFinding, Verdict


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
        *reasons_of_group(profile, measure.of_role(Role.BENEFICIARY)),
        *reasons_of_group(profile, measure.of_role(Role.ACTIVITY)),
        *(
            reason_for(profile, (criterion,), is_limiting=True)
            for criterion in measure.of_role(Role.CONDITION)
        ),
    ]
    if measure.is_stopped:
        reasons = [*(stop_reason(rule, measure) for rule in measure.stops), *reasons]
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
