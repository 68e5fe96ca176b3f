"""What changed between two texts: nothing of either is lost, whatever the texts are."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.differences import Kind, pieces, shortened
from tests.examples import patient

TEXTS = st.text(alphabet="支持企业，。\n", max_size=80)


@patient
@given(TEXTS, TEXTS)
def test_the_pieces_hold_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.kind is not Kind.ADDED) == before
    assert "".join(one.text for one in found if one.kind is not Kind.REMOVED) == after


def test_a_changed_word_is_all_that_is_marked():
    found = [(one.kind.value, one.text) for one in pieces("支持企业创新。", "支持高校创新。")]
    assert found == [("same", "支持"), ("removed", "企业"), ("added", "高校"), ("same", "创新。")]


def test_long_texts_are_compared_by_clauses_and_longer_ones_as_a_whole():
    clauses = [f"第{number}句写得很长很长很长很长，" for number in range(100)]
    changed = [*clauses[:10], "改了一处。", *clauses[11:80], "又改一处。", *clauses[81:]]
    marked = [one.text for one in pieces("".join(clauses), "".join(changed)) if one.kind is not Kind.SAME]
    assert marked == [clauses[10], "改了一处。", clauses[80], "又改一处。"]
    assert len(pieces("甲，乙，" * 500 + "丙", "乙，甲，" * 500 + "丁")) == 2


def test_what_did_not_change_is_cut_down_to_what_stands_beside_the_changes():
    (same, *_) = shortened(pieces("同" * 500 + "旧", "同" * 500 + "新"))
    assert len(same.text) < 100
