"""An enterprise's size from its figures, by 统计上大中小微型企业划分办法（2017）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from articles.content_files import content_table
from guidance.matching.profile_choices import Size

#: What the method counts, in its own units.
INDICATORS = {"employees": "从业人员（人）", "revenue": "营业收入（万元）", "assets": "资产总额（万元）"}
_DOWNWARD = (Size.LARGE, Size.MEDIUM, Size.SMALL)


@dataclass(frozen=True)
class Industry:
    """A row of the table: the lower bounds of each size by indicator; below small is micro."""

    code: str
    name: str
    covers: str
    sections: tuple[str, ...]
    bounds: Mapping[Size, Mapping[str, int]]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that this industry is measured by, in the table's order."""
        names = {name for bounds in self.bounds.values() for name in bounds}
        return tuple(name for name in INDICATORS if name in names)


@cache
def industries() -> dict[str, Industry]:
    """The rows of the table by code."""
    return {row["code"]: _industry(row) for row in _table()["industry"]}


def source() -> str:
    return str(_table()["source"])


def rule() -> str:
    return str(_table()["rule"])


def derive_size(industry: Industry, figures: Mapping[str, float]) -> Size:
    """The size of an enterprise of `industry`; UNKNOWN where a figure that the industry asks is missing.

    Note 1 of the method: large, medium and small have to reach the lower bound of every indicator, else they
    are one class lower.

    >>> derive_size(industries()["industry"], {"employees": 300, "revenue": 1000})
    Size.SMALL
    """
    if any(figures.get(name) is None for name in industry.indicators):
        return Size.UNKNOWN
    for size in _DOWNWARD:
        if all(figures[name] >= least for name, least in industry.bounds[size].items()):
            return size
    return Size.MICRO


def _industry(row: Mapping[str, Any]) -> Industry:
    bounds = {size: dict(row[size.value]) for size in _DOWNWARD}
    return Industry(row["code"], row["name"], row["covers"], tuple(row["sections"]), bounds)


@cache
def _table() -> dict[str, Any]:
    return content_table("guidance/sizes.toml")
