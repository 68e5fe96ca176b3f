"""Verdicts and their reasons, on measures written for the purpose: no database."""

from dataclasses import replace

import pytest

from guidance.matching.matcher import match, match_to_question
from guidance.matching.measure import Measure, MeasureCriterion, Quote
from guidance.matching.measure_choices import Aspect, Force, Purpose, Role
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import Activity, ApplicantKind, OpenAnswer, Ownership, Size
from guidance.matching.reasons import Reason
from guidance.matching.verdicts import CriterionFinding, Verdict


def beneficiary(kind: ApplicantKind, quote: str = "企业") -> MeasureCriterion:
    return MeasureCriterion(Role.BENEFICIARY, Aspect.KIND, (kind.value,), quote)


def about(activity: Activity, quote: str = "研发") -> MeasureCriterion:
    return MeasureCriterion(Role.ACTIVITY, Aspect.ACTIVITY, (activity.value,), quote)


def only_if(aspect: Aspect, *values: str, quote: str) -> MeasureCriterion:
    return MeasureCriterion(Role.CONDITION, aspect, values, quote)


def only_with(fact: str, quote: str) -> MeasureCriterion:
    return MeasureCriterion(Role.CONDITION, Aspect.FACT, (), quote, fact=fact, question=f"是否{quote}？")


def clause(slug: str, *criteria: MeasureCriterion, force: Force = Force.GUIDING, place: int = 1) -> Measure:
    return Measure(slug, force, (1, place), (Quote("支持企业研发"),), criteria, article=None)


FOR_ENTERPRISES = clause("all", beneficiary(ApplicantKind.ENTERPRISE), about(Activity.RD))
FOR_SMALL_ONES = clause(
    "small",
    beneficiary(ApplicantKind.ENTERPRISE),
    about(Activity.FINANCE, "信贷"),
    only_if(Aspect.SIZE, "micro", "small", "medium", quote="中小企业"),
)
EXEMPT = clause(
    "exempt",
    beneficiary(ApplicantKind.ENTERPRISE),
    about(Activity.GOODS_IMPORT, "进口"),
    only_with("project", "承担专项的企业"),
    only_with("not_made_here", "国内不能生产的"),
    force=Force.RIGID,
)
FOR_UNIVERSITIES = clause("schools", beneficiary(ApplicantKind.UNIVERSITY, "高等学校"), about(Activity.RD))


def firm(**values) -> EnterpriseProfile:
    record = {"kinds": ["enterprise"], "activities": ["rd", "finance", "goods_import"], **values}
    return EnterpriseProfile.from_record(record)


def judged(profile: EnterpriseProfile, measure: Measure):
    (outcome,) = match(profile, [measure])
    return outcome


def test_a_clause_for_enterprises_at_large_restricts_nobody_among_them():
    outcome = judged(firm(), FOR_ENTERPRISES)
    assert outcome.verdict == Verdict.OPEN
    assert [reason.quote for reason in outcome.reasons_with(CriterionFinding.OPEN)] == ["支持企业研发"]


def test_a_clause_for_one_kind_alone_applies_to_that_kind():
    assert judged(firm(kinds=["university"]), FOR_UNIVERSITIES).verdict == Verdict.APPLIES
    outcome = judged(firm(), FOR_UNIVERSITIES)
    assert outcome.verdict == Verdict.EXCLUDED
    (reason,) = outcome.failed
    assert (reason.criterion, reason.answer, reason.quote) == ("kind", "企业", "高等学校")


def test_a_group_is_an_enterprise_and_an_alliance_is_none():
    assert judged(firm(kinds=["group"]), FOR_ENTERPRISES).is_offered
    assert not judged(firm(kinds=["alliance"]), FOR_ENTERPRISES).is_offered


@pytest.mark.parametrize(
    ("size", "verdict"),
    [
        ("small", Verdict.APPLIES),
        ("medium", Verdict.APPLIES),
        ("large", Verdict.EXCLUDED),
        ("unknown", Verdict.CHECK),
    ],
)
def test_a_size_decides_where_the_clause_names_one(size, verdict):
    outcome = judged(firm(size=size), FOR_SMALL_ONES)
    assert outcome.verdict == verdict
    assert "中小企业" in [reason.quote for reason in outcome.reasons]


