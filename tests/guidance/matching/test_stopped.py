"""A measure that a later document has stopped is stopped for everybody: never green, never first."""

from dataclasses import replace
from datetime import date

import pytest

from articles.models import LaterRule
from guidance.matching.matcher import match
from guidance.matching.measure import Measure, MeasureCriterion, Quote
from guidance.matching.measure_choices import Aspect, Force, Role
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.matching.verdicts import CriterionFinding, Verdict

OPEN = Measure("open", Force.TASK, (1, 2), (Quote("支持企业研发", 0, 6),), (), article=None)
RIGID = Measure("rigid", Force.RIGID, (1, 1), (Quote("免征关税", 0, 4),), (), article=None)
FIRMS = MeasureCriterion(Role.BENEFICIARY, Aspect.KIND, (ApplicantKind.ENTERPRISE.value,), "企业")
PROFILES = [{}, {"kinds": ["enterprise"]}, {"kinds": ["individual"]}]


def rule(effect: str) -> LaterRule:
    return LaterRule(
        document="停止执行的通知", issuer="某部", document_number="某〔2011〕1号", date=date(2011, 6, 23),
        effect=effect, explanation="不再执行。", source="某部网站", checked_on=date(2026, 1, 1),
        quote="免征关税", start=0, end=4,
    )  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_no_profile_gets_a_stopped_measure(profile):
    stopped = replace(RIGID, criteria=(FIRMS,), later_rules=(rule("stopped"),))
    outcomes = match(EnterpriseProfile.from_record(profile), [stopped, OPEN])
    assert [outcome.measure.slug for outcome in outcomes] == ["open", "rigid"]
    assert (outcomes[1].verdict, outcomes[1].is_offered) == (Verdict.STOPPED, False)
    reason = outcomes[1].reasons[0]
    assert all(words in reason.answer for words in ("《停止执行的通知》", "2011年6月23日", "某部网站"))
    assert reason.quotes == ("免征关税",)


@pytest.mark.parametrize("effect", ["replaced", "detailed"])
def test_other_effects_leave_the_verdict(effect):
    outcomes = match(EnterpriseProfile.from_record({}), [replace(RIGID, later_rules=(rule(effect),))])
    assert outcomes[0].verdict == Verdict.OPEN


def test_stopped_stands_before_excluded():
    excluded = replace(OPEN, slug="excluded", criteria=(FIRMS,))
    stopped = replace(RIGID, later_rules=(rule("stopped"),))
    outcomes = match(EnterpriseProfile.from_record({"kinds": ["individual"]}), [excluded, stopped])
    assert [outcome.verdict for outcome in outcomes] == [Verdict.STOPPED, Verdict.EXCLUDED]


def test_a_stopped_task_of_the_state_is_called_stopped():
    task = match(EnterpriseProfile(), [OPEN])[0]
    assert (task.is_task, task.label) == (True, "国家的任务")
    stopped = match(EnterpriseProfile(), [replace(OPEN, later_rules=(rule("stopped"),))])[0]
    assert (stopped.is_task, stopped.label) == (False, "已停止执行（仅供沿革）")


def test_the_reason_stands_first_and_quotes_the_words_that_the_rule_is_about():
    measure = replace(RIGID, criteria=(FIRMS,), quotes=(Quote("免征", 0, 2), Quote("关税", 2, 4)))
    about_words = match(EnterpriseProfile(), [replace(measure, later_rules=(rule("stopped"),))])[0]
    assert [reason.criterion for reason in about_words.reasons] == ["later_rule", "kind"]
    reason = about_words.reasons[0]
    assert (reason.label, reason.finding) == ("后来的规定", CriterionFinding.STOPPED)
    assert reason.quotes == ("免征关税",)
    about_all = rule("stopped")
    about_all.quote = ""
    assert match(EnterpriseProfile(), [replace(measure, later_rules=(about_all,))])[0].reasons[0].quotes == (
        "免征",
    )


def test_it_still_tells_how_well_it_would_fit():
    research = MeasureCriterion(Role.ACTIVITY, Aspect.ACTIVITY, (Activity.RD.value,), "研发")
    stopped = replace(RIGID, criteria=(research,), later_rules=(rule("stopped"),))
    assert match(EnterpriseProfile(needs=frozenset({Activity.RD})), [stopped])[0].fit == (1, 0)
