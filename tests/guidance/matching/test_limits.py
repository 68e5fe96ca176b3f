"""What an applicant has to heed, and which ministries may decide: pure, on clauses made for the purpose."""

from dataclasses import replace

import pytest

from articles.models.links.evidence import Basis
from guidance.matching.limits import limits_for
from guidance.matching.matcher import match
from guidance.matching.measure import Ministry
from guidance.matching.measure_choices import Force, Purpose
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.matching.verdicts import Verdict
from tests.guidance.matching.test_matcher import about, beneficiary, clause, firm, only_with


def limit(slug: str, *criteria, place: int = 1):
    return replace(clause(slug, *criteria, force=Force.TASK, place=place), purpose=Purpose.LIMIT)


BAN = limit("ban", about(Activity.GOODS_IMPORT, "禁止进口"), place=1)
PLAN = limit("plan", about(Activity.GOODS_IMPORT, "进口"), only_with("key_project", "重点工程项目"), place=2)
ELSEWHERE = limit("elsewhere", about(Activity.CIRCULAR, "淘汰"), place=3)
SCHOOLS = limit(
    "schools", about(Activity.GOODS_IMPORT), beneficiary(ApplicantKind.UNIVERSITY, "高校"), place=4
)
LIMITS = [PLAN, BAN, ELSEWHERE, SCHOOLS]
OFFICE = Ministry("sasac", "国资委", basis=Basis.EDITORIAL, reason="国有企业归它管。")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("ban", Verdict.OPEN), ("plan", Verdict.CHECK)]),
        ({"activities": [], "needs": ["goods_import"]}, [("ban", Verdict.OPEN), ("plan", Verdict.CHECK)]),
        ({"facts": {"key_project": "yes"}}, [("plan", Verdict.APPLIES), ("ban", Verdict.OPEN)]),
        ({"facts": {"key_project": "no"}}, [("ban", Verdict.OPEN)]),
        ({"activities": []}, []),  # what nobody has spoken of is not held against anybody
    ],
)
def test_a_limit_is_told_to_whoever_does_what_it_is_about_until_an_answer_excludes_it(answers, expected):
    assert [
        (outcome.measure.slug, outcome.verdict) for outcome in limits_for(firm(**answers), LIMITS)
    ] == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("unknown", [("国资委", "state_run", "只在“是否国有”答“是”时")]),
        ("yes", [("国资委", "", "")]),
        ("no", []),
    ],
)
def test_a_ministry_of_some_applicants_goes_where_the_answer_is_no(answer, expected):
    office = replace(OFFICE, only_if="state_run", question="是否国有？")
    measure = replace(clause("one", about(Activity.RD)), ministries=(office,))
    (outcome,) = match(firm(facts={"state_run": answer}), [measure])
    ministries = outcome.ministries
    assert [(ministry.name, ministry.only_if, ministry.proviso) for ministry in ministries] == expected
    assert outcome.asked_for_ministries == (("state_run",) if answer == "unknown" else ())


def test_a_ministry_says_what_it_rests_on_and_of_whom():
    assert str(OFFICE) == "国资委（编辑判断：国有企业归它管。）"
    some = replace(OFFICE, only_if="state_run", question="是否国有？")
    assert str(some) == "国资委（只在“是否国有”答“是”时；编辑判断：国有企业归它管。）"
    (outcome,) = match(firm(), [replace(clause("one", about(Activity.RD)), ministries=(OFFICE,))])
    assert outcome.ministries == (OFFICE,)