def test_what_is_not_listed_is_not_done():
    outcome = judged(firm(activities=["ip"]), FOR_ENTERPRISES)
    assert outcome.verdict == Verdict.EXCLUDED
    assert [(reason.criterion, reason.answer) for reason in outcome.failed] == [("activity", "知识产权")]


def test_a_need_counts_like_an_activity():
    assert judged(firm(activities=[], needs=["rd"]), FOR_ENTERPRISES).verdict == Verdict.OPEN


def test_activities_that_nobody_asked_for_are_not_denied():
    assert judged(firm(activities=[]), FOR_ENTERPRISES).verdict == Verdict.CHECK


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, Verdict.CHECK),
        ({"project": "yes"}, Verdict.CHECK),
        ({"project": "yes", "not_made_here": "yes"}, Verdict.APPLIES),
        ({"project": "no"}, Verdict.EXCLUDED),
        ({"project": "yes", "not_made_here": "no"}, Verdict.EXCLUDED),
        ({"project": "unknown", "not_made_here": "no"}, Verdict.EXCLUDED),
    ],
)
def test_facts_are_open_and_exclusions_win(facts, verdict):
    assert judged(firm(facts=facts), EXEMPT).verdict == verdict


def test_what_is_missing_to_decide_is_named():
    outcome = judged(firm(facts={"project": "yes"}), EXEMPT)
    assert [reason.label for reason in outcome.missing] == ["是否国内不能生产的？"]


def test_ownership_and_multinational_decide_only_when_answered():
    domestic = clause(
        "home", beneficiary(ApplicantKind.ENTERPRISE), only_if(Aspect.OWNERSHIP, "domestic", quote="国内企业")
    )
    large_foreign = clause("abroad", only_if(Aspect.MULTINATIONAL, "yes", quote="跨国公司"))
    assert judged(firm(), domestic).verdict == Verdict.CHECK
    assert judged(firm(ownership="domestic"), domestic).verdict == Verdict.APPLIES
    assert judged(firm(ownership="foreign"), domestic).verdict == Verdict.EXCLUDED
    assert judged(firm(multinational=True), large_foreign).verdict == Verdict.APPLIES
    assert judged(firm(multinational=False), large_foreign).verdict == Verdict.EXCLUDED


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"size": "large", "multinational": "yes"}, Verdict.APPLIES),
        ({"size": "medium", "multinational": "yes"}, Verdict.CHECK),
        (
            {"size": "large", "multinational": "yes", "facts": {"part_of_large_multinational": "no"}},
            Verdict.EXCLUDED,
        ),
    ],
)
def test_a_fact_may_follow_from_other_answers_and_its_own_answer_wins(answers, verdict):
    measure = clause("big", only_with("part_of_large_multinational", "大型跨国公司"))
    assert judged(firm(**answers), measure).verdict == verdict


def test_results_come_by_verdict_then_fit_then_force_then_place():
    rigid_open = clause(
        "rigid", beneficiary(ApplicantKind.ENTERPRISE), about(Activity.RD), force=Force.RIGID, place=9
    )
    needed = clause("needed", beneficiary(ApplicantKind.ENTERPRISE), about(Activity.FINANCE), place=8)
    later = clause("later", beneficiary(ApplicantKind.ENTERPRISE), about(Activity.RD), place=7)
    profile = firm(size="small", needs=["finance"])
    measures = [FOR_UNIVERSITIES, EXEMPT, later, needed, FOR_ENTERPRISES, rigid_open, FOR_SMALL_ONES]
    order = [outcomes.measure.slug for outcomes in match(profile, measures)]
    assert order == ["small", "needed", "rigid", "all", "later", "exempt", "schools"]


@pytest.mark.parametrize(
    ("answers", "first", "second"),
    [
        # One need outweighs any number of activities.
        ({"activities": ["rd", "ip"], "needs": ["finance"]}, ["finance"], ["rd", "ip"]),
        ({"activities": ["rd", "ip"]}, ["rd", "ip"], ["rd"]),
        ({"activities": [], "needs": ["rd", "ip"]}, ["rd", "ip"], ["rd"]),
    ],
)
def test_the_better_fit_comes_first_though_it_stands_later_in_the_text(answers, first, second):
    later = clause("first", *(about(Activity(code)) for code in first), place=9)
    earlier = clause("second", *(about(Activity(code)) for code in second), place=1)
    assert [result.measure.slug for result in match(firm(**answers), [earlier, later])] == [
        "first",
        "second",
    ]


