"""From rows to postings, with values worked out by hand (no database)."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from articles.search.index import inversion
from articles.search.index.inversion import (
    GRAMS,
    WORDS,
    Counts,
    Head,
    RowText,
    chapters_of,
    invert,
    weighted_frequencies,
    words_of,
)
from articles.search.settings.weights import Field
from tests.articles.search.weighing import plain_weights

ROWS = [
    RowText(0, "免税", "免税", "关税", ""),  # grams 免 税 免税 · around 关 税 关税
    RowText(1, "关税", "关税 关税", "", "免税"),
    RowText(0, "税", "", "", ""),
]


def values_by_term(rows: list[RowText]) -> dict[tuple[Field, str], dict[int, int]]:
    """The values by field and term, then by position. Each field and term comes once."""
    values = {}
    for field, term, postings in invert(lambda: rows):
        assert (field, term) not in values
        assert postings.values.dtype == np.uint8
        values[field, term] = dict(zip(postings.positions.tolist(), postings.values.tolist(), strict=True))
    return values


@pytest.fixture(autouse=True)
def weights() -> Iterator[None]:
    with plain_weights():
        yield


def share(frequency: float) -> int:
    """f / (f + k1) of 255."""
    return round(255 * frequency / (frequency + 1))


def test_a_term_is_of_the_text_where_the_text_holds_it_and_of_what_stands_around_elsewhere():
    values = values_by_term(ROWS)
    assert values[Field.TEXT_GRAMS, "税"] == {0: share(1 + 2), 1: share(1 + 0.5), 2: share(1)}
    assert values[Field.TEXT_GRAMS, "免税"] == {0: share(1)}
    assert values[Field.AROUND_GRAMS, "免税"] == {1: share(0.5)}
    assert values[Field.AROUND_GRAMS, "关税"] == {0: share(2)}
    assert values[Field.TEXT_WORDS, "关税"] == {1: share(2)}
    assert values[Field.AROUND_WORDS, "关税"] == {0: share(2)}
    assert values[Field.TEXT_WORDS, "免税"] == {0: share(1)}
    assert (Field.AROUND_GRAMS, "税") not in values


def test_the_second_term_of_all_may_be_the_first_of_those_around():
    assert values_by_term([RowText(0, "甲", "", "乙", "")])[Field.AROUND_GRAMS, "乙"] == {0: share(2)}


def test_a_chapter_counts_the_words_of_the_texts_in_it():
    rows = [RowText(3, "", "税 税", "税", "税"), RowText(3, "", "税", "", ""), RowText(5, "", "税", "", "")]
    assert values_by_term(rows)[Field.CHAPTER_WORDS, "税"] == {3: 3, 5: 1}
    assert Field.CHAPTER_WORDS not in {field for field, term in values_by_term(rows) if term != "税"}


def test_a_chapter_counts_no_word_more_than_255_times():
    assert values_by_term([RowText(0, "", "税 " * 300 + "税", "", "")])[Field.CHAPTER_WORDS, "税"] == {0: 255}


def test_a_long_text_counts_an_occurrence_for_less():
    """b is a half: twice the usual length (4) divides by 1 - b + b * 2."""
    with plain_weights(b=0.5):
        values = values_by_term([RowText(0, "", "税 " * 7 + "税", "", "")])
    assert values[Field.TEXT_WORDS, "税"] == {0: share(8 / 1.5)}


def test_one_row_weighs_what_it_weighs_among_others():
    weighted_terms = weighted_frequencies(ROWS[0], GRAMS)
    assert weighted_terms.frequencies == {"免": 1, "税": 3, "免税": 1, "关": 2, "关税": 2}
    assert weighted_terms.text_counts == {"免": 1, "税": 1, "免税": 1}
    assert weighted_frequencies(ROWS[1], WORDS).frequencies == {"关税": 2, "免税": 0.5}


def test_many_rows_and_many_terms_are_inverted_block_by_block(monkeypatch):
    """Positions and terms take more than a byte; a block ends with a term, never inside one."""
    rows = [RowText(0, "税", f"词{number % 300} 税", "", "") for number in range(700)]
    values = values_by_term(rows)
    monkeypatch.setattr(inversion, "_BLOCK", 5)
    assert values_by_term(rows) == values
    assert list(values[Field.TEXT_WORDS, "税"]) == list(range(700))
    assert list(values[Field.TEXT_WORDS, "词1"]) == [1, 301, 601]


def test_counts_are_told_by_term_position_and_place():
    counts = Counts()
    counts.add(Counter({"甲": 3, "乙": 1}), position=65_535, place=2)
    counts.add(Counter({"甲": 20_000}), position=2)
    counts.add(Counter({"甲": 5}), position=65_535, place=1)
    (block,) = counts.blocks()
    assert block.positions.tolist() == [2, 65_535, 65_535, 65_535]
    assert block.places.tolist() == [0, 1, 2, 2]
    assert block.counts.tolist() == [16_383, 5, 3, 1]  # 14 bits; nothing is counted further
    assert block.firsts.tolist() == [0, 1, 3]
    assert block.summed(block.counts).tolist() == [16_383, 8, 1]


def test_nothing_is_inverted_of_nothing():
    assert list(invert(list)) == []
    assert (words_of(""), words_of("甲 乙")) == ([], ["甲", "乙"])


def test_a_chapter_is_as_long_as_its_articles_together():
    chapters = chapters_of([7, 3, 7], [10, 5, 1])
    assert chapters.of_article.tolist() == [1, 0, 1]
    assert chapters.keys.tolist() == [3, 7]
    assert chapters.lengths.tolist() == [5, 11]


def test_a_head_has_an_entry_an_article():
    head = Head.of([(11, 1, "law", 7, 10), (12, 2, "policy", 3, 5)])
    assert head.size == 2
    assert head.articles.tolist() == [11, 12]
    assert head.policies.tolist() == [1, 2]
    assert [inversion.KINDS[kind] for kind in head.kinds.tolist()] == ["law", "policy"]
    assert (head.chapters.keys.tolist(), head.chapters.lengths.tolist()) == ([3, 7], [5, 10])
    assert {column.dtype.str for column in (head.articles, head.policies)} == {"<i8"}
    assert (head.kinds.dtype.str, head.chapters.of_article.dtype.str) == ("|u1", "<u2")
    assert (head.chapters.keys.dtype.str, head.chapters.lengths.dtype.str) == ("<i8", "<f4")
