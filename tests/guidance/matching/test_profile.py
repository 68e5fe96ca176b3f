"""What a profile says, what follows from it, and the one way in which it is written down."""

import pytest

from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import (
    ACTIVITIES_OF,
    Activity,
    ApplicantKind,
    OpenAnswer,
    Ownership,
    Size,
    Topic,
    sector_choices,
    sectors,
)

RECORD = {
    "kinds": ["enterprise", "group"],
    "size": "small",
    "ownership": "foreign",
    "multinational": "yes",
    "sector": "C",
    "activities": ["rd", "ip"],
    "needs": ["finance"],
    "facts": {"a": "yes", "b": "no"},
}


def test_a_record_is_read_and_written_back_name_by_name():
    profile = EnterpriseProfile.from_record(RECORD)
    assert profile == EnterpriseProfile(
        kinds=frozenset({ApplicantKind.ENTERPRISE, ApplicantKind.GROUP}),
        size=Size.SMALL,
        ownership=Ownership.FOREIGN,
        multinational=OpenAnswer.YES,
        sector="C",
        activities=frozenset({Activity.RD, Activity.IP}),
        needs=frozenset({Activity.FINANCE}),
        facts={"a": OpenAnswer.YES, "b": OpenAnswer.NO},
    )
    assert profile.as_record() == RECORD


def test_a_profile_is_one_line_of_json_with_its_names_in_order_and_its_letters_as_they_are():
    assert EnterpriseProfile(sector="制").canonical() == (
        '{"activities":[],"facts":{},"kinds":[],"multinational":"unknown","needs":[],'
        '"ownership":"unknown","sector":"制","size":"unknown"}'
    )


@pytest.mark.parametrize("record", [{}, dict.fromkeys(("size", "ownership", "multinational", "sector"), "")])
def test_what_is_missing_or_left_empty_is_not_known(record):
    profile = EnterpriseProfile.from_record(record)
    assert profile == EnterpriseProfile()
    assert profile.as_record() == {
        "kinds": [],
        "size": "unknown",
        "ownership": "unknown",
        "multinational": "unknown",
        "sector": "",
        "activities": [],
        "needs": [],
        "facts": {},
    }


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (True, OpenAnswer.YES),
        (False, OpenAnswer.NO),
        ("yes", OpenAnswer.YES),
        ("no", OpenAnswer.NO),
        ("unknown", OpenAnswer.UNKNOWN),
        ("", OpenAnswer.UNKNOWN),
        (None, OpenAnswer.UNKNOWN),
    ],
)
def test_an_answer_is_read_as_people_and_systems_write_it(written, answer):
    assert EnterpriseProfile.from_record({"facts": {"a": written}}).answer_to("a") == answer
    assert EnterpriseProfile.from_record({"multinational": written}).multinational == answer


def test_a_group_is_an_enterprise_and_a_key_institute_a_research_institute_but_not_the_reverse():
    def all_kinds(kind: ApplicantKind) -> frozenset[str]:
        return EnterpriseProfile(kinds=frozenset({kind})).all_kinds

    assert all_kinds(ApplicantKind.GROUP) == {"group", "enterprise"}
    assert all_kinds(ApplicantKind.KEY_INSTITUTE) == {"key_institute", "research_institute"}
    assert all_kinds(ApplicantKind.ENTERPRISE) == {"enterprise"}
    assert all_kinds(ApplicantKind.RESEARCH_INSTITUTE) == {"research_institute"}


def test_what_is_needed_is_sought_and_done_alike():
    profile = EnterpriseProfile(activities=frozenset({Activity.RD}), needs=frozenset({Activity.IP}))
    assert profile.all_activities == {"rd", "ip"}
    assert not profile.is_empty
    assert not EnterpriseProfile(needs=frozenset({Activity.IP})).is_empty


@pytest.mark.parametrize(
    ("size", "multinational", "answer"),
    [
        (Size.LARGE, OpenAnswer.YES, OpenAnswer.YES),
        (
            Size.LARGE,
            OpenAnswer.NO,
            OpenAnswer.UNKNOWN,
        ),  # that part alone settles nothing, and denies nothing
        (Size.MEDIUM, OpenAnswer.YES, OpenAnswer.UNKNOWN),
    ],
)
def test_a_fact_follows_only_from_all_the_answers_that_imply_it(size, multinational, answer):
    profile = EnterpriseProfile(size=size, multinational=multinational)
    assert profile.answer_to("part_of_large_multinational") == answer
    assert profile.answer_to("any_other") == OpenAnswer.UNKNOWN


def test_a_sector_is_offered_by_its_letter_and_name():
    assert sectors()["C"] == "制造业"
    assert ("C", "C 制造业") in sector_choices()
    assert len(sector_choices()) == 20


@pytest.mark.parametrize(
    ("named", "says_none"), [({}, True), ({"activities": ["rd"]}, False), ({"needs": ["ip"]}, False)]
)
def test_who_names_an_activity_has_not_said_that_there_are_none(named, says_none):
    assert EnterpriseProfile.from_record({"has_no_activity": True, **named}).has_no_activity == says_none


RECORDS = [{"possible": ["rd", "ip"]}, {"has_no_activity": True}]


@pytest.mark.parametrize("record", RECORDS)
def test_what_is_uncertain_of_activities_is_written_and_read_too(record):
    written = EnterpriseProfile.from_record(record).as_record()
    assert {name: written[name] for name in record} == record
    assert EnterpriseProfile.from_record(written) == EnterpriseProfile.from_record(record)
    assert not {"possible", "has_no_activity"} & EnterpriseProfile().as_record().keys()


def test_a_topic_leaves_its_activities_open():
    profile = EnterpriseProfile(sector="C").with_wishes([Topic.RESEARCH, Topic.RIGHTS])
    assert profile.possible == {*ACTIVITIES_OF[Topic.RESEARCH], *ACTIVITIES_OF[Topic.RIGHTS]}
    assert profile.sector == "C"


def test_but_not_those_of_which_one_has_been_said_or_that_there_are_none():
    research = EnterpriseProfile(activities=frozenset({ACTIVITIES_OF[Topic.RESEARCH][0]}))
    assert research.with_wishes([Topic.RESEARCH, Topic.RIGHTS]).possible == set(ACTIVITIES_OF[Topic.RIGHTS])
    assert EnterpriseProfile(has_no_activity=True).with_wishes([Topic.RESEARCH]).possible == frozenset()
