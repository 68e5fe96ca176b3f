"""A term's posting list as bytes: sparse for most terms, dense for the few that stand nearly everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Positions are 16 bits wide; using a quarter of their range keeps the memory of an inversion low.
LARGEST_SEGMENT = 1 << 14
#: An entry of a sparse list takes three bytes: position (uint16) and value (uint8).
_ENTRY = 3
_MOST = 255


@dataclass(slots=True, eq=False)  # not frozen: a query makes hundreds, in half the time
class Postings:
    """The articles that hold a term: `positions` ascending and their `values` (uint8, from 1).

    Dense, `positions` is None and `values` has an entry for each article of the segment, 0 where the term
    is missing.
    """

    positions: np.ndarray | None
    values: np.ndarray

    @property
    def count(self) -> int:
        return len(self.values) if self.positions is not None else int(np.count_nonzero(self.values))

    @property
    def nbytes(self) -> int:
        return self.values.nbytes + (self.positions.nbytes if self.positions is not None else 0)

    def places(self) -> np.ndarray:
        return self.positions if self.positions is not None else np.flatnonzero(self.values)

    def entries(self) -> tuple[np.ndarray, np.ndarray]:
        """The places that hold the term, ascending, and the value at each."""
        if self.positions is not None:
            return self.positions, self.values
        places = self.places()
        return places, self.values[places]

    def at(self, places: np.ndarray) -> np.ndarray:
        """The values at `places` (ascending), 0 where the term is missing."""
        if self.positions is None:
            values: np.ndarray = self.values[places]
            return values
        entries = np.searchsorted(self.positions, places)
        entries[entries == len(self.positions)] = 0
        return np.where(self.positions[entries] == places, self.values[entries], 0)

    def pack(self, size: int) -> bytes:
        """As bytes, for a segment of `size` articles."""
        if self.positions is not None and _ENTRY * len(self.positions) < size:
            return np.asarray(self.positions, "<u2").tobytes() + np.asarray(self.values, "<u1").tobytes()
        dense = np.zeros(size, "<u1")
        dense[self.places()] = self.values[self.values > 0]
        return dense.tobytes()


def unpack(packed: bytes | memoryview, size: int) -> Postings:
    """The opposite of `Postings.pack`; the bytes are copied."""
    packed = bytes(packed)
    if len(packed) == size:
        return Postings(None, np.frombuffer(packed, "<u1"))
    count = len(packed) // _ENTRY
    return Postings(np.frombuffer(packed, "<u2", count), np.frombuffer(packed, "<u1", count, 2 * count))


def quantized(shares: np.ndarray) -> np.ndarray:
    """Shares from 0 to 1 as integers of 8 bits; none becomes 0, which says that a term is missing."""
    in_range: np.ndarray = np.clip(np.rint(shares * _MOST), 1, _MOST)
    return in_range.astype("u1")


def dequantized(values: np.ndarray) -> np.ndarray:
    """The shares that 8 bits stand for."""
    return values.astype("f4") / _MOST
