"""What a query is found to lack: no piece that is no word, and nothing that a synonym explains."""

from dataclasses import replace

import pytest

from articles.search import search
from articles.search.scoring.query_coverage import is_no_word
from articles.search.settings.configuration import shipped_configuration, using_configuration

LAW = "港口法\n第一条 逃避缴纳税款的，处以罚款。\n第二条 船员应当识字。\n第三条 泊位应当宽敞。\n"
TABLE = "偷税…处罚 → 逃避缴纳税款 | 0.6 | 第一条\n"


@pytest.fixture
def law(import_text):
    with using_configuration(replace(shipped_configuration(), synonyms=TABLE)):
        yield import_text("harbour", LAW)


def test_a_pair_of_characters_that_no_dictionary_has_is_no_word(db):
    assert is_no_word("驾撞")
    assert not any(map(is_no_word, ["贷款", "撞", "网约车", "ab"]))


def test_such_a_pair_is_never_told_as_missing(law):
    assert "驾撞" not in search("船员驾撞泊位").not_held
    assert "火箭" in search("船员火箭泊位").not_held


def test_a_word_that_holds_an_explained_one_is_covered(law):
    assert not search("偷税漏税怎么处罚").is_weak


def test_a_word_that_only_asks_is_never_told_as_missing(law):
    assert search("船员几天识字").unmatched == ()


class TestPiecesThatAreNoWords:
    """jieba joins what it does not know (能休, 金能领): such a piece counts as the rarest word in it."""

    def test_one_is_held_where_that_word_stands(self, import_text):
        import_text("leave", "假期规定\n第一条 流产的，享受十五天休假。\n第二条 其他事项。\n")
        assert not search("流产能休多少天").is_weak

    def test_it_says_nothing_of_what_the_knowledge_base_is_about(self, law):
        assert not search("泊位蛰人").is_weak
        assert search("火箭蛰人").is_weak or not search("火箭蛰人").count


def test_the_official_wording_of_an_everyday_word_needs_less_beside_it(import_text):
    table = "邻居 → 相邻权利人 | 0.5 | 第一条\n"
    with using_configuration(replace(shipped_configuration(), synonyms=table)):
        import_text("near", "相邻办法\n第一条 相邻权利人应当和睦。\n第二条 拖鞋。\n第三条 跑步。\n")
        assert not search("邻居拖鞋跑步").is_weak


def test_words_that_only_together_stand_for_something_leave_no_doubt(import_text):
    table = "猫…抓 → 饲养的动物 | 0.6 | 第一条\n"
    with using_configuration(replace(shipped_configuration(), synonyms=table)):
        import_text("animals", "动物办法\n第一条 饲养的动物应当登记。\n第二条 沙发。\n第三条 窗帘、地毯。\n")
        assert not search("猫抓破沙发窗帘地毯").is_weak
