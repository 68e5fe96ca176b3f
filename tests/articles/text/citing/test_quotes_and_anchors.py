"""Quotes are located exactly, and follow an edited text only where their place is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citing.anchoring import reanchor
from articles.text.citing.quote_notation import QuoteError, locate, locate_together, occurrences
from tests.examples import patient

TEXT = "免征关税。进口设备免征关税和增值税。"


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("增值税", [(14, 17)]),
        ("免征关税#1", [(0, 4)]),
        ("免征关税#2", [(9, 13)]),
        ("免征关税#*", [(0, 4), (9, 13)]),
    ],
)
def test_a_quote_says_which_of_its_places_it_means(written, spans):
    assert locate(TEXT, written) == spans
    assert {TEXT[start:end] for start, end in spans} == {written.split("#")[0]}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("免征关税", "2 处"),
        ("免征关税#3", "没有第 3 处"),
        ("免征关税#0", "没有第 0 处"),
        ("减征", "没有“减征”"),
        ("", "引文为空"),
    ],
)
def test_a_quote_that_is_not_certain_is_refused(written, reason):
    with pytest.raises(QuoteError, match=reason):
        locate(TEXT, written)


def test_where_quotes_nest_the_longest_wins():
    text = "企业、大企业和中小企业"
    placed = locate_together(text, [("企业", "企业"), ("中小", "中小企业"), ("大", "大企业")])
    assert placed.spans == [("企业", (0, 2)), ("大", (3, 6)), ("中小", (7, 11))]
    assert placed.problems == []


def test_what_cannot_be_placed_is_named_and_the_rest_is():
    placed = locate_together("企业和中小企业", [("企业", "企业#2"), ("中小", "中小企业"), ("无", "高校")])
    assert placed.spans == [("中小", (3, 7))]
    assert [str(problem) for problem in placed.problems] == [
        "“企业”的第 2 处在更长的引文之内",
        "原文中没有“高校”",
    ]


def test_occurrences_do_not_overlap():
    assert occurrences("啊啊啊啊", "啊啊") == [(0, 2), (2, 4)]
    assert occurrences("企业", "") == []


def moved(quote: str, old: str, new: str) -> list[str | None]:
    spans = reanchor(occurrences(old, quote), old=old, new=new)
    return [None if span is None else f"{span[0]}:{new[slice(*span)]}" for span in spans]


@pytest.mark.parametrize(
    ("new", "places"),
    [
        ("甲企业，乙企业。", ["1:企业", "5:企业"]),
        ("补。甲企业，乙企业。", ["3:企业", "7:企业"]),
        ("甲企业，又企业，乙企业。", ["1:企业", "9:企业"]),
        ("甲企业，乙公司。", ["1:企业", None]),
        ("甲公司，乙企业。", [None, "5:企业"]),
        ("甲公司，乙公司。", [None, None]),
        ("企业。", ["0:企业", None]),
    ],
)
def test_words_keep_their_place_around_an_edit(new, places):
    assert moved("企业", "甲企业，乙企业。", new) in (places, places[::-1])


def test_words_inside_an_edit_are_found_again_only_where_they_stand_once():
    assert moved("关税", "减征关税。", "可以免征关税的。") == ["4:关税"]
    assert moved("关税", "对关税减征。", "关税，免征关税的。") == [None]


def test_words_between_two_edits_keep_their_place():
    assert moved("企业", "支持企业，落实补贴。", "大力支持企业，认真落实补贴的。") == ["4:企业"]


def test_two_names_of_the_same_words_move_together():
    assert reanchor([(0, 2), (0, 2)], old="企业。", new="各企业。") == [(1, 3), (1, 3)]


words = st.text(alphabet="企业税。", max_size=12)


@patient
@given(before=words, old=words, new=words, after=words)
def test_a_place_found_always_holds_the_words_and_no_two_share_one(before, old, new, after):
    was, now = before + old + after, before + new + after
    spans = [span for quote in ("企业", "税") for span in occurrences(was, quote)]
    found = reanchor(spans, old=was, new=now)
    assert all(
        now[slice(*place)] == was[slice(*span)] for span, place in zip(spans, found, strict=True) if place
    )
    kept = [place for place in found if place]
    assert len(kept) == len(set(kept))


@patient
@given(text=words)
def test_an_unchanged_text_moves_nothing(text):
    spans = occurrences(text, "企业")
    assert reanchor(spans, old=text, new=text) == spans
