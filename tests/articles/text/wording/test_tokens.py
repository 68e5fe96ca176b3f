from math import log

import pytest

from articles.search.queries.configured_tokenizer import tokenizer
from articles.text.wording import tokens
from articles.text.wording.tokens import Tokenizer, Word, boundaries_of, maximum_matches


def test_long_words_are_indexed_whole_and_in_parts():
    terms = tokenizer().terms("引进消化吸收再创新")
    assert {"消化", "吸收", "再创新"} <= set(terms)
    assert "引进消化吸收再创新" in terms


def test_variants_give_the_same_terms():
    assert tokenizer().terms("科　技　部２００９") == tokenizer().terms("科技部2009")


def test_stop_words_and_punctuation_are_no_terms():
    assert tokenizer().terms("的，。了、《》 \n%_'\"") == []


def test_a_word_that_its_parts_do_not_make_up_has_none():
    words = {word.text: word for word in tokenizer().words("知识产权 企业")}
    assert words["知识产权"].parts == ("知识", "产权")
    assert words["企业"].parts == ()


@pytest.mark.parametrize(
    ("token", "pieces"),
    [("金能领", ["金", "能", "领"]), ("船员火箭", ["船员火箭"]), ("知识产权", ["知识产权"])],
)
def test_a_piece_that_is_no_word_has_words_in_it_and_a_compound_stays_whole(token, pieces):
    assert tokenizer().pieces(token) == pieces


@pytest.mark.parametrize(
    ("dictionary", "matches"),
    [
        ({"社会", "社会保险"}, ["社会保险"]),  # the longest
        ({"社会", "保险", "会保"}, ["社会", "保险"]),  # one after the other, at boundaries only
        ({"社会保险", "保险费"}, ["社会保险"]),  # none overlaps another
        ({"社会保险费用"}, []),  # none is longer than five characters
        ({"费", "用"}, ["费", "用"]),
        (set(), []),
    ],
)
def test_the_longest_entry_at_each_place_matches(dictionary, matches):
    entries = maximum_matches("社会保险费用", dictionary, boundaries={0, 2, 4, 5, 6}, longest=5)
    assert list(entries) == matches


@pytest.mark.parametrize("text", ["的" * 1_000, "x" * 999, f"第一条 {'法市' * 300}，乙。"])
def test_a_run_that_nobody_wrote_is_cut_piece_by_piece(monkeypatch, text):
    """jieba takes quadratic time for what it does not know."""
    pieces = []
    cut = tokenizer()._jieba.cut
    monkeypatch.setattr(tokenizer()._jieba, "cut", lambda piece: pieces.append(piece) or cut(piece))
    assert "".join(tokenizer().cut(text)) == "".join(pieces) == text
    assert max(map(len, pieces)) <= 200


CONGRESS = "中华人民共和国全国人民代表大会"


@pytest.fixture
def own_tokenizer():
    """A tokenizer that has remembered nothing yet."""
    return Tokenizer(user_words=["消化吸收再创新"], stop_words=["的"])


def test_the_terms_of_a_word_are_the_shorter_words_in_it_in_order_and_itself(own_tokenizer):
    expected = ["知识", "产权", "知识产权"]
    assert own_tokenizer.terms("知识产权") == expected
    assert own_tokenizer.terms("知识产权") == expected  # as remembered
    assert own_tokenizer.terms("企业") == ["企业"]
    assert own_tokenizer.terms("的") == []
    assert own_tokenizer.terms("总经理") == ["经理", "总经理"]
    assert own_tokenizer.terms("副总经理") == ["副总", "经理", "总经理", "副总经理"]


def test_a_term_is_as_long_as_the_index_has_room_for(own_tokenizer):
    word = "x" * 70
    assert own_tokenizer.terms(word) == [word[:64]]
    assert own_tokenizer.words(word) == [Word(word[:64])]
    assert word not in own_tokenizer._known_terms
    own_tokenizer.terms("y" * 64)
    assert own_tokenizer._known_terms["y" * 64] == ("y" * 64,)


def test_no_more_is_remembered_than_there_is_room_for(own_tokenizer, monkeypatch):
    monkeypatch.setattr(tokens, "_MOST_REMEMBERED", 2)
    for word in ("企业", "税收", "关税"):
        assert own_tokenizer.terms(word) == [word]
    assert list(own_tokenizer._known_terms) == ["企业", "税收"]


def test_a_word_is_worked_out_once(own_tokenizer, monkeypatch):
    assert own_tokenizer.terms("知识产权") == ["知识", "产权", "知识产权"]
    monkeypatch.setattr(own_tokenizer, "_is_term", None)
    assert own_tokenizer.terms("知识产权") == ["知识", "产权", "知识产权"]


def test_queries_are_remembered_as_far_as_there_is_room_and_articles_are_not(monkeypatch):
    monkeypatch.setattr(tokens, "_CUTS_REMEMBERED", 2)
    monkeypatch.setattr(tokens, "_WORDS_REMEMBERED", 2)
    own_tokenizer = Tokenizer(user_words=[], stop_words=[])
    own_tokenizer.cut("企业" * 50)
    own_tokenizer.cut("企业" * 50 + "税")
    assert own_tokenizer._cached_tokens.cache_info().currsize == 1
    for query in ("企业", "税收", "关税"):
        own_tokenizer.words(query)
    assert (
        own_tokenizer._cached_tokens.cache_info().currsize,
        own_tokenizer._cached_word.cache_info().currsize,
    ) == (2, 2)


def test_rarity_falls_with_use_and_every_word_has_one(own_tokenizer):
    assert own_tokenizer.rarity("企业") < own_tokenizer.rarity("专利权")
    assert (
        own_tokenizer.rarity("没有人写过的词")
        == own_tokenizer.rarity("也没有")
        == log(own_tokenizer._jieba.total)
    )


def test_what_is_known_and_what_is_dropped(own_tokenizer):
    assert own_tokenizer.knows("企业")
    assert own_tokenizer.knows("消化吸收再创新")
    assert not own_tokenizer.knows("企业税")
    assert own_tokenizer.is_stop("的")
    assert not own_tokenizer.is_stop("企业")


def test_words_begin_and_end_at_boundaries(own_tokenizer):
    assert own_tokenizer.boundaries("支持企业") == {0, 2, 4}
    assert boundaries_of([]) == {0}


def test_words_may_begin_within_a_piece_that_is_no_word(own_tokenizer):
    assert own_tokenizer.boundaries("失业金能领") == {0, 2, 5}
    assert own_tokenizer.possible_boundaries("失业金能领") == {0, 2, 3, 4, 5}


def test_parts_make_up_the_whole_word(own_tokenizer):
    words = {
        word.text: word.parts for word in own_tokenizer.words(f"知识产权 消化吸收再创新 科学技术 {CONGRESS}")
    }
    assert words["知识产权"] == ("知识", "产权")
    assert words["科学技术"] == ("科学", "技术")
    assert words["消化吸收再创新"] == ()  # 再创 and 创新 overlap: what is left is no whole
    assert words[CONGRESS] == ()  # so do 人民, 共和国 and 国人


def test_after_an_entry_the_next_begins_where_it_ends():
    entries = maximum_matches("甲乙丙丁", {"乙", "丙丁"}, boundaries=range(5), longest=4)
    assert list(entries) == ["乙", "丙丁"]
