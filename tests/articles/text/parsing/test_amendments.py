"""A decision that amends laws is parted from their texts that are published anew behind it."""

import pytest

from articles.text.parsing.amendments import split_amendment

TITLE, OTHER = "滨江市节水条例", "滨江市供水办法"
DECISION = f"""滨江市人民代表大会常务委员会关于修改《{TITLE}》等两件法规的决定
一、对《{TITLE}》作出修改
将第二条修改为：“用水单位应当安装智能水表。”
二、对《{OTHER}》作出修改
删去第三条。
《{TITLE}》《{OTHER}》根据本决定作相应修改，重新公布。

"""
LAW = f"""{TITLE}
（2021年3月1日通过）
目　录
第一章　总则
第一条　为了节约用水，制定本条例。
第二条　用水单位应当安装智能水表。
"""
OTHER_LAW = f"{OTHER}\n一、供水单位应当保证水质。\n"


def test_the_laws_begin_with_their_titles():
    split = split_amendment(DECISION + LAW + OTHER_LAW)
    assert (split.decision, split.laws) == (DECISION, (LAW, OTHER_LAW))


@pytest.mark.parametrize("written", ["# {}", "  ## 《{}》", "**{}**"])
def test_marks_around_a_title_are_kept_with_it(written):
    law = LAW.replace(TITLE, written.format(TITLE), 1)
    assert split_amendment(DECISION + law).laws == (law,)


def test_a_title_in_radicals_is_the_laws_title():
    law = LAW.replace("水", "⽔").replace("第一条", "第⼀条")
    assert split_amendment(DECISION + law).laws == (law,)


def test_what_only_an_amended_law_names_is_a_part_of_it():
    law = f"{LAW}第三条　排水适用《滨江市排水条例》。\n附：\n滨江市排水条例\n第一条　甲。\n"
    assert split_amendment(DECISION + law).laws == (law,)


def test_the_body_may_be_missing_in_the_title_of_the_decision():
    decision = DECISION.removeprefix("滨江市人民代表大会常务委员会")
    assert split_amendment(decision + LAW).decision == decision


def test_a_law_begins_within_forty_lines_of_its_title():
    near = "\n".join([TITLE, *["说明"] * 39, "第一条　甲。", ""])
    assert split_amendment(DECISION + near).laws == (near,)
    assert split_amendment(DECISION + near.replace("第一条", "说明\n第一条")) is None


@pytest.mark.parametrize(
    "source",
    [
        DECISION,
        LAW,
        DECISION.replace("关于修改", "关于废止") + LAW,
        f"{'说' * 2_000}\n{DECISION}{LAW}",  # the decision's title stands at the very head
        DECISION.replace("，重新公布", "") + LAW,
        DECISION + LAW.replace(TITLE, "滨江市排水条例", 1),  # which the decision does not name
        DECISION + f"{TITLE}\n甲。\n",
        f"{LAW}{DECISION}",
        "",
    ],
)
def test_other_texts_are_left_whole(source):
    assert split_amendment(source) is None