@pytest.mark.parametrize(
    ("sector", "size", "finding"),
    [
        ("C", "", CriterionFinding.MET),  # one of them is enough
        ("", "small", CriterionFinding.MET),
        ("A", "small", CriterionFinding.MET),
        (
            "A",
            "",
            CriterionFinding.UNKNOWN,
        ),  # what is not known comes before what failed: it might still be met
        ("", "large", CriterionFinding.UNKNOWN),
        ("A", "large", CriterionFinding.FAILED),
    ],
)
def test_of_criteria_any_of_which_is_enough_the_best_that_may_still_be_decides(sector, size, finding):
    either = clause(
        "either",
        MeasureCriterion(Role.BENEFICIARY, Aspect.SECTOR, ("C",), "制造业"),
        MeasureCriterion(Role.BENEFICIARY, Aspect.SIZE, ("small",), "小企业"),
    )
    assert judged(firm(sector=sector, size=size), either).reasons[0].finding == finding


def test_a_reason_quotes_the_words_of_the_criteria_that_decide_each_once():
    measure = clause(
        "many",
        beneficiary(ApplicantKind.UNIVERSITY, "高等学校"),
        beneficiary(ApplicantKind.ENTERPRISE, "企业"),
        beneficiary(ApplicantKind.GROUP, "企业"),
        beneficiary(ApplicantKind.ALLIANCE, ""),
    )
    (reason, _) = judged(firm(kinds=["group"]), measure).reasons
    assert (reason.finding, reason.quotes, reason.answer) == (CriterionFinding.MET, ("企业",), "企业集团")
    assert judged(firm(kinds=["individual"]), measure).failed[0].quotes == ("高等学校", "企业")


def test_what_restricts_nobody_says_so_with_the_first_of_its_words():
    words = (Quote("给予支持"), Quote("补助"))
    measure = Measure(
        "open", Force.RIGID, (1,), words, (beneficiary(ApplicantKind.ENTERPRISE),), article=None
    )
    assert judged(firm(), measure).reasons[-1] == Reason(
        "restriction", "适用对象", CriterionFinding.OPEN, "本句没有写限于谁", ("给予支持",)
    )
    assert Reason("kind", "单位类别", CriterionFinding.MET, "企业", ()).quote == ""


@pytest.mark.parametrize(
    ("criterion", "answers", "label", "answer"),
    [
        (
            beneficiary(ApplicantKind.ENTERPRISE),
            {"kinds": ["group", "university"]},
            "单位类别",
            "企业集团、高等院校",
        ),
        (about(Activity.RD), {"activities": ["ip"], "needs": ["rd"]}, "开展的活动", "研发、知识产权"),
        (about(Activity.RD), {"activities": []}, "开展的活动", "没有填写"),
        (only_if(Aspect.SIZE, "small", quote="小企业"), {"size": "micro"}, "企业规模", "微型"),
        (only_if(Aspect.OWNERSHIP, "foreign", quote="外资"), {"ownership": "foreign"}, "内资或外资", "外资"),
        (only_if(Aspect.MULTINATIONAL, "yes", quote="跨国"), {"multinational": False}, "是否跨国公司", "否"),
        (only_if(Aspect.SECTOR, "C", quote="制造业"), {"sector": "C"}, "行业", "制造业"),
        (only_if(Aspect.SECTOR, "C", quote="制造业"), {"sector": "其他"}, "行业", "其他"),
        (only_if(Aspect.SECTOR, "C", quote="制造业"), {}, "行业", "没有填写"),
        (only_with("project", "承担专项"), {"facts": {"project": True}}, "是否承担专项？", "是"),
    ],
)
def test_a_reason_names_its_criterion_and_the_answer_in_words(criterion, answers, label, answer):
    reason = judged(firm(**answers), clause("one", criterion)).reasons[0]
    assert (reason.label, reason.answer) == (label, answer)


