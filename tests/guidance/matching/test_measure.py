"""A measure as everything reads it: what it says of itself, without a database."""

from types import SimpleNamespace

import pytest

from articles.models.links.evidence import Basis
from guidance.matching.measure import (
    Instrument,
    Measure,
    MeasureCriterion,
    Ministry,
    Named,
    Note,
    Quote,
    Stated,
    policies_of,
)
from guidance.matching.measure_choices import NOT_STATED, Aspect, Force, Role, StatedName

KIND = MeasureCriterion(Role.BENEFICIARY, Aspect.KIND, ("enterprise", "group"), "企业")
ABOUT = MeasureCriterion(Role.ACTIVITY, Aspect.ACTIVITY, ("rd",), "研发")
ONLY_SMALL = MeasureCriterion(Role.CONDITION, Aspect.SIZE, ("small",), "中小企业")
ONLY_MICRO = MeasureCriterion(Role.CONDITION, Aspect.SIZE, ("micro",), "中小企业")
ONLY_WITH = MeasureCriterion(
    Role.CONDITION, Aspect.FACT, (), "承担专项的", fact="project", question="是否承担专项？"
)
MEASURE = Measure(
    "a",
    Force.RIGID,
    (1,),
    (Quote("免征", 0, 2), Quote("关税", 5, 7)),
    (KIND, ABOUT, ONLY_SMALL, ONLY_MICRO, ONLY_WITH),
    article=None,
)


def test_it_gives_its_words_conditions_kinds_and_activities():
    assert MEASURE.words == ("免征", "关税")
    assert MEASURE.conditions == ("中小企业", "承担专项的")  # each once
    assert MEASURE.kinds == {"enterprise", "group"}
    assert MEASURE.activities == {"rd"}
    assert MEASURE.of_role(Role.CONDITION) == (ONLY_SMALL, ONLY_MICRO, ONLY_WITH)


def test_a_criterion_is_called_by_its_aspect_and_a_fact_by_its_own_code():
    assert (KIND.code, ONLY_WITH.code) == ("kind", "fact:project")


def test_the_line_of_an_instrument_goes_from_the_highest_class_down_to_itself():
    tax, supply = Named("tax", "财税"), Named("supply", "环境型")
    duty = Instrument("duty", "关税", above=(tax, supply))
    assert duty.lineage == (supply, tax, duty)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Ministry("mof", "财政部", basis=Basis.NAMED, reason=""), f"财政部（{Basis.NAMED.label}）"),
        (
            Ministry("mof", "财政部", basis=Basis.EDITORIAL, reason="主管税收"),
            f"财政部（{Basis.EDITORIAL.label}：主管税收）",
        ),
        (Note("以海关规定为准", "第二十五条"), "以海关规定为准（出处：第二十五条）"),
        (Stated(next(iter(StatedName)), "三年", "第二条"), "三年（出处：第二条）"),
        (Stated(next(iter(StatedName))), NOT_STATED),
    ],
)
def test_what_stands_beside_a_measure_is_told_with_its_source(part, words):
    assert str(part) == words


def test_the_policies_of_some_measures_stand_once_each_in_their_order():
    tax, loans = SimpleNamespace(pk=7), SimpleNamespace(pk=3)
    measures = [SimpleNamespace(policy=policy) for policy in (tax, loans, tax)]
    assert policies_of(measures) == (tax, loans)
