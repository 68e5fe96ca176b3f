import pytest

from articles.search.queries.tokenizer import tokenizer
from articles.text.wording.tokens import Word, maximum_matches


def test_long_words_are_indexed_whole_and_in_parts():
    terms = tokenizer().terms("引进消化吸收再创新")
    assert {"消化", "吸收", "再创新"} <= set(terms)
    assert "引进消化吸收再创新" in terms


def test_variants_give_the_same_terms():
    assert tokenizer().terms("科　技　部２００９") == tokenizer().terms("科技部2009")


def test_stop_words_and_punctuation_are_no_terms():
    assert tokenizer().terms("的，。了、《》 \n%_'\"") == []


@pytest.mark.parametrize(
    ("terms", "held"),
    [({"知识产权"}, True), ({"知识", "产权"}, True), ({"知识"}, False), (set(), False)],
)
def test_a_word_is_held_as_such_or_by_all_its_parts(terms, held):
    assert Word("知识产权", ("知识", "产权")).is_held_by(terms) is held


def test_a_word_that_its_parts_do_not_make_up_has_none():
    words = {word.text: word for word in tokenizer().words("知识产权 企业")}
    assert words["知识产权"].parts == ("知识", "产权")
    assert words["企业"].parts == ()


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
    found = maximum_matches("社会保险费用", dictionary, boundaries={0, 2, 4, 5, 6}, longest=5)
    assert list(found) == matches


@pytest.mark.parametrize("text", ["的" * 1_000, "x" * 999, f"第一条 {'法市' * 300}，乙。"])
def test_a_run_that_nobody_wrote_is_cut_piece_by_piece(monkeypatch, text):
    """jieba takes quadratic time for what it does not know."""
    given = []
    cut = tokenizer()._jieba.cut
    monkeypatch.setattr(tokenizer()._jieba, "cut", lambda piece: given.append(piece) or cut(piece))
    assert "".join(tokenizer().cut(text)) == "".join(given) == text
    assert max(map(len, given)) <= 200
