"""Marks and snippets, compared with what a reader would mark by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.folding import fold
from articles.text.wording.highlight import find_marks, snippet
from tests.examples import patient

plain = st.text(alphabet="企业创新。", max_size=60)
terms = st.lists(st.text(alphabet="企业创新", min_size=1, max_size=3), max_size=4)
varied = st.text(alphabet="科技企―Ａa，, \u3000〔○", max_size=60)


def by_hand(text: str, terms: list[str]) -> set[int]:
    starts = [(start, term) for term in terms for start in range(len(text)) if text.startswith(term, start)]
    return {place for start, term in starts for place in range(start, start + len(term))}


@patient
@given(text=plain, terms=terms)
def test_exactly_the_characters_of_the_terms_are_marked(text, terms):
    spans = find_marks(text, terms)
    assert {place for start, end in spans for place in range(start, end)} == by_hand(text, terms)


@patient
@given(text=plain, terms=terms)
def test_marks_stand_in_order_and_apart(text, terms):
    spans = find_marks(text, terms)
    assert all(start < end for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@patient
@given(text=varied, term=st.text(alphabet="科技企-a,[〇", min_size=1, max_size=3))
def test_whatever_is_marked_folds_to_the_term_and_whatever_folds_to_it_is_marked(text, term):
    spans = find_marks(text, [term])
    assert all(term in fold(text[start:end]) for start, end in spans)
    assert bool(spans) == (term in fold(text))


@patient
@given(text=st.text(alphabet="企业创新。；\n", max_size=400), terms=terms, limit=st.integers(10, 60))
def test_a_snippet_is_short_and_shows_a_mark_wherever_there_is_one(text, terms, limit):
    shown = snippet(text, terms, limit=limit)
    whole = "".join(piece.text for piece in shown.pieces)
    assert len(whole) <= limit * 1.5
    assert any(piece.marked for piece in shown.pieces) == bool(find_marks(text, terms))


def test_a_mark_at_the_cut_is_cut_with_it():
    shown = snippet("甲" * 8 + "关税关税关税关税" + "乙" * 8, ["关税关税关税关税"], limit=10)
    assert "".join(piece.text for piece in shown.pieces) == "甲甲关税关税关税关税"
    assert [piece.text for piece in shown.pieces if piece.marked] == ["关税关税关税关税"]


def test_among_equal_passages_the_first_is_shown():
    shown = snippet("甲税。" + "乙" * 40 + "。丙税。", ["税"], limit=10)
    assert (shown.pieces[0].text, shown.cut_before, shown.cut_after) == ("甲", False, True)


def test_different_words_count_more_than_the_same_word_twice():
    shown = snippet("关税、关税和关税。" + "甲" * 40 + "。关税和信贷。", ["关税", "信贷"], limit=10)
    assert [piece.text for piece in shown.pieces if piece.marked] == ["关税", "信贷"]


@pytest.mark.parametrize("text", ["", "企业"])
def test_without_terms_nothing_is_marked(text):
    shown = snippet(text, [])
    assert "".join(piece.text for piece in shown.pieces) == text
    assert not any(piece.marked for piece in shown.pieces)
