"""Characters and pairs of Chinese, whole words of anything else."""

import pytest

from articles.text.wording.characters.grams import certain_grams, gram_number, grams


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("免关税", ["免", "关", "税", "免关", "关税"]),
        ("免关税 3d", ["免", "关", "税", "免关", "关税", "3d"]),
        ("免,税", ["免", "税"]),  # no pair over a mark
        ("〇九", ["〇", "九", "〇九"]),
        ("a_b", ["a", "b"]),
        ("x" * 65, ["x" * 64]),
        ("。 ", []),
        ("", []),
    ],
)
def test_a_run_is_cut_into_characters_and_pairs(folded, expected):
    assert grams(folded) == expected


def test_only_chinese_is_certain_to_stand_in_a_text_that_holds_the_words():
    assert certain_grams("免税3d") == ["免", "税", "免税"]


@pytest.mark.parametrize("gram", ["税", "关税", "3d", "\ud800"])
def test_a_gram_has_a_number_that_fits_an_integer_column(gram):
    assert -(2**31) <= gram_number(gram) < 2**31


def test_the_numbers_are_those_of_stored_texts():
    """They stand in the database: another rule would need a migration."""
    assert [gram_number(gram) for gram in ("关税", "税", "3d")] == [-1040602137, -1087207439, 2137903758]
