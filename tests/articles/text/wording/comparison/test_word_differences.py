"""What changed between two versions of a text, by words."""

import pytest

from articles.text.wording.comparison.word_differences import same_but_for_print, word_pieces


def comparison(before: str, after: str, cut=list) -> str:
    """Both texts in one line: what stays, [what went>what came], and {print only}."""
    rows = []
    for piece in word_pieces(before, after, cut=cut):
        marks = "{}" if piece.is_print else "[]"
        change = f"{marks[0]}{piece.before}>{piece.after}{marks[1]}"
        rows.append(piece.before if piece.is_same else change)
    return "".join(rows)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("应当安装水表。", "应当安装智能水表。", "应当安装[>智能]水表。"),
        ("应当安装智能水表。", "应当安装水表。", "应当安装[智能>]水表。"),
        ("甲乙丙", "甲丁丙", "甲[乙>丁]丙"),
        ("甲", "甲", "甲"),
        ("", "", ""),
        ("", "甲", "[>甲]"),
        ("“甲”乙", "「甲」乙", "{“>「}甲{”>」}乙"),
        ("甲，乙", "甲,乙", "甲{，>,}乙"),
        ("甲——乙", "甲--乙", "甲{——>--}乙"),
        ("甲 乙", "甲乙", "{甲 >甲}乙"),  # a space belongs to the word before it
        ("甲\n乙", "甲乙", "甲{\n>}乙"),
        ("甲（乙）丙", "甲(丁)丙", "甲{（>(}[乙>丁]{）>)}丙"),
    ],
)
def test_changes_are_told_from_changes_of_print(before, after, pieces):
    assert comparison(before, after) == pieces


def test_joined_the_pieces_give_both_texts_again():
    before, after = "第一条　为了管理，制定本法。\n", "第一条 为了加强管理,制定本法。\n"
    pieces = word_pieces(before, after, cut=list)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after


def test_long_texts_are_compared_by_sentences():
    sentences = [f"第{number}句很长很长。" for number in range(200)]
    before, after = "".join(sentences), "".join([*sentences[:100], "新句。", *sentences[101:]])
    changed = [
        (piece.before, piece.after) for piece in word_pieces(before, after, cut=list) if not piece.is_same
    ]
    assert changed == [("第100句很长很长。", "新句。")]


def test_texts_of_too_many_sentences_are_compared_as_wholes():
    before = "甲。" * 2000
    assert [(piece.before, piece.after) for piece in word_pieces(before, f"{before}乙。", cut=list)] == [
        (before, f"{before}乙。")
    ]


@pytest.mark.parametrize(("parts", "is_by_words"), [(1500, True), (1501, False)])
def test_three_thousand_words_are_the_most(parts, is_by_words):
    same = "".join(chr(ord("一") + number) for number in range(parts - 1))
    before, after = f"{same}A", f"{same}B"
    (first, *rest) = word_pieces(before, after, cut=list)
    assert bool(rest) is is_by_words
    assert first.is_same is is_by_words


def test_what_is_of_print_only_is_left_out():
    assert same_but_for_print("“甲”， 乙") == same_but_for_print("「甲」,乙") == '"甲",乙'
    assert same_but_for_print("甲") != same_but_for_print("乙")


def test_a_word_that_a_long_text_repeats_stays_the_same():
    before = "".join(f"{chr(ord('一') + number)}，" for number in range(150))
    after = "".join(f"{chr(ord('丁') + 300 + number)}，" for number in range(150))
    assert sum(piece.is_same for piece in word_pieces(before, after, cut=list)) == 150
