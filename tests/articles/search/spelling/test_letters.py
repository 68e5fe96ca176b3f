"""A query as a row of letters (no database)."""

from collections.abc import Iterator

import pytest

from articles.search.settings.configuration import shipped_configuration, using_configuration
from articles.search.spelling import letters
from articles.search.spelling.letters import Letters, count_chinese, is_latin, letters_of


@pytest.fixture(autouse=True)
def knowledge_base(monkeypatch) -> Iterator[None]:
    """The knowledge base holds two words."""
    monkeypatch.setattr(letters, "known_words", lambda words: frozenset(words) & {"知识产权", "采购"})
    with using_configuration(shipped_configuration()):
        yield


def test_spaces_are_gaps_and_tokens_stand_where_they_are_typed():
    read = letters_of("知识产权 采购 ab")
    assert read.text == "知识产权采购ab"
    assert read.gaps == {4, 6}
    assert read.tokens == ((0, 4), (4, 6), (6, 8))
    assert read.known == {"知识产权", "采购"}


def test_latin_letters_in_a_row_are_one_token_whatever_stood_between_them():
    assert letters_of("zhi shi chan").tokens == ((0, 10),)
    assert letters_of("zhi采购shi").tokens == ((0, 3), (3, 5), (5, 8))
    assert letters_of("").tokens == ()
    assert letters_of(" ab").gaps == {0}


@pytest.mark.parametrize(
    ("token", "known", "word", "expected"),
    [
        ("知识产权", True, True, True),
        ("企业", False, True, False),  # everyday writing, and not of the knowledge base
        ("构", False, False, False),
        ("的", False, False, True),  # a stop word: nobody looks for it
        ("！", False, False, True),
        ("怎么", False, True, True),  # a word of questions
    ],
)
def test_what_is_known_what_a_word_and_what_nobody_would_look_for(token, known, word, expected):
    read = Letters(f"x{token}", frozenset(), (), frozenset({"知识产权", "采购"}))
    span = (1, 1 + len(token))
    assert (read.is_known(span), read.is_word(span), read.is_expected(span)) == (known, word, expected)


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        (0, 1, [(0, 2)]),
        (1, 3, [(0, 2), (2, 4)]),
        (2, 2, [(0, 2), (2, 4)]),
        (3, 3, [(2, 4)]),
        (4, 6, [(4, 6)]),
    ],
)
def test_a_stretch_touches_tokens_and_an_empty_one_its_neighbours(start, end, touched):
    assert (
        Letters("abcdef", frozenset(), ((0, 2), (2, 4), (4, 6)), frozenset()).touched(start, end) == touched
    )


def test_latin_and_chinese_letters_are_told_apart():
    assert [is_latin(text) for text in ("ab", "a1", "é", "", "采")] == [True, False, False, False, False]
    assert count_chinese("采购ab1") == 2
