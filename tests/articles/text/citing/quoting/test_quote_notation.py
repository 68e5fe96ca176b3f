"""Quotes that an editor types, and which of several places they mean."""

import pytest

from articles.text.citing.quoting.quote_notation import QuoteError, nearest, place_among, quoted

TEXT = "企业和企业、个人"


@pytest.mark.parametrize(
    ("typed", "which", "quote"),
    [
        ("个人", None, ("个人", 6, 8)),
        ("企业", 1, ("企业", 0, 2)),
        ("企业", 2, ("企业", 3, 5)),
        ("企业#2", None, ("企业", 3, 5)),
    ],
)
def test_an_editor_means_the_words_at_one_place(typed, which, quote):
    assert quoted(TEXT, typed, which=which) == quote


@pytest.mark.parametrize(
    ("typed", "which", "message"),
    [
        ("企业", None, "“企业”在原文中有 2 处，须写明第几处"),
        ("企业", 3, "“企业”在原文中只有 2 处，没有第 3 处"),
        ("专利", None, "原文中没有“专利”"),
        ("企业#*", None, "“#*”在这里没有意义，请写明第几处"),
    ],
)
def test_what_means_no_place_or_several_is_refused_in_words(typed, which, message):
    with pytest.raises(QuoteError) as refused:
        quoted(TEXT, typed, which=which)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("quote", "start", "place"),
    [("企业", 0, 1), ("企业", 3, 2), ("企业", 1, None), ("企业", None, None), ("个人", 6, None)],
)
def test_the_place_is_told_only_of_words_that_stand_several_times(quote, start, place):
    assert place_among(TEXT, quote, start=start) == place


@pytest.mark.parametrize(
    ("quote", "start", "occupied", "span"),
    [
        ("企业", 3, (), (3, 5)),  # where it stood before
        ("企业", 1, (), (0, 2)),
        ("企业", 2, (), (3, 5)),
        ("企业", 0, [(0, 2)], (3, 5)),  # others have its place
        ("企业", 4, [(0, 2), (3, 5)], (3, 5)),  # or all of them
        ("专利", 0, (), None),
        ("", 0, (), None),
    ],
)
def test_a_quote_stays_as_near_as_can_be_to_its_old_place(quote, start, occupied, span):
    assert nearest(TEXT, quote, start=start, occupied=occupied) == span


def test_a_quote_may_stand_where_it_overlaps_the_place_that_is_counted():
    assert nearest("研究研究研究", "研究研究", start=2) == (2, 6)
