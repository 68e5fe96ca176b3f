"""Overlapping marks are cut into segments that are the text again when joined."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.segments import Mark, excerpt, segments, within

spans = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], 13))
)
marks = st.lists(spans.map(lambda span: Mark(*span, label=span)), max_size=6)


@settings(deadline=None)
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


def test_a_short_context_is_whole_and_a_long_one_is_cut_at_a_sentence():
    assert excerpt("支持企业发展。", 2, 4) == ("支持", "企业", "发展。")
    long = "甲" * 50 + "。乙乙企业丙丙。" + "丁" * 50
    start = long.index("企业")
    assert excerpt(long, start, start + 2) == ("…乙乙", "企业", "丙丙。…")
    plain = "甲" * 60 + "企业" + "丁" * 60
    assert excerpt(plain, 60, 62) == ("…" + "甲" * 40, "企业", "丁" * 40 + "…")
