"""A space between words that were typed apart keeps what begins inside one from running into the next."""

import pytest

from articles.text.wording.characters.typed_spaces import keep_spaces, typed_edges


@pytest.mark.parametrize(
    ("words", "edges"),
    [
        ("48小时 工亡", (4,)),
        ("断缴 社保 后果", (2, 4)),
        ("科 技 部", ()),
        ("GMP 认证", ()),
        ("社保", ()),
        ("", ()),
    ],
)
def test_where_a_space_was_dropped(words, edges):
    assert typed_edges(words) == edges


def test_only_what_begins_inside_a_word_is_cut():
    assert keep_spaces("断缴社保", [2], [(1, 4)]) == "断缴 社保"
    assert keep_spaces("离婚冷静期", [2], [(0, 5)]) == "离婚冷静期", "it begins where a word was begun"
    assert keep_spaces("断缴社保", [2], [(1, 2)]) == "断缴社保", "it ends where the word ends"
    assert keep_spaces("n+1 补偿标准", [6], [(4, 8)]) == "n+1 补偿标准"
    assert keep_spaces("", [], []) == ""
