"""Slips of the pen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.synonym_tables.slips import changed_span, deletions
from tests.examples import patient

WORDS = st.text("政府采购技术改造", min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("typed", "word", "span"),
    [
        ("政府采构", "政府采购", (3, 4)),
        ("知识权产", "知识产权", (2, 4)),
        ("知产权", "知识产权", (1, 1)),
        ("知识产", "知识产权", (3, 3)),
        ("知识产产权", "知识产权", (3, 4)),
        ("知识产权", "知识产权", None),
        ("技术改革", "技术创新", None),
        ("采购", "政府采购", None),
    ],
)
def test_one_slip_is_told_with_its_place(typed, word, span):
    assert changed_span(typed, word) == span


@patient
@given(WORDS, st.integers(0, 5), st.sampled_from("税"))
def test_every_single_slip_is_found_by_a_common_remnant(word, place, wrong):
    place %= len(word)
    rest = word[place + 1 :]
    for typed in (word[:place] + wrong + rest, word[:place] + rest, word[:place] + wrong + word[place:]):
        assert set(deletions(typed)) & set(deletions(word))
        assert changed_span(typed, word) is not None


@patient
@given(WORDS, WORDS)
def test_a_slip_is_one_in_both_directions(word, other):
    assert (changed_span(word, other) is None) == (changed_span(other, word) is None)


@pytest.mark.parametrize(
    ("typed", "word", "span"),
    [
        ("a", "", (0, 1)),
        ("", "a", (0, 0)),
        ("ab", "ba", (0, 2)),
        ("abc", "bac", (0, 2)),
        ("abcd", "bacx", None),
        ("abc", "cba", None),
        ("abcd", "abdx", None),
        ("xbc", "abc", (0, 1)),
        ("abcc", "abc", (3, 4)),
        ("ab", "abcd", None),
        ("abcd", "ab", None),
    ],
)
def test_a_slip_is_one_wrong_missing_more_or_two_changed_about(typed, word, span):
    assert changed_span(typed, word) == span


def test_a_word_leaves_itself_and_one_remnant_for_each_character():
    assert list(deletions("aab")) == ["aab", "ab", "aa"]
    assert list(deletions("")) == [""]
    assert len(list(deletions("".join(map(chr, range(97, 97 + 64)))))) == 65
    assert list(deletions("x" * 65)) == ["x" * 65]
