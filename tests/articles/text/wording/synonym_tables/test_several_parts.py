"""Everyday words that mean an official term only beside others (辞退…赔)."""

from dataclasses import replace

import pytest

from articles.search import search
from articles.search.queries.analysis import analyse_query
from articles.search.settings.configuration import shipped_configuration, using_configuration
from articles.text.wording.synonym_tables.several_parts import SeveralParts, beside_each_other
from articles.text.wording.synonym_tables.synonyms import parse_synonyms

TABLE = """辞退…赔、辞退…补偿 → 经济补偿 | 0.7 | 第一条
辞退…多久 → 提前通知 | 0.7 | 第二条
撞…跑 → 逃逸 | 0.7 | 第三条
过期…食品、临期品 → 超过保质期 | 0.7 | 第四条
爸/老妈…再婚/找老伴 → 婚姻自由 | 0.7 | 第五条
"""
SYNONYMS = [synonym for synonym in parse_synonyms(TABLE) if "…" in synonym.word]
LAW = "中华人民共和国某法\n第一条 灯塔应当明亮。\n第二条 支付经济补偿。\n"


@pytest.fixture
def table(shipped):
    with using_configuration(replace(shipped_configuration(), synonyms=TABLE)):
        yield


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("公司违法辞退赔多少", ["经济补偿"]),
        ("要赔多少，被辞退了", ["经济补偿"]),  # in whatever order
        ("辞退赔多少补偿多少", ["经济补偿"]),  # two entries of one meaning are one
        ("辞退", []),
        ("赔多少", []),
        ("撞了人跑了", ["逃逸"]),
        ("冲撞之后奔跑", []),  # one character begins a word
        ("过期食品", ["超过保质期"]),
        ("诉讼过期了", []),
        ("辞退多久", ["提前通知"]),
        ("过期食品和临期品", ["超过保质期"]),  # said once
        ("老妈要找老伴", ["婚姻自由"]),
        ("爸再婚，老妈也再婚", ["婚姻自由"]),
        ("老妈再问", []),
    ],
)
def test_the_parts_count_only_together(table, typed, expected):
    assert [synonym.means[0][0] for synonym in analyse_query(typed).expansions] == expected


def test_what_a_query_holds_is_told_as_it_stands_there(table):
    assert [synonym.word for synonym in analyse_query("老妈要找老伴").expansions] == ["老妈…找老伴"]


def test_each_part_has_a_place_of_its_own(shipped):
    with using_configuration(replace(shipped_configuration(), synonyms="赔偿…赔 → 经济补偿 | 0.7\n")):
        assert not analyse_query("赔偿").expansions
        assert analyse_query("赔偿，赔多少").expansions


def test_the_article_with_the_official_term_is_found(table, import_text):
    import_text("law", LAW)
    first = search("辞退了赔我多少").hits[0].article
    assert (first.policy.slug, first.number) == ("law", 2)


def test_a_question_without_the_words_beside_each_other_is_left_as_it_is(table):
    assert not analyse_query("辞退赔多少", expand=False).expansions


@pytest.mark.parametrize(
    ("typed", "wording", "other"),
    [
        ("食品过期赔多少", "不符合食品安全标准的食品受到损害", "诉讼时效"),
        ("借条过期了还能起诉吗", "诉讼时效期间为三年", "超过保质期"),
        ("注册公司几年内出资到位", "按期足额缴纳公司章程中规定的各自所认缴的出资额", "诉讼时效"),
        ("外卖骑手撞了人谁赔", "执行工作任务造成他人损害", "食品安全"),
        ("网约车拒载", "网络预约出租汽车", "客运合同"),
        ("健身房关门跑路卡里的钱怎么退", "退回预付款", "破产"),
    ],
)
def test_the_shipped_table_tells_what_a_word_means_beside_others(shipped, typed, wording, other):
    meanings = [together for synonym in analyse_query(typed).expansions for together in synonym.means]
    wordings = [part for together in meanings for part in together]
    assert wording in wordings
    assert other not in wordings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("辞退不赔也不补偿", ["辞退…赔", "辞退…补偿"]),
        ("赔了才被辞退", ["辞退…赔"]),
        ("撞了就跑", ["撞…跑"]),
        ("食品过期", ["过期…食品"]),
        ("辞退", []),
        ("赔、跑、食品", []),
        ("", []),
    ],
)
def test_the_entries_of_a_text_are_those_all_of_whose_parts_it_holds(text, words):
    assert sorted(synonym.word for synonym in SeveralParts(SYNONYMS).held_by(text)) == sorted(words)


@pytest.mark.parametrize(
    ("text", "edges", "words"),
    [
        ("撞了就跑", {0, 2, 3}, ["撞…跑"]),
        ("冲撞后奔跑", {0, 2, 3}, []),  # 撞 and 跑 begin no word
        ("冲撞后跑撞", {0, 2, 3, 4}, ["撞…跑"]),  # the second 撞 does
        ("过期食品", set(), ["过期…食品"]),
        ("辞退不赔也不补偿", {0, 2, 3, 4, 5, 6}, ["辞退…赔"]),  # the first of one meaning
        ("辞退赔", {0, 2}, ["辞退…赔"]),
        ("辞退", {0}, []),
    ],
)
def test_each_part_stands_where_a_word_may_begin(text, edges, words):
    assert [synonym.word for synonym in beside_each_other(SYNONYMS, text, edges)] == words


def test_no_part_stands_in_the_place_of_another():
    synonyms = parse_synonyms("赔偿…赔 → 经济补偿 | 0.7")
    assert list(beside_each_other(synonyms, "赔偿", {0})) == []
    assert list(beside_each_other(synonyms, "赔偿和赔", {0, 2, 3})) == synonyms
    dismissed = parse_synonyms("辞退…退 → 经济补偿 | 0.7")
    assert list(beside_each_other(dismissed, "辞退退", {0, 1, 2})) == dismissed  # the longest first
    assert list(beside_each_other(synonyms, "赔和赔偿", {0, 1, 2})) == synonyms
