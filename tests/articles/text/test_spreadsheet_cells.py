"""What goes into a spreadsheet stays what it is: text is text, a number a number."""

import pytest

from articles.text.spreadsheet_cells import BOM, plain_cell, read_cell, table_as_csv


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\u3000=1", "=cmd|' /C calc'!A0"],
)
def test_no_spreadsheet_takes_a_name_for_a_formula(text):
    assert plain_cell(text) == f"'{text}"


def test_harmless_cells_stay_as_they_are():
    for value in ("税收优惠", "2006-2020年", "", 0, -3):
        assert plain_cell(value) == value
    assert table_as_csv([["甲", 'a"b,c']]) == f'{BOM}甲,"a""b,c"\r\n'


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''=1", " =1", "税收优惠", "'税收", "", "'", "it's =1"])
def test_what_was_written_is_read_again(text):
    assert read_cell(plain_cell(text)) == text


def test_only_a_mark_before_a_formula_is_taken_off():
    assert read_cell("'=1") == "=1"
    assert read_cell("'税收") == "'税收"
    assert plain_cell("'=1") == "''=1"
    assert plain_cell("1='") == "1='"
    assert plain_cell("X=1") == "X=1"
