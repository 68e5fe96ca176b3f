"""Overlapping marks are cut into segments that are the text again when joined."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.marked_spans import Mark, excerpts, segments, within
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


def shown(text: str, *spans: tuple[int, int]) -> list[tuple[str, bool, bool]]:
    found = excerpts(text, [Mark(*span, label=span) for span in spans])
    return [("".join(s.text for s in one.segments), one.cut_before, one.cut_after) for one in found]


def test_an_excerpt_is_the_sentences_that_hold_marks():
    text = "甲企业。乙。丙企业；丁企业。戊"
    assert shown(text, (1, 3)) == [("甲企业。", False, True)]
    assert shown(text, (7, 9), (11, 13)) == [("丙企业；丁企业。", True, True)]
    assert shown(text, (1, 3), (7, 9)) == [("甲企业。", False, True), ("丙企业；", True, True)]
    assert shown(text, (14, 15)) == [("戊", True, False)]
    assert shown(text, (0, 15)) == [(text, False, False)]
    assert shown(text) == []
