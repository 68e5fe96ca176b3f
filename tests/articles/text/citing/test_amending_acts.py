"""Which decisions a law names as those that amended it, with the body that made them."""

import pytest

from articles.text.citing.amending_acts import amending_acts


@pytest.mark.parametrize(
    ("statement", "titles"),
    [
        ("根据2018年12月29日第一届全国人民代表大会常务委员会第七次会议《关于修改〈某法〉等五部法律的决定》修正",
         ["全国人民代表大会常务委员会关于修改〈某法〉等五部法律的决定"]),
        ("2013年公布 根据2018年某市第六届人民代表大会常务委员会第一次会议《关于修改〈某规定〉的决定》修正",
         ["某市人民代表大会常务委员会关于修改〈某规定〉的决定"]),
        ("第一届全国人民代表大会第一次会议《关于修改〈某法〉的决定》修正，《关于修改〈某法〉的决定》修正",
         ["全国人民代表大会关于修改〈某法〉的决定"]),  # each names its own body
        ("根据2011年《国务院关于修改〈某条例〉的决定》修订 根据2019年《国务院关于修改〈乙条例〉的决定》修订",
         ["国务院关于修改〈某条例〉的决定", "国务院关于修改〈乙条例〉的决定"]),
        ("某省第十三届人民代表大会常务委员会第十八次会议批准的《某市人民代表大会常务委员会关于修改〈某条例〉的决定》修正",
         ["某市人民代表大会常务委员会关于修改〈某条例〉的决定"]),
    ],
)  # fmt: skip
def test_the_acts_have_their_full_titles(statement, titles):
    acts = amending_acts(statement)
    assert [act.title for act in acts] == titles
    assert all(act.is_sure and act.kind.value == "amended_by" for act in acts)
    assert [statement[act.start] + statement[act.end - 1] for act in acts] == ["《》"] * len(acts)


@pytest.mark.parametrize(
    "statement",
    [
        "根据2016年2月6日《国务院关于修改部分行政法规的决定》修订",  # one of every year
        "某省第十三届人民代表大会常务委员会第七次会议批准的《关于修改〈某条例〉的决定》修正",  # who made it?
        "某市第十二届人民代表大会常务委员会第十一次会议关于修改《某办法》等六件地方性法规的决定第一次修正",
        "2010年5月4日某市人民代表大会常务委员会《关于修改〈某条例〉的决定》公布",
    ],
)
def test_what_is_not_said_is_not_guessed(statement):
    assert amending_acts(statement) == []
