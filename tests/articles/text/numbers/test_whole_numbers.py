"""Numbers from outside: bounded, and in plain digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.numbers.numerals import NumeralError, parse_numeral
from articles.text.numbers.whole_numbers import HIGHEST_ID, whole_number
from tests.examples import patient


@patient
@given(st.integers(1, HIGHEST_ID), st.integers(0, 9_999))
def test_what_fits_is_read_with_or_without_zeros_before_it(number, zeros):
    assert whole_number("0" * zeros + str(number), at_most=HIGHEST_ID) == number


@pytest.mark.parametrize(
    "written", ["", "0", "00", "-1", "+1", " 1", "1_0", "²", "٣", "１", "一", "100", "9" * 9_999, "\ud800"]
)
def test_what_does_not_fit_or_is_no_number_is_none(written):
    assert whole_number(written, at_most=99) is None


@pytest.mark.parametrize("written", ["9" * 61, "9" * 9_999, "一" * 61, "一" * 9_999, "٣", "零" * 61])
def test_a_numeral_of_endless_length_is_none(written):
    with pytest.raises(NumeralError):
        parse_numeral(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [("1", 1), ("25", 25), ("0025", 25), ("99", 99), ("100", None), ("250", None), ("98", 98)],
)
def test_a_number_is_read_up_to_the_highest(written, number):
    assert whole_number(written, at_most=99) == number
    assert whole_number("101", at_most=100) is None
