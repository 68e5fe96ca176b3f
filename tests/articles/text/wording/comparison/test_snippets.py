"""Marks and snippets: examples, and compared with what a reader would mark by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.characters.folding import fold
from articles.text.wording.comparison.snippets import find_marks, informative_terms, snippet
from tests.examples import patient

TEXT = "支持企业走出去。鼓励国内企业采用直接投资等方式到境外设立技术研究开发机构，组建研发联盟。"


def marked_words(piece_source, terms, **options):
    return [piece.text for piece in snippet(piece_source, terms, **options).pieces if piece.marked]


def test_marks_stand_on_the_original_characters():
    assert marked_words("构建“项目―人才―基地”三位一体", ["项目-人才-基地"]) == ["项目―人才―基地"]
    assert marked_words("科　技　部", ["科技部"]) == ["科　技　部"]


def test_overlapping_terms_become_one_mark():
    assert find_marks("知识产权保护", ["知识", "知识产权", "产权保护"]) == [(0, 6)]


def test_the_sentence_with_most_of_the_words_is_shown():
    excerpt = snippet(TEXT, ["境外", "研发联盟"], limit=40)
    assert "".join(piece.text for piece in excerpt.pieces).startswith("鼓励国内企业")
    assert (excerpt.cut_before, excerpt.cut_after) == (True, False)


def test_a_text_without_any_of_the_words_is_shown_from_its_beginning():
    excerpt = snippet(TEXT, ["关税"], limit=20)
    assert not excerpt.cut_before
    assert excerpt.pieces[0].text == "支持企业走出去。"


def test_a_sentence_without_end_is_cut_around_its_first_mark():
    excerpt = snippet("甲" * 500 + "关税" + "乙" * 500, ["关税"], limit=60)
    whole = "".join(piece.text for piece in excerpt.pieces)
    assert len(whole) == 60
    assert "关税" in whole


@patient
@given(
    st.text(alphabet="企业创新。；\n　 ―Ａ", max_size=300),
    st.lists(st.text(alphabet="企业创新-a", max_size=4)),
)
def test_a_snippet_always_is_a_stretch_of_the_original(text, terms):
    excerpt = snippet(text, terms, limit=30)
    whole = "".join(piece.text for piece in excerpt.pieces)
    assert whole in text
    assert excerpt.cut_before or text.strip().startswith(whole)
    assert excerpt.cut_after or text.strip().endswith(whole)


def test_parts_of_a_word_are_marked_only_where_the_word_is_missing():
    terms = ["技术标准", "技术", "标准", "研究", "准"]
    with_word = snippet("加强技术标准研究，促进技术创新。", terms)
    assert [piece.text for piece in with_word.pieces if piece.marked] == ["技术标准研究"]
    without_word = snippet("技术创新与国际标准。", terms)
    assert [piece.text for piece in without_word.pieces if piece.marked] == ["技术", "标准"]


def test_single_characters_are_marked_where_nothing_longer_is():
    assert [piece.text for piece in snippet("分割财产时少分。", ["财产", "分"]).pieces if piece.marked] == [
        "财产"
    ]
    assert [piece.text for piece in snippet("少分。", ["财产", "分"]).pieces if piece.marked] == ["分"]


def test_marks_say_where_the_marked_words_stand_in_the_snippet():
    excerpt = snippet("企业进口设备，免征进口关税。", ["进口", "关税"])
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["进口", "进口关税"]
    assert snippet("企业", ["关税"]).marks == []


def test_a_passage_does_not_begin_with_the_end_of_a_line():
    excerpt = snippet("甲" * 40 + "。\n乙税。\n" + "丙" * 40, ["税"], limit=10)
    assert "".join(piece.text for piece in excerpt.pieces) == "乙税。"
    assert (excerpt.cut_before, excerpt.cut_after) == (True, True)


@pytest.mark.parametrize(
    ("text", "terms", "marks"),
    [
        ("税务税收税", ["税"], [(0, 1), (2, 3), (4, 5)]),  # wherever it stands
        ("税税税", ["税税"], [(0, 3)]),  # also where it overlaps itself
        ("甲乙", ["甲", "乙"], [(0, 2)]),  # next to each other they are one
        ("甲丙乙", ["甲", "乙"], [(0, 1), (2, 3)]),
        ("企业", [""], []),
    ],
)
def test_every_place_of_a_word_is_marked(text, terms, marks):
    assert find_marks(text, terms) == marks


def shown_text(text: str, terms: list[str], limit: int) -> str:
    return snippet(text, terms, limit=limit).text


SENTENCES = "甲税。乙税关。丙关税务。丁。"


@pytest.mark.parametrize(
    ("terms", "limit", "expected"),
    [
        (["税"], 5, "甲税。"),  # of equals the first
        (["关税"], 5, "丙关税务。"),  # the longer word
        (["税", "丁"], 7, "丙关税务。丁。"),  # two words rather than one twice
        (["税"], 7, "甲税。乙税关。"),  # twice rather than once, to the last character that fits
        (["税"], 6, "甲税。"),
        (["没有"], 4, "甲税。"),
        (["税", "关", "丁"], 14, SENTENCES),
    ],
)
def test_the_sentences_that_hold_most_and_fit_are_shown(terms, limit, expected):
    assert shown_text(SENTENCES, terms, limit) == expected


def test_what_a_window_leaves_behind_does_not_count_for_it():
    """The word of the first sentence stands again in the last one: it counts once in each window."""
    text = "税税税。" + "甲。" * 5 + "税关。"
    assert shown_text(text, ["税", "关"], 6) == "甲。税关。"


def test_what_has_been_left_behind_counts_no_longer():
    """One sentence fits at a time: the first holds two words, the second another one."""
    text = "设备、关税免征。购置物。"
    assert shown_text(text, ["关税免征", "设备", "购置物"], 8) == "设备、关税免征。"


def test_two_short_words_count_more_than_one_that_is_longer_than_each():
    for text in ("关税、免征。设备费。", "设备费。关税、免征。"):
        assert shown_text(text, ["关税", "免征", "设备费"], 6) == "关税、免征。"


def test_a_mark_that_ends_with_its_sentence_is_left_behind_with_it():
    assert shown_text("甲关税。乙。丙免征。", ["关税。", "免征"], 4) == "甲关税。"


@pytest.mark.parametrize(
    ("text", "terms", "informative"),
    [
        ("技术标准与技术创新", ["技术标准", "技术", "标准", "准"], ["技术标准"]),
        ("Ａ类技术", ["a类", "技术"], ["a类", "技术"]),
        ("创新", ["技术", ""], []),
    ],
)
def test_terms_worth_a_mark_are_the_longest_that_a_text_holds(text, terms, informative):
    assert informative_terms(text, terms) == informative


def test_a_word_at_the_very_end_of_the_text_counts():
    assert shown_text("甲。乙关税", ["关税"], 4) == "乙关税"


def test_the_usual_limit_is_a_hundred_and_twenty_characters():
    sentence = "甲" * 59 + "。"
    assert len(snippet(sentence * 3, ["甲甲"]).text) == 120
    assert snippet("甲" + sentence * 2, ["丙"]).text == "甲" + sentence


def test_a_sentence_half_as_long_again_is_shown_whole_and_a_longer_one_cut():
    assert shown_text("甲" * 14 + "税", ["税"], 10) == "甲" * 14 + "税"
    assert shown_text("甲" * 15 + "税", ["税"], 10) == "甲" * 9 + "税"
    assert shown_text("甲。" * 10 + "乙乙乙乙税。", ["税"], 4) == "乙乙乙乙税。"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 40, "税" + "乙" * 19),  # from its beginning
        (40, 0, "甲" * 19 + "税"),  # to its end
        (20, 40, "甲" * 5 + "税" + "乙" * 14),  # a quarter stands before the mark
    ],
)
def test_a_long_sentence_is_cut_around_its_mark(before, after, expected):
    assert shown_text("甲" * before + "税" + "乙" * after, ["税"], 20) == expected


def test_of_several_marks_in_a_long_sentence_the_first_is_shown():
    assert shown_text("税" + "乙" * 40 + "税", ["税"], 20) == "税" + "乙" * 19


def test_a_long_sentence_without_a_mark_is_shown_from_its_beginning():
    assert shown_text("甲" * 20 + "乙" * 20, ["税"], 20) == "甲" * 20


def test_pieces_are_marked_or_not():
    pieces = snippet("企业进口设备", ["进口"]).pieces
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("企业", False),
        ("进口", True),
        ("设备", False),
    ]


def test_a_part_of_the_text_is_shown_alone():
    text = "税。甲税。\n乙。丙税。\n丁税。"
    excerpt = snippet(text, ["税"], within=(6, 12))
    assert (excerpt.text, excerpt.start, excerpt.cut_before, excerpt.cut_after) == (
        "乙。丙税。",
        6,
        True,
        True,
    )
    assert [text[start:end] for start, end in excerpt.marks_in_original] == ["税"]
    assert snippet(text, ["无"], within=(6, 12)).text == "乙。丙税。"
    assert snippet("税。" + "甲" * 40 + "税", ["税"], within=(2, 42), limit=20).start == 2


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
    excerpt = snippet(text, terms, limit=limit)
    whole = "".join(piece.text for piece in excerpt.pieces)
    assert len(whole) <= limit * 1.5
    assert any(piece.marked for piece in excerpt.pieces) == bool(find_marks(text, terms))


def test_a_mark_at_the_cut_is_cut_with_it():
    excerpt = snippet("甲" * 8 + "关税关税关税关税" + "乙" * 8, ["关税关税关税关税"], limit=10)
    assert "".join(piece.text for piece in excerpt.pieces) == "甲甲关税关税关税关税"
    assert [piece.text for piece in excerpt.pieces if piece.marked] == ["关税关税关税关税"]


def test_among_equal_passages_the_first_is_shown():
    excerpt = snippet("甲税。" + "乙" * 40 + "。丙税。", ["税"], limit=10)
    assert (excerpt.pieces[0].text, excerpt.cut_before, excerpt.cut_after) == ("甲", False, True)


def test_different_words_count_more_than_the_same_word_twice():
    excerpt = snippet("关税、关税和关税。" + "甲" * 40 + "。关税和信贷。", ["关税", "信贷"], limit=10)
    assert [piece.text for piece in excerpt.pieces if piece.marked] == ["关税", "信贷"]


@pytest.mark.parametrize("text", ["", "企业"])
def test_without_terms_nothing_is_marked(text):
    excerpt = snippet(text, [])
    assert "".join(piece.text for piece in excerpt.pieces) == text
    assert not any(piece.marked for piece in excerpt.pieces)
