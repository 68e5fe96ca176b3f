"""Postings as bytes: sparse and dense say the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.index.packing import Postings, dequantized, quantized, unpack
from tests.examples import patient

_SIZE = 60


@patient
@given(st.dictionaries(st.integers(0, _SIZE - 1), st.integers(1, 255), min_size=1))
def test_what_is_packed_comes_back(value_by_place):
    positions = np.array(sorted(value_by_place))
    postings = Postings(
        positions, np.array([value_by_place[place] for place in sorted(value_by_place)], "u1")
    )
    back = unpack(postings.pack(_SIZE), _SIZE)
    assert dict(zip(back.places().tolist(), back.at(back.places()).tolist(), strict=True)) == value_by_place
    assert back.count == len(value_by_place)
    for posting_list in (back, postings):
        places, values = posting_list.entries()
        assert dict(zip(places.tolist(), values.tolist(), strict=True)) == value_by_place
    everywhere = np.arange(_SIZE)
    assert back.at(everywhere).tolist() == [value_by_place.get(place, 0) for place in range(_SIZE)]
    assert back.at(everywhere).tolist() == postings.at(everywhere).tolist()


def test_a_term_that_stands_nearly_everywhere_takes_a_byte_an_article():
    everywhere = Postings(np.arange(_SIZE), np.ones(_SIZE, "u1"))
    assert len(everywhere.pack(_SIZE)) == _SIZE
    assert len(Postings(np.array([3]), np.array([7], "u1")).pack(_SIZE)) == 3


def test_shares_are_kept_to_half_a_step():
    stated = np.array([0.0001, 0.2, 0.5, 1.0])
    restored = dequantized(quantized(stated))
    assert (np.abs(restored - stated) <= 1 / 255).all()
    assert (restored > 0).all()


@pytest.mark.parametrize(
    ("holders", "size", "bytes_taken"),
    [
        (1, 60, 3),
        (19, 60, 57),
        (20, 60, 60),  # a tie: as long as an entry an article, so it has to be one
        (21, 60, 60),
        (60, 60, 60),
        (1, 3, 3),
        (1, 4, 3),
    ],
)
def test_a_list_is_sparse_only_where_that_is_shorter(holders, size, bytes_taken):
    positions, values = np.arange(holders) * (size // holders), np.arange(1, holders + 1).astype("u1")
    packed = Postings(positions, values).pack(size)
    assert len(packed) == bytes_taken
    back = unpack(packed, size)
    assert (back.positions is None) == (bytes_taken == size)
    assert back.count == holders
    assert back.places().tolist() == positions.tolist()
    assert back.at(positions).tolist() == values.tolist()
    assert back.pack(size) == packed


def test_a_sparse_list_is_positions_of_two_bytes_then_values_of_one():
    assert Postings(np.array([1, 258]), np.array([7, 255])).pack(1000) == bytes([1, 0, 2, 1, 7, 255])
    postings = Postings(np.array([1, 258]), np.array([7, 255], "u1"))
    assert postings.pack(1000) == bytes([1, 0, 2, 1, 7, 255])
    assert unpack(memoryview(postings.pack(1000)), 1000).positions.tolist() == [1, 258]
    assert postings.nbytes == 2 * 8 + 2
    assert Postings(None, np.zeros(5, "u1")).nbytes == 5


def test_where_a_term_is_missing_its_value_is_nought():
    sparse = Postings(np.array([3, 5]), np.array([7, 9], "u1"))
    dense = Postings(None, np.array([0, 0, 0, 7, 0, 9], "u1"))
    for postings in (sparse, dense):
        assert postings.at(np.arange(6)).tolist() == [0, 0, 0, 7, 0, 9]
        assert postings.places().tolist() == [3, 5]
        assert [column.tolist() for column in postings.entries()] == [[3, 5], [7, 9]]
        assert postings.count == 2
    assert Postings(np.array([3]), np.array([7], "u1")).at(np.arange(2, 5)).tolist() == [0, 7, 0]


@pytest.mark.parametrize(
    ("share", "step"),
    [(0.0001, 1), (1 / 255, 1), (1.4 / 255, 1), (1.6 / 255, 2), (0.5, 128), (1.0, 255), (2.0, 255)],
)
def test_a_share_is_rounded_to_the_nearest_step_and_never_to_nought(share, step):
    in_steps = quantized(np.array([share]))
    assert (in_steps.tolist(), in_steps.dtype) == ([step], np.uint8)
    assert dequantized(np.array([step], "u1")).tolist() == pytest.approx([step / 255])
    assert dequantized(np.array([step], "u1")).dtype == np.float32
