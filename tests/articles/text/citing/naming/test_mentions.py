"""Names are found whole, the longest first, on the characters of the original."""

import pytest

from articles.search.queries.configured_tokenizer import tokenizer
from articles.text.citing.naming.mentions import Matcher, Name
from articles.text.citing.naming.named_use import NamedSpan

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


def matches(matcher, text):
    return [(match.key, text[match.start : match.end]) for match in matcher.find(text)]


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
    assert matches(matcher, text) == names


def test_layers_do_not_compete(matcher):
    assert matches(matcher, "增强企业创新能力") == [("增强", "增强企业创新能力"), ("企业", "企业")]


@pytest.mark.parametrize("text", ["优秀企业家", "企业界人士"])
def test_a_short_name_is_not_found_inside_another_word(matcher, text):
    assert matches(matcher, text) == []


def test_a_name_of_two_entities_is_nobodys():
    matcher = Matcher([Name("税务局", 1), Name("税务局", 2), Name("税务局", 3, "goal")], boundaries=len)
    assert [match.key for match in matcher.find("税务局")] == [3]


def test_without_names_nothing_is_found():
    assert Matcher([], boundaries=tokenizer().boundaries).find("企业") == []


def everywhere(text: str) -> range:
    """A word may begin and end at every character."""
    return range(len(text) + 1)


def keys(names: list[Name], text: str, **options) -> list:
    matcher = Matcher(names, boundaries=options.pop("words", everywhere))
    return [(name.key, name.start, name.end) for name in matcher.find(text, **options)]


def test_of_names_that_overlap_the_longest_wins_of_equals_the_first():
    names = [Name("甲乙丙", 1), Name("丙丁戊", 2), Name("乙丙丁戊", 3)]
    assert keys(names, "甲乙丙丁戊") == [(3, 1, 5)]
    assert keys(names[:2], "甲乙丙丁戊") == [(1, 0, 3)]


def test_a_name_beside_one_that_lost_is_found():
    names = [Name("甲乙丙丁", 1), Name("丙丁戊", 2), Name("己庚辛", 3)]
    assert keys(names, "甲乙丙丁戊己庚辛") == [(1, 0, 4), (3, 5, 8)]


def test_a_short_name_stands_between_the_boundaries_of_the_whole_text():
    names = [Name("企业", 1)]
    assert keys(names, "支持企业", words=lambda text: [], boundaries={2, 4}) == [(1, 2, 4)]
    assert keys(names, "支持企业", words=everywhere, boundaries={0, 2}) == []
    assert keys(names, "支持企业", words=everywhere, boundaries={4}) == []


def test_words_are_told_apart_in_each_run_that_may_hold_a_short_name_and_in_no_other():
    runs = []

    def words(run: str) -> range:
        runs.append(run)
        return range(len(run) + 1)

    text = "支持企业，促进发展。企业、企业和个人；其他"
    assert [start for _, start, _ in keys([Name("企业", 1)], text, words=words)] == [2, 10, 13]
    assert runs == ["支持企业", "企业", "企业和个人"]
    runs.clear()
    assert keys([Name("企业", 1), Name("促进发展", 2)], "促进发展。", words=words) == [(2, 0, 4)]
    assert runs == []


def test_a_name_counts_where_its_use_says_so_and_there_alone():
    places = []

    def is_used(place: NamedSpan) -> bool:
        places.append(place)
        return place.text[place.start - 1] == "由"

    names = [Name("税务局", 1, is_used=is_used), Name("财政厅", 2)]
    text = "由税务局会同财政厅，报税务局。"
    assert keys(names, text) == [(1, 1, 4), (2, 6, 9)]
    assert [(place.start, place.end, place.is_local) for place in places] == [(1, 4, False), (11, 14, False)]
    keys(names, text, is_local=True)
    assert {place.is_local for place in places[2:]} == {True}
    assert {place.text for place in places} == {text}
