"""Names are found whole, the longest first, on the characters of the original."""

import pytest

from articles.search.queries.tokenizer import tokenizer
from articles.text.wording.mentions import Matcher, Name

NAMES = [
    Name("企业", "企业"),
    Name("中小企业", "中小企业"),
    Name("政府", "政府"),
    Name("科技部", "科技部"),
    Name("国家产业技术发展指南", "指南"),
    Name("增强企业创新能力", "增强", "goal"),
    Name("政府采购", None),
    Name("ISO标准", "ISO"),
]


@pytest.fixture(scope="module")
def matcher():
    return Matcher(NAMES, boundaries=tokenizer().boundaries)


def found(matcher, text):
    return [(one.key, text[one.start : one.end]) for one in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支持企业和中小企业", [("企业", "企业"), ("中小企业", "中小企业")]),
        ("政府采购由政府组织", [("政府", "政府")]),
        ("科　技　部", [("科技部", "科　技　部")]),
        ("ＩＳＯ标准", [("ISO", "ＩＳＯ标准")]),
        ("《国家产业技术发展指南》", [("指南", "国家产业技术发展指南")]),
        ("", []),
        ("没有任何名称。", []),
    ],
)
def test_each_name_once_and_only_the_longest(matcher, text, names):
    assert found(matcher, text) == names


def test_layers_do_not_compete(matcher):
    assert found(matcher, "增强企业创新能力") == [("增强", "增强企业创新能力"), ("企业", "企业")]


@pytest.mark.parametrize("text", ["优秀企业家", "企业界人士"])
def test_a_short_name_is_not_found_inside_another_word(matcher, text):
    assert found(matcher, text) == []


def test_a_name_of_two_entities_is_nobodys():
    matcher = Matcher([Name("税务局", 1), Name("税务局", 2), Name("税务局", 3, "goal")], boundaries=len)
    assert [one.key for one in matcher.find("税务局")] == [3]


def test_without_names_nothing_is_found():
    assert Matcher([], boundaries=tokenizer().boundaries).find("企业") == []
