"""What a title says of its own document, and what stands in quotation marks."""

import pytest

from articles.text.citing.relations.name_groups import name_groups
from articles.text.citing.relations.own_title import kind_in_title, own_title
from articles.text.citing.relations.quoted_words import Quotations


def test_a_title_is_known_by_its_key_and_by_that_without_its_version():
    title = own_title("某市广告办法（2021年修正）")
    assert title.is_of("某市广告办法(2021年修正)")
    assert title.is_version_of("某市广告办法")
    assert not title.is_of("某市广告办法")
    plain = own_title("某市广告办法")
    assert plain.is_of("《某市广告办法》")
    assert not plain.is_version_of("某市广告办法")


def test_a_title_says_what_it_does_to_each_document_that_it_names():
    kinds = own_title("某部关于废止《甲办法》《乙办法》和修改《丙办法》的决定").kinds
    assert {name: kind.value for name, kind in kinds.items()} == {
        "甲办法": "repeals",
        "乙办法": "repeals",
        "丙办法": "amends",
    }


def test_an_answer_explains_the_document_that_it_is_about():
    kinds = own_title("某厅关于《某省消防条例》第二十条适用问题的答复").kinds
    assert {name: kind.value for name, kind in kinds.items()} == {"某省消防条例": "explains"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于公布《某办法》的通知", "prints"),
        ("关于修订印发《某办法》的通知", "prints"),
        ("关于拟废止《某办法》的公告", "cites"),
        ("关于宣布失效《某办法》的通知", "expires"),
        ("批转《某报告》的通知", "forwards"),
        ("《某办法》补充规定", "implements"),
        ("关于延长《某办法》征求意见时间的公告", "cites"),
        ("《某办法》", "cites"),
    ],
)
def test_the_words_around_a_name_say_what_the_title_does(title, kind):
    start, end = title.index("《"), title.index("》") + 1
    assert kind_in_title(title, start, end).value == kind


@pytest.mark.parametrize(
    ("title", "does"),
    [
        ("国务院关于修改和废止部分行政法规的决定", True),
        ("关于修改《某办法》的决定", True),
        ("关于公布规范性文件清理结果的决定", True),
        ("关于公布《废止文件目录》的通知", True),
        ("某市关于就业工作的文件清理结果的决定", True),
        ("关于转发《关于废止某办法的通知》的通知", False),  # another one does
        ("关于做好规范性文件清理工作的通知", False),
        ("关于征求某办法修改意见的函", False),
        ("关于不予废止某办法的函", False),
        ("某办法（2021年修正）", False),
        ("《某修改决定》解读", False),
        ("某办法", False),
    ],
)
def test_a_document_ends_or_changes_others_where_its_title_says_so(title, does):
    assert own_title(title).ends_or_changes is does


def test_an_explanation_only_tells():
    assert own_title("《某办法》解读").explains
    assert not own_title("某办法").explains


@pytest.mark.parametrize(
    ("text", "words", "is_inside"),
    [
        ("改为：“甲乙丙。”", "乙", True),
        ("改为：“甲乙丙。”", "甲", True),
        ("改为：“甲乙丙。”", "丙。", True),
        ("改为：“甲”", "甲", False),  # the words are quoted alone
        ("“甲”和乙", "乙", False),
        ("乙和“甲”", "乙", False),
        ("“甲”和“乙丙”，丁", "丙", True),
        ("“甲”和“乙丙”，丁", "丁", False),
        ("改为：“甲乙", "甲", True),  # it is not closed
        ("改为：“甲", "甲", False),
        ("甲乙", "乙", False),
    ],
)
def test_words_belong_to_a_longer_quotation_or_not(text, words, is_inside):
    start = text.index(words)
    assert Quotations(text).hold(start, start + len(words)) is is_inside


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("按《甲》和《乙》处理，《丙》除外", ["甲乙", "丙"]),
        ("《甲》（国发〔2019〕5号）第三条、《乙》等《丙》", ["甲乙丙"]),
        ("《甲》和1965年国务院发布的《乙》", ["甲乙"]),
        ("《甲》，1982年8月9日国务院发布的《乙》", ["甲乙"]),
        ("《甲》规定《乙》", ["甲", "乙"]),
        ("没有", []),
    ],
)
def test_names_of_one_list_stand_together(text, groups):
    assert ["".join(name[0][1:-1] for name in group) for group in name_groups(text)] == groups
