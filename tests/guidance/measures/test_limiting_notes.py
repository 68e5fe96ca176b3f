"""A note that speaks of a limit names the criterion that asks for it, or says why there is none: pure."""

import pytest

from guidance.measures.limiting_notes import criteria_of, unfounded_notes

RECORD = {
    "slug": "shares",
    "beneficiaries": [{"kind": "enterprise", "quote": "企业"}],
    "activities": [{"code": "rd", "quote": "研发"}],
    "conditions": [
        {"quote": "骨干", "fact": "rich"},
        {"quote": "中小企业", "size": ["small"]},
        {"ownership": "domestic", "quote": "国内企业"},
    ],
}


def problems(words: str, **more) -> list[str]:
    """What is wrong with the measure where it has this note."""
    return unfounded_notes([{**RECORD, "notes": [{"text": words, **more}]}])


def test_the_criteria_of_a_measure_are_what_it_asks():
    assert criteria_of(RECORD) == {"kind", "activity", "fact:rich", "size", "ownership"}
    assert criteria_of({"slug": "bare"}) == set()


@pytest.mark.parametrize(
    "words",
    [
        *(
            "限于甲",
            "乙不在此列",
            "只及丙",
            "不及丁",
            "仅对戊",
            "只适用于己",
            "只就庚而言",
            "不包括辛",
            "须是壬",
        ),
        *("是骨干，不是全体员工", "四项须同时满足", "“经认定”不可省", "写给大企业的", "园区不当然在内"),
    ],
)
def test_a_limit_needs_a_criterion_of_the_measure_or_a_waiver(words):
    (wrong,) = problems(words)
    assert wrong.startswith(f"shares：“{words}")
    assert not problems(words, criterion="fact:rich")
    assert not problems(words, waiver="由填写者自己判断")
    assert problems(words, waiver=" ")
    assert "fact:poor" in problems(words, criterion="fact:poor", waiver="理由")[0]


@pytest.mark.parametrize(
    "words", ["仅供参考。", "没有写给予什么待遇。", "“国内企业”是否包括外商投资企业，没有定义。", ""]
)
def test_what_speaks_of_no_limit_needs_neither(words):
    assert not problems(words)
    assert not unfounded_notes([{"slug": "bare", "beneficiaries_note": words}])


def test_the_note_on_beneficiaries_is_held_to_the_same():
    note = {**RECORD, "beneficiaries_note": "限于主要技术骨干，行政人员、销售人员和其他全体员工都不在此列。"}
    assert unfounded_notes([note]) == [
        "shares：“限于主要技术骨干，行政人员、销售人员和其他全体员…”说到限定，没有写明由哪项条件承担（criterion），"
        "也没有写明为何不设条件（waiver）"
    ]
    assert not unfounded_notes([{**note, "beneficiaries_criterion": "kind"}])
    assert not unfounded_notes([{**note, "beneficiaries_waiver": "由填写者自己判断"}])
    assert unfounded_notes([note, note]) == unfounded_notes([note]) * 2
