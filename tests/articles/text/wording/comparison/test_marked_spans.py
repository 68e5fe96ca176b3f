"""Overlapping marks are cut into segments that are the text again when joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.comparison.marked_spans import Mark, excerpts, segments, sentence_at, within
from tests.examples import patient

spans = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], 13))
)
marks = st.lists(spans.map(lambda span: Mark(*span, label=span)), max_size=6)


@patient
@given(marks=marks)
def test_nothing_is_lost_and_each_character_has_its_marks(marks):
    text = "增强企业自主创新能力和水平"
    cut = segments(text, marks)
    assert "".join(segment.text for segment in cut) == text
    place = 0
    for segment in cut:
        for _ in segment.text:
            assert set(segment.marks) == {mark for mark in marks if mark.start <= place < mark.end}
            place += 1


def test_the_outermost_comes_first_and_each_begins_once():
    inner, outer = Mark(2, 4, "主体"), Mark(0, 6, "目标")
    before, both, after = segments("增强企业能力", [inner, outer])
    assert (before.marks, both.marks, after.marks) == ((outer,), (outer, inner), (outer,))
    assert (before.begins, both.begins, after.begins) == ((outer,), (inner,), ())


def test_an_empty_text_has_no_segments():
    assert segments("", []) == []


def test_marks_are_clipped_to_a_paragraph():
    assert within([Mark(0, 6, "甲"), Mark(8, 9, "乙")], 4, 8) == [Mark(0, 2, "甲")]


def excerpt_rows(text: str, *spans: tuple[int, int]) -> list[tuple[str, bool, bool]]:
    passages = excerpts(text, [Mark(*span, label=span) for span in spans])
    return [
        ("".join(segment.text for segment in passage.segments), passage.cut_before, passage.cut_after)
        for passage in passages
    ]


def test_an_excerpt_is_the_sentences_that_hold_marks():
    text = "甲企业。乙。丙企业；丁企业。戊"
    assert excerpt_rows(text, (1, 3)) == [("甲企业。", False, True)]
    assert excerpt_rows(text, (7, 9), (11, 13)) == [("丙企业；丁企业。", True, True)]
    assert excerpt_rows(text, (1, 3), (7, 9)) == [("甲企业。", False, True), ("丙企业；", True, True)]
    assert excerpt_rows(text, (14, 15)) == [("戊", True, False)]
    assert excerpt_rows(text, (0, 15)) == [(text, False, False)]
    assert excerpt_rows(text) == []


def test_of_marks_around_each_other_the_longest_comes_first_of_equals_the_earlier():
    text = "甲乙丙丁戊"
    first, second, inner = Mark(0, 4, "一"), Mark(1, 5, "二"), Mark(2, 3, "三")
    [third] = [part for part in segments(text, [inner, second, first]) if part.text == "丙"]
    assert third.marks == (first, second, inner)


def test_each_excerpt_has_its_own_marks_on_its_own_text():
    text = "甲企业。乙。丙企业；丁企业。戊"
    passages = excerpts(text, [Mark(7, 9, "二"), Mark(0, 1, "零"), Mark(1, 3, "一")])
    marked = [
        [(part.text, [mark.label for mark in part.marks]) for part in passage.segments]
        for passage in passages
    ]
    assert marked == [
        [("甲", ["零"]), ("企业", ["一"]), ("。", [])],
        [("丙", []), ("企业", ["二"]), ("；", [])],
    ]


def test_an_excerpt_from_the_second_character_on_is_cut_before():
    assert excerpt_rows("。企业。", (1, 3)) == [("企业。", True, False)]


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        ((5, 8), "《甲》同时废止。"),
        ((0, 1), "支持企业。"),
        ((3, 6), "支持企业。《甲》同时废止。"),
        ((14, 15), "另有规定的除外"),
        ((5, 5), ""),
    ],
)
def test_a_sentence_is_whole(span, sentence):
    assert sentence_at("支持企业。《甲》同时废止。\n另有规定的除外", *span) == sentence
