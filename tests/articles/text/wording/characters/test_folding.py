import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citing.naming.document_numbers import document_number_key, leading_document_number
from articles.text.numbers.dates import parse_date
from articles.text.wording.characters.folding import closed_up_with_offsets, fold, fold_with_offsets
from tests.examples import patient


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("科　技　部", "科技部"),
        ("税 务 总 局", "税务总局"),
        ("项目―人才―基地", "项目-人才-基地"),
        ("２００９年", "2009年"),
        ("【2009】", "[2009]"),
        ("二○○九", "二〇〇九"),
        ("ＡbC d", "abc d"),
        ("零部件", "零部件"),
        ("第二十五條", "第二十五条"),
    ],
)
def test_variants_fold(written, folded):
    assert fold(written) == folded


@patient
@given(st.text())
def test_each_folded_character_knows_where_it_came_from(text):
    folded = fold_with_offsets(text)
    assert len(folded.text) == len(folded.offsets)
    for position, character in enumerate(folded.text):
        start, end = folded.original_span(position, position + 1)
        assert end == start + 1
        assert character in fold(text[start:end]) or text[start:end].isspace()


@patient
@given(st.text(alphabet="企业 　创―〔○Ａ\n,，", max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "written",
    [
        "工信部联科〔2009〕232号",
        "工信部联科[2009]232号",
        "工信部联科【2009】232号",
        "工信部联科（2009）232号",
        "工信部联科(2009)232号",
        "工信部联科［２００９］２３２号",
        "工信部联科 〔2009〕 232 号",
        "工信部联科〔2009〕第232号",
        "工信部联科〔2009〕232",
    ],
)
def test_every_form_of_a_document_number_has_one_key(written):
    assert document_number_key(written) == "工信部联科〔2009〕232号"


@pytest.mark.parametrize(
    "text", ["", "2009", "〔2009〕232号", "工信部联科232号", "（2006-2020年）", "工信部联科〔209〕232号"]
)
def test_other_text_is_no_document_number(text):
    assert document_number_key(text) is None


def test_a_leading_document_number_leaves_the_rest():
    assert leading_document_number("工信部联科[2009]232号第25条") == ("工信部联科〔2009〕232号", "第25条")


def test_dates_are_read_in_chinese_and_arabic_and_nothing_else_is():
    assert str(parse_date("二○○九年五月十五日")) == "2009-05-15"
    assert str(parse_date("２００９年12月31日")) == "2009-12-31"
    for other in ("二○○九年五月", "二○○九年二月三十日", "2006-2020年", "自二○○九年五月十五日起"):
        assert parse_date(other) is None


@pytest.mark.parametrize(
    ("written", "closed_up", "offsets"),
    [
        ("第 ２５\n条", "第25条", [0, 2, 3, 5]),
        ("第\u200b二\ufeff条", "第二条", [0, 2, 4]),
        ("㈠ 甲", "(一)甲", [0, 0, 0, 2]),
        ("a\u00a0b\u3000c", "abc", [0, 2, 4]),
        ("a\u00b4", "a\u0301", [0, 1]),  # an accent that stands alone is a space with one
        ("甲\0乙\ud800", "甲\ufffd乙\ufffd", [0, 1, 2, 3]),
        ("", "", []),
    ],
)
def test_closed_up_no_space_is_left_and_each_character_knows_its_origin(written, closed_up, offsets):
    folded = closed_up_with_offsets(written)
    assert (folded.text, list(folded.offsets)) == (closed_up, offsets)
    folded_again = closed_up_with_offsets(written)  # from what is remembered of each character
    assert (folded_again.text, list(folded_again.offsets)) == (closed_up, offsets)


def test_a_character_that_folds_to_several_keeps_the_place_of_those_after_it():
    folded = fold_with_offsets("㈠甲")
    assert (folded.text, list(folded.offsets)) == ("(一)甲", [0, 0, 0, 1])
    assert folded.original_span(3, 4) == (1, 2)


def test_the_places_of_a_text_that_folds_one_to_one_are_its_own():
    folded = fold_with_offsets("ＡＢ")
    assert (folded.text, folded.offsets) == ("ab", range(2))


def test_what_stands_behind_a_space_that_is_dropped_keeps_its_place():
    folded = fold_with_offsets("科　技 部")
    assert (folded.text, folded.offsets) == ("科技部", (0, 2, 4))
