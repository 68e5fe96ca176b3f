"""What a question denies of the one who asks is never read as said."""

import pytest

from guidance.matching.profile_choices import Activity, ApplicantKind, OpenAnswer, Ownership, Size
from guidance.questions.stance import Stance, stance
from guidance.questions.understanding import understand_question

PROJECT = "undertakes_national_major_project"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("我们", Stance.SAID),
        ("我们不是", Stance.DENIED),
        ("不搞", Stance.DENIED),
        ("除了", Stance.DENIED),
        ("没有", Stance.LACKING),
        ("没有承担过", Stance.LACKING),
        ("有没有", Stance.SAID),  # is there something for somebody
        ("有没有做过", Stance.SUPPOSED),
        ("是不是", Stance.SUPPOSED),
        ("必须是", Stance.SUPPOSED),
        ("搞不搞", Stance.SAID),  # a question of the form A不A
        ("能不能", Stance.SAID),
    ],
)
def test_the_words_before_a_phrase_say_how_it_is_meant(before, expected):
    assert stance(before) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("我不是大企业，能参加共性技术研发吗", {"sizes": (Size.MICRO, Size.SMALL, Size.MEDIUM)}),
        ("不是小企业能贷款吗", {"sizes": ()}),  # medium or large: not one side
        ("不是中小企业能贷款吗", {"sizes": (Size.LARGE,), "kinds": (ApplicantKind.ENTERPRISE,)}),
        ("必须是大企业吗", {"sizes": ()}),
        ("大企业和小企业有什么区别", {"sizes": ()}),
        ("有没有小企业的补贴", {"sizes": (Size.MICRO, Size.SMALL)}),
        ("我们不是外资企业，能走出去吗", {"ownership": Ownership.DOMESTIC}),
        ("不是国企能参加军工配套吗", {"ownership": Ownership.UNKNOWN}),  # others are domestic, too
        ("不是跨国公司有优惠吗", {"multinational": OpenAnswer.NO}),
        ("不是高校也能联合引进吗", {"kinds": ()}),
        ("没有专利能不能享受政府采购", {"needs": (Activity.PROCUREMENT,)}),
        ("没有技术中心怎么办", {"needs": (Activity.TECH_CENTER,)}),  # what is lacking is wanted
        ("没有承担国家重大专项的企业进口仪器免税吗", {"facts": (), "denied_facts": (PROJECT,)}),
        ("承担国家重大专项的企业进口仪器免税吗", {"facts": (PROJECT,), "denied_facts": ()}),
        ("国家重大专项进口仪器免税吗", {"facts": (), "denied_facts": ()}),
        ("期权和贷款有支持吗", {"needs": (Activity.FINANCE, Activity.EQUITY_INCENTIVE)}),
    ],
)
def test_the_one_who_asks_is_read_by_it(shipped, question, expected):
    understood = understand_question(question)
    assert {name: getattr(understood, name) for name in expected} == expected
