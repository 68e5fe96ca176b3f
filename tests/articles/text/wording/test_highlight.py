from hypothesis import given
from hypothesis import strategies as st

from articles.text.wording.highlight import find_marks, snippet
from tests.examples import patient

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


@patient
@given(
    st.text(alphabet="企业创新。；\n　 ―Ａ", max_size=300),
    st.lists(st.text(alphabet="企业创新-a", max_size=4)),
)
def test_a_snippet_always_is_a_stretch_of_the_original(text, terms):
    shown = snippet(text, terms, limit=30)
    whole = "".join(piece.text for piece in shown.pieces)
    assert whole in text
    assert shown.cut_before or text.strip().startswith(whole)
    assert shown.cut_after or text.strip().endswith(whole)


def test_parts_of_a_word_are_marked_only_where_the_word_is_missing():
    terms = ["技术标准", "技术", "标准", "研究", "准"]
    held = snippet("加强技术标准研究，促进技术创新。", terms)
    assert [piece.text for piece in held.pieces if piece.marked] == ["技术标准研究"]
    missing = snippet("技术创新与国际标准。", terms)
    assert [piece.text for piece in missing.pieces if piece.marked] == ["技术", "标准"]


def test_single_characters_are_marked_where_nothing_longer_is():
    assert [piece.text for piece in snippet("分割财产时少分。", ["财产", "分"]).pieces if piece.marked] == [
        "财产"
    ]
    assert [piece.text for piece in snippet("少分。", ["财产", "分"]).pieces if piece.marked] == ["分"]


def test_marks_say_where_the_marked_words_stand_in_the_snippet():
    shown = snippet("企业进口设备，免征进口关税。", ["进口", "关税"])
    assert [shown.text[start:end] for start, end in shown.marks] == ["进口", "进口关税"]
    assert snippet("企业", ["关税"]).marks == []


def test_a_passage_does_not_begin_with_the_end_of_a_line():
    shown = snippet("甲" * 40 + "。\n乙税。\n" + "丙" * 40, ["税"], limit=10)
    assert "".join(piece.text for piece in shown.pieces) == "乙税。"
    assert (shown.cut_before, shown.cut_after) == (True, True)
