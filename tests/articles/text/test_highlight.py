from hypothesis import given
from hypothesis import strategies as st

from articles.text.highlight import find_marks, snippet

TEXT = "支持企业走出去。鼓励国内企业采用直接投资等方式到境外设立技术研究开发机构，组建研发联盟。"


def marked(piece_source, terms, **options):
    return [piece.text for piece in snippet(piece_source, terms, **options).pieces if piece.marked]


def test_marks_stand_on_the_original_characters():
    assert marked("构建“项目―人才―基地”三位一体", ["项目-人才-基地"]) == ["项目―人才―基地"]
    assert marked("科　技　部", ["科技部"]) == ["科　技　部"]


def test_overlapping_terms_become_one_mark():
    assert find_marks("知识产权保护", ["知识", "知识产权", "产权保护"]) == [(0, 6)]


def test_the_sentence_with_most_of_the_words_is_shown():
    shown = snippet(TEXT, ["境外", "研发联盟"], limit=40)
    assert "".join(piece.text for piece in shown.pieces).startswith("鼓励国内企业")
    assert (shown.cut_before, shown.cut_after) == (True, False)


def test_a_text_without_any_of_the_words_is_shown_from_its_beginning():
    shown = snippet(TEXT, ["关税"], limit=20)
    assert not shown.cut_before
    assert shown.pieces[0].text == "支持企业走出去。"


def test_a_sentence_without_end_is_cut_around_its_first_mark():
    shown = snippet("甲" * 500 + "关税" + "乙" * 500, ["关税"], limit=60)
    whole = "".join(piece.text for piece in shown.pieces)
    assert len(whole) == 60
    assert "关税" in whole


@given(
    st.text(alphabet="企业创新。；\n　 ―Ａ", max_size=300),
    st.lists(st.text(alphabet="企业创新-a", max_size=4)),
)
def test_a_snippet_always_is_a_stretch_of_the_original(text, terms):
    shown = snippet(text, terms, limit=30)
    whole = "".join(piece.text for piece in shown.pieces)
    assert whole in text
    assert shown.cut_before or text.startswith(whole)
    assert shown.cut_after or text.endswith(whole)