def test_a_criterion_has_a_code_and_a_fact_its_own():
    assert beneficiary(ApplicantKind.ENTERPRISE).code == "kind"
    assert only_with("project", "承担专项").code == "fact:project"


def test_a_clause_for_one_activity_singles_nobody_out_and_a_condition_does():
    assert judged(firm(), clause("rd", about(Activity.RD))).verdict == Verdict.OPEN
    condition = only_if(Aspect.ACTIVITY, "rd", quote="从事研发的")
    assert judged(firm(), clause("rd only", condition)).verdict == Verdict.APPLIES


@pytest.mark.parametrize(
    ("activities", "needs", "verdict", "quotes"),
    [
        (["key_tech_rd"], ["finance"], Verdict.APPLIES, []),
        (["rd"], ["finance"], Verdict.EXCLUDED, ["重大产业关键技术"]),  # credit alone is not enough
        (["key_tech_rd"], [], Verdict.EXCLUDED, ["信贷"]),
        ([], [], Verdict.CHECK, []),
    ],
)
def test_an_activity_may_be_required_beside_the_one_that_a_clause_is_about(
    activities, needs, verdict, quotes
):
    both = clause(
        "credit",
        about(Activity.FINANCE, "信贷"),
        only_if(Aspect.ACTIVITY, "key_tech_rd", quote="重大产业关键技术"),
    )
    outcome = judged(firm(activities=activities, needs=needs), both)
    assert outcome.verdict == verdict
    assert [reason.quote for reason in outcome.failed] == quotes


def test_a_task_of_the_state_is_claimed_by_nobody_and_comes_last_of_its_verdict():
    task = clause(
        "task", beneficiary(ApplicantKind.ENTERPRISE), about(Activity.RD), force=Force.TASK, place=1
    )
    support = clause("given", beneficiary(ApplicantKind.ENTERPRISE), about(Activity.RD), place=2)
    assert [outcome.measure.slug for outcome in match(firm(needs=["rd"]), [task, support])] == [
        "given",
        "task",
    ]
    assert (task.is_state_task, support.is_state_task) == (True, False)
    assert "国家的任务，不能直接申请" in task.force_in_words
    limit = replace(task, purpose=Purpose.LIMIT)
    assert (limit.is_limit, limit.is_state_task) == (True, False)


@pytest.mark.parametrize(
    ("answers", "answer"),
    [
        ({"kinds": ["alliance"]}, OpenAnswer.YES),
        ({"kinds": ["key_institute"]}, OpenAnswer.YES),  # a research institute, too
        ({"kinds": ["enterprise"]}, OpenAnswer.UNKNOWN),
        ({"kinds": ["alliance"], "facts": {"backbone_of_platform": "no"}}, OpenAnswer.NO),
    ],
)
def test_of_the_kinds_that_settle_a_fact_one_is_enough(answers, answer):
    assert firm(**answers).answer_to("backbone_of_platform") == answer


def test_a_fact_may_be_denied_by_another_answer_and_needs_all_that_imply_it():
    assert firm(ownership="foreign").answer_to("state_owned") == OpenAnswer.NO
    assert firm(ownership="domestic").answer_to("state_owned") == OpenAnswer.UNKNOWN
    serves = "serves_enterprise_innovation"  # implied by the kind and the activity together
    assert firm(kinds=["intermediary"], activities=["tech_service"]).answer_to(serves) == OpenAnswer.YES
    assert firm(kinds=["intermediary"], activities=["rd"]).answer_to(serves) == OpenAnswer.UNKNOWN


def test_a_measure_says_how_it_fits_even_where_it_is_excluded():
    assert judged(firm(size="large"), FOR_SMALL_ONES).is_about_activities
    assert not judged(firm(activities=["ip"]), FOR_SMALL_ONES).is_about_activities


