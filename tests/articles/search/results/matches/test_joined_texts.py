import pytest

from articles.search.results.matches.joined_texts import JoinedTexts

TEXTS = JoinedTexts(["税收优惠", "", "财政\n税收", "优惠税收优惠", "税"])


@pytest.mark.parametrize(
    ("words", "places"),
    [
        (["税收"], [0, 2, 3]),
        (["优惠", "税收"], [0, 3]),
        (["税"], [0, 2, 3, 4]),
        (["税收优惠"], [0, 3]),
        (["优惠财政"], []),
        (["税收", "金融"], []),
        ([""], [0, 1, 2, 3, 4]),
        ([], []),
    ],
)
def test_the_texts_that_hold_all_words_are_found_in_their_order(words, places):
    assert list(TEXTS.holding(words)) == places


def test_words_may_stand_in_different_texts():
    assert TEXTS.hold(["财政", "优惠"])
    assert not TEXTS.hold(["财政", "金融"])


def test_no_text_holds_anything():
    assert list(JoinedTexts([]).holding([""])) == []
