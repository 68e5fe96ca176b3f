"""An amending decision is split from the new text of the law behind it."""

import pytest

from articles.text.parsing.amendments import split_amendment

TITLE = "滨江市节水条例"
LAW = f"""{TITLE}
（2015年3月1日通过　根据2023年9月1日滨江市人民代表大会常务委员会《决定》修正）
第一条 为了节约用水，制定本条例。
第二条 用水单位应当依照第一条安装智能水表，每年检定。
第三条 本条例自2015年5月1日起施行。
"""
DECISION = f"""滨江市人民代表大会常务委员会关于修改《{TITLE}》的决定
（2023年9月1日滨江市人民代表大会常务委员会第五次会议通过）
滨江市人民代表大会常务委员会第五次会议决定对《{TITLE}》作如下修改：
一、将第二条修改为：
“第二条　用水单位应当安装智能水表，每年检定。”
二、删去第二条之一。
本决定自2023年10月1日起施行。
《{TITLE}》根据本决定作相应修改，重新公布。

"""


def test_the_decision_and_the_law_are_split_at_the_laws_title():
    split = split_amendment(DECISION + LAW)
    assert (split.decision, split.laws) == (DECISION, (LAW,))
    assert split.decision + "".join(split.laws) == DECISION + LAW
    as_page = split_amendment(DECISION + LAW.replace(TITLE, f"# {TITLE}", 1))
    assert as_page.laws[0].startswith("# ")


def test_a_title_in_radicals_is_the_laws_title():
    law = LAW.replace("水", "⽔").replace("第一条", "第⼀条")
    assert "⽔" in law.partition("\n")[0]
    assert split_amendment(DECISION + law).laws == (law,)


@pytest.mark.parametrize(
    "source",
    [
        DECISION,
        LAW,
        DECISION.replace("关于修改", "关于废止") + LAW,
        DECISION.replace("，重新公布", "") + LAW,
        DECISION + LAW.replace(TITLE, "另一件条例", 1),
        f"{TITLE}\n第一条 依照关于修改《某法》的决定重新公布。\n",
        "",
    ],
)
def test_other_texts_are_left_whole(source):
    assert split_amendment(source) is None
