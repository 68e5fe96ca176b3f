"""Parts of the index made by hand (no database)."""

import numpy as np
import pytest

from articles.search.index.inversion import Head
from articles.search.index.packing import Postings
from articles.search.scoring.index_part import NOWHERE, Part, all_of, document_frequency
from articles.search.settings.weights import Field

TEXT, AROUND = Field.TEXT_WORDS, Field.AROUND_WORDS


def part(size: int, postings: dict[tuple[Field, str], list[int]]) -> Part:
    return Part(
        head=Head.of([(pk, 1, "policy", -1, 4) for pk in range(size)]),
        vacant=NOWHERE,
        cited=np.zeros(size, "f4"),
        postings={
            key: Postings(np.array(places, "u2"), np.ones(len(places), "u1"))
            for key, places in postings.items()
        },
    )


@pytest.mark.parametrize(
    ("terms", "places"),
    [
        (["税"], [0, 1, 3]),
        (["税", "关"], [1, 3]),
        (["关", "税", "免", "免"], [3]),
        (["税", "费"], []),  # nowhere in the text
        (["税", "无"], []),
        ([], []),
    ],
)
def test_an_article_has_all_terms_in_one_field(terms, places):
    index_part = part(
        4, {(TEXT, "税"): [0, 1, 3], (TEXT, "关"): [1, 2, 3], (TEXT, "免"): [0, 3], (AROUND, "费"): [0]}
    )
    assert index_part.places_with_all(terms, TEXT).tolist() == places


def test_the_articles_of_a_term_are_counted_over_parts_and_fields():
    parts = [part(3, {(TEXT, "税"): [0, 2], (AROUND, "税"): [1]}), part(2, {(TEXT, "税"): [1]}), part(1, {})]
    assert document_frequency("税", parts, TEXT) == 3
    assert document_frequency("税", parts, TEXT, AROUND) == 4
    assert document_frequency("费", parts, TEXT, AROUND) == 0


@pytest.mark.parametrize(
    ("masks", "places"),
    [
        ([], [0, 1, 2, 3]),  # where nothing is asked for, nothing is missing
        ([[True, True, False, False]], [0, 1]),
        ([[True, True, False, False], [True, False, True, False]], [0]),
    ],
)
def test_all_of_some_masks_are_true_where_each_is(masks, places):
    everywhere = np.ones(4, bool)
    assert np.flatnonzero(everywhere & all_of([np.array(mask) for mask in masks])).tolist() == places