def test_equal_profiles_have_one_record_whatever_the_order_of_answers():
    first = EnterpriseProfile.from_record(
        {"kinds": ["group", "enterprise"], "activities": ["ip", "rd"], "facts": {"b": "no", "a": "yes"}}
    )
    second = EnterpriseProfile.from_record(
        {
            "kinds": ["enterprise", "group", "group"],
            "size": "unknown",
            "activities": ["rd", "ip"],
            "facts": {"a": True, "c": "unknown", "b": False},
        }
    )
    assert first.canonical() == second.canonical()
    assert EnterpriseProfile.from_record(first.as_record()).canonical() == first.canonical()


@pytest.mark.parametrize("record", [{"kinds": ["planet"]}, {"size": "huge"}, {"facts": {"a": "maybe"}}])
def test_a_code_that_does_not_exist_is_refused(record):
    with pytest.raises(ValueError, match=r"planet|huge|maybe"):
        EnterpriseProfile.from_record(record)


def test_an_unanswered_profile_denies_nothing():
    verdicts = {outcome.verdict for outcome in match(EnterpriseProfile(), [FOR_ENTERPRISES, FOR_SMALL_ONES])}
    assert verdicts == {Verdict.CHECK}
    assert EnterpriseProfile().is_empty
    assert EnterpriseProfile(size=Size.LARGE, ownership=Ownership.DOMESTIC).is_empty
    assert not EnterpriseProfile(facts={"a": OpenAnswer.YES}, kinds=frozenset({ApplicantKind.BASE})).is_empty


def test_a_reason_is_one_sentence():
    met = Reason("kind", "单位类别", CriterionFinding.MET, "企业", ("企业", "单位"))
    assert str(met) == f"单位类别：企业（{CriterionFinding.MET.label}）——“企业”“单位”"
    unknown = Reason("fact:project", "是否承担专项？", CriterionFinding.UNKNOWN, "没有填写", ())
    assert str(unknown) == f"是否承担专项：没有填写（{CriterionFinding.UNKNOWN.label}）——（原文没有写明）"


@pytest.mark.parametrize(
    ("answer", "short"),
    [
        ("企业", "企业"),
        ("企业、高等院校、个人", "企业、高等院校、个人"),
        ("企业、高等院校、个人、行业协会", "企业、高等院校等 4 项"),
    ],
)
def test_of_a_long_answer_the_first_two_are_shown(answer, short):
    assert Reason("kind", "单位类别", CriterionFinding.MET, answer, ()).short_answer == short


def test_what_answers_a_question_is_not_excluded_for_an_activity_that_the_question_does_not_name():
    profile = firm(activities=["ip"], size="small")
    outcomes = match_to_question(profile, [FOR_ENTERPRISES, FOR_SMALL_ONES], answering={"small"})
    assert {outcome.measure.slug: outcome.verdict for outcome in outcomes} == {
        "all": Verdict.EXCLUDED,
        "small": Verdict.CHECK,
    }
    large = firm(activities=["ip"], size="large")
    assert match_to_question(large, [FOR_SMALL_ONES], answering={"small"})[0].verdict == Verdict.EXCLUDED


def test_for_a_question_the_measure_is_judged_as_if_nothing_were_said_of_activities():
    profile = EnterpriseProfile.from_record({"kinds": ["enterprise"], "possible": ["ip"], "needs": ["ip"]})
    (outcome,) = match_to_question(profile, [FOR_ENTERPRISES], answering={"all"})
    assert (outcome.verdict, outcome.fit) == (Verdict.CHECK, (0, 0))
    possible = clause("possible", about(Activity.IP), about(Activity.STANDARDS))
    (possible_outcome,) = match_to_question(profile, [possible], answering={"possible"})
    assert possible_outcome.fit == (1, 1)  # what is said stays where it excludes nothing


def test_who_says_that_there_is_no_activity_is_told_so_of_activities_only():
    nothing = EnterpriseProfile.from_record({"kinds": ["enterprise"], "has_no_activity": True})
    assert judged(nothing, FOR_ENTERPRISES).failed[0].answer == "都没有"
    small_ones = judged(nothing, clause("size", only_if(Aspect.SIZE, "small", quote="小企业")))
    assert small_ones.missing[0].answer == "没有填写"
    research = EnterpriseProfile(activities=frozenset({Activity.RD}), has_no_activity=True)
    assert judged(research, FOR_ENTERPRISES).settled[-1].answer != "都没有"
