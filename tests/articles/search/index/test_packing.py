"""Postings as bytes: sparse and dense say the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from articles.search.index.packing import Postings, eighths, shares, unpack
from tests.examples import patient

_SIZE = 60


@patient
@given(st.dictionaries(st.integers(0, _SIZE - 1), st.integers(1, 255), min_size=1))
def test_what_is_packed_comes_back(held):
    positions = np.array(sorted(held))
    postings = Postings(positions, np.array([held[place] for place in sorted(held)], "u1"))
    back = unpack(postings.pack(_SIZE), _SIZE)
    assert dict(zip(back.places().tolist(), back.at(back.places()).tolist(), strict=True)) == held
    assert back.count == len(held)
    everywhere = np.arange(_SIZE)
    assert back.at(everywhere).tolist() == [held.get(place, 0) for place in range(_SIZE)]
    assert back.at(everywhere).tolist() == postings.at(everywhere).tolist()


def test_a_term_that_stands_nearly_everywhere_takes_a_byte_an_article():
    everywhere = Postings(np.arange(_SIZE), np.ones(_SIZE, "u1"))
    assert len(everywhere.pack(_SIZE)) == _SIZE
    assert len(Postings(np.array([3]), np.array([7], "u1")).pack(_SIZE)) == 3


def test_shares_are_kept_to_half_a_step():
    stated = np.array([0.0001, 0.2, 0.5, 1.0])
    kept = shares(eighths(stated))
    assert (np.abs(kept - stated) <= 1 / 255).all()
    assert (kept > 0).all()
